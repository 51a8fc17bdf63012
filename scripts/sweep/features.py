"""What can be read of a repetition's landmarks: the product's signals, and simpler distances beside them."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDE_NAMES, Body
from formcheck.motion.geometry import NAN, Vector, length, mean_of, turn_deg
from formcheck.motion.observe import Observer
from formcheck.motion.signals import SIGNALS
from formcheck.motion.view import ViewKind
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose

Floats = NDArray[np.float32]
Values = Mapping[str, float]
# Seconds at which the frames of one repetition are given to the product: two at rest, one midway, two at
# full range. Its view is an average over 0.7 s.
TIMES_S = (0.0, 0.5, 1.1, 1.7, 2.3)
CHANGE = ", change"
# Joints whose left and right are compared.
_TRUNK = ("hip", "shoulder")
_PAIRS = {
    name: name if name != "foot_index" else "toe"
    for name in ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
}


@dataclass(frozen=True)
class Reading:
    """One repetition in numbers.

    Attributes:
        free: every feature, from wherever it is seen: its value at full range, and with ``, change`` its
            change from rest.
        gated: the product's signals where the product gives them.
        view: as the product names it at full range.
        is_seen: whether there is a pose at full range.
    """

    free: Values
    gated: Values
    view: ViewKind
    is_seen: bool


class Marks(NamedTuple):
    """Landmarks of a set's frames: (frames, 33, 2) pixels, (frames, 33, 3) metres, (frames, 33) visibility.

    Two frames at rest, one midway, then two at full range of each repetition.
    """

    xy_px: Floats
    world_m: Floats
    visibility: Floats


def readings(marks: Marks, size_px: tuple[int, int]) -> list[Reading]:
    """Measure one set: the good repetitions, then the faulty ones.

    Args:
        marks: of its frames.
        size_px: width and height of the picture.
    """
    reps = (len(marks.xy_px) - 3) // 2
    return [_reading(marks, size_px, (0, 1, 2, 3 + 2 * r, 4 + 2 * r)) for r in range(reps)]


def against(reading: Reading, own: Reading) -> Reading:
    """A repetition held against a good one of the same set: the differences."""
    free, gated = (
        {name: value - before.get(name, NAN) for name, value in now.items() if CHANGE not in name}
        for now, before in ((reading.free, own.free), (reading.gated, own.gated))
    )
    return Reading(free, gated, reading.view, reading.is_seen)


def _reading(marks: Marks, size_px: tuple[int, int], frames: tuple[int, ...]) -> Reading:
    # only the view and the standing height are remembered: no signal is measured twice
    observer, bodies = Observer(frozenset()), list[Body | None]()
    for t_s, i in zip(TIMES_S, frames, strict=True):
        pose = _pose(t_s, Marks(*(part[i] for part in marks)), size_px)
        observer.step(t_s, pose)
        bodies.append(observer.body if pose else None)
    rest, full = ([body for body in some if body] for some in (bodies[:2], bodies[3:]))
    if not full:
        return Reading({}, {}, ViewKind.UNKNOWN, False)
    torso_px = mean_of(length(body.trunk) for body in rest or full)
    free = _with_change(*(_mean([_all(body, torso_px) for body in some]) for some in (rest, full)))
    gated = _with_change(*(_mean([_seen(body) for body in some]) for some in (rest, full)))
    return Reading(free, gated, full[-1].view.kind, True)


def _pose(t_s: float, marks: Marks, size_px: tuple[int, int]) -> Pose | None:
    return None if np.isnan(marks.xy_px).all() else Pose(t_s, *marks, size_px)


def _mean(values: list[dict[str, float]]) -> Values:
    return {name: mean_of(v[name] for v in values) for name in values[0]} if values else {}


def _with_change(rest: Values, full: Values) -> Values:
    return {**full, **{f"{name}{CHANGE}": v - rest.get(name, NAN) for name, v in full.items()}}


def _all(body: Body, torso_px: float) -> dict[str, float]:
    return dict(_signals(body)) | dict(_flat(body, torso_px)) | _deep(body)


def _seen(body: Body) -> dict[str, float]:
    """The product's signals, NaN where the product does not measure from."""
    return {
        name: value if body.view.kind in SIGNALS[_base(name)].views else NAN for name, value in _signals(body)
    }


def _base(name: str) -> str:
    return name.removesuffix("_left").removesuffix("_right") if name not in SIGNALS else name


def _signals(body: Body) -> Iterator[tuple[str, float]]:
    for signal in SIGNALS.values():
        if signal.sided:
            yield from ((f"{signal.name}_{side}", signal.measure(body, side)) for side in SIDE_NAMES)
        else:
            yield signal.name, signal.measure(body, "")


def _flat(body: Body, torso_px: float) -> Iterator[tuple[str, float]]:
    """Distances in the picture over the resting trunk's length, about the trunk and about gravity."""
    trunk = body.trunk / (length(body.trunk) or NAN)
    across = np.array([-trunk[1], trunk[0]])
    sides_px = (abs(float((body.point(j, "left") - body.point(j, "right")) @ across)) for j in _TRUNK)
    yield "hip and shoulder line across trunk", sum(sides_px) / torso_px
    inwards_deg = {side: _inwards_deg(body, side) for side in SIDE_NAMES}
    yield "knees inwards", sum(inwards_deg.values()) / 2
    yield from ((f"knee inwards_{side}", value) for side, value in inwards_deg.items())
    yield from ((f"shank inwards_{side}", _shank_inwards_deg(body, side)) for side in SIDE_NAMES)
    yield "trunk length", length(body.trunk) / torso_px
    for joint, name in _PAIRS.items():
        line = (body.point(joint, "left") - body.point(joint, "right")) / torso_px
        middle = (body.middle(joint) - body.middle("hip")) / torso_px
        yield from _parts(f"{name} line", line, trunk, across)
        if joint != "hip":
            yield from _parts(f"{name}s from hips", middle, trunk, across)


def _inwards_deg(body: Body, side: str) -> float:
    """Thigh against shank, as the frontal plane projection angle but from any direction."""
    thigh = body.point("knee", side) - body.point("hip", side)
    shank = body.point("ankle", side) - body.point("knee", side)
    return turn_deg(thigh, shank) * body.left_sign() * (1.0 if side == "left" else -1.0)


def _shank_inwards_deg(body: Body, side: str) -> float:
    shank = body.point("knee", side) - body.point("ankle", side)
    inward = -float(shank[0]) * body.left_sign() * (1.0 if side == "left" else -1.0)
    return math.degrees(math.atan2(inward, -float(shank[1])))


def _parts(name: str, v: Vector, trunk: Vector, across: Vector) -> Iterator[tuple[str, float]]:
    yield f"{name} along trunk", float(v @ trunk)
    yield f"{name} across trunk", float(v @ across)
    yield f"{name} sideways", float(v[0])
    yield f"{name} upwards", -float(v[1])


def _deep(body: Body) -> dict[str, float]:
    """The pose model's own 3D: how the hip line turns against the shoulders and against gravity."""
    world = body.pose.world_m.astype(np.float64)
    hips = world[L.LEFT_HIP] - world[L.RIGHT_HIP]
    shoulders = world[L.LEFT_SHOULDER] - world[L.RIGHT_SHOULDER]
    up = _middle(world, "SHOULDER") - _middle(world, "HIP")
    up = up / (length(up) or NAN)
    hips_flat, shoulders_flat = (v - up * float(v @ up) for v in (hips, shoulders))
    twist = math.atan2(float(np.cross(shoulders_flat, hips_flat) @ up), float(shoulders_flat @ hips_flat))
    return {
        "3D twist of hips against shoulders": math.degrees(twist),
        "3D rise of hip line": math.degrees(math.asin(-float(hips[1]) / (length(hips) or NAN))),
        "3D hip line along trunk": float(hips @ up) / (length(hips) or NAN),
    }


def _middle(world: Vector, joint: str) -> Vector:
    return np.asarray((world[L[f"LEFT_{joint}"]] + world[L[f"RIGHT_{joint}"]]) / 2)
