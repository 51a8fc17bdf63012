"""The exact value of each signal of the feet, from the body in space. See ``truth.signals``."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_SIDES = ("left", "right")


def feet_signals(points: Points, rest: Points) -> dict[str, float]:
    """Heels above toes in foot lengths, and the feet against the shanks.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        rest: the same at rest, for the feet's length.
    """
    up = {side: _heel_up_m(points, side) / _foot_m(rest, side) for side in _SIDES}
    stands = points["left_ankle"][2] < points["right_ankle"][2]
    return {
        **{f"heel_up_ratio_{side}": up[side] for side in _SIDES},
        "heels_up_ratio": (up["left"] + up["right"]) / 2,
        "heels_level_ratio": (_rear_m(points, "left") - _rear_m(points, "right")) / _foot_m(rest, "left"),
        "stance_heel_ratio": up["left"] if stands else up["right"],
        **_ankles(points),
    }


def _ankles(points: Points) -> dict[str, float]:
    """The feet against the shanks, and the knees against the hips."""
    return {
        **{f"foot_shank_deg_{side}": _foot_shank_deg(points, side) for side in _SIDES},
        "knees_below_ratio": _knees_below_ratio(points),
    }


def _knees_below_ratio(points: Points) -> float:
    shoulder, hip, knee = (points[f"left_{n}"] + points[f"right_{n}"] for n in ("shoulder", "hip", "knee"))
    return float(hip[2] - knee[2]) / float(np.linalg.norm(shoulder - hip))


def _foot_shank_deg(points: Points, side: str) -> float:
    shank = points[f"{side}_knee"] - points[f"{side}_ankle"]
    foot = points[f"{side}_foot_index"] - points[f"{side}_heel"]
    across = float(np.linalg.norm(np.cross(shank, foot)))
    return math.degrees(math.atan2(across, float(shank @ foot)))


def _heel_up_m(points: Points, side: str) -> float:
    return float(points[f"{side}_heel"][2] - points[f"{side}_foot_index"][2])


def _rear_m(points: Points, side: str) -> float:
    """Height of a foot's rear part: the middle between heel and ankle."""
    return float(points[f"{side}_heel"][2] + points[f"{side}_ankle"][2]) / 2


def _foot_m(points: Points, side: str) -> float:
    return float(np.linalg.norm(points[f"{side}_heel"] - points[f"{side}_foot_index"])) or math.nan
