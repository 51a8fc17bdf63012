"""What is done with each step: annotated video, tables, JSON lines, saved landmarks."""
