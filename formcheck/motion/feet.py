"""How far the heels are off the floor."""

import math

from formcheck.motion.body import SIDE_NAMES, Body
from formcheck.motion.geometry import NAN
from formcheck.motion.limbs import knee_deg
from formcheck.motion.one_leg import stance_sign
from formcheck.motion.view import ViewKind

# Heel to big toe in standing leg lengths, as BlazePose sees it side on: 0.23 to 0.29 on the tuning clips.
FOOT_PER_LEG = 0.255
# From behind the toe is hidden, and the model puts it anywhere; the ankle tells, over where it was lowest. It
# rises by about 0.7 of what the heel does.
HEEL_PER_ANKLE = 1.4
# The lowest of several seconds lies below where a wavering ankle mostly stands.
WAVER = 0.07


def heel_up_ratio(b: Body, side: str) -> float:
    """How far a heel is off the floor, in foot lengths: above its toe, or, from behind, by its ankle."""
    if b.view.kind is ViewKind.REAR:
        rise = _in_feet(b, b.ground.ankle_px[side] - float(b.point("ankle", side)[1]))
        return HEEL_PER_ANKLE * rise - WAVER
    return _in_feet(b, float(b.point("foot_index", side)[1] - b.point("heel", side)[1]))


def _in_feet(b: Body, distance_px: float) -> float:
    return distance_px / (FOOT_PER_LEG * b.leg_px) if b.leg_px > 0 else NAN


def heels_up_ratio(b: Body, _: str) -> float:
    """How far both heels are off the floor, averaged, in foot lengths."""
    return (heel_up_ratio(b, "left") + heel_up_ratio(b, "right")) / 2


def heels_level_ratio(b: Body, _: str) -> float:
    """How much higher the left heel and ankle lie than the right ones, in foot lengths.

    Seen from behind the toes are hidden; the heels alone, without them, tell which foot rises further.
    """
    left, right = (float(b.point("heel", s)[1] + b.point("ankle", s)[1]) / 2 for s in SIDE_NAMES)
    return _in_feet(b, right - left)


def stance_heel_ratio(b: Body, _: str) -> float:
    """How far the heel of the foot that stands lies above its toe, in foot lengths."""
    stands = stance_sign(b, "")
    return stands if math.isnan(stands) else heel_up_ratio(b, "left" if stands > 0 else "right")


def near_knee_deg(b: Body, side: str) -> float:
    """Knee angle of the leg nearer to the camera: the far one, half hidden, reads 10 deg too straight."""
    is_near = math.sin(math.radians(b.view.yaw_deg)) * (-1.0 if side == "left" else 1.0) > 0
    return knee_deg(b, side) if is_near else NAN
