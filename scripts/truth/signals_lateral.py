"""The exact signals of steps to the side, from the body in space."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = Mapping[str, Array]


def lateral_signals(points: Points, leg_m: float) -> dict[str, float]:
    """The signals of ``formcheck/motion/signals_lateral.py`` that one moment has: not which way it goes.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        leg_m: height of the hips above the ankles at rest.
    """
    across = (points["left_hip"] - points["right_hip"]) * [1, 1, 0]
    across = across / (float(np.linalg.norm(across)) or math.nan)
    hips, knees, ankles = (_apart_m(points, joint, across) for joint in ("hip", "knee", "ankle"))
    hip, knee, ankle = (_height_m(points, joint) for joint in ("hip", "knee", "ankle"))
    line_m = hips + (hip - knee) / ((hip - ankle) or math.nan) * (ankles - hips)
    return {"side_step_ratio": abs(ankles) / leg_m, "knee_width_ratio": knees / (line_m or math.nan)}


def _apart_m(points: Points, joint: str, across: Array) -> float:
    return float((points[f"left_{joint}"] - points[f"right_{joint}"]) @ across)


def _height_m(points: Points, joint: str) -> float:
    return float(points[f"left_{joint}"][2] + points[f"right_{joint}"][2]) / 2
