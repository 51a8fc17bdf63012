"""Counts repetitions, times holds and flags form faults in clips of balance and stability exercises."""
