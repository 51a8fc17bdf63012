"""Exact values of what is measured of somebody who bends one leg that carries the body alone."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_JOINTS = ("hip", "knee", "ankle")


def one_leg_signals(points: Mapping[str, Array], standing_m: float) -> dict[str, float]:
    """Those signals by the program's name.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        standing_m: height of the standing hips above the ankles.
    """
    rise = float(points["right_ankle"][2] - points["left_ankle"][2]) / standing_m
    lower, higher = ("left", "right") if rise > 0 else ("right", "left")
    return {
        "stance_sign": rise,
        "step_sign": -rise,
        "feet_uneven_ratio": abs(rise),
        "stance_bend_deg": _flexion_deg(points, lower),
        "step_bend_deg": _flexion_deg(points, higher),
    }


def _flexion_deg(points: Mapping[str, Array], side: str) -> float:
    hip, knee, ankle = (points[f"{side}_{name}"] for name in _JOINTS)
    thigh, shank = knee - hip, ankle - knee
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(thigh, shank)), thigh @ shank)))
