"""A rest that counts down, and that a pause stops."""

import math
from dataclasses import dataclass

# Long enough to get into position after the drink.
SOON_S = 10.0


@dataclass(slots=True)
class RestClock:
    """The rest under way."""

    _end_s: float = math.nan
    _told_s: float = math.nan

    def begin(self, t_s: float, rest_s: float) -> None:
        """A rest begins."""
        self._end_s, self._told_s = t_s + rest_s, rest_s

    def put_off(self, for_s: float) -> None:
        """Somebody paused for this long."""
        self._end_s += for_s

    def left_s(self, t_s: float) -> float:
        """Seconds left; 0 when it is over."""
        return max(0.0, self._end_s - t_s)

    def is_over(self, t_s: float) -> bool:
        """Whether it is time to go on."""
        return t_s >= self._end_s

    def is_soon(self, t_s: float) -> bool:
        """Whether the last seconds have just begun; true once a rest, never in a short one."""
        before_s, self._told_s = self._told_s, self.left_s(t_s)
        return self._told_s <= SOON_S < before_s
