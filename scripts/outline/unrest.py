"""People who do not keep still: small movements from one repetition to the next that are no fault.

Somebody rendered repeats a movement to the millimetre, and a fault is then told by the least stir. The sizes
here were chosen, not measured: less than the 8 degrees from which a pelvis counts as turned.
"""

from dataclasses import replace
from random import Random
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from sweep.stage import Take
from truth.kinematics import Array, X, Z, about
from truth.pose import Pose

# Standard deviations: sliding on the mat, turning on it, rolling of the pelvis and of the chest.
SHIFT_M, YAW_DEG, PELVIS_DEG, CHEST_DEG = 0.01, 1.5, 1.5, 3.0
# And how high the raised leg is held, by those who vary that as well.
LEG_DEG = 5.0
# Pictures of a plain camera: softness (px), noise (of 255) and JPEG quality.
_BLUR_PX, _NOISE, _QUALITY = 0.7, 3.0, 75
# How far each bone goes with the chest rather than with the pelvis.
_SHARES = {"pelvis": 0.0, "spine_01": 0.3, "spine_02": 0.65}
_CHEST = ("spine_03", "neck_01", "head", "clavicle_l", "clavicle_r")
_LEG = ("thigh_l", "calf_l", "foot_l", "ball_l")
_BEFORE = 3


class Unrest(NamedTuple):
    """How one repetition differs from another for no reason."""

    shift_m: Array
    yaw_deg: float
    pelvis_deg: float
    chest_deg: float
    leg_deg: float = 0.0


def drawn(rng: Random, leg_deg: float = 0.0) -> Unrest:
    """One repetition's.

    Args:
        rng: chance.
        leg_deg: standard deviation of the left leg's height.
    """
    shift_m = np.array([rng.gauss(0, SHIFT_M), rng.gauss(0, SHIFT_M), 0.0])
    trunk = rng.gauss(0, YAW_DEG), rng.gauss(0, PELVIS_DEG), rng.gauss(0, CHEST_DEG)
    return Unrest(shift_m, *trunk, rng.gauss(0, leg_deg) if leg_deg else 0.0)


def stirred(pose: Pose, unrest: Unrest) -> Pose:
    """The pose with it: trunk and leg turned about their own axes, then all of it on the mat."""
    whole, pelvis = about(Z, unrest.yaw_deg), pose.rotation["pelvis"]
    leg = about(pelvis @ X, unrest.leg_deg)
    shares = {**_SHARES, **dict.fromkeys(_CHEST, 1.0)}
    rotation = {bone: whole @ turn for bone, turn in pose.rotation.items()}
    rotation |= {bone: whole @ leg @ pose.rotation[bone] for bone in _LEG if bone in rotation}
    for bone in shares.keys() & rotation.keys():
        roll_deg = unrest.pelvis_deg + shares[bone] * (unrest.chest_deg - unrest.pelvis_deg)
        rotation[bone] = whole @ about(pelvis @ Z, roll_deg) @ pose.rotation[bone]
    return Pose(rotation, whole @ pose.hip_centre_m + unrest.shift_m)


def restless(take: Take, name: str, leg_deg: float = 0.0) -> Take:
    """A set in which each repetition, good or faulty, stirs in its own way; rest stays as it is."""
    rng, poses = Random(name), list(take.poses[:_BEFORE])
    for i in range(_BEFORE, len(take.poses), 2):
        unrest = drawn(rng, leg_deg)
        poses += [stirred(pose, unrest) for pose in take.poses[i : i + 2]]
    return replace(take, poses=tuple(poses))


def rough(picture: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The picture as a plain camera gives it; its light stays the same."""
    soft = cv2.GaussianBlur(picture, (0, 0), _BLUR_PX)
    noisy = np.clip(soft + rng.normal(0, _NOISE, soft.shape), 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
