"""How far the window is behind the camera."""

import math
from collections import deque
from statistics import median

# Feedback later than this is about the movement before (the limit the issue of this window sets itself).
SHOWN_FROM_S = 0.2
# One slow picture, when a window is moved, is no lag.
_PICTURES = 15


class Lag:
    """The middle of the last delays from a picture taken to the same picture shown."""

    def __init__(self) -> None:
        self._last_s: deque[float] = deque(maxlen=_PICTURES)

    def add(self, seconds: float) -> None:
        """Take one delay."""
        self._last_s.append(seconds)

    @property
    def now_s(self) -> float:
        """The delay; NaN before the first picture."""
        return median(self._last_s) if self._last_s else math.nan

    @property
    def text(self) -> str:
        """A line for the screen; empty while the delay is not felt."""
        if not self.now_s > SHOWN_FROM_S:
            return ""
        return f"{self.now_s:.1f} s behind: close other programs, or start with --model lite"
