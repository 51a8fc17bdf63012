"""Which way somebody moves across the picture: told over time, not from one picture."""

import math

from formcheck.motion.body import Body
from formcheck.motion.geometry import NAN

# A step takes most of a second; the sway of somebody who stands changes faster.
SMOOTH_S = 0.3
# After a longer gap the way in between says nothing about how it was gone.
GAP_S = 0.5


class Travel:
    """Remembers where the hips were a moment ago."""

    def __init__(self) -> None:
        self._x_px = self._t_s = self._speed = NAN

    def step(self, body: Body) -> float:
        """Take one pose; return how fast the hips move to the person's left, in standing legs a second."""
        x_px, t_s = float(body.middle("hip")[0]), body.pose.t_s
        dt_s, moved_px = t_s - self._t_s, x_px - self._x_px
        self._x_px, self._t_s = x_px, t_s
        speed = body.left_sign() * moved_px / dt_s / body.leg_px if 0 < dt_s <= GAP_S else NAN
        if math.isnan(speed) or math.isnan(self._speed):
            self._speed = 0.0 if math.isnan(speed) else speed
        else:
            self._speed += (speed - self._speed) * (1.0 - math.exp(-dt_s / SMOOTH_S))
        return self._speed
