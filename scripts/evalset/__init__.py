"""The evaluation set: which clips it holds, how they are filmed, and the exact truth of each."""
