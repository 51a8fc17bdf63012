"""Small geometry: rotations in degrees, easing, angles, and two-bone inverse kinematics."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.transform import Rotation, Slerp

Array = NDArray[np.float64]

X: Array = np.array([1.0, 0.0, 0.0])
Y: Array = np.array([0.0, 1.0, 0.0])
Z: Array = np.array([0.0, 0.0, 1.0])
# Which way is outwards for a limb of each side in the body's own x axis.
SIDE_SIGN = {"left": 1.0, "right": -1.0}
OTHER = {"left": "right", "right": "left"}


def unit(v: ArrayLike) -> Array:
    """``v`` scaled to length 1."""
    a = np.asarray(v, float)
    return np.asarray(a / np.linalg.norm(a))


def about(axis: ArrayLike, angle_deg: float) -> Array:
    """3x3 rotation by ``angle_deg`` about ``axis`` (right hand)."""
    return np.asarray(Rotation.from_rotvec(np.radians(angle_deg) * unit(axis)).as_matrix())


def slerp(a: Array, b: Array, share: float) -> Array:
    """The rotation ``share`` of the way from ``a`` to ``b``."""
    return np.asarray(Slerp([0, 1], Rotation.from_matrix([a, b]))(share).as_matrix())


def basis(direction: ArrayLike, axis: ArrayLike) -> Array:
    """3x3 frame: first column along ``direction``, second the part of ``axis`` square to it."""
    d = unit(direction)
    a = np.asarray(axis, float)
    a = unit(a - d * (a @ d))
    return np.stack([d, a, np.cross(d, a)], 1)


def square_to(v: ArrayLike, direction: Array) -> Array:
    """Unit vector of the part of ``v`` square to the unit vector ``direction``."""
    a = np.asarray(v, float)
    return unit(a - direction * (a @ direction))


def ease(x: float) -> float:
    """0 to 1 with no jump in speed or acceleration at either end (quintic)."""
    x = min(max(x, 0.0), 1.0)
    return x * x * x * (x * (6 * x - 15) + 10)


def angle_deg(a: Array, vertex: Array, c: Array) -> float:
    """Angle at ``vertex`` between ``a`` and ``c``, 0 to 180 degrees."""
    p, q = a - vertex, c - vertex
    return float(np.degrees(np.arccos(np.clip(p @ q / np.linalg.norm(p) / np.linalg.norm(q), -1, 1))))


class Reach(NamedTuple):
    """A solved two-bone limb: middle and end joint (m), unit line from top to end, unit bend direction."""

    mid_m: Array
    end_m: Array
    line: Array
    bend: Array


def reach(top_m: Array, target_m: Array, pole: ArrayLike, upper_m: float, lower_m: float) -> Reach:
    """Place a two-bone limb from ``top_m`` to ``target_m`` with its middle joint towards ``pole``.

    A target out of reach is pulled in along the same line, so that the limb is straight rather than torn.
    """
    offset = target_m - top_m
    line = unit(offset)
    far = min(float(np.linalg.norm(offset)), (upper_m + lower_m) * 0.9995)
    bend = square_to(pole, line)
    along = (upper_m**2 - lower_m**2 + far**2) / (2 * far)
    out = np.sqrt(max(upper_m**2 - along**2, 0.0))
    return Reach(top_m + line * along + bend * out, top_m + line * far, line, bend)
