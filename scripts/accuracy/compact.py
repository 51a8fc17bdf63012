"""Landmarks and exact signals of a rendered clip in a small file: rounded, and stored as differences in time.

Positions are kept to 1/16 px, world landmarks to 2 mm, visibility to 1/100, exact signals to 0.01: all far
below the pose model's own noise. A sixth of the size of the recordings that the tests replay bit for bit.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.loop import Sighting
from formcheck.pose.landmarks import COUNT
from formcheck.pose.pose import Pose

Floats = NDArray[np.float64]
Ints = NDArray[np.int16]
# 16 bits then reach 2047 px, 65 m and 327 degrees
_STEPS = {"xy_px": 1 / 16, "world_m": 2e-3, "visibility": 1e-2, "exact": 1e-2}
_NAN, _MOST = np.iinfo(np.int16).min, np.iinfo(np.int16).max
_SHAPES = {"xy_px": (COUNT, 2), "world_m": (COUNT, 3), "visibility": (COUNT,)}


def save(path: Path, seen: Sequence[Sighting], exact: Mapping[str, Floats]) -> None:
    """Write what a pose chain saw in a clip, and what was true in each of its frames.

    Args:
        path: the file to make.
        seen: one sighting a frame.
        exact: signal name to its true values, one a frame; NaN where it has none.
    """
    columns = {name: _packed(_gathered(seen, name), _STEPS[name]) for name in _SHAPES}
    values = np.stack(list(exact.values()), 1) if exact else np.empty((len(seen), 0))
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        allow_pickle=False,
        t_s=np.array([s.t_s for s in seen]),
        size_px=np.array(seen[-1].size_px),
        seen=np.array([s.pose is not None for s in seen]),
        exact_names=np.array(list(exact), np.str_),
        exact=_packed(values, _STEPS["exact"]),
        **columns,
    )


def load(path: Path) -> tuple[list[Sighting], dict[str, Floats]]:
    """Read the sightings, and the exact signals by name, one value a frame."""
    with np.load(path, allow_pickle=False) as stored:
        columns = [_unpacked(stored[name], _STEPS[name]) for name in _SHAPES]
        width, height = (int(v) for v in stored["size_px"])
        frames = zip(stored["t_s"].tolist(), stored["seen"].tolist(), *columns, strict=True)
        sightings = [
            Sighting(t, Pose(t, xy, world, visibility, (width, height)) if seen else None, (width, height))
            for t, seen, xy, world, visibility in frames
        ]
        values = _unpacked(stored["exact"], _STEPS["exact"])
        names = [str(name) for name in stored["exact_names"]]
    return sightings, {name: values[:, i] for i, name in enumerate(names)}


def _gathered(seen: Sequence[Sighting], name: str) -> Floats:
    empty = np.full(_SHAPES[name], np.nan)
    return np.array([getattr(s.pose, name) if s.pose else empty for s in seen], np.float64)


def _packed(values: Floats, step: float) -> Ints:
    """Whole steps, as differences from one frame to the next: small numbers, which compress well."""
    steps = np.clip(np.round(np.nan_to_num(values) / step), -_MOST, _MOST)
    whole = np.where(np.isnan(values), _NAN, steps).astype(np.int16)
    # a missing value makes the differences wrap round; adding them up wraps back
    return np.asarray(np.diff(whole, axis=0, prepend=np.zeros_like(whole[:1])), np.int16)


def _unpacked(differences: Ints, step: float) -> Floats:
    whole = np.cumsum(differences, axis=0, dtype=np.int16)
    return np.where(whole == _NAN, np.nan, whole * step)
