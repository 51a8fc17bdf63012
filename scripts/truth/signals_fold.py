"""The exact values of what a folding body shows: how far thighs and arms point up."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = Mapping[str, Array]
_SIDES = ("left", "right")


def fold_signals(points: Points) -> dict[str, float]:
    """Elevation of thighs (hip to knee) and arms (shoulder to wrist) above the horizontal, both averaged."""
    return {
        "thighs_up_deg": _mean_rise_deg(points, "hip", "knee"),
        "arms_up_deg": _mean_rise_deg(points, "shoulder", "wrist"),
    }


def _mean_rise_deg(points: Points, top: str, end: str) -> float:
    rises = [_rise_deg(points[f"{side}_{end}"] - points[f"{side}_{top}"]) for side in _SIDES]
    return sum(rises) / len(rises)


def _rise_deg(v: Array) -> float:
    return math.degrees(math.atan2(float(v[2]), math.hypot(v[0], v[1])))
