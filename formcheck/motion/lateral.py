"""Stepping sideways: how far the feet are apart, whether the knees stay over them, and which way it goes."""

import math

from formcheck.motion.body import Body, hip_height_px
from formcheck.motion.geometry import NAN


def _across_px(b: Body, joint: str) -> float:
    """How far the left joint lies to the person's left of the right one, in the picture."""
    return b.left_sign() * float(b.point(joint, "left")[0] - b.point(joint, "right")[0])


def side_step_ratio(b: Body, _: str) -> float:
    """Distance between the feet to the side, in standing leg lengths."""
    return abs(_across_px(b, "ankle")) / b.leg_px if b.leg_px > 0 else NAN


def knee_width_ratio(b: Body, _: str) -> float:
    """Distance between the knees against that of the hip-ankle lines at their height: 1 is in line.

    Against the ankles alone, straight legs in a wide stance would seem to cave in.
    """
    hip, knee, ankle = (float(b.middle(joint)[1]) for joint in ("hip", "knee", "ankle"))
    down = (knee - hip) / (ankle - hip) if ankle > hip else NAN
    hips_px, ankles_px = _across_px(b, "hip"), _across_px(b, "ankle")
    line_px = hips_px + down * (ankles_px - hips_px)
    return _across_px(b, "knee") / line_px if line_px > 0 else NAN


def hips_high_ratio(b: Body, _: str) -> float:
    """Height of the hips above the lower ankle, in picture heights: only its change means anything."""
    return hip_height_px(b) / b.pose.size_px[1]


def travel_sign(b: Body, _: str) -> float:
    """How fast the hips move to the person's left, in standing legs a second."""
    return b.travel


def travel_ratio(b: Body, _: str) -> float:
    """The same, whichever the way."""
    return NAN if math.isnan(b.travel) else abs(b.travel)
