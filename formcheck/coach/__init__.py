"""Events in, one spoken or shown cue at a time out."""
