"""The exact signals of a leg lifted from standing, from the body in space."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_SIDES = {"left": 1.0, "right": -1.0}
_UP: Array = np.array([0.0, 0.0, 1.0])


def leg_lift_signals(points: Points, sided: Mapping[str, float]) -> dict[str, float]:
    """Every signal of ``formcheck/motion/signals_leg_lift.py``.

    Legs aside and the length of a shank are told in the upright plane through the hip line, thighs forward in
    the upright plane square to it.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        sided: the signals of each side that are known already.
    """
    across = (points["left_hip"] - points["right_hip"]) * [1, 1, 0]
    across = across / (float(np.linalg.norm(across)) or math.nan)
    ahead = np.cross(across, _UP)
    aside = {s: _SIDES[s] * _tilt_deg(points[f"{s}_ankle"] - points[f"{s}_hip"], across) for s in _SIDES}
    forward = {s: _tilt_deg(points[f"{s}_knee"] - points[f"{s}_hip"], ahead) for s in _SIDES}
    legs = [points[f"{s}_hip"] - points[f"{s}_ankle"] for s in _SIDES]
    shanks = {s: _flat_m(points[f"{s}_ankle"] - points[f"{s}_knee"], across) for s in _SIDES}
    hike_deg = math.degrees(math.atan2(*_rise_and_run(points["left_hip"] - points["right_hip"])))
    return {
        "lift_aside_deg": max(aside.values()),
        "lift_front_deg": max(forward.values()),
        "lift_back_deg": -min(forward.values()),
        "further_out_deg": aside["left"] - aside["right"],
        "further_front_deg": forward["left"] - forward["right"],
        "further_back_deg": forward["right"] - forward["left"],
        "thighs_split_deg": abs(forward["left"] - forward["right"]),
        "other_leg_deg": min(_from_upright_deg(leg) for leg in legs),
        "bent_knee_deg": min(sided[f"knee_deg_{s}"] for s in _SIDES),
        "hip_hike_deg_left": hike_deg,
        "hip_hike_deg_right": -hike_deg,
        "shank_short_ratio_left": shanks["left"] / (shanks["right"] or math.nan),
        "shank_short_ratio_right": shanks["right"] / (shanks["left"] or math.nan),
    }


def _tilt_deg(hanging: Array, towards: Array) -> float:
    """Against straight down, positive in a horizontal direction."""
    return math.degrees(math.atan2(float(hanging @ towards), -float(hanging[2])))


def _from_upright_deg(v: Array) -> float:
    rise, run = _rise_and_run(v)
    return math.degrees(math.atan2(run, rise))


def _rise_and_run(v: Array) -> tuple[float, float]:
    return float(v[2]), math.hypot(v[0], v[1])


def _flat_m(v: Array, across: Array) -> float:
    return math.hypot(float(v @ across), float(v[2]))
