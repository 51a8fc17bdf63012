"""Poses that are no body: somebody passes before the person, and the model mixes the two.

Two things come together then. Left and right bones become unlike in the model's 3D, far beyond what they are
of this person from here; and the joints leave their way from frame to frame. Either alone is common: a leg
held up is drawn uneven, and a quick lunge at few frames a second is off its way.
"""

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.leap import SPURT_M_S2, Outline, off_course_m
from formcheck.pose.plausible import asymmetry
from formcheck.pose.pose import Pose

FloatArray = NDArray[np.float64]

# How unlike the bones are differs between people and places (0.1 to 0.6 on the tuning clips of the evaluation
# set), so it is held against the person's own level; 0.6 to 1.6 while somebody passed.
UNEVEN, LEVEL_S = 0.35, 3.0
# Mean of the joints off their way, over three frames, in model metres: lying or kneeling people on those
# clips stay below, but for one in a hundred frames; 0.07 to 0.15 while somebody passed.
RESTLESS_M, FRAMES = 0.06, 3
# The two belong together within this time, and what lies between two such moments is not believed either.
TOGETHER_S = 0.2


class Doubt:
    """Follows one person's raw poses and says which of them not to believe."""

    def __init__(self) -> None:
        self._level = self._t_s = math.nan
        self._uneven_s = self._restless_s = self._turmoil_s = -math.inf
        self._past: list[Outline] = []
        self._off_m: list[float] = []

    def step(self, pose: Pose, outline: Outline) -> bool:
        """Take a pose and its outline; return whether it is no body. Without 3D it is always believed."""
        if np.isnan(pose.world_m).any():
            return False
        t_s = pose.t_s
        if self._is_uneven(t_s, asymmetry(pose.world_m.astype(np.float64))):
            self._uneven_s = t_s
        if self._is_restless(outline):
            self._restless_s = t_s
        if max(t_s - self._uneven_s, t_s - self._restless_s) <= TOGETHER_S:
            self._turmoil_s = t_s
        return t_s - self._turmoil_s <= TOGETHER_S / 2

    def _is_uneven(self, t_s: float, now: float) -> bool:
        share = min(1.0, (t_s - self._t_s) / LEVEL_S) if self._t_s < t_s else 1.0
        level, self._t_s = self._level, t_s
        self._level = now if math.isnan(level) else level + (now - level) * share
        return now > level + UNEVEN

    def _is_restless(self, now: Outline) -> bool:
        seen = self._past = [*self._past[-2:], now]
        if len(seen) < 2:
            return False
        off_m = _mean_known(off_course_m(seen))
        spare_m = SPURT_M_S2 * (seen[-1].t_s - seen[-2].t_s) ** 2
        self._off_m = [*self._off_m[1 - FRAMES :], max(0.0, off_m - spare_m)]
        return sum(self._off_m) / FRAMES > RESTLESS_M


def _mean_known(values: FloatArray) -> float:
    """Mean of what is not NaN, which NumPy's own takes five times as long for."""
    known = ~np.isnan(values)
    number = int(np.count_nonzero(known))
    return float(np.where(known, values, 0.0).sum()) / number if number else math.nan
