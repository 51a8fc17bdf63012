"""A leg lifted from standing, aside, to the front or to the back: how far, which one, and what gives way."""

import math
from collections.abc import Iterable

from formcheck.motion.body import SIDE_NAMES, Body
from formcheck.motion.geometry import NAN, Vector, length
from formcheck.motion.limbs import knee_deg

OTHER = {"left": "right", "right": "left"}
OUTWARDS = {"left": 1.0, "right": -1.0}


def leg_aside_deg(b: Body, side: str) -> float:
    """Hip-to-ankle line against the vertical, positive with the foot outside of its hip."""
    return b.left_sign() * OUTWARDS[side] * _tilt_deg(b.point("ankle", side) - b.point("hip", side))


def thigh_forward_deg(b: Body, side: str) -> float:
    """Thigh against the vertical, positive with the knee in front of its hip."""
    ahead = NAN if b.axes is None else math.copysign(1.0, float(b.axes.front[0]))
    return ahead * _tilt_deg(b.point("knee", side) - b.point("hip", side))


def _tilt_deg(hanging: Vector) -> float:
    """Against straight down, positive to the right of the picture."""
    return math.degrees(math.atan2(float(hanging[0]), float(hanging[1])))


def _most(values: Iterable[float]) -> float:
    """The largest; NaN while one is missing, for it may be that one."""
    known = list(values)
    return NAN if any(math.isnan(v) for v in known) else max(known)


def lift_aside_deg(b: Body, _: str) -> float:
    """The leg that is further out, against the vertical."""
    return _most(leg_aside_deg(b, side) for side in SIDE_NAMES)


def lift_front_deg(b: Body, _: str) -> float:
    """The thigh that is further forward, against the vertical."""
    return _most(thigh_forward_deg(b, side) for side in SIDE_NAMES)


def lift_back_deg(b: Body, _: str) -> float:
    """The thigh that is further back, against the vertical."""
    return _most(-thigh_forward_deg(b, side) for side in SIDE_NAMES)


def further_out_deg(b: Body, _: str) -> float:
    """How much further out the left leg is than the right one."""
    return leg_aside_deg(b, "left") - leg_aside_deg(b, "right")


def further_front_deg(b: Body, _: str) -> float:
    """How much further forward the left thigh is than the right one."""
    return thigh_forward_deg(b, "left") - thigh_forward_deg(b, "right")


def further_back_deg(b: Body, _: str) -> float:
    """How much further back the left thigh is than the right one."""
    return -further_front_deg(b, "")


def thighs_split_deg(b: Body, _: str) -> float:
    """Angle between the thighs, seen from the side: none where both go the same way, as in a forward bend."""
    return abs(further_front_deg(b, ""))


def other_leg_deg(b: Body, _: str) -> float:
    """The leg nearer to the vertical, against it: who stands on one leg stands on it upright."""
    legs = [b.point("ankle", side) - b.point("hip", side) for side in SIDE_NAMES]
    return -_most(-abs(_tilt_deg(leg)) for leg in legs)


def bent_knee_deg(b: Body, _: str) -> float:
    """Angle of the more bent knee."""
    return -_most(-knee_deg(b, side) for side in SIDE_NAMES)


def shank_short_ratio(b: Body, side: str) -> float:
    """Shank in the picture in lengths of the other one: seen from the front a bent knee shortens it."""
    mine, other = (length(b.point("ankle", s) - b.point("knee", s)) for s in (side, OTHER[side]))
    return mine / (other or NAN)


# Of somebody who stands on one leg BlazePose reads a third of the pelvis' tilt, and besides takes a part of
# the shoulders' tilt and of the leg's own angle for it. Least squares over rendered pictures of three bodies.
TILT_SHARE, OF_SHOULDERS, OF_LEG = 0.33, 0.36, 0.15


def hip_hike_deg(b: Body, side: str) -> float:
    """How far the pelvis is raised on this side, negative dropped; without the bias of the pose model."""
    hips, shoulders = (OUTWARDS[side] * _rise_deg(b, joint) for joint in ("hip", "shoulder"))
    if not b.is_blazepose:
        return hips
    return (hips - OF_SHOULDERS * shoulders - OF_LEG * leg_aside_deg(b, side)) / TILT_SHARE


def _rise_deg(b: Body, joint: str) -> float:
    """Line through both joints against the horizontal, positive with the left one higher."""
    across = b.point(joint, "left") - b.point(joint, "right")
    return math.degrees(math.atan2(-float(across[1]), abs(float(across[0]))))
