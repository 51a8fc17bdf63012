"""Landmarks of every place and person, a file each: a sweep that is cut short goes on where it was."""

import os
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sweep.plan import GOOD, TAKES, Group, Spot

Floats = NDArray[np.float32]


class Landmarks(NamedTuple):
    """Landmarks of every frame of every take; NaN where there are none.

    Attributes:
        xy_px: (takes, frames, 33, 2) as the pose model saw them.
        world_m: (takes, frames, 33, 3) as it guessed them in space.
        visibility: (takes, frames, 33) as it claims to see them.
        exact_px, exact_m: the true joints, the same shapes and axes.
    """

    xy_px: Floats
    world_m: Floats
    visibility: Floats
    exact_px: Floats
    exact_m: Floats


def path_of(folder: Path, group: Group, person: str, spot: Spot) -> Path:
    """Where one place's landmarks lie; another plan has another folder."""
    plan = f"{zlib.crc32(repr((group.faults, group.size_px, TAKES, GOOD)).encode()):08x}"
    name = f"{spot.yaw_deg:+04.0f}_{100 * spot.height_m:03.0f}_{100 * spot.distance_m:03.0f}.npz"
    return folder / f"{group.name}_{plan}" / person / name


def save(path: Path, landmarks: Landmarks) -> None:
    """Write landmarks, all of them or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        np.savez_compressed(file, **landmarks._asdict())
    os.replace(unfinished, path)


def load(path: Path) -> Landmarks:
    """Read what ``save`` wrote."""
    with np.load(path) as data:
        return Landmarks(*(data[name] for name in Landmarks._fields))
