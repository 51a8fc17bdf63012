"""Standing on one leg: which leg stands, where its foot is, what the arms and the raised leg do."""

import math

from formcheck.motion.body import SIDE_NAMES, Body
from formcheck.motion.geometry import NAN, Vector, angle_between_deg, length
from formcheck.motion.one_leg import stance_sign

# Two planted feet differ by up to PLANTED in the picture, in standing leg lengths; one that is CLEAR up is
# off the floor beyond doubt, and higher is no better balance. A foot 11 to 16 cm up is drawn 0.08 to 0.2 up;
# one that was put down again may stay 0.02 to 0.04 up (tuning clips of the evaluation set).
PLANTED, CLEAR = 0.02, 0.07
# Seen from aside, the farther of two planted feet is drawn higher, by the camera's height over its distance:
# 0.2 to 0.5 from the advised places.
CAMERA_SLOPE, LEAST_COS = 0.3, 0.5
# Hip joint to ankle as a part of the standing height: 0.530 less 0.039 (Drillis & Contini 1966; Winter 2009).
LEG_PER_HEIGHT = 0.491


def one_leg_sign(b: Body, _: str) -> float:
    """How far the right ankle is above the left one, in standing leg lengths: positive on the left leg.

    Without what the picture of two planted feet shows of it when the person stands turned to the camera.
    """
    apart = abs(foot_x_ratio(b, "left") - foot_x_ratio(b, "right"))
    yaw = math.radians(b.view.yaw_deg)
    # whoever shows the right side has the right foot nearer, and so lower in the picture
    return stance_sign(b, "") + CAMERA_SLOPE * apart * math.sin(yaw) / max(LEAST_COS, abs(math.cos(yaw)))


def one_leg_ratio(b: Body, _: str) -> float:
    """How far one foot is off the floor, in standing leg lengths: 0 planted, 0.05 and no more when up."""
    rise = abs(one_leg_sign(b, "")) - PLANTED
    # min() and max() would pass over a NaN
    return rise if math.isnan(rise) else max(0.0, min(rise, CLEAR - PLANTED))


def foot_x_ratio(b: Body, side: str) -> float:
    """How far the middle of a sole lies to the right of the picture's middle, in standing leg lengths.

    The sole, because the pose model draws a standing ankle 3 % of the leg higher once the other foot is up;
    from the middle, because an error of the leg's length then hardly moves somebody who stands there.
    """
    return _in_legs(b, float(_sole(b, side)[0]) - b.pose.size_px[0] / 2)


def foot_y_ratio(b: Body, side: str) -> float:
    """How far the middle of a sole lies below the picture's bottom edge, in standing leg lengths."""
    return _in_legs(b, float(_sole(b, side)[1]) - b.pose.size_px[1])


def _sole(b: Body, side: str) -> Vector:
    return (b.point("heel", side) + b.point("foot_index", side)) / 2


def _in_legs(b: Body, distance_px: float) -> float:
    return distance_px / b.leg_px if b.leg_px > 0 else NAN


def hands_off_ratio(b: Body, _: str) -> float:
    """Distance of the wrist that is further from its own hip, in trunk lengths; NaN when none is seen."""
    trunk_px = length(b.trunk) or NAN
    away = [length(b.point("wrist", s) - b.point("hip", s)) / trunk_px for s in SIDE_NAMES]
    return max((v for v in away if not math.isnan(v)), default=NAN)


# A thigh is half of the leg; shorter than half of that in the picture, it points at the camera.
THIGH_SEEN = 0.25


def leg_out_deg(b: Body, side: str) -> float:
    """Angle in the picture between this thigh and the trunk's line, seen squarely: 0 hangs straight down."""
    thigh = b.point("knee", side) - b.point("hip", side)
    return angle_between_deg(thigh, -b.trunk) if length(thigh) > THIGH_SEEN * b.leg_px else NAN


def hip_x_ratio(b: Body, _: str) -> float:
    """Middle of the hips from the picture's left edge, in picture heights: its change is sway."""
    return float(b.middle("hip")[0]) / b.pose.size_px[1]


def hip_y_ratio(b: Body, _: str) -> float:
    """Middle of the hips from the picture's top edge, in picture heights."""
    return float(b.middle("hip")[1]) / b.pose.size_px[1]


def body_height_ratio(b: Body, _: str) -> float:
    """Standing height, told from the leg's length, in picture heights."""
    return b.leg_px / LEG_PER_HEIGHT / b.pose.size_px[1]
