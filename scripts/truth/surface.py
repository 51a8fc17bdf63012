"""The drawn surface of a person: skin, clothes, eyes and hair, cut out of the base mesh once."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from truth.body import Body, Placed
from truth.clothes import covered, skin_under_m, stand_off_m
from truth.kinematics import Array
from truth.look import Look
from truth.mesh import SKIN_VERTICES, Faces

_BUN_ROUND, _BUN_HIGH = 16, 10
# How far from its edge a tight garment shows no inside.
_HEM_M = 0.05


class Surface:
    """Triangles to draw, and what changes and does not change from frame to frame.

    The vertex pool: the mesh, a copy of it for the hair (the scalp blown up a little), then the bun.

    Args:
        body: the person.
        reference: the body on which clothes, brows and hairline are defined; same topology.
        root: the body data, for the face and ear masks.
        look: whether there is a bun, and which clothes.
    """

    def __init__(self, body: Body, reference: Body, root: Path, look: Look) -> None:
        self.body, self.reference = body, reference
        self.count = len(body.mesh.vertices_m)
        # drawn vertex: (place in the pool, texture coordinate) -> its number
        self._index: dict[tuple[int, int], int] = {}
        self._triangles: dict[str, list[tuple[int, int, int]]] = {}
        self._quads: list[list[int]] = []
        hairy = self._hairy_vertices(root)
        scalp = [f for f in body.mesh.groups["body"] if sum(bool(hairy[v]) for v, _ in f) >= 3]
        self.bun_m = self._bun(hairy) if look.bun else np.zeros((0, 3))
        for group, material in _GROUPS:
            self._add(body.mesh.groups[group], material)
        self._add(scalp, "hair", self.count)
        if look.bun:
            self._add(_bun_faces(), "hair", 2 * self.count)
        self.hair_m = self._hair_thickness(scalp)
        self.stand_off_m = self._stand_off(look)
        self.pool = np.array([key[0] for key in self._index])
        self.static = self._static()
        self.triangles = self._visible(look)
        self.quads = np.array(self._quads)
        self._to_vertices = self._face_to_vertex()

    def _add(self, faces: Faces, material: str, offset: int = 0) -> None:
        triangles = self._triangles.setdefault(material, [])
        for face in faces:
            a, b, c, d = (self._index.setdefault((v + offset, t), len(self._index)) for v, t in face)
            triangles.append((a, b, c))
            if d != a:
                triangles.append((a, c, d))
            self._quads.append([v + offset for v, _ in face])

    def _hairy_vertices(self, root: Path) -> NDArray[np.bool_]:
        face, ear = (self._mask(root / "textures" / f"mpfb_{name}.jpg") for name in ("face", "ears"))
        rest = self.reference.mesh.vertices_m[:SKIN_VERTICES]
        eye = self.reference.cube["l-eye"]
        on_head = self.body.weights[:SKIN_VERTICES, self.body.bones.index("head")] > 0.5
        hairline = eye[2] - 0.035 + np.clip((-0.02 - rest[:, 1]) * 1.6, -0.03, 0.2)
        sides = (face < 90) & (rest[:, 2] > hairline) & (rest[:, 1] > eye[1] - 0.06)
        crown = rest[:, 2] > eye[2] + 0.066 + 0.006 * (np.abs(rest[:, 0]) < 0.02)
        return np.asarray(on_head & (ear < 60) & (sides | crown))

    def _mask(self, path: Path) -> Array:
        """The mask's value (0 to 255) at every skin vertex."""
        picture = read_grey(path)
        high, wide = picture.shape
        values = np.zeros(SKIN_VERTICES)
        for face in self.body.mesh.groups["body"]:
            for vertex, texture in face:
                x, y = self.body.mesh.uv[texture] * [wide - 1, high - 1]
                values[vertex] = picture[high - 1 - int(y), int(x)]
        return values

    def _bun(self, hairy: NDArray[np.bool_]) -> Array:
        back = self.body.mesh.vertices_m[:SKIN_VERTICES][hairy][:, 1].max()
        centre = np.array([0, back + 0.025, self.body.cube["l-eye"][2] + 0.055])
        polar, turn = np.meshgrid(
            np.pi * np.arange(_BUN_HIGH + 1) / _BUN_HIGH,
            2 * np.pi * np.arange(_BUN_ROUND) / _BUN_ROUND,
            indexing="ij",
        )
        ball = np.stack([np.sin(polar) * np.cos(turn), 0.9 * np.sin(polar) * np.sin(turn), np.cos(polar)], -1)
        return np.asarray(centre + 0.048 * ball.reshape(-1, 3))

    def _hair_thickness(self, scalp: Faces) -> Array:
        """How far (m) the hair stands off the scalp, by vertex: thin at its rim."""
        touching, hairy = np.zeros(self.count), np.zeros(self.count)
        for face in self.body.mesh.groups["body"]:
            for vertex, _ in face:
                touching[vertex] += 1
        for face in scalp:
            for vertex, _ in face:
                hairy[vertex] += 1
        return np.asarray((hairy > 0) * np.where(hairy < touching, 0.003, 0.016))

    def _static(self) -> NDArray[np.float32]:
        """Per drawn vertex, never changing: rest position and texture coordinate."""
        rest = self.reference.mesh.vertices_m
        places = np.concatenate([rest, rest, self.bun_m])[self.pool]
        uv = self.body.mesh.uv[[texture for _, texture in self._index]]
        return np.asarray(np.c_[places, uv], "f4")

    def _visible(self, look: Look) -> dict[str, NDArray[np.int32]]:
        """Triangles by material, without those the shader would discard anyway.

        That is skin well under cloth, and the cloth helper outside the garments.
        """
        rest = self.static[:, :3]
        hidden = {
            "skin": covered(rest, look.shorts, -skin_under_m(look) - 0.008),
            "garment": ~covered(rest, look.shorts, 0.01),
        }
        parts = {material: np.array(rows, "i4") for material, rows in self._triangles.items()}
        shown = {m: t[~hidden[m][t].all(1)] if m in hidden else t for m, t in parts.items()}
        # at the hems, and anywhere under loose cloth, one sees the inside too
        closed = covered(rest, look.shorts, -_HEM_M)[shown["garment"]].all(1) & (look.loose_m == 0)
        cloth = {"garment": shown["garment"][closed], "hem": shown["garment"][~closed]}
        return {m: t for m, t in (shown | cloth).items() if len(t)}

    def _face_to_vertex(self) -> csr_matrix:
        faces, size = self.quads, 2 * self.count + len(self.bun_m)
        columns = np.repeat(np.arange(len(faces)), 4)
        return csr_matrix((np.ones(faces.size), (faces.ravel(), columns)), shape=(size, len(faces)))

    def drawn(self, placed: Placed) -> tuple[NDArray[np.float32], Array]:
        """Position and normal of every drawn vertex (N, 6), and the skin alone (M, 3), in metres."""
        mesh = self.body.skin(placed)
        bun = placed.head_m["head"] + (self.bun_m - self.body.rest_head["head"]) @ placed.rotation["head"].T
        places = np.concatenate([mesh, mesh, bun])
        normals = self._normals(places)
        if self.stand_off_m.any():
            places[: self.count] += normals[: self.count] * self.stand_off_m[:, None]
            normals = self._normals(places)
        places[self.count : 2 * self.count] += normals[: self.count] * self.hair_m[:, None]
        return np.concatenate([places[self.pool], normals[self.pool]], 1).astype("f4"), mesh[:SKIN_VERTICES]

    def _normals(self, places_m: Array) -> Array:
        corner = places_m[self.quads]
        normals = self._to_vertices @ np.cross(corner[:, 2] - corner[:, 0], corner[:, 3] - corner[:, 1])
        return np.asarray(normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12))

    def _stand_off(self, look: Look) -> Array:
        """How far (m) loose cloth stands off its tight place, by mesh vertex."""
        ids = sorted({vertex for face in self.body.mesh.groups["helper-tights"] for vertex, _ in face})
        off_m = np.zeros(self.count)
        off_m[ids] = stand_off_m(self.reference.mesh.vertices_m[ids], look)
        return off_m


_GROUPS = (
    ("body", "skin"),
    ("helper-tights", "garment"),
    ("helper-l-eye", "eye"),
    ("helper-r-eye", "eye"),
)


def read_grey(path: Path) -> NDArray[np.uint8]:
    """The picture file in grey (height, width), 0 to 255."""
    # not cv2.imread: on Windows it fails on a path with letters outside the system's code page
    return np.asarray(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


def _bun_faces() -> Faces:
    def corner(i: int, j: int) -> tuple[int, int]:
        return i * _BUN_ROUND + j % _BUN_ROUND, 0

    return [
        [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]
        for i in range(_BUN_HIGH)
        for j in range(_BUN_ROUND)
    ]
