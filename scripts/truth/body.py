"""A skinned person: mesh, skeleton, forward kinematics and the named landmarks."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from truth.kinematics import SIDE_SIGN, Array, basis, unit
from truth.look import Look
from truth.mesh import SKIN_VERTICES, Mesh, load_mesh

Points = dict[str, Array]


class Placed(NamedTuple):
    """Bones in the world: rotation relative to the rest pose, and head position (m), by bone name."""

    rotation: dict[str, Array]
    head_m: Points


class Body:
    """One person of the MakeHuman family.

    Args:
        root: the unpacked body data.
        look: build, age and height; colours and clothes are not used.
    """

    def __init__(self, root: Path, look: Look) -> None:
        self.mesh: Mesh = load_mesh(root, look)
        # Joints are the centres of little helper cubes inside the mesh.
        cubes = [name for name in self.mesh.groups if name.startswith("joint-")]
        self.cube: Points = {name[6:]: self.mesh.group_vertices(name).mean(0) for name in cubes}
        rig = json.loads((root / "rigs/standard/rig.game_engine.json").read_text(encoding="utf-8"))
        self.rig: dict[str, Any] = rig.get("bones", rig)
        self.bones = self._parents_first()
        self.parent: dict[str, str] = {name: self.rig[name]["parent"] for name in self.bones}
        self.rest_head: Points = {name: self._bone_head(self.rig[name]["head"]) for name in self.bones}
        self.weights = self._weights(root / "rigs/standard/weights.game_engine.json")
        self._sparse_weights = csr_matrix(self.weights)
        self.landmarks = self._landmarks()
        self.hip_centre = (self.cube["l-upper-leg"] + self.cube["r-upper-leg"]) / 2
        self.hip_width_m = float(self.cube["l-upper-leg"][0] - self.cube["r-upper-leg"][0])
        self.thigh_m, self.shank_m = self._lengths("upper-leg", "knee", "ankle")
        self.upper_arm_m, self.forearm_m = self._lengths("shoulder", "elbow", "hand")
        self.ankle_height_m = float(self.cube["l-ankle"][2])
        trunk_bones = [self.bones.index(name) for name in ("pelvis", "spine_01", "spine_02", "spine_03")]
        self.trunk_vertices = np.flatnonzero(self.weights[:SKIN_VERTICES, trunk_bones].sum(1) > 0.6)

    # ---- reading the rig

    def _parents_first(self) -> list[str]:
        order: list[str] = []

        def add(name: str) -> None:
            if name in order:
                return
            if self.rig[name]["parent"]:
                add(self.rig[name]["parent"])
            order.append(name)

        for name in self.rig:
            add(name)
        return order

    def _bone_head(self, end: dict[str, Any]) -> Array:
        if end["strategy"] == "CUBE":
            return self.cube[end["cube_name"][6:]]
        if end["strategy"] == "VERTEX":
            return np.asarray(self.mesh.vertices_m[end["vertex_index"]])
        return np.asarray(self.mesh.vertices_m[end["vertex_indices"]].mean(0))

    def _weights(self, path: Path) -> Array:
        table = json.loads(path.read_text(encoding="utf-8"))["weights"]
        weights = np.zeros((len(self.mesh.vertices_m), len(self.bones)))
        for column, bone in enumerate(self.bones):
            pairs = np.array(table.get(bone) or np.zeros((0, 2)))
            weights[pairs[:, 0].astype(int), column] = pairs[:, 1]
        # vertices without weight are helpers; they follow the root
        weights[weights.sum(1) == 0, 0] = 1
        return np.asarray(weights / weights.sum(1, keepdims=True))

    def _lengths(self, top: str, mid: str, end: str) -> tuple[float, float]:
        a, b, c = (self.cube[f"l-{name}"] for name in (top, mid, end))
        return float(np.linalg.norm(b - a)), float(np.linalg.norm(c - b))

    # ---- landmarks: (bone it moves with, rest position)

    def _landmarks(self) -> dict[str, tuple[str, Array]]:
        marks: dict[str, tuple[str, Array]] = {}
        for side, s in (("left", "l"), ("right", "r")):
            for name, bone, cube in _CUBE_LANDMARKS:
                marks[f"{side}_{name}"] = (bone.format(s), self.cube[f"{s}-{cube}"])
            marks[f"{side}_heel"] = (f"foot_{s}", self._heel(SIDE_SIGN[side]))
            marks[f"{side}_ear"] = ("head", self._ear(SIDE_SIGN[side]))
        head = self._head_skin()
        marks["nose"] = ("head", head[head[:, 1].argmin()])
        return marks

    def _head_skin(self) -> Array:
        strong = self.weights[:SKIN_VERTICES, self.bones.index("head")] > 0.8
        return self.mesh.vertices_m[:SKIN_VERTICES][strong]

    def _ear(self, sign: float) -> Array:
        head = self._head_skin()
        return np.asarray(head[(head[:, 0] * sign).argmax()])

    def _heel(self, sign: float) -> Array:
        skin = self.mesh.vertices_m[:SKIN_VERTICES]
        foot = skin[(skin[:, 2] < 0.05) & (skin[:, 0] * sign > 0.02)]
        # the landmark lies a finger's width inside the rearmost skin
        return np.asarray(foot[foot[:, 1].argmax()] + [0, -0.01, 0.01])

    # ---- posing

    def place(self, rotation: dict[str, Array], hip_centre_m: Array) -> Placed:
        """Forward kinematics.

        Args:
            rotation: 3x3 world rotation relative to rest, by bone; a missing bone follows its parent.
            hip_centre_m: where the middle between the hip joints goes.
        """
        turned: dict[str, Array] = {}
        head: Points = {}
        for bone in self.bones:
            up = self.parent[bone]
            if bone == "pelvis" or not up:
                turned[bone] = rotation.get("pelvis", np.eye(3))
                head[bone] = hip_centre_m + turned[bone] @ (self.rest_head[bone] - self.hip_centre)
            else:
                turned[bone] = rotation.get(bone, turned[up])
                head[bone] = head[up] + turned[up] @ (self.rest_head[bone] - self.rest_head[up])
        return Placed(turned, head)

    def points(self, placed: Placed) -> Points:
        """World position (m) of every landmark."""
        return {
            name: placed.head_m[bone] + placed.rotation[bone] @ (rest - self.rest_head[bone])
            for name, (bone, rest) in self.landmarks.items()
        }

    def skin(self, placed: Placed) -> Array:
        """World position (m) of every vertex, by linear blend skinning."""
        moves = np.stack([self._affine(bone, placed) for bone in self.bones])
        blended = (self._sparse_weights @ moves).reshape(-1, 3, 4)
        turned = np.einsum("nij,nj->ni", blended[:, :, :3], self.mesh.vertices_m)
        return np.asarray(turned + blended[:, :, 3])

    def _affine(self, bone: str, placed: Placed) -> Array:
        turn = placed.rotation[bone]
        shift = placed.head_m[bone] - turn @ self.rest_head[bone]
        return np.concatenate([turn, shift[:, None]], 1).ravel()

    def limb_rotations(
        self, limb: str, side: str, joints_m: tuple[Array, Array, Array], axis: Array
    ) -> tuple[Array, Array]:
        """World rotations of a limb's two bones from its three joints (m) and its hinge axis.

        Args:
            limb: ``leg`` or ``arm``.
            side: ``left`` or ``right``.
            joints_m: top, middle and end joint.
            axis: hinge axis, the same way round as the body's own.
        """
        names = ("upper-leg", "knee", "ankle") if limb == "leg" else ("shoulder", "elbow", "hand")
        rest = [self.cube[f"{side[0]}-{name}"] for name in names]
        rest_axis = (
            np.array([1.0, 0, 0]) if limb == "leg" else unit(np.cross(rest[1] - rest[0], rest[2] - rest[1]))
        )
        top, mid, end = joints_m
        upper = basis(mid - top, axis) @ basis(rest[1] - rest[0], rest_axis).T
        lower = basis(end - mid, axis) @ basis(rest[2] - rest[1], rest_axis).T
        return upper, lower

    def hand_rotation(self, side: str, fingers: Array, dorsal: Array) -> Array:
        """World rotation of a hand whose fingers and back point the given ways."""
        wrist, index, pinky = (self.landmarks[f"{side}_{name}"][1] for name in ("wrist", "index", "pinky"))
        normal = np.cross(index - wrist, pinky - wrist) * SIDE_SIGN[side]
        return basis(fingers, dorsal) @ basis((index + pinky) / 2 - wrist, normal).T


_CUBE_LANDMARKS = (
    # landmark, bone it moves with, helper cube of the mesh
    ("eye", "head", "eye"),
    ("shoulder", "clavicle_{}", "shoulder"),
    ("elbow", "upperarm_{}", "elbow"),
    ("wrist", "lowerarm_{}", "hand"),
    ("index", "hand_{}", "finger-2-1"),
    ("pinky", "hand_{}", "finger-5-1"),
    ("thumb", "hand_{}", "finger-1-2"),
    ("hip", "pelvis", "upper-leg"),
    ("knee", "thigh_{}", "knee"),
    ("ankle", "calf_{}", "ankle"),
    ("foot_index", "ball_{}", "toe-1-3"),
)
