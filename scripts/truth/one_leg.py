"""Squatting on one leg, on the floor or on a step beside it. u runs from 0 (standing) to 1 (bottom)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, ease, slerp, unit
from truth.pose import Arm, ArmTo, Leg, LegTo, Pose, Poser, Trunk
from truth.standing import ankle_over_ball, hands_on_hips

# How far the standing ankle is from the middle, and how far the hips shift over it (m).
_ASIDE_M, _SHIFT_M = 0.09, 0.055
# Of the knee's bend, the part that comes from the shank leaning forwards.
_SHANK_SHARE = 0.42
# The line from hips to shoulders leans to a side by this part of what the chest does.
_CHEST_SHARE = 0.62
# How fast somebody wavers, in turns to and fro on the way down.
_WAVERS = 2.0


@dataclass(frozen=True, kw_only=True)
class OnOneLeg:
    """What both squats on one leg share: the standing leg, the pelvis, the trunk, the hands.

    Args:
        leg: the standing one.
        lean_deg: forward lean of the chest at the bottom.
        side_lean_deg: lean of the trunk towards the standing leg at the bottom.
        cave_deg: how far the knee swivels inwards about its hip-ankle line at the bottom.
        drop_deg: how far the pelvis drops on the free leg's side at the bottom; negative hikes.
        heel_deg: how far the standing foot pitches up about its ball at the bottom.
        waver_m: how far the hips go to and fro sideways on the way.
        hand_m: how far the hand of the free side leaves the hip at the bottom.
    """

    leg: str = "left"
    lean_deg: float = 22.0
    side_lean_deg: float = 0.0
    cave_deg: float = 0.0
    drop_deg: float = 0.0
    heel_deg: float = 0.0
    waver_m: float = 0.0
    hand_m: float = 0.0
    on_feet: ClassVar[bool] = True

    @property
    def sign(self) -> float:
        """Which way is outwards for the standing leg."""
        return SIDE_SIGN[self.leg]

    def trunk(
        self, ankle_m: Array, knee_deg: float, u: float, shift: float, poser: Poser, idle: Idle
    ) -> Trunk:
        """Pelvis and chest above a standing leg that is bent by ``knee_deg``.

        Args:
            ankle_m: the standing ankle.
            knee_deg: flexion of its knee.
            u: phase.
            shift: 0 to 1, how far the weight has come over the foot.
            poser: the person.
            idle: sway and breath.
        """
        pelvis = about(Y, -self.sign * self.drop_deg * u) @ about(X, 0.6 * self.lean_deg * u)
        middle_x = shift * self.sign * _SHIFT_M
        middle_x += self.waver_m * np.sin(2 * np.pi * _WAVERS * u) + idle.sway_m[0]
        lever = pelvis @ (poser.body.cube[f"{self.leg[0]}-upper-leg"] - poser.body.hip_centre)
        hip = self._hip(ankle_m, knee_deg, middle_x + float(lever[0]) - float(ankle_m[0]), poser)
        side_deg = self.sign * self.side_lean_deg * u
        return Trunk(
            pelvis=pelvis,
            chest=about(Y, side_deg / _CHEST_SHARE) @ about(X, self.lean_deg * u + idle.breath_deg),
            head=about(Y, 0.5 * side_deg) @ about(X, 0.4 * self.lean_deg * u),
            hip_centre_m=hip - lever,
        )

    @staticmethod
    def _hip(ankle_m: Array, knee_deg: float, aside_m: float, poser: Poser) -> Array:
        """The standing hip, so that the knee bends by ``knee_deg`` and the hip lies ``aside_m`` aside."""
        thigh, shank = poser.body.thigh_m, poser.body.shank_m
        lean = np.radians(_SHANK_SHARE * knee_deg)
        rise = np.radians(knee_deg) - lean
        back = thigh * np.sin(rise) - shank * np.sin(lean)
        up = thigh * np.cos(rise) + shank * np.cos(lean)
        shorter = np.sqrt(max(0.0, 1 - aside_m**2 / (back**2 + up**2)))
        return np.asarray(ankle_m + np.array([aside_m, back * shorter, up * shorter]))

    def standing_leg(self, ankle_m: Array, u: float) -> Leg:
        """The leg that carries the weight; a positive swivel turns a left knee inwards."""
        return LegTo(
            ankle_m=ankle_m,
            pole=-Y,
            swivel_deg=self.sign * self.cave_deg * u,
            foot=about(X, self.heel_deg * u),
            toe=np.eye(3),
        )

    def rolled_m(self, poser: Poser, u: float) -> Array:
        """How far the standing ankle moves as the heel lifts."""
        return ankle_over_ball(poser, self.leg, self.heel_deg * u)

    def arms(self, poser: Poser, trunk: Trunk, u: float) -> dict[str, Arm]:
        """Hands on the hips, the free side's one reaching out for balance."""
        arms = hands_on_hips(poser, trunk)
        free, out = OTHER[self.leg], self.hand_m * u
        grip = arms[free]
        if out > 0.0 and isinstance(grip, ArmTo):
            away = trunk.pelvis @ unit([-self.sign, -0.15, 0.25])
            arms[free] = ArmTo(wrist_m=grip.wrist_m + out * away, pole=grip.pole)
        return arms


@dataclass(frozen=True, kw_only=True)
class SingleLegSquat(OnOneLeg):
    """Squat on one leg.

    Args:
        depth_deg: knee flexion at the bottom.
        free: where the free foot is held: ``back`` with a bent knee, or in ``front``.
        stays_up: the foot is in the air from the start; else it is set down after each repetition.
    """

    depth_deg: float = 72.0
    free: str = "back"
    stays_up: bool = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        lift = 1.0 if self.stays_up else ease(u / 0.4)
        ankle = np.array([self.sign * _ASIDE_M, 0.0, poser.body.ankle_height_m]) + self.rolled_m(poser, u)
        trunk = self.trunk(ankle, 4 + (self.depth_deg - 4) * u, u, lift, poser, idle)
        legs = {self.leg: self.standing_leg(ankle, u), OTHER[self.leg]: self._free_leg(poser, trunk, lift, u)}
        return poser.build(trunk, legs, self.arms(poser, trunk, u))

    def _free_leg(self, poser: Poser, trunk: Trunk, lift: float, u: float) -> Leg:
        hip = poser.points(poser.trunk(trunk))[f"{OTHER[self.leg]}_hip"]
        # thigh forwards of straight down, and the knee's flexion
        thigh_deg, knee_deg = (6.0, 82.0) if self.free == "back" else (30.0 + 26.0 * u, 12.0)
        thigh, shank = (about(X, a) @ -Z for a in (-thigh_deg, knee_deg - thigh_deg))
        lifted = hip + poser.body.thigh_m * thigh + poser.body.shank_m * shank
        floor = np.array([-self.sign * _ASIDE_M, 0.0, poser.body.ankle_height_m])
        foot = about(X, knee_deg - thigh_deg + (14.0 if self.free == "back" else 10.0))
        return LegTo(
            ankle_m=(1 - lift) * floor + lift * lifted,
            pole=unit(-Y - 0.2 * Z),
            foot=slerp(np.eye(3), foot, lift),
        )


@dataclass(frozen=True, kw_only=True)
class StepDown(OnOneLeg):
    """Lateral step-down: one foot at the edge of a step, the other goes down beside it and up again.

    Args:
        lower_m: how far the hips go down.
        step_m: height of the step.
    """

    lower_m: float = 0.165
    step_m: float = 0.20
    lean_deg: float = 20.0

    @property
    def box_m(self) -> Array:
        """The step's top (4, 3), its corners counter-clockwise from above."""
        near, far = sorted((0.03 * self.sign, 0.42 * self.sign))
        corners = ((near, -0.26), (far, -0.26), (far, 0.18), (near, 0.18))
        return np.array([(x, y, self.step_m) for x, y in corners])

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        height = self.step_m + poser.body.ankle_height_m
        ankle = np.array([self.sign * _ASIDE_M, 0.0, height]) + self.rolled_m(poser, u)
        trunk = self.trunk(ankle, self._knee_deg(poser, u), u, 1.0, poser, idle)
        legs = {self.leg: self.standing_leg(ankle, u), OTHER[self.leg]: self._free_leg(poser, trunk, u)}
        return poser.build(trunk, legs, self.arms(poser, trunk, u))

    def _knee_deg(self, poser: Poser, u: float) -> float:
        """Flexion that brings the hips down by their share of the way."""
        thigh, shank = poser.body.thigh_m, poser.body.shank_m
        legs = thigh + shank
        straight_deg = 4.0
        far = legs * np.cos(np.radians(straight_deg / 2)) - self.lower_m * u
        bend = np.arccos(np.clip((thigh**2 + shank**2 - far**2) / (2 * thigh * shank), -1, 1))
        return 180.0 - float(np.degrees(bend))

    def _free_leg(self, poser: Poser, trunk: Trunk, u: float) -> Leg:
        """Hanging straight beside the step, its heel first; it does not go through the floor."""
        body = poser.body
        hip = poser.points(poser.trunk(trunk))[f"{OTHER[self.leg]}_hip"]
        hanging = unit([-0.045 * self.sign, -0.06 - 0.07 * u, -1.0])
        ankle = hip + 0.998 * (body.thigh_m + body.shank_m) * hanging
        ankle[2] = max(ankle[2], body.ankle_height_m + 0.004)
        return LegTo(ankle_m=ankle, pole=-Y, foot=about(X, -8.0 * u))
