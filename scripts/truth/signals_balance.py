"""The exact signals of somebody who stands on one leg, from the body in space."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_SIDES = {"left": 1.0, "right": -1.0}
# As the program does, in standing leg lengths: planted feet are no further apart, and none is further up.
_PLANTED, _CLEAR = 0.02, 0.07


def balance_signals(points: Points, leg_m: float) -> dict[str, float]:
    """Every signal of ``formcheck/motion/signals_balance.py`` but for those that only a picture has.

    The place of a foot is told along the hip line and downwards, from the world's origin: only its change has
    a meaning, and only while the person does not turn.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        leg_m: height of the hips above the ankles at rest.
    """
    rise = float(points["right_ankle"][2] - points["left_ankle"][2]) / leg_m
    values = {
        "one_leg_sign": rise,
        "one_leg_ratio": max(0.0, min(abs(rise), _CLEAR) - _PLANTED),
        "hands_off_ratio": max(_gap_m(points, s, "wrist") for s in _SIDES) / _size(_trunk(points)),
    }
    across = (points["left_hip"] - points["right_hip"]) * [1, 1, 0]
    across = across / (_size(across) or math.nan)
    for side in _SIDES:
        sole = (points[f"{side}_heel"] + points[f"{side}_foot_index"]) / 2
        values[f"foot_x_ratio_{side}"] = float(sole @ across) / leg_m
        values[f"foot_y_ratio_{side}"] = -float(sole[2]) / leg_m
        values[f"leg_out_deg_{side}"] = _out_deg(points, side, across)
    return values


def _size(v: Array) -> float:
    return float(np.linalg.norm(v))


def _gap_m(points: Points, side: str, joint: str) -> float:
    return _size(points[f"{side}_{joint}"] - points[f"{side}_hip"])


def _trunk(points: Points) -> Array:
    hips, shoulders = (points[f"left_{n}"] + points[f"right_{n}"] for n in ("hip", "shoulder"))
    return np.asarray((shoulders - hips) / 2)


def _out_deg(points: Points, side: str, across: Array) -> float:
    """Angle between thigh and trunk in the upright plane through the hip line."""
    thigh = points[f"{side}_knee"] - points[f"{side}_hip"]
    a, b = ((float(v @ across), float(v[2])) for v in (thigh, -_trunk(points)))
    return abs(math.degrees(math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])))
