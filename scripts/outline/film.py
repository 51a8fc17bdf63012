"""What was filmed from one place, a file each: a run that is cut short goes on where it was."""

import os
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sweep.plan import Spot

Floats = NDArray[np.float32]


class Film(NamedTuple):
    """One person's sets of one movement from one place.

    Attributes:
        grey: (takes, frames, height, width).
        body: (takes, frames, height, width), whether more than half of a pixel is covered by the person.
        xy_px, world_m, visibility: (takes, frames, 33, ...) landmarks as the product finds them; NaN where
            nobody is seen.
        exact_px: (takes, frames, 33, 2) true joints.
    """

    grey: NDArray[np.uint8]
    body: NDArray[np.bool_]
    xy_px: Floats
    world_m: Floats
    visibility: Floats
    exact_px: Floats


def path_of(folder: Path, movement: str, person: str, spot: Spot) -> Path:
    """Where one place's film lies."""
    return folder / movement / f"{person}_{spot.yaw_deg:+04.0f}_{100 * spot.height_m:03.0f}.npz"


def save(path: Path, film: Film) -> None:
    """Write a film, all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **film._asdict())
    os.replace(unfinished, path)


def load(path: Path) -> Film:
    """Read what ``save`` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        return Film(*(stored[name] for name in Film._fields))
