"""Postures on the way down to the mat. All face -Y; the knees or ankles they rest on stand at the origin."""

import numpy as np

from truth.idle import STILL
from truth.kinematics import SIDE_SIGN, Array, X, Y, Z, about, unit
from truth.passage import resting
from truth.pose import Arm, ArmTo, Leg, LegAlong, LegTo, Pose, Poser, Trunk
from truth.raising import FACE_DOWN
from truth.standing import Squat, arms_rising

# Half the distance between the feet (m), the same as on the back in a bridge.
HALF_STANCE_M = 0.11
# Height of a knee's joint above the floor when it kneels (m).
_KNEE_M = 0.062


def standing(poser: Poser) -> Pose:
    """Upright with the arms hanging."""
    return Squat(stance_m=2 * HALF_STANCE_M, toe_out_deg=0).pose(poser, 0.0, STILL)


def crouching(poser: Poser) -> Pose:
    """A deep crouch over flat feet."""
    return Squat(stance_m=2 * HALF_STANCE_M, toe_out_deg=0, depth_deg=122, lean_deg=58).pose(
        poser, 1.0, STILL
    )


def _flat_legs(poser: Poser) -> dict[str, Leg]:
    height = poser.body.ankle_height_m
    return {
        side: LegTo(
            ankle_m=np.array([sign * HALF_STANCE_M, 0, height]), pole=unit(Z - 0.3 * Y), foot=np.eye(3)
        )
        for side, sign in SIDE_SIGN.items()
    }


def _hands_at(poser: Poser, wrist_m: Array, pole: Array, fingers: Array, dorsal: Array) -> dict[str, Arm]:
    """Both arms alike; everything is given for the left side."""
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        flip = np.array([sign, 1.0, 1.0])
        hand = poser.body.hand_rotation(side, unit(fingers * flip), unit(dorsal * flip))
        arms[side] = ArmTo(wrist_m=wrist_m * flip, pole=pole * flip, hand=hand)
    return arms


def sitting(poser: Poser, behind_m: float) -> Pose:
    """Sitting ``behind_m`` behind the flat feet, knees bent, leaning back on both hands."""
    trunk = Trunk(
        pelvis=about(X, -22), chest=about(X, -14), head=about(X, 4), hip_centre_m=np.array([0, behind_m, 0.1])
    )
    wrist = np.array([0.24, behind_m + 0.27, 0.055])
    arms = _hands_at(poser, wrist, unit(0.5 * X + Y), unit(Y + 0.4 * X), Z)
    return resting(poser, poser.build(trunk, _flat_legs(poser), arms))


def leaning_back(poser: Poser, behind_m: float) -> Pose:
    """Half-way from sitting to lying, on the elbows."""
    trunk = Trunk(
        pelvis=about(X, -62),
        chest=about(X, -46),
        head=about(X, -22),
        hip_centre_m=np.array([0, behind_m, 0.1]),
    )
    wrist = np.array([0.27, behind_m + 0.02, 0.055])
    arms = _hands_at(poser, wrist, unit(0.35 * X + Y - 0.3 * Z), -Y, Z)
    return resting(poser, poser.build(trunk, _flat_legs(poser), arms))


def _kneeling_leg() -> LegAlong:
    return LegAlong(thigh=-Z, pole=-Y, knee_deg=88.0, foot=62.0)


def _upright(poser: Poser, lean_deg: float) -> Trunk:
    hips = np.array([0.0, 0.0, _KNEE_M + 0.995 * poser.body.thigh_m])
    return Trunk(
        pelvis=about(X, 0.5 * lean_deg),
        chest=about(X, lean_deg),
        head=about(X, 0.8 * lean_deg),
        hip_centre_m=hips,
    )


def kneeling(poser: Poser) -> Pose:
    """Upright on both knees, the knees at the origin."""
    trunk = _upright(poser, 6.0)
    legs: dict[str, Leg] = {side: _kneeling_leg() for side in SIDE_SIGN}
    return resting(poser, poser.build(trunk, legs, arms_rising(trunk.chest, 0.0)), 0.006)


def half_kneeling(poser: Poser) -> Pose:
    """On the right knee, with the left foot flat in front."""
    trunk, body = _upright(poser, 16.0), poser.body
    front = np.array([HALF_STANCE_M, -0.92 * body.thigh_m, body.ankle_height_m])
    legs: dict[str, Leg] = {
        "left": LegTo(ankle_m=front, pole=-Y, foot=np.eye(3)),
        "right": LegAlong(thigh=-Z, pole=-Y, knee_deg=99.0, foot=about(X, 72), toe=np.eye(3)),
    }
    return resting(poser, poser.build(trunk, legs, arms_rising(trunk.chest, 0.12)), 0.006)


def tying_shoe(poser: Poser) -> Pose:
    """On the right knee, bent over the left foot with both hands at it."""
    trunk, half = _upright(poser, 62.0), half_kneeling(poser)
    points, turn = poser.points(half), poser.place(half).rotation
    lean = Trunk(
        pelvis=about(X, 30), chest=trunk.chest, head=about(X, 55), hip_centre_m=half.hip_centre_m + 0.05 * Y
    )
    legs: dict[str, Leg] = {
        side: LegTo(ankle_m=points[f"{side}_ankle"], pole=-Y, foot=turn[f"foot_{side[0]}"], toe=np.eye(3))
        for side in SIDE_SIGN
    }
    foot = points["left_ankle"] * [1, 1, 0] + np.array([0.0, -0.08, 0.13])
    arms: dict[str, Arm] = {
        side: ArmTo(wrist_m=foot + 0.06 * sign * X, pole=unit(sign * X + 0.5 * Y))
        for side, sign in SIDE_SIGN.items()
    }
    return resting(poser, poser.build(lean, legs, arms), 0.006)


def sitting_aside(poser: Poser, lying: Pose) -> Pose:
    """Sitting up from lying on the right side, front to -Y, with the legs where they lie."""
    points, placed = poser.points(lying), poser.place(lying)
    pelvis, chest = about(Y, -34), about(Y, -12) @ about(X, 6)
    lever = pelvis @ (poser.body.cube["r-upper-leg"] - poser.body.hip_centre)
    trunk = Trunk(
        pelvis=pelvis, chest=chest, head=about(X, 6), hip_centre_m=points["right_hip"] - lever - 0.02 * Z
    )
    legs: dict[str, Leg] = {}
    for side in SIDE_SIGN:
        hip, knee, ankle = (points[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
        pole = unit(knee - (hip + ankle) / 2)
        legs[side] = LegTo(ankle_m=ankle, pole=pole, foot=placed.rotation[f"foot_{side[0]}"])
    propped = points["right_hip"] * [1, 1, 0] + np.array([-0.36, -0.10, 0.055])
    arms: dict[str, Arm] = {
        "right": ArmTo(
            wrist_m=propped, pole=unit(-X + 0.5 * Y), hand=poser.body.hand_rotation("right", unit(-X - Y), Z)
        ),
        "left": ArmTo(wrist_m=points["left_knee"] + np.array([-0.14, 0.05, 0.13]), pole=unit(X + Y)),
    }
    return resting(poser, poser.build(trunk, legs, arms))


def chest_down(poser: Poser, hip_centre_m: Array) -> Pose:
    """Prone with the head towards +X, the hands beside the chest."""
    trunk = Trunk(
        pelvis=FACE_DOWN, chest=FACE_DOWN, head=about(Y, -26) @ FACE_DOWN, hip_centre_m=hip_centre_m
    )
    points = poser.points(poser.trunk(trunk))
    legs: dict[str, Leg] = {}
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        thigh = unit(-X + 0.07 * sign * Y - 0.055 * Z)
        legs[side] = LegAlong(thigh=thigh, pole=-Z, knee_deg=1.5, foot=52.0)
        wrist = points[f"{side}_shoulder"] * [1, 1, 0] + np.array([-0.02, sign * 0.10, 0.05])
        hand = poser.body.hand_rotation(side, X, Z)
        arms[side] = ArmTo(wrist_m=wrist, pole=unit(-X + 0.5 * sign * Y + 0.8 * Z), hand=hand)
    return resting(poser, poser.build(trunk, legs, arms))


def side_lying_facing_deg(hip_flexion_deg: float, knee_flexion_deg: float) -> float:
    """Which way somebody kneels whose shanks already lie as they will on the side (turn from -Y, degrees)."""
    shank = about(Z, knee_flexion_deg - hip_flexion_deg) @ X
    return float(np.degrees(np.arctan2(-shank[0], shank[1])))
