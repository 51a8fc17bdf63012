"""Stepping up on something: how high the body has come, and which leg went first."""

import math

from formcheck.motion.body import Body
from formcheck.motion.geometry import NAN
from formcheck.motion.one_leg import LIFTED, ONE_UP, lifted


def rise_ratio(b: Body, _: str) -> float:
    """How far the hips are above those of somebody upright on the floor, in standing leg lengths.

    Who steps up towards the camera grows in the picture, which takes the feet down again as they rise; the
    hips are at the height of the camera, more or less, and stay there.
    """
    return (b.ground.hips_px - float(b.middle("hip")[1])) / b.leg_px if b.leg_px > 0 else NAN


def climb_ratio(b: Body, _: str) -> float:
    """How far somebody has put a foot up, 0.3 once it clearly is, and risen, in standing leg lengths."""
    rise = rise_ratio(b, "")
    return NAN if math.isnan(rise) else LIFTED * max(lifted(b), min(1.0, rise / ONE_UP)) + rise


def up_first_sign(b: Body, _: str) -> float:
    """The leg that was put up last while the other stood on the floor: +1 left, -1 right."""
    return b.ground.up_first
