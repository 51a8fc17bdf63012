"""Movements on the feet that are none of the exercises. Both sides take their turn as u goes from 0 to 1."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import SIDE_SIGN, Array, X, Y, Z, about, unit
from truth.passage import blend
from truth.pose import Arm, ArmAlong, Leg, LegTo, Pose, Poser, Trunk
from truth.postures import standing, tying_shoe


def swing(u: float) -> float:
    """To one side (1) and back in the first half of the range, to the other (-1) and back in the second."""
    return float(np.sin(2 * np.pi * u))


def _standing_legs(poser: Poser) -> dict[str, Leg]:
    height = poser.body.ankle_height_m
    return {
        side: LegTo(ankle_m=np.array([sign * 0.13, 0, height]), pole=-Y, foot=np.eye(3))
        for side, sign in SIDE_SIGN.items()
    }


def _hips(poser: Poser, idle: Idle) -> Array:
    body = poser.body
    return np.array([0.0, 0.0, body.ankle_height_m + 0.995 * (body.thigh_m + body.shank_m)]) + idle.sway_m


def _hanging_arms(chest: Array, swung_deg: dict[str, float]) -> dict[str, Arm]:
    """Arms that hang from the chest, each swung forwards by its angle."""
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        turn = chest @ about(X, -swung_deg[side])
        upper, fore = turn @ unit([0.16 * sign, 0.03, -1.0]), turn @ unit([0.05 * sign, -0.20, -1.0])
        arms[side] = ArmAlong(upper=upper, fore=fore, pole=turn @ np.array([0.4 * sign, 1.0, 0.0]))
    return arms


@dataclass(frozen=True, kw_only=True)
class Marching:
    """Marching on the spot: the left knee rises and sinks, then the right one.

    Args:
        lift_m: how far a foot is lifted.
    """

    lift_m: float = 0.34
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        side, other = ("left", "right") if u < 0.5 else ("right", "left")
        lift = swing(u) ** 2
        trunk = Trunk(
            pelvis=np.eye(3),
            chest=about(X, idle.breath_deg),
            head=np.eye(3),
            # the weight goes over the standing foot
            hip_centre_m=_hips(poser, idle) - SIDE_SIGN[side] * 0.03 * lift * X - 0.004 * lift * Z,
        )
        legs = _standing_legs(poser)
        ankle = np.array([SIDE_SIGN[side] * 0.13, -0.45 * self.lift_m * lift, self.lift_m * lift])
        ankle[2] += poser.body.ankle_height_m
        legs[side] = LegTo(ankle_m=ankle, pole=-Y, foot=about(X, 18 * lift))
        return poser.build(trunk, legs, _hanging_arms(trunk.chest, {other: 35 * lift, side: -20 * lift}))


@dataclass(frozen=True, kw_only=True)
class SideBend:
    """Bending to the left and to the right with straight legs.

    Args:
        bend_deg: lean of the chest.
    """

    bend_deg: float = 28.0
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        bend = self.bend_deg * swing(u)
        trunk = Trunk(
            pelvis=about(Y, 0.15 * bend),
            chest=about(Y, bend) @ about(X, idle.breath_deg),
            head=about(Y, 1.1 * bend),
            hip_centre_m=_hips(poser, idle) - 0.0012 * bend * X,
        )
        # the hands slide down along the thighs
        arms = _hanging_arms(about(Y, 0.4 * bend), dict.fromkeys(SIDE_SIGN, 0.0))
        return poser.build(trunk, _standing_legs(poser), arms)


@dataclass(frozen=True, kw_only=True)
class TorsoTwist:
    """Turning the chest to the left and to the right, the arms bent in front of it.

    Args:
        turn_deg: how far the chest turns.
    """

    turn_deg: float = 48.0
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        turn = self.turn_deg * swing(u)
        trunk = Trunk(
            pelvis=about(Z, 0.25 * turn),
            chest=about(Z, turn) @ about(X, idle.breath_deg),
            head=about(Z, 0.8 * turn),
            hip_centre_m=_hips(poser, idle),
        )
        arms: dict[str, Arm] = {}
        for side, sign in SIDE_SIGN.items():
            upper, fore = unit([0.75 * sign, -0.45, -0.55]), unit([-0.85 * sign, -0.55, 0.12])
            pole = np.array([sign, 0.3, -0.3])
            arms[side] = ArmAlong(upper=trunk.chest @ upper, fore=trunk.chest @ fore, pole=trunk.chest @ pole)
        return poser.build(trunk, _standing_legs(poser), arms)


@dataclass(frozen=True, kw_only=True)
class TyingShoe:
    """Kneeling down on the right knee, both hands at the left foot; no lunge, for it stays there."""

    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        # the foot that stays is the same in both: ankles 0.48 m behind the knee
        upright = standing(poser).shifted(np.array([0.0, 0.48, 0.0]) + idle.sway_m * (1 - u))
        return blend(poser, upright, tying_shoe(poser), u, "ankle").shifted(np.array([0.0, -0.24, 0.0]))
