"""Poses of the two Supermans: on hands and knees, and prone. u runs from 0 (rest) to 1 (limbs raised)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.body import Points
from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, reach, slerp, unit
from truth.pose import Arm, ArmAlong, ArmTo, Leg, LegAlong, Pose, Poser, Trunk

# Columns: where the body's left, back and up point: face down, head towards +X.
FACE_DOWN: Array = np.stack([Y, Z, X], 1)

# Heights of the joint centres above the floor when that part rests on it (m).
_KNEE_M = 0.062
_WRIST_M = 0.055
# How far a sagging trunk takes the raised leg with it.
_LEG_FOLLOWS_DEG = 7.0


@dataclass(frozen=True, kw_only=True)
class HandsKnees:
    """Superman on hands and knees: one leg and the opposite arm rise.

    Args:
        leg: the raised leg.
        leg_below_deg: angle of the raised thigh below the trunk line at u = 1.
        knee_deg: bend of the raised knee at u = 1.
        arm_below_deg: angle of the raised arm below the trunk line at u = 1.
        turn_deg: how far the pelvis turns about the trunk at u = 1: the raised leg's hip opens upwards;
            negative drops.
        sag_deg: how much steeper the line from mid-hip to mid-shoulder is at u = 1, as a camera at the side
            sees it: the belly falls, the hips sink forwards; negative lowers the shoulders.
    """

    leg: str = "left"
    leg_below_deg: float = -5.0
    knee_deg: float = 4.0
    arm_below_deg: float = 3.0
    turn_deg: float = 0.0
    sag_deg: float = 0.0
    on_feet: ClassVar[bool] = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        body, arm = poser.body, OTHER[self.leg]
        hips = np.array([-0.22, 0.0, _KNEE_M + 0.995 * body.thigh_m])
        slope, sag = self._slope_deg(poser, hips), self.sag_deg * u
        level = about(Y, -slope) @ FACE_DOWN
        planted = poser.points(poser.trunk(Trunk(pelvis=level, chest=level, head=level, hip_centre_m=hips)))
        sunk, lean_deg = self._sunk(poser, planted, sag)
        hips = hips + sunk
        # weight moves over the standing knee
        shift = -SIDE_SIGN[self.leg] * 0.016 * u * Y + idle.sway_m * [0.5, 0.5, 0]
        turned = about(level @ Z, SIDE_SIGN[self.leg] * self.turn_deg * u)
        # it turns about the standing hip, which stays above its knee
        lever = hips - planted[f"{OTHER[self.leg]}_hip"]
        trunk = Trunk(
            pelvis=turned @ about(Y, 2.0 * u - sag) @ level,
            chest=about(Y, 0.6 * idle.breath_deg - sag) @ level,
            head=about(Y, -10.0 - sag) @ level,
            hip_centre_m=hips + shift + (turned - np.eye(3)) @ lever,
            clavicles={arm: about(Y, -sag) @ about(level @ -Y, -12 * SIDE_SIGN[self.leg] * u) @ level},
        )
        moved = poser.points(poser.trunk(trunk))
        legs: dict[str, Leg] = {
            # a leg in line with a much steeper trunk would go through the floor
            self.leg: self._raised_leg(slope + min(sag, _LEG_FOLLOWS_DEG), u),
            OTHER[self.leg]: self._kneeling_leg(planted, moved, OTHER[self.leg], body.thigh_m, lean_deg),
        }
        arms: dict[str, Arm] = {
            arm: self._raised_arm(poser, planted, arm, slope + sag, u),
            self.leg: self._planted_arm(poser, planted, self.leg),
        }
        return poser.build(trunk, legs, arms)

    def _slope_deg(self, poser: Poser, hips: Array) -> float:
        """How much higher the shoulders are than the hips, given nearly straight arms on the floor."""
        body = poser.body
        # hands a little ahead of the shoulders, elbows not locked
        arm = 0.95 * (body.upper_arm_m + body.forearm_m)
        trunk = body.cube["l-shoulder"] - body.cube["l-upper-leg"]
        length = float(np.hypot(trunk[1], trunk[2]))
        rise = _WRIST_M + arm - hips[2]
        # the shoulder joint lies a little in front of the hip joint's line
        return float(np.degrees(np.arcsin(rise / length) + np.arctan2(trunk[1], trunk[2]) * -1))

    def _raised_leg(self, slope_deg: float, u: float) -> LegAlong:
        angle = (90 - slope_deg - self.leg_below_deg) * u
        thigh, front = about(Y, angle) @ -Z, about(Y, angle) @ X
        # the knee straightens later than the thigh rises, or the toes would pass through the floor
        straight = u**1.5
        knee = 88 * (1 - straight) + self.knee_deg * straight
        return LegAlong(thigh=thigh, pole=front, knee_deg=knee, foot=62 - 40 * u)

    def _kneeling_leg(
        self, planted: Points, moved: Points, side: str, thigh_m: float, lean_deg: float
    ) -> LegAlong:
        knee = planted[f"{side}_hip"] - thigh_m * Z
        # the shank stays on the floor as the thigh leans forwards
        return LegAlong(
            thigh=knee - moved[f"{side}_hip"], pole=X, knee_deg=88.0 - max(lean_deg, 0.0), foot=62.0
        )

    def _sunk(self, poser: Poser, planted: Points, sag_deg: float) -> tuple[Array, float]:
        """How far the hips sink and go forwards (m) as the trunk steepens, and the thighs' lean (degrees).

        The shoulders keep their height, for straight arms carry them.
        """
        if sag_deg <= 0:
            return np.zeros(3), 0.0
        trunk = sum(planted[f"{s}_shoulder"] - planted[f"{s}_hip"] for s in SIDE_SIGN) / 2
        lower = float((about(Y, -sag_deg) @ trunk - trunk)[2])
        thigh = poser.body.thigh_m
        lean = np.arccos(1 - lower / thigh)
        return np.array([thigh * np.sin(lean), 0.0, -lower]), float(np.degrees(lean))

    def _planted_arm(self, poser: Poser, planted: dict[str, Array], side: str) -> ArmTo:
        wrist = self._hand_place(planted, side)
        hand = poser.body.hand_rotation(side, unit(X + 0.1 * SIDE_SIGN[side] * Y), Z)
        return ArmTo(wrist_m=wrist, pole=unit(-X + 0.4 * SIDE_SIGN[side] * Y), hand=hand)

    def _hand_place(self, planted: dict[str, Array], side: str) -> Array:
        shoulder = planted[f"{side}_shoulder"]
        return np.array([shoulder[0] + 0.06, shoulder[1] + SIDE_SIGN[side] * 0.01, _WRIST_M])

    def _raised_arm(
        self, poser: Poser, planted: dict[str, Array], side: str, slope_deg: float, u: float
    ) -> Arm:
        rest = self._planted_arm(poser, planted, side)
        if u <= 0:
            return rest
        body, shoulder = poser.body, planted[f"{side}_shoulder"]
        elbow, wrist, _, _ = reach(shoulder, rest.wrist_m, rest.pole, body.upper_arm_m, body.forearm_m)
        angle = (90 + slope_deg - self.arm_below_deg) * u
        swing = about(Y, -angle)
        # the hand leads with a slightly bent elbow half-way up
        lag = about(Y, 14 * np.sin(np.pi * u))
        upper, fore = lag @ swing @ (elbow - shoulder), swing @ (wrist - elbow)
        # palm down all the way, in line with the forearm at the top
        palm = poser.body.hand_rotation(side, about(Y, -(slope_deg + 4) * u) @ X, Z)
        hand = slerp(rest.hand, palm, min(1.0, 2 * u)) if rest.hand is not None else None
        return ArmAlong(upper=upper, fore=fore, pole=swing @ rest.pole, hand=hand)


@dataclass(frozen=True, kw_only=True)
class Prone:
    """Prone Superman: chest, both arms and both legs rise together.

    Args:
        leg_lift_deg: how far the legs rise at u = 1.
        chest_lift_deg: how far the chest rises at u = 1.
    """

    leg_lift_deg: float = 20.0
    chest_lift_deg: float = 20.0
    on_feet: ClassVar[bool] = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        chest_deg = self.chest_lift_deg * u + 0.6 * idle.breath_deg
        trunk = Trunk(
            pelvis=about(Y, -0.15 * chest_deg) @ FACE_DOWN,
            chest=about(Y, -chest_deg) @ FACE_DOWN,
            head=about(Y, -(26 + 0.9 * chest_deg)) @ FACE_DOWN,
            hip_centre_m=np.array([-0.1, 0.0, 0.12]),
        )
        legs: dict[str, Leg] = {}
        arms: dict[str, Arm] = {}
        for side, sign in SIDE_SIGN.items():
            thigh = about(Y, self.leg_lift_deg * u) @ unit(-X + 0.07 * sign * Y - 0.055 * Z)
            legs[side] = LegAlong(thigh=thigh, pole=-Z, knee_deg=1.5, foot=52.0)
            swing = about(Y, -1.25 * chest_deg)
            upper = swing @ unit(X + 0.22 * sign * Y - 0.10 * Z)
            fore = swing @ unit(X + 0.08 * sign * Y - 0.06 * Z)
            hand = poser.body.hand_rotation(side, swing @ unit(X + 0.05 * sign * Y), swing @ Z)
            arms[side] = ArmAlong(upper=upper, fore=fore, pole=sign * Y + 0.2 * Z, hand=hand)
        return poser.build(trunk, legs, arms)
