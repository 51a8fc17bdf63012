"""The legs of somebody in a bridge: which one is stretched out, and how straight it is."""

import math

from formcheck.motion.body import SIDE_NAMES, Body
from formcheck.motion.geometry import NAN
from formcheck.motion.limbs import knee_deg

# A right angle between the two knees is told apart as 1.
RIGHT_DEG = 90.0


def straightest_knee_deg(b: Body, _: str) -> float:
    """The angle of the straighter knee."""
    seen = [k for k in (knee_deg(b, side) for side in SIDE_NAMES) if not math.isnan(k)]
    return max(seen, default=NAN)


def straighter_sign(b: Body, _: str) -> float:
    """Which knee is the straighter one: positive left, in right angles."""
    return (knee_deg(b, "left") - knee_deg(b, "right")) / RIGHT_DEG
