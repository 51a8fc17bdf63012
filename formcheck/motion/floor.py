"""Where the floor is under somebody upright, and which foot was the last to be put up on something."""

import math
from collections import deque
from collections.abc import Mapping

from formcheck.motion.body import SIDE_NAMES, Body, hip_height_px, legs_straight
from formcheck.motion.geometry import NAN
from formcheck.motion.ground import NO_GROUND, Ground
from formcheck.motion.view import Posture

# Whoever stands on a step for longer than this has it for a floor.
KEEP_S = 8.0
# Who bends the knees a little stands this much lower.
UPRIGHT = 0.95
# In standing leg lengths: hips this far above where they are over the floor have left it, and a foot this far
# above the other is up.
RISEN, UP = 0.08, 0.1


class Largest:
    """The largest of the values of the last seconds; of places in a picture the lowest, for y points down."""

    def __init__(self) -> None:
        # times and values, each larger than all that came after it
        self._seen: deque[tuple[float, float]] = deque()

    def step(self, t_s: float, value: float) -> float:
        """Take one value, which may be NaN; NaN until there was one."""
        while self._seen and t_s - self._seen[0][0] > KEEP_S:
            self._seen.popleft()
        if not math.isnan(value):
            while self._seen and self._seen[-1][1] <= value:
                self._seen.pop()
            self._seen.append((t_s, value))
        return self._seen[0][1] if self._seen else NAN


class Low:
    """What the lowest quarter of the places of the last seconds begins with, for y points down."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()

    def step(self, t_s: float, value: float) -> float:
        """Take one value, which may be NaN; NaN until there was one."""
        while self._seen and t_s - self._seen[0][0] > KEEP_S:
            self._seen.popleft()
        if not math.isnan(value):
            self._seen.append((t_s, value))
        in_order = sorted(value for _, value in self._seen)
        return in_order[len(in_order) * 3 // 4] if in_order else NAN


class Floor:
    """Follows how low each foot has been in the last seconds, and how tall the legs."""

    def __init__(self) -> None:
        self._ankles = {side: Largest() for side in SIDE_NAMES}
        self._legs, self._hips = Largest(), Low()
        self._ground = NO_GROUND

    def step(self, body: Body) -> Ground:
        """Take one pose; return the ground, as it was while nobody stands."""
        if body.posture is Posture.STANDING:
            t_s = body.pose.t_s
            ankle_px = {s: low.step(t_s, float(body.point("ankle", s)[1])) for s, low in self._ankles.items()}
            leg_px = self._legs.step(t_s, hip_height_px(body))
            hips_px = self._hips.step(t_s, float(body.middle("hip")[1]) if _is_upright(body) else NAN)
            self._ground = Ground(ankle_px, leg_px, hips_px, self._up_first(body, ankle_px, hips_px))
        return self._ground

    def _up_first(self, body: Body, lows: Mapping[str, float], hips_px: float) -> float:
        """One foot up while the hips are still as low as over the floor: it leads until another does."""
        left, right = ((lows[s] - float(body.point("ankle", s)[1])) / body.leg_px for s in SIDE_NAMES)
        risen = (hips_px - float(body.middle("hip")[1])) / body.leg_px
        if risen < RISEN and abs(left - right) > UP:
            return 1.0 if left > right else -1.0
        return self._ground.up_first


def _is_upright(body: Body) -> bool:
    """Both feet on one level, over straight legs; seen from the front, bent ones pass for them at times."""
    left, right = (float(body.point("ankle", s)[1]) for s in SIDE_NAMES)
    is_level = abs(left - right) < UP * body.leg_px
    return is_level and legs_straight(body) and hip_height_px(body) > UPRIGHT * body.leg_px
