"""Movements on the mat that are none of the exercises."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from truth.idle import STILL, Idle
from truth.kinematics import SIDE_SIGN, Array, X, Y, Z, about, angle_deg, slerp, unit
from truth.lying import SUPINE
from truth.passage import resting
from truth.pose import Arm, ArmTo, Leg, LegAlong, LegTo, Pose, Poser, Trunk
from truth.raising import FACE_DOWN, HandsKnees
from truth.warming import swing

# Heights of the joint centres above the floor when that part rests on it (m).
_KNEE_M, _WRIST_M = 0.062, 0.055
_SPREAD_M = 0.11


@dataclass(frozen=True, kw_only=True)
class RollingSides:
    """On the back with the knees drawn up, rolling from one side to the other.

    Args:
        roll_deg: how far the pelvis rolls to either side.
    """

    roll_deg: float = 55.0
    on_feet: ClassVar[bool] = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        roll, body = self.roll_deg * swing(u), poser.body
        turn = about(X, roll)
        pelvis = turn @ SUPINE
        trunk = Trunk(
            pelvis=pelvis,
            chest=about(X, 0.75 * roll) @ about(Y, 0.6 * idle.breath_deg) @ SUPINE,
            head=about(X, 0.5 * roll) @ SUPINE,
            hip_centre_m=np.array([-0.03, -0.0025 * roll, 0.12]),
        )
        placed = poser.points(poser.trunk(trunk))
        thigh = turn @ unit([0.25, 0.0, 1.0])
        legs: dict[str, Leg] = {
            side: LegAlong(thigh=thigh, pole=turn @ X, knee_deg=108.0, foot=20.0) for side in SIDE_SIGN
        }
        arms: dict[str, Arm] = {}
        for side, sign in SIDE_SIGN.items():
            knee = placed[f"{side}_hip"] + body.thigh_m * thigh
            # the hands hold the shins just below the knees
            grip = knee + turn @ np.array([-0.09, -sign * 0.05, 0.05])
            arms[side] = ArmTo(wrist_m=grip, pole=turn @ unit([0.1, -sign, -0.5]))
        return resting(poser, poser.build(trunk, legs, arms))


@dataclass(frozen=True, kw_only=True)
class CatCow:
    """On hands and knees the back rounds upwards and hangs through, the limbs stay.

    Args:
        bend_deg: how far chest and pelvis tilt against each other, each way.
    """

    bend_deg: float = 18.0
    on_feet: ClassVar[bool] = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``: hanging through first, then round."""
        bend, flat = self.bend_deg * swing(u), HandsKnees().pose(poser, 0.0, STILL)
        level, before = flat.rotation["pelvis"], poser.points(flat)
        trunk = Trunk(
            pelvis=about(Y, bend) @ level,
            chest=about(Y, -0.8 * bend + 0.6 * idle.breath_deg) @ level,
            head=about(Y, -10.0 - 1.6 * bend) @ level,
            hip_centre_m=flat.hip_centre_m,
        )
        legs: dict[str, Leg] = {
            side: LegTo(ankle_m=before[f"{side}_ankle"], pole=X, foot=flat.rotation[f"foot_{side[0]}"])
            for side in SIDE_SIGN
        }
        return poser.build(trunk, legs, _planted_arms(poser, before))


def _planted_arms(poser: Poser, before: dict[str, Array]) -> dict[str, Arm]:
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        hand = poser.body.hand_rotation(side, unit(X + 0.1 * sign * Y), Z)
        wrist = before[f"{side}_wrist"]
        arms[side] = ArmTo(wrist_m=wrist, pole=unit(-X + 0.4 * sign * Y), hand=hand)
    return arms


@dataclass(frozen=True, kw_only=True)
class LegStretch:
    """On the back, one leg is drawn up and stretched towards the ceiling, held behind the thigh.

    Args:
        leg: which leg.
        knee_deg: bend that is left in its knee.
    """

    leg: str = "left"
    knee_deg: float = 12.0
    on_feet: ClassVar[bool] = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        trunk = Trunk(
            pelvis=SUPINE,
            chest=about(Y, 0.6 * idle.breath_deg) @ SUPINE,
            head=about(Y, 5.0) @ SUPINE,
            hip_centre_m=np.array([-0.03, 0.0, 0.1]),
        )
        trunk = replace(trunk, hip_centre_m=resting(poser, poser.trunk(trunk)).hip_centre_m)
        hips = poser.points(poser.trunk(trunk))
        legs: dict[str, Leg] = {side: self._bent(poser, hips, side) for side in SIDE_SIGN}
        moving = self._stretched(poser, poser.build(trunk, legs, {}), u)
        legs[self.leg] = moving
        held = hips[f"{self.leg}_hip"] + 0.72 * poser.body.thigh_m * moving.thigh
        return poser.build(trunk, legs, self._arms(poser, held, min(1.0, 1.4 * u)))

    def _stretched(self, poser: Poser, bent: Pose, u: float) -> LegAlong:
        """The moving leg: the thigh comes up first, then the knee opens."""
        points, turn, s = poser.points(bent), poser.place(bent).rotation, self.leg[0]
        hip, knee, ankle = (points[f"{self.leg}_{name}"] for name in ("hip", "knee", "ankle"))
        knee_deg = 180.0 - angle_deg(hip, knee, ankle)
        rise_deg = float(np.degrees(np.arctan2(knee[2] - hip[2], knee[0] - hip[0])))
        lifted = about(Y, -(88.0 - rise_deg) * min(1.0, 1.6 * u)) @ unit(knee - hip)
        # the flat foot's turn about the ankle's hinge, which points to the body's other side
        flat = turn[f"foot_{s}"] @ turn[f"calf_{s}"].T
        foot_deg = -float(np.degrees(np.arctan2(flat[0, 2] - flat[2, 0], flat[0, 0] + flat[2, 2])))
        loose = min(1.0, 2.5 * u)
        return LegAlong(
            thigh=lifted,
            pole=np.cross(Y, lifted),
            knee_deg=knee_deg + (self.knee_deg - knee_deg) * u**1.6,
            foot=(1 - loose) * foot_deg + loose * 10.0,
        )

    def _bent(self, poser: Poser, hips: dict[str, Array], side: str) -> Leg:
        ankle = hips[f"{side}_hip"] * [1, 0, 0] + np.array([-0.42, -SIDE_SIGN[side] * _SPREAD_M, 0])
        ankle[2] = poser.body.ankle_height_m
        return LegTo(ankle_m=ankle, pole=Z, foot=about(Z, -90))

    def _arms(self, poser: Poser, held_m: Array, share: float) -> dict[str, Arm]:
        arms: dict[str, Arm] = {}
        for side, sign in SIDE_SIGN.items():
            down = np.array([0.03, -sign * 0.30, 0.04])
            grip = held_m + np.array([0.07, -sign * 0.06, 0.0])
            palm_down = poser.body.hand_rotation(side, unit(-X - 0.1 * sign * Y), Z)
            around = poser.body.hand_rotation(side, unit(-X + 0.6 * sign * Y), unit(X + Z))
            arms[side] = ArmTo(
                wrist_m=(1 - share) * down + share * grip,
                pole=np.array([0.3 * share, -sign, 0.25]),
                hand=slerp(palm_down, around, share),
            )
        return arms


@dataclass(frozen=True, kw_only=True)
class KneePushUp:
    """A push-up on the knees: the arms are straight at u = 0, the chest is near the floor at 1.

    Args:
        low_m: height of the shoulder joints at u = 1.
    """

    low_m: float = 0.215
    on_feet: ClassVar[bool] = False

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        body = poser.body
        height = _WRIST_M + 0.98 * (body.upper_arm_m + body.forearm_m)
        high = self._slope_deg(poser, height)
        slope = high + (self._slope_deg(poser, self.low_m) - high) * u
        level = about(Y, -slope) @ FACE_DOWN
        knee, back = np.array([-0.5, 0.0, _KNEE_M]), level @ Z
        trunk = Trunk(
            pelvis=level,
            chest=about(Y, 0.6 * idle.breath_deg) @ level,
            head=about(Y, -15.0) @ level,
            hip_centre_m=knee + body.thigh_m * back,
        )
        legs: dict[str, Leg] = {
            side: LegAlong(thigh=-back, pole=level @ -Y, knee_deg=max(slope - 3, 0.0) + 8, foot=48.0)
            for side in SIDE_SIGN
        }
        top = knee + (body.thigh_m + _trunk_m(poser)) * (about(Y, -high) @ X)
        arms: dict[str, Arm] = {}
        for side, sign in SIDE_SIGN.items():
            wrist = np.array([top[0] + 0.02, sign * 0.24, _WRIST_M])
            hand = body.hand_rotation(side, unit(X - 0.1 * sign * Y), Z)
            arms[side] = ArmTo(wrist_m=wrist, pole=unit(-X + 0.9 * sign * Y + 0.3 * Z), hand=hand)
        return poser.build(trunk, legs, arms)

    def _slope_deg(self, poser: Poser, shoulder_m: float) -> float:
        """Rise of the straight line from knees to shoulders that has the shoulders at this height."""
        long_m = poser.body.thigh_m + _trunk_m(poser)
        return float(np.degrees(np.arcsin((shoulder_m - _KNEE_M) / long_m)))


def _trunk_m(poser: Poser) -> float:
    cube = poser.body.cube
    return float((cube["l-shoulder"] - cube["l-upper-leg"])[2])
