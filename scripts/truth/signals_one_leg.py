"""Exact values of what is measured of somebody who bends one leg that carries the body alone."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_JOINTS = ("hip", "knee", "ankle")


def one_leg_signals(
    points: Mapping[str, Array], rest: Mapping[str, Array], standing_m: float
) -> dict[str, float]:
    """Those signals by the program's name.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        rest: the same of somebody who stands on the floor.
        standing_m: height of the standing hips above the ankles.
    """
    rise = float(points["right_ankle"][2] - points["left_ankle"][2]) / standing_m
    raised_m = [_up_m(points, rest, side) for side in ("left", "right")]
    hips = (_middle_m(points, "hip") - _middle_m(rest, "hip")) / standing_m
    lower, higher = ("left", "right") if rise > 0 else ("right", "left")
    return {
        "stance_sign": rise,
        "step_sign": -rise,
        "feet_uneven_ratio": abs(rise),
        "foot_raised_ratio": max(raised_m) / standing_m,
        "feet_raised_ratio": min(raised_m) / standing_m,
        "lift_ratio": _lifted(abs(rise), 0.02) * (0.3 + max(0.0, 1 - _hips_up_m(points) / standing_m)),
        "climb_ratio": 0.3 * max(_lifted(abs(rise)), min(1.0, hips / 0.14)) + hips,
        "stance_bend_deg": _flexion_deg(points, lower),
        "step_bend_deg": _flexion_deg(points, higher),
        "rise_ratio": hips,
    }


def _up_m(points: Mapping[str, Array], rest: Mapping[str, Array], side: str) -> float:
    """How far an ankle is above where it is at rest."""
    return float(points[f"{side}_ankle"][2] - rest[f"{side}_ankle"][2])


def _lifted(apart: float, level: float = 0.06) -> float:
    """0 while both feet may be on one level, 1 once one is clearly above the other."""
    return max(0.0, min(1.0, (apart - level) / (0.14 - level)))


def _middle_m(points: Mapping[str, Array], name: str) -> float:
    return float(points[f"left_{name}"][2] + points[f"right_{name}"][2]) / 2


def _hips_up_m(points: Mapping[str, Array]) -> float:
    """Height of the hips above the lower ankle."""
    return _middle_m(points, "hip") - min(float(points[f"{side}_ankle"][2]) for side in ("left", "right"))


def _flexion_deg(points: Mapping[str, Array], side: str) -> float:
    hip, knee, ankle = (points[f"{side}_{name}"] for name in _JOINTS)
    thigh, shank = knee - hip, ankle - knee
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(thigh, shank)), thigh @ shank)))
