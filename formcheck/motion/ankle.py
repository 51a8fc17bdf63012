"""How a foot is turned at its ankle, up and down, and whether somebody sits."""

import math

from formcheck.motion.body import Body
from formcheck.motion.geometry import NAN, angle_between_deg, length


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


def knees_below_ratio(b: Body, _: str) -> float:
    """How far the knees lie below the hips in trunk lengths: about 0.8 standing, less than 0.5 on a chair."""
    return float(b.middle("knee")[1] - b.middle("hip")[1]) / (length(b.trunk) or NAN)
