"""Whether somebody is back where they were, after the track had gone over to another person."""

import math

from formcheck.pose.leap import SAME_SIZE_LN, Outline, shift_m, size_ln
from formcheck.pose.pose import Pose

# Whoever passes covers a person for less than this.
AWAY_MOST_S = 1.5
# Before the track leaves somebody it may show neither of the two: they are looked for where they were this
# long before. Mean of the joints' shifts, in model metres; one who moves on with an arm or leg shifts 0.1.
LOOK_BACK_S, AT_HOME_M = 1.0, 0.15
# Another person is nowhere near that; another take of the same one may be.
AWAY_M = 0.5


class Home:
    """Remembers where one person was, and tells when they are back.

    Args:
        past: their last outlines.
    """

    def __init__(self, past: list[Outline]) -> None:
        self._past = past
        self._left_s = past[-1].t_s if past else -math.inf
        self._is_away = False

    def is_back(self, pose: Pose) -> bool:
        """Take one pose after the leap; return whether it is the person from before, after another was seen.

        A cut that leaves the person where they are never shows another one, and is no return.
        """
        if self.is_over(pose.t_s):
            return False
        now = Outline.of(pose)
        shifts_m = [shift_m(before, now) for before in self._past]
        self._is_away = self._is_away or min(shifts_m, default=0.0) > AWAY_M
        return self._is_away and any(_is_same(before, now) for before in self._past)

    def is_over(self, t_s: float) -> bool:
        """Whether it has been too long."""
        return t_s - self._left_s > AWAY_MOST_S

    @staticmethod
    def recent(past: list[Outline], pose: Pose) -> list[Outline]:
        """The outlines to remember, with one more pose."""
        return [*(o for o in past if pose.t_s - o.t_s <= LOOK_BACK_S), Outline.of(pose)]


def _is_same(before: Outline, now: Outline) -> bool:
    return shift_m(before, now) <= AT_HOME_M and size_ln(before, now) <= SAME_SIZE_LN
