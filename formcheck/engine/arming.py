"""When movements count: after the start posture was held, or once they repeat themselves."""

import math
from collections.abc import Sequence

from formcheck.engine.events import Raise

# Long enough that walking in and lying down pass by, short enough not to be noticed.
ARM_S = 0.6
# A recording that begins in the start posture is armed at once: nobody moved into it on the picture.
AT_ONCE_S = 0.4
# After a cut, somebody who was counted goes on: it takes less to believe that they are at rest.
AGAIN_S = 0.2
# Out of the posture for this long, somebody is doing something else.
LEFT_S = 1.2
# Two movements alike, one after the other, are an exercise even if nobody stood still before.
ALIKE_RANGE, ALIKE_TIME, ALIKE_GAP_S = 0.35, 0.6, 3.0
# Where being alike is all that tells a repetition, people may tire, turn half-way, or rest in between.
REPEATS_RANGE, REPEATS_GAP_S = 0.6, 10.0


class Arming:
    """Holds back what happens before the start posture was held."""

    def __init__(self) -> None:
        self.is_armed = False
        self._needed_s = ARM_S
        self._first_s = self._ready_since_s = self._left_since_s = math.nan

    def step(self, t_s: float, *, in_posture: bool, at_rest: bool) -> bool:
        """Take one moment; return whether the state changed."""
        self._first_s = t_s if math.isnan(self._first_s) else self._first_s
        was = self.is_armed
        if not self.is_armed:
            self._wait(t_s, in_posture and at_rest)
        elif in_posture:
            self._left_since_s = math.nan
        else:
            self._leave(t_s)
        return self.is_armed != was

    def _wait(self, t_s: float, ready: bool) -> None:
        if not ready:
            self._ready_since_s = math.nan
            return
        if math.isnan(self._ready_since_s):
            self._ready_since_s = t_s
        from_start = self._ready_since_s - self._first_s <= AT_ONCE_S
        self.is_armed = from_start or t_s - self._ready_since_s >= self._needed_s - 1e-9

    def _leave(self, t_s: float) -> None:
        if math.isnan(self._left_since_s):
            self._left_since_s = t_s
        if t_s - self._left_since_s >= LEFT_S:
            self.disarm()

    def arm(self) -> None:
        """Count from now on: the movements themselves proved it."""
        self.is_armed = True
        self._left_since_s = math.nan

    def disarm(self, *, goes_on: bool = False) -> None:
        """The person was lost or has left: wait for the start posture again.

        Args:
            goes_on: somebody who was counted is seen in another take.
        """
        self.is_armed, self._first_s = False, -math.inf
        self._needed_s = AGAIN_S if goes_on else ARM_S
        self._ready_since_s = self._left_since_s = math.nan


def alike(raises: Sequence[Raise], most_range: float = ALIKE_RANGE, most_gap_s: float = ALIKE_GAP_S) -> bool:
    """Whether the last two movements resemble each other closely enough to be one exercise."""
    if len(raises) < 2:
        return False
    a, b = raises[-2:]
    longer, shorter = sorted((r.end_s - r.start_s for r in (a, b)), reverse=True)
    wider, narrower = sorted((r.range for r in (a, b)), reverse=True)
    return (
        b.start_s - a.end_s <= most_gap_s
        and wider - narrower <= most_range * wider
        and longer - shorter <= ALIKE_TIME * longer
    )
