"""Where everybody truly is in each picture of a rendered clip, in a small file beside its landmarks."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
JOINTS = tuple(
    f"{side}_{joint}"
    for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
    for side in ("left", "right")
)
FOLDER = "places"
# Stored as whole steps of this many pixels; the lowest number stands for nobody there.
_STEP_PX, _NOBODY = 1 / 16, np.iinfo(np.int16).min


def save(path: Path, places: Mapping[str, Floats]) -> None:
    """Write pixels by name, (frames, ..., 2), as differences from frame to frame; NaN is nobody there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **{name: _packed(px) for name, px in places.items()})


def load(path: Path) -> dict[str, Floats]:
    """Read what `save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        whole = {name: np.cumsum(stored[name], axis=0, dtype=np.int16) for name in stored.files}
    return {name: np.where(v == _NOBODY, np.nan, v * _STEP_PX) for name, v in whole.items()}


def _packed(px: Floats) -> NDArray[np.int16]:
    steps = np.clip(np.round(np.nan_to_num(px) / _STEP_PX), _NOBODY + 1, -_NOBODY - 1)
    whole = np.where(np.isnan(px), _NOBODY, steps).astype(np.int16)
    # a missing value makes the differences wrap round; adding them up wraps back
    return np.asarray(np.diff(whole, axis=0, prepend=np.zeros_like(whole[:1])), np.int16)
