"""What is exactly true of one frame: angles in degrees, ratios, and the picture's own projection of them."""

import numpy as np

from truth.body import Points
from truth.camera import Camera
from truth.kinematics import SIDE_SIGN, Array, angle_deg


def frame_measures(points: Points, camera: Camera) -> dict[str, float]:
    """All measures of one frame by name; ``_px`` marks those taken in the picture."""
    px = dict(zip(points, camera.project(np.array(list(points.values()))), strict=True))
    values: dict[str, float] = {}
    for side in SIDE_SIGN:
        values |= {f"{side}_{name}": value for name, value in _side(points, px, side).items()}
    values["trunk_from_vertical_deg"] = _trunk_lean(points)
    values["hip_line_px_deg"] = _hip_line(px)
    values["foot_gap_ratio"] = _gap(points, "ankle") / _shank(points)
    values["knee_gap_ratio"] = _gap(points, "knee") / _shank(points)
    return values


def _side(points: Points, px: Points, side: str) -> dict[str, float]:
    shoulder, hip, knee, ankle = (points[f"{side}_{name}"] for name in ("shoulder", "hip", "knee", "ankle"))
    return {
        "knee_deg": angle_deg(hip, knee, ankle),
        "hip_deg": angle_deg(shoulder, hip, knee),
        "knee_px_deg": angle_deg(*(px[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))),
        "hip_px_deg": angle_deg(*(px[f"{side}_{name}"] for name in ("shoulder", "hip", "knee"))),
        "fppa_px_deg": fppa_deg(px, side),
        "thigh_below_trunk_deg": _below_trunk(points, knee - hip),
        "leg_below_trunk_deg": _below_trunk(points, ankle - hip),
    }


def fppa_deg(px: Points, side: str) -> float:
    """Frontal plane projection angle in the picture: shank against thigh, positive with the knee inwards.

    Meant for a camera in front, where the person's left is on the picture's right.
    """
    hip, knee, ankle = (px[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    thigh, shank = knee - hip, ankle - knee
    turn = np.degrees(np.arctan2(thigh[0] * shank[1] - thigh[1] * shank[0], thigh @ shank))
    return float(-turn * SIDE_SIGN[side])


def _middle(points: Points, name: str) -> Array:
    return (points[f"left_{name}"] + points[f"right_{name}"]) / 2


def _trunk_lean(points: Points) -> float:
    trunk = _middle(points, "shoulder") - _middle(points, "hip")
    return float(np.degrees(np.arccos(trunk[2] / np.linalg.norm(trunk))))


def _below_trunk(points: Points, limb: Array) -> float:
    """Angle of a limb below the trunk line drawn on past the hips, in the vertical plane along the trunk."""
    line = _middle(points, "hip") - _middle(points, "shoulder")
    along = np.array([line[0], line[1], 0.0])
    size = float(np.linalg.norm(along))
    if size < 1e-6:
        return float("nan")
    ahead = along / size
    slopes = [np.arctan2(-v[2], v @ ahead) for v in (limb, line)]
    return float(np.degrees(slopes[0] - slopes[1]))


def _hip_line(px: Points) -> float:
    """Tilt of the hip line in the picture, positive with the left hip higher."""
    line = px["left_hip"] - px["right_hip"]
    return float(np.degrees(np.arctan2(-line[1], abs(line[0]))))


def _gap(points: Points, name: str) -> float:
    return float(np.linalg.norm(points[f"left_{name}"] - points[f"right_{name}"]))


def _shank(points: Points) -> float:
    return float(np.linalg.norm(points["left_knee"] - points["left_ankle"]))


def camera_yaw_deg(points: Points, camera: Camera) -> float:
    """Where the camera stands around the body's long axis: 0 in front, 90 on its left, -90 on its right."""
    centre = (_middle(points, "shoulder") + _middle(points, "hip")) / 2
    left = points["left_shoulder"] - points["right_shoulder"] + points["left_hip"] - points["right_hip"]
    front = np.cross(left, _middle(points, "shoulder") - _middle(points, "hip"))
    ray = camera.eye_m - centre
    across = ray @ left / np.linalg.norm(left)
    ahead = ray @ front / np.linalg.norm(front)
    return float(np.degrees(np.arctan2(across, ahead)))
