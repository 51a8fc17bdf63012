"""The MakeHuman base mesh: read, shaped by its macro targets, and turned into metres."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from truth.kinematics import Array
from truth.look import Look

# The first 13380 vertices are the skin; after them come helper shapes (joint cubes, clothes, eyes).
SKIN_VERTICES = 13380

Corner = tuple[int, int]
Faces = list[list[Corner]]


@dataclass(frozen=True)
class Mesh:
    """A quad mesh: vertices in metres (Z up, facing -Y, feet on z = 0), texture places, faces by group."""

    vertices_m: Array
    uv: Array
    groups: dict[str, Faces]

    def group_vertices(self, name: str) -> Array:
        """The distinct vertices (m) of one face group."""
        ids = sorted({vertex for face in self.groups[name] for vertex, _ in face})
        return self.vertices_m[ids]


def load_mesh(root: Path, look: Look) -> Mesh:
    """Read the base mesh and give it the build, age and height of ``look``.

    Args:
        root: the unpacked body data.
        look: the person; colours and clothes are not used.
    """
    vertices, uv, groups = _read_obj(root / "3dobjs" / "base.obj")
    macro = root / "targets" / "macrodetails"
    for name, share in _macro_shares(look):
        _apply_target(vertices, macro / f"{name}.target.gz", share)
    vertices_m = _to_metres(vertices)
    ground = {v for face in groups["joint-ground"] for v, _ in face}
    vertices_m[:, 2] -= vertices_m[sorted(ground), 2].mean()
    if look.height_m is not None:
        vertices_m *= look.height_m / vertices_m[:SKIN_VERTICES, 2].max()
    return Mesh(vertices_m, uv, groups)


def _macro_shares(look: Look) -> list[tuple[str, float]]:
    """The data's targets that make up this build, and how much of each."""
    ages = _between("young", "old", look.age)
    shares = [(f"{look.race}-{look.gender}-{age}", share) for age, share in ages]
    for age, of_age in ages:
        for muscle, of_muscle in _around_average(look.muscle):
            for weight, of_weight in _around_average(look.weight):
                name = f"universal-{look.gender}-{age}-{muscle}muscle-{weight}weight"
                shares.append((name, of_age * of_muscle * of_weight))
    return shares


def _around_average(value: float) -> list[tuple[str, float]]:
    return _between("average", "max" if value > 0 else "min", abs(value))


def _between(low: str, high: str, share: float) -> list[tuple[str, float]]:
    return [(name, part) for name, part in ((low, 1 - share), (high, share)) if part != 0]


def _read_obj(path: Path) -> tuple[Array, Array, dict[str, Faces]]:
    vertices: list[list[float]] = []
    uv: list[list[float]] = []
    groups: dict[str, Faces] = {}
    group = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, *rest = line.split() or [""]
        if kind == "v":
            vertices.append([float(x) for x in rest[:3]])
        elif kind == "vt":
            uv.append([float(x) for x in rest[:2]])
        elif kind == "g":
            group = rest[0]
        elif kind == "f":
            groups.setdefault(group, []).append(_face(rest))
    return np.array(vertices), np.array(uv), groups


def _face(corners: list[str]) -> list[Corner]:
    numbers = [corner.split("/") for corner in corners]
    face = [(int(n[0]) - 1, int(n[1]) - 1) for n in numbers]
    # a triangle becomes a quad with a doubled corner, so that every face has four
    return face if len(face) == 4 else [*face, face[0]]


def _apply_target(vertices: Array, path: Path, share: float) -> None:
    with gzip.open(path, "rt") as text:
        rows = [[float(x) for x in line.split()] for line in text if line.strip() and line[0] != "#"]
    if rows:
        table = np.array(rows)
        ids: NDArray[np.int64] = table[:, 0].astype(np.int64)
        vertices[ids] += share * table[:, 1:4]


def _to_metres(decimetres_y_up: Array) -> Array:
    m = decimetres_y_up * 0.1
    return np.stack([m[:, 0], -m[:, 2], m[:, 1]], 1)
