"""Poses of bridge (on the back) and clamshell (on the side). u runs from 0 (rest) to 1 (full range)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
from scipy.optimize import brentq

from truth.idle import STILL, Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, angle_deg, reach, unit
from truth.pose import Arm, ArmAlong, ArmTo, Leg, LegAlong, LegTo, Pose, Poser, Trunk, mirrored

# Columns: where the body's left, back and up point.
SUPINE: Array = np.stack([-Y, -Z, X], 1)  # on the back, head towards +X
SIDE_LYING: Array = np.stack([Z, Y, -X], 1)  # on the right side, front towards -Y, head towards -X

# The steepest trunk that the search for a bridge's top looks at.
_MOST_TILT_DEG = 75.0
# How much higher the shoulder joints lie for each degree of over-arching: the upper back leaves the mat.
_ARCH_LIFT_M = 0.0012


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """Bridge on two legs or one; the trunk turns as one piece about the shoulders.

    Args:
        top_deg: angle shoulder-hip-knee at u = 1.
        heel_gap_m: distance from hips to ankles at rest.
        knees_out_deg: swivel of both knees outwards at u = 1; negative falls in.
        raised: the leg held straight beside the other thigh; None stands on both.
        drop_deg: how far the pelvis drops at u = 1 on the raised leg's side, on the left with both feet down.
    """

    top_deg: float = 177.0
    heel_gap_m: float = 0.40
    knees_out_deg: float = 0.0
    raised: str | None = None
    drop_deg: float = 0.0
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        return _bridge_pose(self, poser, _top_tilt_deg(self, poser) * u, u, idle)


def _bridge_pose(spec: Bridge, poser: Poser, tilt_deg: float, u: float, idle: Idle) -> Pose:
    body = poser.body
    tilted = about(Y, tilt_deg - _sag_deg(spec, poser) * u) @ SUPINE
    dropping = SIDE_SIGN[spec.raised or "left"] * spec.drop_deg * u
    # the upper back rolls up a little as the trunk tilts
    rolled_up_m = 0.015 * u + _ARCH_LIFT_M * max(spec.top_deg - 180, 0.0) * min(tilt_deg / 40, 1.0)
    shoulders = np.array([0.47, 0.0, _lying_height_m(poser) + rolled_up_m])
    trunk = Trunk(
        pelvis=about(tilted @ Z, dropping) @ tilted,
        chest=about(Y, idle.breath_deg * 0.6) @ tilted,
        # the chin tucks a little, the back of the head stays on the mat
        head=about(Y, 5.0) @ SUPINE,
        hip_centre_m=np.array([0.0, 0.0, 0.1]),
        shoulders_m=shoulders,
    )
    # the feet stay where they were at rest: their place must not depend on the tilt
    rest_hip_x = shoulders[0] - _trunk_m(poser)
    legs: dict[str, Leg] = {}
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        ankle = np.array([rest_hip_x - spec.heel_gap_m, -sign * 0.11, body.ankle_height_m])
        swivel = -sign * spec.knees_out_deg * u
        legs[side] = LegTo(ankle_m=ankle, pole=Z, swivel_deg=swivel, foot=about(Z, -90))
        palm_down = body.hand_rotation(side, unit(-X - 0.1 * sign * Y), Z)
        arms[side] = ArmTo(
            wrist_m=np.array([0.03, -sign * 0.30, 0.04]), pole=np.array([0, -sign, 0.25]), hand=palm_down
        )
    if spec.raised:
        legs[spec.raised] = _straight_leg(poser, trunk, OTHER[spec.raised], legs)
    return poser.build(trunk, legs, arms)


def _sag_deg(spec: Bridge, poser: Poser) -> float:
    """How much the trunk tilts less at u = 1 because a dropped pelvis hangs from its standing hip."""
    lower_m = poser.body.hip_width_m / 2 * abs(np.sin(np.radians(spec.drop_deg)))
    return float(np.degrees(np.arcsin(lower_m / _trunk_m(poser))))


def _straight_leg(poser: Poser, trunk: Trunk, standing: str, legs: dict[str, Leg]) -> Leg:
    """The raised leg: straight, its thigh beside the standing one."""
    body, stance = poser.body, legs[standing]
    if not isinstance(stance, LegTo):
        raise TypeError("the standing leg of a bridge reaches for the floor")
    hip = poser.points(poser.trunk(trunk))[f"{standing}_hip"]
    thigh = reach(hip, stance.ankle_m, stance.pole, body.thigh_m, body.shank_m).mid_m - hip
    level = thigh * [1, 0, 1]
    return LegAlong(thigh=level, pole=np.cross(Y, level), knee_deg=4.0, foot=20.0)


def _trunk_m(poser: Poser) -> float:
    """Distance from mid-hip to mid-shoulder along the trunk."""
    cube = poser.body.cube
    return float((cube["l-shoulder"] - cube["l-upper-leg"])[2])


@lru_cache(maxsize=8)
def _lying_height_m(poser: Poser) -> float:
    """Height of the shoulder joints when the back lies on the floor, from the body's own thickness."""
    trunk = Trunk(pelvis=SUPINE, chest=SUPINE, head=SUPINE, hip_centre_m=np.zeros(3), shoulders_m=np.zeros(3))
    skin = poser.body.skin(poser.place(poser.trunk(trunk)))
    # 1.2 cm of the back is pressed flat by the body's weight
    return -float(skin[poser.body.trunk_vertices, 2].min()) - 0.012


@lru_cache(maxsize=32)
def _top_tilt_deg(spec: Bridge, poser: Poser) -> float:
    """The trunk's tilt at which the angle shoulder-hip-knee in the side view is ``top_deg``."""

    def gap(tilt_deg: float) -> float:
        points = poser.points(_bridge_pose(spec, poser, tilt_deg, 0.0, STILL))
        side = OTHER[spec.raised] if spec.raised else "left"
        shoulder, hip, knee = (points[f"{side}_{name}"] * [1, 0, 1] for name in ("shoulder", "hip", "knee"))
        above = np.cross(shoulder - hip, knee - hip)[1] > 0
        inner = angle_deg(shoulder, hip, knee)
        return (360 - inner if above else inner) - spec.top_deg

    if gap(0.0) >= 0:
        # a body whose hips are that open before they rise
        return 0.0
    # an over-arched back needs more than the tilt of a straight body
    most = 45.0 if gap(45.0) > 0 else _MOST_TILT_DEG
    return float(brentq(gap, 0.0, most, xtol=1e-3))


@dataclass(frozen=True, kw_only=True)
class Clamshell:
    """Clamshell: the top knee opens about the line from hip to ankle; the front faces -Y on either side.

    Args:
        top: the leg on top; the person lies on the other side, head towards -X with the left on top.
        opening_deg: how far the knee turns from rest to u = 1.
        pelvis_back_deg: how far the pelvis rolls back at u = 1.
        foot_lift_ratio: how far the top foot rises off the bottom foot at u = 1, in shank lengths.
        hip_flexion_deg: bend of the hips.
        knee_flexion_deg: bend of the knees.
    """

    top: str = "left"
    opening_deg: float = 52.0
    pelvis_back_deg: float = 0.0
    foot_lift_ratio: float = 0.0
    hip_flexion_deg: float = 50.0
    knee_flexion_deg: float = 85.0
    on_feet: ClassVar[bool] = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        pose = self._on_right_side(poser, u, idle)
        return pose if self.top == "left" else mirrored(pose)

    def _on_right_side(self, poser: Poser, u: float, idle: Idle) -> Pose:
        body = poser.body
        pelvis = about(-X, self.pelvis_back_deg * u) @ SIDE_LYING
        # the chest follows the pelvis by a little less than half
        chest = about(-X, 0.45 * self.pelvis_back_deg * u + 0.6 * idle.breath_deg) @ SIDE_LYING
        bottom_hip = np.array([0, 0, 0.137])
        trunk = Trunk(
            pelvis=pelvis,
            chest=chest,
            head=chest,
            # the pelvis rolls about the bottom hip, which stays on the floor
            hip_centre_m=bottom_hip - pelvis @ (body.cube["r-upper-leg"] - body.hip_centre),
        )
        return poser.build(trunk, self._legs(poser, u, bottom_hip, trunk), _side_lying_arms())

    def _legs(self, poser: Poser, u: float, bottom_hip: Array, trunk: Trunk) -> dict[str, Leg]:
        body = poser.body
        thigh = about(Z, -self.hip_flexion_deg) @ X
        shank = about(Z, self.knee_flexion_deg) @ thigh
        bottom_knee = bottom_hip + body.thigh_m * unit(thigh - 0.16 * Z)
        bottom_ankle = bottom_knee + body.shank_m * unit(shank + 0.02 * Z)
        top_ankle = bottom_ankle + 0.085 * Z - 0.01 * Y
        lifted = top_ankle + self.foot_lift_ratio * body.shank_m * u * Z
        pole = unit(thigh - shank)
        hip = bottom_hip + trunk.pelvis @ (X * body.hip_width_m)
        # at rest the top knee lies on the bottom one: a knee's thickness above it
        rest = _swivel_for_height(poser, hip, lifted, pole, bottom_knee[2] + 0.105)
        top = LegTo(ankle_m=lifted, pole=pole, swivel_deg=rest - self.opening_deg * u, foot=12.0)
        return {"right": LegTo(ankle_m=bottom_ankle, pole=pole, foot=12.0), "left": top}


def _swivel_for_height(poser: Poser, hip: Array, ankle: Array, pole: Array, height_m: float) -> float:
    """Swivel (degrees) about hip-ankle at which the top knee is ``height_m`` high; negative turns it up."""
    knee, _, line, bend = reach(hip, ankle, pole, poser.body.thigh_m, poser.body.shank_m)
    radius = float((knee - hip) @ bend)
    base = (knee - radius * bend)[2]
    # height = base + radius * (bend_z cos a + side_z sin a)
    side = np.cross(line, bend)
    size, phase = np.hypot(bend[2], side[2]), np.arctan2(side[2], bend[2])
    turn = np.arccos(np.clip((height_m - base) / radius / size, -1, 1))
    # two turns give that height; the knee points forwards in the one nearer to the pole
    return float(np.degrees(min((phase - turn, phase + turn), key=abs)))


def _side_lying_arms() -> dict[str, Arm]:
    """Bottom arm under the head, top hand on the mat in front of the chest."""
    head, front = -X, -Y
    return {
        "right": ArmAlong(
            upper=head * 0.95 + front * 0.35 - 0.22 * Z,
            fore=head * 0.55 - front * 0.75 + 0.12 * Z,
            pole=front,
        ),
        "left": ArmAlong(
            upper=-head * 0.55 + front * 0.75 - 0.30 * Z,
            fore=head * 0.25 + front * 0.55 - 0.62 * Z,
            pole=-head,
        ),
    }
