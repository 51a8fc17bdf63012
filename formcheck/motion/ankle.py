"""How a foot is turned at its ankle: against its shank from the side, inwards or outwards from the front."""

import math

from formcheck.motion.body import SIDE_NAMES, Body
from formcheck.motion.geometry import NAN, angle_between_deg, length
from formcheck.pose.scale import px_per_m

# Heel to big toe of an adult: 0.152 of 1.70 m is the foot's length (Drillis & Contini 1966), 0.85 of it here.
FOOT_M = 0.22


def foot_shank_deg(b: Body, side: str) -> float:
    """Sole against shank: about 100 at rest, less with the foot drawn up, more with it pushed down."""
    shank = b.point("knee", side) - b.point("ankle", side)
    return angle_between_deg(shank, b.point("foot_index", side) - b.point("heel", side))


def near_foot_deg(b: Body, _: str) -> float:
    """Sole against shank of the leg that is nearer to the camera."""
    return foot_shank_deg(b, "left" if near_sign(b, "") > 0 else "right")


def near_sign(b: Body, _: str) -> float:
    """Which leg is nearer to the camera: positive left, as the sine of the view."""
    return -math.sin(math.radians(b.view.yaw_deg))


def foot_in_ratio(b: Body, side: str) -> float:
    """How far a toe lies further inwards than its heel, in foot lengths; negative outwards."""
    aside_px = float(b.point("foot_index", side)[0] - b.point("heel", side)[0])
    outwards = b.left_sign() * (1.0 if side == "left" else -1.0)
    return -outwards * aside_px / (FOOT_M * px_per_m(b.pose))


def feet_in_ratio(b: Body, _: str) -> float:
    """The foot that is turned further inwards."""
    return max(_seen_in_ratios(b), default=NAN)


def feet_out_ratio(b: Body, _: str) -> float:
    """The foot that is turned further outwards, positive outwards."""
    return -min(_seen_in_ratios(b), default=NAN)


def _seen_in_ratios(b: Body) -> list[float]:
    return [v for side in SIDE_NAMES if not math.isnan(v := foot_in_ratio(b, side))]


def further_in_ratio(b: Body, _: str) -> float:
    """How much further inwards the left foot is turned than the right one."""
    return foot_in_ratio(b, "left") - foot_in_ratio(b, "right")


def further_out_ratio(b: Body, _: str) -> float:
    """How much further outwards the left foot is turned than the right one."""
    return -further_in_ratio(b, "")


def knees_below_ratio(b: Body, _: str) -> float:
    """How far the knees lie below the hips in trunk lengths: about 0.8 standing, less than 0.5 on a chair."""
    return float(b.middle("knee")[1] - b.middle("hip")[1]) / (length(b.trunk) or NAN)
