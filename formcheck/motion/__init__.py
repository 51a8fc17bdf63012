"""Landmarks in; named signals, view and posture out."""
