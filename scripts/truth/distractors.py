"""Movements that are none of the exercises: warming up, and getting down on the mat and up again."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import STILL, Idle
from truth.kinematics import SIDE_SIGN, Array, X, Y, Z, about, slerp, unit
from truth.mesh import SKIN_VERTICES
from truth.pose import Arm, ArmAlong, Leg, LegTo, Pose, Poser, Trunk
from truth.raising import HandsKnees, Prone
from truth.standing import Squat, arms_rising


@dataclass(frozen=True, kw_only=True)
class ArmRaise:
    """Standing still, both arms rise sideways and overhead."""

    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        return _upright(poser, 0.0, idle, _arms_sideways(165 * u))


@dataclass(frozen=True, kw_only=True)
class ForwardBend:
    """Standing with straight legs, the trunk bends forwards and the hands reach for the shins."""

    bend_deg: float = 72.0
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        bend = self.bend_deg * u
        return _upright(poser, bend, idle, arms_rising(about(X, bend), 0.25 * u))


def _upright(poser: Poser, bend_deg: float, idle: Idle, arms: dict[str, Arm]) -> Pose:
    body = poser.body
    height = body.ankle_height_m + 0.997 * (body.thigh_m + body.shank_m)
    # the hips go back as the trunk goes forwards, which keeps the balance over the feet
    hips = np.array([0, 0.0022 * bend_deg, height - 0.0004 * bend_deg])
    trunk = Trunk(
        pelvis=about(X, 0.7 * bend_deg),
        chest=about(X, bend_deg + idle.breath_deg),
        head=about(X, 0.9 * bend_deg),
        hip_centre_m=hips + idle.sway_m,
    )
    legs: dict[str, Leg] = {}
    for side, sign in SIDE_SIGN.items():
        ankle = np.array([sign * 0.11, 0, body.ankle_height_m])
        legs[side] = LegTo(ankle_m=ankle, pole=-Y, foot=np.eye(3))
    return poser.build(trunk, legs, arms)


def _arms_sideways(angle_deg: float) -> dict[str, Arm]:
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        lift = about(Y, -sign * angle_deg)
        upper, fore = lift @ unit([0.14 * sign, 0.03, -1.0]), lift @ unit([0.06 * sign, -0.14, -1.0])
        arms[side] = ArmAlong(upper=upper, fore=fore, pole=lift @ np.array([0.4 * sign, 1.0, 0.0]))
    return arms


@dataclass(frozen=True, kw_only=True)
class GettingDown:
    """From standing through a crouch and hands and knees to lying prone; backwards, getting up."""

    on_feet: ClassVar[bool] = True
    # the phase at which each key posture is reached
    keys: ClassVar[tuple[float, ...]] = (0.0, 0.3, 0.6, 1.0)

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``: the key postures before and after it, blended bone by bone."""
        last = len(self.keys) - 2
        i = min(max(int(np.searchsorted(self.keys, u)) - 1, 0), last)
        share = (u - self.keys[i]) / (self.keys[i + 1] - self.keys[i])
        a, b = (_key_posture(poser, k) for k in (i, i + 1))
        turn = {bone: slerp(a.rotation[bone], b.rotation[bone], share) for bone in a.rotation}
        pose = Pose(turn, (1 - share) * a.hip_centre_m + share * b.hip_centre_m)
        lowest = float(poser.body.skin(poser.place(pose))[:SKIN_VERTICES, 2].min())
        return pose.shifted(-lowest * Z + idle.sway_m * (1 - u))


def _key_posture(poser: Poser, number: int) -> Pose:
    # standing postures face -Y; turned to face +X they stand where the shins will kneel
    behind = about(Z, 90), np.array([-0.5, 0, 0])
    ahead = np.eye(3), np.zeros(3)
    crouch = Squat(depth_deg=112, lean_deg=62)
    posture, (turn, offset) = (
        (Squat().pose(poser, 0.0, STILL), behind),
        (crouch.pose(poser, 1.0, STILL), behind),
        (HandsKnees().pose(poser, 0.0, STILL), ahead),
        (Prone().pose(poser, 0.0, STILL), ahead),
    )[number]
    bones: dict[str, Array] = {k: turn @ r for k, r in poser.place(posture).rotation.items()}
    return Pose(bones, turn @ posture.hip_centre_m + offset)
