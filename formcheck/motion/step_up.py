"""Stepping up on something: how high the body has come, and which leg went first."""

import math

from formcheck.motion.body import Body
from formcheck.motion.geometry import NAN
from formcheck.motion.one_leg import LIFTED, ONE_UP, leg_px, lifted


def rise_ratio(b: Body, _: str) -> float:
    """How far the hips are above those of somebody on the floor, in standing leg lengths."""
    height_px = max(b.ground.ankle_px.values()) - float(b.middle("hip")[1])
    return height_px / leg_px(b) - 1.0


def climb_ratio(b: Body, _: str) -> float:
    """How far somebody has put a foot up, 0.3 once it clearly is, and risen, in standing leg lengths."""
    rise = rise_ratio(b, "")
    return NAN if math.isnan(rise) else LIFTED * max(lifted(b), min(1.0, rise / ONE_UP)) + rise


def up_first_sign(b: Body, _: str) -> float:
    """The leg that was put up last while the other stood on the floor: +1 left, -1 right."""
    return b.ground.up_first
