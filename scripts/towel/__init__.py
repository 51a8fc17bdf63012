"""Synthetic films of towel curls: what moves, how often and how far is known exactly."""
