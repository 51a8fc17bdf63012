"""The countdown: it runs while the start posture is held."""

import math

# A swaying body or one bad frame is not a start; leaving the posture for longer begins the countdown anew.
GRACE_S = 0.4


class StartWatch:
    """Says how long the start posture has been held."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self._since_s = self._last_s = math.nan

    def step(self, t_s: float, is_at_start: bool) -> float:
        """Take one moment; return the seconds held, NaN while it is not."""
        if is_at_start:
            self._since_s = t_s if math.isnan(self._since_s) else self._since_s
            self._last_s = t_s
        elif t_s - self._last_s > GRACE_S:
            self.reset()
        return t_s - self._since_s
