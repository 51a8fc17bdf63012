"""A lunge to the side, seen from the front: onto which leg, how far that leg folds, and its knee."""

import math

from formcheck.motion.body import Body
from formcheck.motion.geometry import NAN, length
from formcheck.motion.limbs import fppa_deg, trunk_lean_deg


def over_foot_ratio(b: Body, _: str) -> float:
    """How far the hips are to the person's left of the middle between the feet, in standing leg lengths."""
    aside_px = b.left_sign() * float(b.middle("hip")[0] - b.middle("ankle")[0])
    return aside_px / b.leg_px if b.leg_px > 0 else NAN


def off_middle_ratio(b: Body, _: str) -> float:
    """How far the hips are beside the middle between the feet, to either side."""
    return abs(over_foot_ratio(b, ""))


def folded_knee_deg(b: Body, side: str) -> float:
    """Knee angle at which two equal limbs bring hip and ankle as near as the picture shows them."""
    share = length(b.point("ankle", side) - b.point("hip", side)) / b.leg_px if b.leg_px > 0 else NAN
    return NAN if math.isnan(share) else 2.0 * math.degrees(math.asin(min(1.0, share)))


# Of somebody sunk onto one leg, hips 0.25 of a leg low, BlazePose reads the knee this much too far out
# (rendered pictures of three bodies: 15 to 31 degrees; 6 to 13 half as low).
OUT_DEG, SUNK = 20.0, 0.25


def knee_over_foot_deg(b: Body, side: str) -> float:
    """Frontal plane projection angle of a leg somebody has sunk onto, without the bias of the pose model."""
    if not b.is_blazepose:
        return fppa_deg(b, side)
    low = 1.0 - length(b.point("ankle", side) - b.point("hip", side)) / b.leg_px if b.leg_px > 0 else NAN
    return fppa_deg(b, side) + OUT_DEG * max(0.0, min(1.0, low / SUNK))


def trunk_aside_deg(b: Body, _: str) -> float:
    """Trunk against the vertical, seen from the front: to either side."""
    return trunk_lean_deg(b, "")
