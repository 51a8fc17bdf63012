"""The exact value of each signal of the program under test, from the body in space instead of the picture.

Names and signs are the program's own. What only a picture has (which hip looks nearer, which leg leads) is
left out. Written apart from the program, so that a slip there shows here.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truth.signals_balance import balance_signals
from truth.signals_extend import extend_signals
from truth.signals_feet import feet_signals
from truth.signals_fold import fold_signals
from truth.signals_lateral import lateral_signals
from truth.signals_leg_lift import leg_lift_signals
from truth.signals_one_leg import one_leg_signals
from truth.signals_side_lunge import side_lunge_signals

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_UP: Array = np.array([0.0, 0.0, 1.0])
_SIDES = {"left": 1.0, "right": -1.0}
# A trunk this steep (sine) has no direction along the floor worth trusting.
_STEEP = 0.87
# Below this rise (sine) of the trunk nobody stands.
_LYING = 0.34
# A hip and shoulder line this steep (sine) belongs to somebody lying on a side.
_ON_SIDE = 0.7
# As the program does: a raised foot is this far above the other one, in trunk lengths, and its hip is left
# out when it opens this much less.
_FOOT_UP, _HELD_UP_DEG = 0.5, 30.0
# Hips within 1 % of their standing height are standing; near it a straight line replaces the arc cosine.
_UPRIGHT_SHARE, _STRAIGHT_FROM = 0.99, 0.9


class _Trunk(NamedTuple):
    """Mid-hip to mid-shoulder (m), and the unit normal of the plane that shows the body in profile."""

    line_m: Array
    sideways: Array
    left: Array


def true_signals(points: Points, rest_points: Points) -> dict[str, float]:
    """Every signal of one moment by the program's name, sided ones with ``_left`` or ``_right``.

    Angles that open to the front or the back (hips, shoulders, legs and arms against the trunk) are those in
    the vertical plane along the trunk: what a camera square to the side sees, and steady through 180. Lying
    on a side that plane is the body's own. ``knee_deg``, ``thigh_deg`` and ``shank_deg`` are angles in space.

    Args:
        points: position (3,) in metres, Z up, of each landmark by its lower-case name.
        rest_points: the same at rest, for the standing leg's length.

    Returns:
        Degrees and ratios; NaN where a value has no meaning in this posture.
    """
    trunk = _trunk(points)
    values: dict[str, float] = {}
    for side in _SIDES:
        values |= {f"{name}_{side}": value for name, value in _sided(points, trunk, side).items()}
    values |= _both_sides(points, trunk, values)
    values |= feet_signals(points, rest_points)
    values |= balance_signals(points, _standing_m(rest_points))
    values |= lateral_signals(points, _standing_m(rest_points))
    values |= leg_lift_signals(points, values)
    values |= side_lunge_signals(points, _standing_m(rest_points), values)
    values |= one_leg_signals(points, rest_points, _standing_m(rest_points))
    values |= fold_signals(points) | extend_signals(values)
    values |= _distances(points, rest_points)
    return values | {"sunk_aside_ratio": values["sunk_ratio"]}


def true_pelvis(rotation: Array, first: Array) -> dict[str, float]:
    """What the pelvis bone has done since the first frame, in degrees.

    ``true_pelvis_turn_deg``: about the pelvis' own long axis, positive with the left hip going back.
    ``true_pelvis_roll_deg``: the same for somebody on a side, positive with the upper hip going back; NaN
    when the first frame lies on no side. ``true_pelvis_drop_deg``: how far the left hip has dropped against
    the horizontal, negative for the right one.

    Args:
        rotation: (3, 3) world rotation of the pelvis relative to the upright rest pose that faces -Y.
        first: the same in the first frame.
    """
    since = first.T @ rotation
    turn = math.degrees(math.atan2(since[1, 0] - since[0, 1], since[0, 0] + since[1, 1]))
    before, now = (math.degrees(math.asin(max(-1.0, min(1.0, r[2, 0])))) for r in (first, rotation))
    on_side = abs(first[2, 0]) > _ON_SIDE
    return {
        "true_pelvis_turn_deg": turn,
        "true_pelvis_roll_deg": math.copysign(turn, turn * first[2, 0]) if on_side else math.nan,
        "true_pelvis_drop_deg": before - now,
    }


# ---- the body's directions


def _middle(points: Points, name: str) -> Array:
    return (points[f"left_{name}"] + points[f"right_{name}"]) / 2


def _trunk(points: Points) -> _Trunk:
    line = _middle(points, "shoulder") - _middle(points, "hip")
    left = sum((points[f"left_{n}"] - points[f"right_{n}"] for n in ("hip", "shoulder")), np.zeros(3))
    up = line / _size(line)
    left = left - up * (left @ up)
    left = left / _size(left)
    return _Trunk(line, _sideways(left, up), left)


def _sideways(left: Array, up: Array) -> Array:
    if abs(left[2]) > _ON_SIDE:
        return left
    if abs(up[2]) < _STEEP:
        across = np.cross(up, _UP)
        return np.asarray(across * math.copysign(1.0, float(across @ left)) / _size(across))
    level = left * [1, 1, 0]
    return np.asarray(level / _size(level))


# ---- angles


def _size(v: Array) -> float:
    return float(np.linalg.norm(v))


def _between_deg(u: Array, v: Array) -> float:
    """Angle in space between two vectors, 0 to 180."""
    return math.degrees(math.atan2(_size(np.cross(u, v)), float(u @ v)))


def _joint_deg(points: Points, side: str, *names: str) -> float:
    a, b, c = (points[f"{side}_{name}"] for name in names)
    return _between_deg(a - b, c - b)


def _turn_deg(u: Array, v: Array, axis: Array) -> float:
    """Turn from ``u`` to ``v`` about ``axis``, seen along it, -180 to 180."""
    u, v = u - axis * (u @ axis), v - axis * (v @ axis)
    return math.degrees(math.atan2(float(np.cross(u, v) @ axis), float(u @ v)))


def _tilt_deg(v: Array) -> float:
    return _between_deg(v, _UP)


def _rise_deg(v: Array) -> float:
    """Elevation above the horizontal."""
    return math.degrees(math.atan2(float(v[2]), math.hypot(v[0], v[1])))


def _sided(points: Points, trunk: _Trunk, side: str) -> dict[str, float]:
    shoulder, wrist, hip, knee, ankle, heel, toe = (
        points[f"{side}_{n}"] for n in ("shoulder", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
    )
    # a turn about the person's left goes from the head to the front
    across = trunk.sideways
    hip_open = _turn_deg(shoulder - hip, knee - hip, across) % 360.0
    leg_line = _turn_deg(-trunk.line_m, ankle - hip, across)
    return {
        "knee_deg": _joint_deg(points, side, "hip", "knee", "ankle"),
        "hip_open_deg": hip_open,
        "shoulder_open_deg": _turn_deg(wrist - shoulder, hip - shoulder, across) % 360.0,
        "leg_line_deg": leg_line,
        "leg_low_deg": min(leg_line, hip_open - 180.0),
        "arm_line_deg": _turn_deg(wrist - shoulder, trunk.line_m, across),
        "thigh_deg": _tilt_deg(hip - knee),
        "shank_deg": _tilt_deg(knee - ankle),
        "fppa_deg": _fppa_deg(points, side) if _is_up(trunk) else math.nan,
        "shank_in_deg": _shank_in_deg(points, side) if _is_up(trunk) else math.nan,
        "knee_up_ratio": _knee_up_m(points) * _SIDES[side] / _longest_m(points, "hip", "knee"),
        "foot_pitch_deg": _rise_deg(heel - toe),
        "hip_drop_deg": _hip_line_deg(points) * _SIDES[side],
    }


def _is_up(trunk: _Trunk) -> bool:
    """Whether somebody stands, however bent, so that the upright plane through the hips means something."""
    return float(trunk.line_m[2]) > _LYING * _size(trunk.line_m)


def _fppa_deg(points: Points, side: str) -> float:
    """Shank against thigh in the upright plane through the hip line; positive with the knee inwards."""
    across = (points["left_hip"] - points["right_hip"]) * [1, 1, 0]
    hip, knee, ankle = (points[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    facing = np.cross(across, _UP) / _size(across)
    return _turn_deg(knee - hip, ankle - knee, facing) * _SIDES[side]


def _shank_in_deg(points: Points, side: str) -> float:
    """Tilt of the shank in the upright plane through the hip line; positive with the knee inwards."""
    across = (points["left_hip"] - points["right_hip"]) * [1, 1, 0]
    shank = points[f"{side}_knee"] - points[f"{side}_ankle"]
    inward = -float(shank @ across) / _size(across) * _SIDES[side]
    return math.degrees(math.atan2(inward, float(shank[2])))


def _knee_up_m(points: Points) -> float:
    """How much higher the left knee is than the right one."""
    return float(points["left_knee"][2] - points["right_knee"][2])


def _hip_line_deg(points: Points) -> float:
    return _rise_deg(points["left_hip"] - points["right_hip"])


def _both_sides(points: Points, trunk: _Trunk, sided: Mapping[str, float]) -> dict[str, float]:
    knees = [sided[f"knee_deg_{side}"] for side in _SIDES]
    return {
        "trunk_lean_deg": _tilt_deg(trunk.line_m),
        "trunk_slope_deg": 90.0 - _tilt_deg(trunk.line_m),
        "hip_line_deg": _hip_line_deg(points),
        "knees_apart_deg": _knees_apart_deg(points, trunk),
        "arch_deg": _mean(sided, "leg_line_deg"),
        "arms_line_deg": _mean(sided, "arm_line_deg"),
        "hips_open_deg": _hips_open_deg(points, trunk, sided),
        "knees_deg": _mean(sided, "knee_deg"),
        "knees_in_deg": _mean(sided, "fppa_deg"),
        "leg_bend_deg": 180.0 - max(knees),
        "squat_bend_deg": 180.0 - sum(knees) / 2,
    }


def _mean(sided: Mapping[str, float], name: str) -> float:
    return sum(sided[f"{name}_{side}"] for side in _SIDES) / 2


def _hips_open_deg(points: Points, trunk: _Trunk, sided: Mapping[str, float]) -> float:
    """Mean of both hips, without a leg that is held up towards the ceiling."""
    opened = {side: sided[f"hip_open_deg_{side}"] for side in _SIDES}
    rise_m = float(points["left_ankle"][2] - points["right_ankle"][2])
    raised = "left" if rise_m > 0 else "right"
    is_up = abs(rise_m) > _FOOT_UP * _size(trunk.line_m)
    if is_up and max(opened.values()) - opened[raised] > _HELD_UP_DEG:
        return max(opened.values())
    return sum(opened.values()) / 2


def _knees_apart_deg(points: Points, trunk: _Trunk) -> float:
    """Turn from the right thigh to the left one, as a level camera square to the front sees it."""
    if abs(trunk.left[2]) < _ON_SIDE:
        return math.nan
    facing = np.cross(trunk.left, trunk.line_m) * [1, 1, 0]
    right, left = (points[f"{side}_knee"] - points[f"{side}_hip"] for side in ("right", "left"))
    return _turn_deg(right, left, facing / _size(facing))


# ---- distances


def _distances(points: Points, rest: Points) -> dict[str, float]:
    ankles_m, leg_m = _gap_m(points, "ankle"), _standing_m(rest)
    feet = [(points[f"{side}_ankle"] + points[f"{side}_heel"]) / 2 for side in _SIDES]
    shank_m, thigh_m = _longest_m(points, "knee", "ankle"), _longest_m(points, "hip", "knee")
    split_m, sunk = abs(_knee_up_m(points)), max(0.0, 1 - _hip_height_m(points) / leg_m)
    return {
        "height_bend_deg": _height_bend_deg(_hip_height_m(points) / (_UPRIGHT_SHARE * leg_m)),
        "knee_gap_ratio": _gap_m(points, "knee") / (ankles_m or math.nan),
        "feet_apart_ratio": _size(feet[0] - feet[1]) / shank_m,
        "stance_ratio": ankles_m / leg_m,
        "sunk_ratio": sunk,
        "step_ratio": ankles_m / leg_m + sunk,
        "split_ratio": split_m / thigh_m,
    }


def _gap_m(points: Points, name: str) -> float:
    return _size(points[f"left_{name}"] - points[f"right_{name}"])


def _longest_m(points: Points, top: str, end: str) -> float:
    return max(_size(points[f"{side}_{top}"] - points[f"{side}_{end}"]) for side in _SIDES)


def _hip_height_m(points: Points) -> float:
    """Height of the hips above the lower ankle."""
    return float(_middle(points, "hip")[2] - min(points[f"{side}_ankle"][2] for side in _SIDES))


def _standing_m(rest: Points) -> float:
    """Height of the standing hips above the ankles: the leg's length unless the rest pose stands."""
    leg_m = _longest_m(rest, "hip", "knee") + _longest_m(rest, "knee", "ankle")
    height_m = _hip_height_m(rest)
    return height_m if height_m > _STRAIGHT_FROM * leg_m else leg_m


def _height_bend_deg(share: float) -> float:
    """Flexion of two equal limbs that brings the hips to this share of their standing height."""
    if share > _STRAIGHT_FROM:
        whole = 2 * math.degrees(math.acos(_STRAIGHT_FROM))
        return max(0.0, (1 - share) / (1 - _STRAIGHT_FROM)) * whole
    return 2 * math.degrees(math.acos(max(0.0, share)))
