"""Pose estimation: pictures in, canonical landmarks out."""
