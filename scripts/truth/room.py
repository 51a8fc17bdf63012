"""The room: floor, walls, a low cupboard and the exercise mat, as lit triangles."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truth.kinematics import Array, unit

MAT_THICKNESS_M = 0.012
_HALF_M = 6.0

Rows = list[NDArray[np.float32]]
Parts = dict[str, NDArray[np.float32]]


def room_vertices(mat_m: tuple[float, float, float, float], step_m: Array | None = None) -> Parts:
    """Vertices (N, 6) by material: position (m) and normal, three to a triangle.

    Args:
        mat_m: x from, x to, y from, y to of the mat, whose top is at z = 0.
        step_m: top (4, 3) of a step to stand on, its corners counter-clockwise from above; None without.
    """
    low, wide = -MAT_THICKNESS_M, 2 * _HALF_M
    x0, x1, y0, y1 = mat_m
    floor, wall, cupboard, mat = Rows(), Rows(), Rows(), Rows()
    _quad(floor, (-_HALF_M, -_HALF_M, low), (wide, 0, 0), (0, wide, 0))
    _quad(wall, (-_HALF_M, 1.9, low), (wide, 0, 0), (0, 0, 3))
    _quad(wall, (-4.4, -_HALF_M, low), (0, wide, 0), (0, 0, 3))
    _quad(wall, (4.4, _HALF_M, low), (0, -wide, 0), (0, 0, 3))
    _quad(wall, (_HALF_M, -_HALF_M, low), (-wide, 0, 0), (0, 0, 3))
    _box(cupboard, (-2.3, 1.2, low), (0.6, 0.45, 0.8 - low))
    _box(mat, (x0, y0, low), (x1 - x0, y1 - y0, MAT_THICKNESS_M))
    parts = {"floor": floor, "wall": wall, "furniture": cupboard, "mat": mat}
    if step_m is not None:
        parts["step"] = Rows()
        _step(parts["step"], step_m)
    return {material: np.array(rows, "f4") for material, rows in parts.items()}


def _quad(rows: Rows, corner_m: ArrayLike, edge_a: ArrayLike, edge_b: ArrayLike) -> None:
    p, a, b = (np.asarray(v, float) for v in (corner_m, edge_a, edge_b))
    normal = unit(np.cross(a, b))
    for q in (p, p + a, p + a + b, p, p + a + b, p + b):
        rows.append(np.r_[q, normal].astype("f4"))


def _step(rows: Rows, top_m: Array) -> None:
    """A block from the mat up to ``top_m``; its sides look outwards."""
    _quad(rows, top_m[0], top_m[1] - top_m[0], top_m[3] - top_m[0])
    for a, b in zip(top_m, np.roll(top_m, -1, axis=0), strict=True):
        foot = a * [1, 1, 0]
        _quad(rows, foot, (b - a) * [1, 1, 0], a - foot)


def _box(rows: Rows, low_m: tuple[float, ...], size_m: tuple[float, ...]) -> None:
    x, y, z = low_m
    w, d, h = size_m
    _quad(rows, (x, y, z + h), (w, 0, 0), (0, d, 0))
    _quad(rows, (x, y, z), (w, 0, 0), (0, 0, h))
    _quad(rows, (x + w, y + d, z), (-w, 0, 0), (0, 0, h))
    _quad(rows, (x, y + d, z), (0, -d, 0), (0, 0, h))
    _quad(rows, (x + w, y, z), (0, d, 0), (0, 0, h))
