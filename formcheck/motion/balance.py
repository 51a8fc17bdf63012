"""Standing on one leg: which leg stands, where its foot is, what the arms and the raised leg do."""

import math

from formcheck.motion.body import SIDE_NAMES, Body
from formcheck.motion.geometry import NAN, angle_between_deg, length
from formcheck.motion.one_leg import stance_sign

# A foot this far above the other in the picture, in standing leg lengths, is off the floor beyond doubt, and
# higher is no better balance. Two planted feet seen from the front read up to 0.01; one that is 11 cm up is
# drawn 0.08 to 0.11 up, with the pelvis dropped by 12 degrees 0.025 (tuning clips of the evaluation set).
CLEAR = 0.05
# Hip joint to ankle as a part of the standing height: 0.530 less 0.039 (Drillis & Contini 1966; Winter 2009).
LEG_PER_HEIGHT = 0.491


def one_leg_ratio(b: Body, _: str) -> float:
    """How far one foot is off the floor, in standing leg lengths; 0.05, and no more, once it clearly is."""
    rise = abs(stance_sign(b, ""))
    return CLEAR if rise > CLEAR else rise


def foot_x_ratio(b: Body, side: str) -> float:
    """How far the toe of a foot lies to the right of the picture's middle, in standing leg lengths.

    The toe, because the pose model draws a standing ankle 3 % of the leg higher once the other foot is up;
    from the middle, because an error of the leg's length then hardly moves somebody who stands there.
    """
    return _in_legs(b, float(b.point("foot_index", side)[0]) - b.pose.size_px[0] / 2)


def foot_y_ratio(b: Body, side: str) -> float:
    """How far the toe of a foot lies below the picture's bottom edge, in standing leg lengths."""
    return _in_legs(b, float(b.point("foot_index", side)[1]) - b.pose.size_px[1])


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
