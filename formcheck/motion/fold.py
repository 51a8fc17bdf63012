"""How far limbs point up, for movements that fold the body at the hips. Picture angles; NaN where unseen."""

from formcheck.motion.body import SIDE_NAMES, Body
from formcheck.motion.geometry import NAN, mean_of, tilt_deg
from formcheck.motion.limbs import WRIST_SEEN


def thighs_up_deg(b: Body, _: str) -> float:
    """Thighs above the horizontal, both averaged: 0 lying, 90 straight up, -90 hanging down."""
    return mean_of(90.0 - tilt_deg(b.point("knee", s) - b.point("hip", s)) for s in SIDE_NAMES)


def arms_up_deg(b: Body, _: str) -> float:
    """Shoulder-to-wrist line above the horizontal, averaged over the wrists that are seen."""
    return mean_of(_arm_up_deg(b, side) for side in SIDE_NAMES)


def _arm_up_deg(b: Body, side: str) -> float:
    if b.seen("wrist", side) < WRIST_SEEN:
        return NAN
    return 90.0 - tilt_deg(b.point("wrist", side) - b.point("shoulder", side))
