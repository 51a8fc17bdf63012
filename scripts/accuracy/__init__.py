"""What the measuring commands share: poses, truth, comparison, tables."""
