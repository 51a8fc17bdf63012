"""The exact signals of a lunge to the side, from the body in space."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_SIDES = ("left", "right")


def side_lunge_signals(points: Points, leg_m: float, sided: Mapping[str, float]) -> dict[str, float]:
    """Every signal of ``formcheck/motion/signals_side_lunge.py``.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        leg_m: height of the hips above the ankles at rest.
        sided: the signals of each side that are known already.
    """
    across = (points["left_hip"] - points["right_hip"]) * [1, 1, 0]
    across = across / (float(np.linalg.norm(across)) or math.nan)
    hips, ankles, shoulders = (_middle(points, joint) for joint in ("hip", "ankle", "shoulder"))
    trunk = shoulders - hips
    values = {
        "over_foot_ratio": float((hips - ankles) @ across) / leg_m,
        "off_middle_ratio": abs(float((hips - ankles) @ across)) / leg_m,
        "trunk_aside_deg": math.degrees(math.atan2(abs(float(trunk @ across)), float(trunk[2]))),
    }
    values |= {f"folded_knee_deg_{side}": sided[f"knee_deg_{side}"] for side in _SIDES}
    return values | {f"knee_over_foot_deg_{side}": sided[f"fppa_deg_{side}"] for side in _SIDES}


def _middle(points: Points, joint: str) -> Array:
    return np.asarray((points[f"left_{joint}"] + points[f"right_{joint}"]) / 2)
