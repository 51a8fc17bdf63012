"""Signals in, events out: repetitions, partials, holds and faults. No picture, no clock."""
