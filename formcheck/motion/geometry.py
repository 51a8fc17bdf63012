"""Plane geometry in picture coordinates (x right, y down), in degrees. NaN in, NaN out."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
NAN = float("nan")


def length(v: Vector) -> float:
    """Length of a vector."""
    return math.sqrt(float(v @ v))


def angle_between_deg(u: Vector, v: Vector) -> float:
    """Unsigned angle between two vectors of any dimension, 0..180; NaN when one has no length."""
    scale = length(u) * length(v)
    if not scale > 0:
        return NAN
    return math.degrees(math.acos(max(-1.0, min(1.0, float(u @ v) / scale))))


def joint_deg(a: Vector, b: Vector, c: Vector) -> float:
    """Angle at ``b`` between the limbs towards ``a`` and ``c``: 180 is straight."""
    return angle_between_deg(a - b, c - b)


def turn_deg(u: Vector, v: Vector) -> float:
    """Signed turn from ``u`` to ``v`` as the viewer sees it, -180..180, counter-clockwise positive."""
    # y points down in a picture, so the cross product changes its sign
    return math.degrees(math.atan2(-float(u[0] * v[1] - u[1] * v[0]), float(u @ v)))


def wrap_deg(angle_deg: float) -> float:
    """The same direction within -180..180."""
    return (angle_deg + 180.0) % 360.0 - 180.0


def tilt_deg(v: Vector) -> float:
    """Unsigned angle of a picture vector against the vertical, 0..180: 0 points up."""
    return math.degrees(math.atan2(abs(float(v[0])), -float(v[1]))) if v.any() else NAN


def cross(u: Vector, v: Vector) -> Vector:
    """Cross product of two vectors in space; NumPy's own, made for whole arrays, takes ten times as long."""
    (a, b, c), (x, y, z) = u.tolist(), v.tolist()
    return np.array([b * z - c * y, c * x - a * z, a * y - b * x])


def unit(v: Vector) -> Vector:
    """The vector scaled to length 1; NaN when it has no length."""
    size = length(v)
    return v / size if size > 0 else np.full_like(v, NAN)


def mean_of(values: Iterable[float]) -> float:
    """Mean of the values that are not NaN; NaN when there are none."""
    seen = [v for v in values if not math.isnan(v)]
    return sum(seen) / len(seen) if seen else NAN
