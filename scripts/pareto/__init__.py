"""Accuracy against exact truth over processor time, for each model, precision and runtime."""
