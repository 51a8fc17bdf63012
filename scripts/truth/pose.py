"""From a description of trunk, legs and arms to the rotation of every bone."""

from dataclasses import dataclass, field

import numpy as np

from truth.body import Body, Placed, Points
from truth.kinematics import Array, about, reach, slerp, square_to, unit


@dataclass(frozen=True, kw_only=True)
class LegTo:
    """A leg that reaches an ankle position.

    Args:
        ankle_m: where the ankle goes.
        pole: the way the knee points.
        swivel_deg: turns the knee about the hip-ankle line.
        foot: the foot's world rotation, or degrees of bend from the shank.
        toe: world rotation of the toes; None follows the foot.
    """

    ankle_m: Array
    pole: Array
    swivel_deg: float = 0.0
    foot: Array | float = 0.0
    toe: Array | None = None


@dataclass(frozen=True, kw_only=True)
class LegAlong:
    """A leg whose thigh points along ``thigh`` with the knee bent by ``knee_deg`` away from ``pole``."""

    thigh: Array
    pole: Array
    knee_deg: float
    foot: Array | float = 0.0
    toe: Array | None = None


@dataclass(frozen=True, kw_only=True)
class ArmTo:
    """An arm that reaches a wrist position, elbow towards ``pole``; ``hand`` is the hand's world rotation."""

    wrist_m: Array
    pole: Array
    hand: Array | None = None


@dataclass(frozen=True, kw_only=True)
class ArmAlong:
    """An arm given by the directions of its two bones; ``pole`` decides the bend when it is straight."""

    upper: Array
    fore: Array
    pole: Array
    hand: Array | None = None


Leg = LegTo | LegAlong
Arm = ArmTo | ArmAlong


@dataclass(frozen=True, kw_only=True)
class Trunk:
    """World rotations of the trunk's parts; ``shoulders_m`` moves it so that mid-shoulder lies there."""

    pelvis: Array
    chest: Array
    head: Array
    hip_centre_m: Array
    clavicles: dict[str, Array] = field(default_factory=dict)
    shoulders_m: Array | None = None


@dataclass(frozen=True)
class Pose:
    """World rotation of the bones (missing: the parent's) and position (m) of the middle between the hips."""

    rotation: dict[str, Array]
    hip_centre_m: Array

    def shifted(self, offset_m: Array) -> "Pose":
        """The same pose elsewhere."""
        return Pose(self.rotation, self.hip_centre_m + offset_m)


def mirrored(pose: Pose) -> Pose:
    """The pose seen in a mirror that stands across the world's X axis: left and right change places."""
    flip = np.diag([-1.0, 1.0, 1.0])
    swap = {"_l": "_r", "_r": "_l"}
    turned = {
        bone[:-2] + swap.get(bone[-2:], bone[-2:]): flip @ r @ flip for bone, r in pose.rotation.items()
    }
    return Pose(turned, flip @ pose.hip_centre_m)


class Poser:
    """Builds poses for one body."""

    def __init__(self, body: Body) -> None:
        self.body = body

    def trunk(self, trunk: Trunk) -> Pose:
        """The trunk alone, limbs as at rest."""
        turn = {
            "Root": trunk.pelvis,
            "pelvis": trunk.pelvis,
            "spine_01": slerp(trunk.pelvis, trunk.chest, 0.3),
            "spine_02": slerp(trunk.pelvis, trunk.chest, 0.65),
            "spine_03": trunk.chest,
            "neck_01": slerp(trunk.chest, trunk.head, 0.5),
            "head": trunk.head,
        }
        turn |= {f"clavicle_{side[0]}": r for side, r in trunk.clavicles.items()}
        pose = Pose(turn, np.asarray(trunk.hip_centre_m, float))
        if trunk.shoulders_m is None:
            return pose
        points = self.points(pose)
        middle = (points["left_shoulder"] + points["right_shoulder"]) / 2
        return pose.shifted(trunk.shoulders_m - middle)

    def build(self, trunk: Trunk, legs: dict[str, Leg], arms: dict[str, Arm]) -> Pose:
        """The whole pose; a side left out keeps its limb as at rest relative to the trunk."""
        pose = self.trunk(trunk)
        placed = self.place(pose)
        for side, leg in legs.items():
            self._add_leg(pose.rotation, placed, side, leg)
        for side, arm in arms.items():
            self._add_arm(pose.rotation, placed, side, arm)
        return pose

    def place(self, pose: Pose) -> Placed:
        """The bones of ``pose`` in the world."""
        return self.body.place(pose.rotation, pose.hip_centre_m)

    def points(self, pose: Pose) -> Points:
        """The landmarks (m) of ``pose``."""
        return self.body.points(self.place(pose))

    def _add_leg(self, turn: dict[str, Array], placed: Placed, side: str, leg: Leg) -> None:
        s, hip = side[0], placed.head_m[f"thigh_{side[0]}"]
        if isinstance(leg, LegTo):
            pole = about(leg.ankle_m - hip, leg.swivel_deg) @ leg.pole
            solved = reach(hip, leg.ankle_m, pole, self.body.thigh_m, self.body.shank_m)
            axis, knee, ankle = np.cross(solved.bend, solved.line), solved.mid_m, solved.end_m
        else:
            thigh = unit(leg.thigh)
            axis = np.cross(square_to(leg.pole, thigh), thigh)
            knee = hip + self.body.thigh_m * thigh
            ankle = knee + self.body.shank_m * (about(axis, leg.knee_deg) @ thigh)
        upper, lower = self.body.limb_rotations("leg", side, (hip, knee, ankle), axis)
        turn[f"thigh_{s}"], turn[f"calf_{s}"] = upper, lower
        turn[f"foot_{s}"] = about(axis, leg.foot) @ lower if isinstance(leg.foot, int | float) else leg.foot
        if leg.toe is not None:
            turn[f"ball_{s}"] = leg.toe

    def _add_arm(self, turn: dict[str, Array], placed: Placed, side: str, arm: Arm) -> None:
        s, shoulder = side[0], placed.head_m[f"upperarm_{side[0]}"]
        upper_m, fore_m = self.body.upper_arm_m, self.body.forearm_m
        if isinstance(arm, ArmTo):
            solved = reach(shoulder, arm.wrist_m, arm.pole, upper_m, fore_m)
            elbow, wrist, line, bend = solved
        else:
            elbow = shoulder + upper_m * unit(arm.upper)
            wrist = elbow + fore_m * unit(arm.fore)
            line = unit(wrist - shoulder)
            off = elbow - shoulder - line * ((elbow - shoulder) @ line)
            bend = unit(off) if np.linalg.norm(off) > 1e-3 else square_to(arm.pole, line)
        joints = (shoulder, elbow, wrist)
        turn[f"upperarm_{s}"], turn[f"lowerarm_{s}"] = self.body.limb_rotations(
            "arm", side, joints, np.cross(bend, line)
        )
        if arm.hand is not None:
            turn[f"hand_{s}"] = arm.hand
