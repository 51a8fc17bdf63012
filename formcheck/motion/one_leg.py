"""A leg that carries the body alone, on the floor or on a step: which one it is, and how far it bends.

On the floor the lower foot stands; on a step beside which the other leg hangs, the higher one does.
"""

import math

import numpy as np

from formcheck.motion.bend import (
    BENT_3D_DEG,
    SIDE_ON,
    STRETCH_FROM,
    UPRIGHT_SHARE,
    flexion_3d_deg,
    surely_bent,
)
from formcheck.motion.body import SIDE_NAMES, Body, hip_height_px
from formcheck.motion.geometry import NAN, joint_deg
from formcheck.motion.limbs import knee_deg
from formcheck.motion.view import profile_share

# Between these, in standing leg lengths, two feet stop being on one level.
LEVEL, ONE_UP = 0.06, 0.14
# A foot that leaves the floor or comes back to it is noticed sooner.
TOUCHES = 0.02
# Nearer to upright a straight line keeps the arc cosine from turning noise into degrees. With two legs it
# reaches further; of a bend this much smaller, that would hide a third.
STRAIGHT_FROM = 0.96
# What a lifted foot counts beside the sinking of the hips: enough to be part of the repetition.
LIFTED = 0.3


def stance_sign(b: Body, _: str) -> float:
    """How far the right ankle lies above the left one, in standing leg lengths: positive on the left leg."""
    rise_px = float(b.point("ankle", "left")[1] - b.point("ankle", "right")[1])
    return rise_px / b.leg_px if b.leg_px > 0 else NAN


def step_sign(b: Body, _: str) -> float:
    """How far the left ankle lies above the right one, in standing leg lengths: positive left on the step."""
    return -stance_sign(b, "")


def feet_uneven_ratio(b: Body, _: str) -> float:
    """How far one ankle lies above the other, in standing leg lengths: two planted feet up to 0.1."""
    return abs(stance_sign(b, ""))


def foot_raised_ratio(b: Body, _: str) -> float:
    """How far the foot raised further is above its lowest place of the last seconds, in leg lengths."""
    return max(_raised(b))


def feet_raised_ratio(b: Body, _: str) -> float:
    """How far both feet are above their lowest places of the last seconds, at least, in leg lengths."""
    return min(_raised(b))


def _raised(b: Body) -> tuple[float, float]:
    left, right = ((b.ground.ankle_px[s] - float(b.point("ankle", s)[1])) / leg_px(b) for s in SIDE_NAMES)
    # neither min() nor max() may pass over a hidden foot
    return (left + 0.0 * right, right + 0.0 * left)


def lift_ratio(b: Body, _: str) -> float:
    """How far a foot is lifted, 0.3 once it clearly is, and then the hips sunk, in standing leg lengths."""
    sunk = 1.0 - hip_height_px(b) / leg_px(b)
    return lifted(b, TOUCHES) * (LIFTED + (0.0 if sunk < 0.0 else sunk))


def lifted(b: Body, level: float = LEVEL) -> float:
    """0 while the feet are on one level but for ``level``, 1 once one is clearly above the other."""
    share = (feet_uneven_ratio(b, "") - level) / (ONE_UP - level)
    return NAN if math.isnan(share) else max(0.0, min(1.0, share))


def stance_bend_deg(b: Body, _: str) -> float:
    """Knee flexion of the leg whose foot is the lower one, from any view: 0 upright."""
    sign = stance_sign(b, "")
    return NAN if math.isnan(sign) else one_leg_bend_deg(b, "left" if sign > 0 else "right")


def step_bend_deg(b: Body, _: str) -> float:
    """Knee flexion of the leg whose foot is the higher one, from any view: 0 upright."""
    sign = step_sign(b, "")
    return NAN if math.isnan(sign) else one_leg_bend_deg(b, "left" if sign > 0 else "right")


def one_leg_bend_deg(b: Body, side: str) -> float:
    """Knee flexion of one leg: from the side the knee tells it, from the front the hips above its foot.

    As in `bend.leg_bend_deg`, both are mixed in between.
    """
    share = profile_share(b.view.yaw_deg)
    by_knee_deg = 180.0 - _knee_deg(b, side)
    if share >= 1.0:
        return by_knee_deg
    by_height_deg = _by_height_deg(b, side)
    return by_height_deg if share <= 0.0 else share * by_knee_deg + (1.0 - share) * by_height_deg


def _knee_deg(b: Body, side: str) -> float:
    """Knee angle; seen obliquely, the picture is stretched to the width of a side view."""
    aside = abs(math.sin(math.radians(b.view.yaw_deg)))
    if not STRETCH_FROM < aside < SIDE_ON:
        return knee_deg(b, side)
    wide = np.array([1.0 / aside, 1.0])
    return joint_deg(*(wide * b.point(joint, side) for joint in ("hip", "knee", "ankle")))


def _by_height_deg(b: Body, side: str) -> float:
    """Flexion by the height of the hips above this foot.

    With both feet on one level the hips may be lower for a step or a wide stance: there the pose model's 3D
    has to see a bent knee, too.
    """
    height_px = float(b.point("ankle", side)[1] - b.middle("hip")[1])
    flexion_deg = flexion_3d_deg(b, side)
    seen = surely_bent(BENT_3D_DEG if math.isnan(flexion_deg) else flexion_deg)
    sure = max(seen, lifted(b))
    return _flexion_deg(height_px / (UPRIGHT_SHARE * leg_px(b))) * sure


def leg_px(b: Body) -> float:
    """Length of the straight leg in the last seconds, in pixels; NaN before somebody stood."""
    return b.ground.leg_px if b.ground.leg_px > 0 else NAN


def _flexion_deg(share: float) -> float:
    """Flexion of two equal limbs that brings their ends to this share of their length from each other."""
    if math.isnan(share):
        return NAN
    if share > STRAIGHT_FROM:
        return max(0.0, (1.0 - share) / (1.0 - STRAIGHT_FROM)) * 2.0 * math.degrees(math.acos(STRAIGHT_FROM))
    return 2.0 * math.degrees(math.acos(max(0.0, share)))
