"""What a movement was, in named numbers that depend little on where the camera stands.

Taken from the pose model's 3D: angles of joints, directions of trunk and legs against gravity and the trunk;
from the picture only how far feet, hips and head moved. Each is read at rest and at the furthest point. The
leg that moves more is the busy one, whichever it is. Arms do what they like in most exercises: they are left
out.
"""

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.events import Raise
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose
from formcheck.pose.scale import px_per_m

Floats = NDArray[np.float64]
# Somebody who holds longer than this moves no more while holding.
KEPT_S = 60.0
# Rest is read this close to both ends of a movement, or in this part of it where it is short.
REST_S, REST_PART = 0.3, 0.12

# Angles in degrees; directions as the part of a limb's length that points there; distances in metres.
SIDED = (
    *("knee_bend", "hip_bend", "thigh_down", "shank_down", "foot_down"),
    *("thigh_front", "thigh_out", "shank_front", "shank_out", "foot_low"),
)
WHOLE = (
    *("trunk_up", "front_up", "side_up", "feet_apart", "knees_apart", "foot_up"),
    *("hips_across", "hips_low", "head_low"),
)
# Where something is in the picture says nothing; how far it moves does.
MOVES_ONLY = frozenset({"foot_low", "hips_across", "hips_low", "head_low"})
# What tells which leg is the busy one: movements of this size weigh the same.
LEG = {"knee_bend": 60.0, "hip_bend": 60.0, "thigh_down": 0.7, "shank_down": 0.7, "foot_low": 0.2}
NET = "hips_across.net"


def feature_names() -> tuple[str, ...]:
    """The numbers of a movement, in the order in which `Film.features` gives them."""
    sided = [f"{name}_{leg}" for leg in ("busy", "quiet") for name in SIDED]
    rest = [n for n in (*sided, *WHOLE) if n.removesuffix("_busy").removesuffix("_quiet") not in MOVES_ONLY]
    return (*(f"{n}.rest" for n in rest), *(f"{n}.moved" for n in (*sided, *WHOLE)), NET)


class Figures(NamedTuple):
    """What the body looks like at some moments: (T, 2, sided names) and (T, whole names)."""

    sided: Floats
    whole: Floats


class Film:
    """The poses of the last minute."""

    def __init__(self) -> None:
        self._poses: deque[Pose] = deque()

    def add(self, pose: Pose | None) -> None:
        """Take the next repaired pose; None where nobody was seen."""
        if pose is None:
            return
        self._poses.append(pose)
        while pose.t_s - self._poses[0].t_s > KEPT_S:
            self._poses.popleft()

    def features(self, move: Raise) -> Floats:
        """What the body did in a movement: a number for each of `feature_names`, NaN where not seen."""
        during = [p for p in self._poses if move.start_s - 0.01 <= p.t_s <= move.end_s + 0.01]
        if len(during) < 3:
            return np.full(len(feature_names()), np.nan)
        return described(figures(during), np.array([p.t_s for p in during]), move)


def described(seen: Figures, t_s: Floats, move: Raise) -> Floats:
    """The features of a movement from what was seen in it."""
    edge_s = min(REST_S, REST_PART * (move.end_s - move.start_s))
    first, last = t_s <= t_s[0] + edge_s, t_s >= t_s[-1] - edge_s
    held = (t_s >= move.hold_start_s) & (t_s <= move.hold_end_s)
    if not held.any():
        held = np.abs(t_s - move.peak_s) <= np.abs(t_s - move.peak_s).min()
    rest, peak = (Figures(*(_middle(a[when]) for a in seen)) for when in (first | last, held))
    moved = Figures(peak.sided - rest.sided, peak.whole - rest.whole)
    legs = _busy_first(moved.sided)
    net = _middle(seen.whole[last]) - _middle(seen.whole[first])
    return np.concatenate(
        [
            rest.sided[legs][:, _PLACED].ravel(),
            rest.whole[_STOOD],
            moved.sided[legs].ravel(),
            _unsigned(moved.whole),
            np.abs(net[[WHOLE.index("hips_across")]]),
        ]
    )


_PLACED = [i for i, name in enumerate(SIDED) if name not in MOVES_ONLY]
_STOOD = [i for i, name in enumerate(WHOLE) if name not in MOVES_ONLY]


def _middle(values: Floats) -> Floats:
    return np.asarray(np.median(values, axis=0))


def _unsigned(moved: Floats) -> Floats:
    """To the left or to the right in the picture depends on the camera."""
    at = WHOLE.index("hips_across")
    return np.concatenate([moved[:at], np.abs(moved[at : at + 1]), moved[at + 1 :]])


def _busy_first(moved: Floats) -> list[int]:
    left, right = (sum(abs(leg[SIDED.index(name)]) / size for name, size in LEG.items()) for leg in moved)
    return [1, 0] if right > left else [0, 1]


_JOINTS = ("SHOULDER", "HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
_AT = {joint: [L[f"LEFT_{joint}"], L[f"RIGHT_{joint}"]] for joint in _JOINTS}


def figures(poses: Sequence[Pose]) -> Figures:
    """What the body looks like in each of some poses."""
    world = np.array([p.world_m for p in poses], np.float64)
    scale = np.median([px_per_m(p) for p in poses])
    flat_m = np.array([p.xy_px for p in poses], np.float64) / scale
    joint = {name: world[:, at] for name, at in _AT.items()}
    trunk = _axes(joint["SHOULDER"], joint["HIP"])
    return Figures(_sided(joint, flat_m, trunk), _whole(joint, flat_m, trunk))


class _Trunk(NamedTuple):
    """Unit vectors (T, 3) of the trunk, in camera axes: x right, y down, z away."""

    left: Floats
    up: Floats
    front: Floats


def _axes(shoulders: Floats, hips: Floats) -> _Trunk:
    up = _unit((shoulders - hips).sum(1))
    across = (shoulders + hips)[:, 0] - (shoulders + hips)[:, 1]
    left = _unit(across - up * _dot(across, up)[:, None])
    return _Trunk(left, up, np.cross(left, up))


def _sided(joint: dict[str, Floats], flat_m: Floats, trunk: _Trunk) -> Floats:
    thigh, shank = joint["KNEE"] - joint["HIP"], joint["ANKLE"] - joint["KNEE"]
    foot, front = joint["FOOT_INDEX"] - joint["HEEL"], trunk.front[:, None]
    out = np.stack([trunk.left, -trunk.left], 1)
    thigh_u, shank_u = _unit(thigh), _unit(shank)
    columns = {
        "knee_bend": _bend_deg(thigh, shank),
        "hip_bend": _bend_deg(joint["HIP"] - joint["SHOULDER"], thigh),
        "thigh_down": thigh_u[..., 1],
        "shank_down": shank_u[..., 1],
        "foot_down": _unit(foot)[..., 1],
        "thigh_front": _dot(thigh_u, front),
        "thigh_out": _dot(thigh_u, out),
        "shank_front": _dot(shank_u, front),
        "shank_out": _dot(shank_u, out),
        "foot_low": flat_m[:, _AT["ANKLE"], 1],
    }
    return np.stack([columns[name] for name in SIDED], -1)


def _whole(joint: dict[str, Floats], flat_m: Floats, trunk: _Trunk) -> Floats:
    hips_m = flat_m[:, _AT["HIP"]].mean(1)
    columns = {
        "trunk_up": -trunk.up[:, 1],
        "front_up": -trunk.front[:, 1],
        "side_up": np.abs(trunk.left[:, 1]),
        "feet_apart": _gap(joint["ANKLE"]),
        "knees_apart": _gap(joint["KNEE"]),
        "foot_up": np.abs(np.diff(flat_m[:, _AT["ANKLE"], 1], axis=1)[:, 0]),
        "hips_across": hips_m[:, 0],
        "hips_low": hips_m[:, 1],
        "head_low": flat_m[:, L.NOSE, 1],
    }
    return np.stack([columns[name] for name in WHOLE], -1)


def _dot(u: Floats, v: Floats) -> Floats:
    return np.asarray((u * v).sum(-1))


def _unit(v: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(v / np.linalg.norm(v, axis=-1, keepdims=True))


def _bend_deg(upper: Floats, lower: Floats) -> Floats:
    """How far two limbs are out of line: 0 straight."""
    return np.degrees(np.arccos(np.clip(_dot(_unit(upper), _unit(lower)), -1.0, 1.0)))


def _gap(pair: Floats) -> Floats:
    return np.asarray(np.linalg.norm(pair[:, 0] - pair[:, 1], axis=-1))
