"""The exact value of each signal of the feet, from the body in space. See ``truth.signals``."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_SIDES = ("left", "right")


def feet_signals(points: Points, rest: Points, leg_m: float) -> dict[str, float]:
    """Heels above toes in foot lengths, which foot stands, and the feet against the shanks.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        rest: the same at rest, for the feet's length.
        leg_m: the standing leg's length.
    """
    up = {side: _heel_up_m(points, side) / _foot_m(rest, side) for side in _SIDES}
    stands = float(points["right_ankle"][2] - points["left_ankle"][2]) / leg_m
    return {
        **{f"heel_up_ratio_{side}": up[side] for side in _SIDES},
        "heels_up_ratio": (up["left"] + up["right"]) / 2,
        "heels_uneven_ratio": abs(up["left"] - up["right"]),
        "stance_heel_ratio": up["left"] if stands > 0 else up["right"],
        "stance_sign": stands,
        "foot_off_ratio": abs(stands),
    }


def _heel_up_m(points: Points, side: str) -> float:
    return float(points[f"{side}_heel"][2] - points[f"{side}_foot_index"][2])


def _foot_m(points: Points, side: str) -> float:
    return float(np.linalg.norm(points[f"{side}_heel"] - points[f"{side}_foot_index"])) or math.nan
