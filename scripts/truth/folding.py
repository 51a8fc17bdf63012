"""Movements that fold the body at the hips: the jackknife (V-up). u runs from 0 (flat) to 1 (folded)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.body import Points
from truth.idle import STILL, Idle
from truth.kinematics import SIDE_SIGN, Array, X, Y, Z, about, unit
from truth.lying import SUPINE
from truth.passage import resting
from truth.pose import Arm, ArmAlong, Leg, LegAlong, Pose, Poser, Trunk

# The pelvis lags behind the trunk's line and the chest leads: the back rounds a little on the way up.
_FLAT_KNEE_DEG = 3.0
_PELVIS_SHARE, _CHEST_SHARE = 0.85, 1.12


@dataclass(frozen=True, kw_only=True)
class Jackknife:
    """On the back with the arms overhead; trunk and straight legs rise until hands and feet meet.

    Args:
        hip_deg: angle between trunk and thighs at u = 1.
        legs_share: the part of that folding which the legs do; the trunk does the rest.
        knee_deg: bend of the knees at u = 1.
        arms_low_deg: how far the arms point below the feet at u = 1.
    """

    hip_deg: float = 72.0
    legs_share: float = 0.5
    knee_deg: float = 3.0
    arms_low_deg: float = 0.0
    on_feet: ClassVar[bool] = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        fold_deg = (180.0 - self.hip_deg) * u
        legs_deg = self.legs_share * fold_deg
        trunk = _risen(fold_deg - legs_deg, u, idle)
        # on the mat the knees are straight whatever happens to them above it
        legs = _legs(about(Y, legs_deg), _FLAT_KNEE_DEG + (self.knee_deg - _FLAT_KNEE_DEG) * u, u)
        points = poser.points(poser.build(trunk, legs, {}))
        return resting(poser, poser.build(trunk, legs, self._arms(poser, points, u)))

    def _arms(self, poser: Poser, points: Points, u: float) -> dict[str, Arm]:
        """From overhead on the mat, over the head, towards the feet."""
        reach = np.mean([points[f"{s}_ankle"] - points[f"{s}_shoulder"] for s in SIDE_SIGN], axis=0)
        towards_deg = float(np.degrees(np.arctan2(reach[2], reach[0])))
        # flat on the mat the feet lie straight ahead, a hair below the shoulders or above
        swing = about(Y, -(towards_deg % 360.0 + self.arms_low_deg) * u)
        return {side: _arm(poser, swing, side, u) for side in SIDE_SIGN}


def flat_arms_up(poser: Poser) -> Pose:
    """Flat on the back with the arms pointing to the ceiling: on the way to having them overhead."""
    arms = {side: _arm(poser, about(Y, -90.0), side, 0.0) for side in SIDE_SIGN}
    legs = _legs(np.eye(3), _FLAT_KNEE_DEG, 0.0)
    return resting(poser, poser.build(_risen(0.0, 0.0, STILL), legs, arms))


def _legs(raised: Array, knee_deg: float, u: float) -> dict[str, Leg]:
    legs: dict[str, Leg] = {}
    for side, sign in SIDE_SIGN.items():
        thigh = raised @ unit(-X - 0.05 * sign * Y - 0.02 * (1 - u) * Z)
        legs[side] = LegAlong(thigh=thigh, pole=raised @ Z, knee_deg=knee_deg, foot=25.0)
    return legs


def _risen(trunk_deg: float, u: float, idle: Idle) -> Trunk:
    return Trunk(
        pelvis=about(Y, -_PELVIS_SHARE * trunk_deg) @ SUPINE,
        chest=about(Y, -_CHEST_SHARE * trunk_deg + 0.6 * idle.breath_deg) @ SUPINE,
        head=about(Y, -(trunk_deg + 12.0 * u)) @ SUPINE,
        hip_centre_m=np.array([0.0, 0.0, 0.12]),
    )


def _arm(poser: Poser, swing: Array, side: str, u: float) -> Arm:
    """An arm at a swing from overhead: 0 lies on the mat, half a turn points to the feet."""
    out = -SIDE_SIGN[side] * Y
    upper = swing @ unit(X + 0.20 * out - 0.06 * (1 - u) * Z)
    fore = swing @ unit(X + 0.05 * out - 0.05 * (1 - u) * Z)
    hand = poser.body.hand_rotation(side, swing @ unit(X + 0.03 * out), swing @ -Z)
    return ArmAlong(upper=upper, fore=fore, pole=swing @ (out - 0.2 * Z), hand=hand)
