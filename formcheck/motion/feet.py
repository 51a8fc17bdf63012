"""How far the heels are off the floor."""

import math

from formcheck.motion.body import Body
from formcheck.motion.geometry import NAN
from formcheck.motion.one_leg import stance_sign

# Heel to big toe in standing leg lengths, as BlazePose sees it side on: 0.23 to 0.29 on the tuning clips.
FOOT_PER_LEG = 0.255


def heel_up_ratio(b: Body, side: str) -> float:
    """How far a heel lies above its toe in the picture, in foot lengths."""
    rise_px = float(b.point("foot_index", side)[1] - b.point("heel", side)[1])
    return rise_px / (FOOT_PER_LEG * b.leg_px) if b.leg_px > 0 else NAN


def heels_up_ratio(b: Body, _: str) -> float:
    """How far both heels lie above their toes, averaged, in foot lengths."""
    return (heel_up_ratio(b, "left") + heel_up_ratio(b, "right")) / 2


def heels_uneven_ratio(b: Body, _: str) -> float:
    """How much higher one heel lies above its toe than the other, in foot lengths."""
    return abs(heel_up_ratio(b, "left") - heel_up_ratio(b, "right"))


def stance_heel_ratio(b: Body, _: str) -> float:
    """How far the heel of the foot that stands lies above its toe, in foot lengths."""
    stands = stance_sign(b, "")
    return stands if math.isnan(stands) else heel_up_ratio(b, "left" if stands > 0 else "right")
