"""Cut-out hips in files, one a person: what was filmed is kept when the rest is cut short."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pelvis.sample import Sample


class Samples(NamedTuple):
    """Many samples: the fields of ``Sample``, a row each."""

    crop: NDArray[np.uint8]
    marks: NDArray[np.float32]
    truth: NDArray[np.float32]
    where: NDArray[np.float64]
    kind: NDArray[np.str_]


def save(path: Path, samples: Sequence[Sample]) -> None:
    """Write samples, all of them or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    columns = {name: np.array([getattr(s, name) for s in samples]) for name in Sample._fields}
    with unfinished.open("wb") as file:
        np.savez(file, allow_pickle=False, **columns)
    os.replace(unfinished, path)


def load(paths: Sequence[Path]) -> Samples:
    """Read what ``save`` wrote, many files as one."""
    parts = [np.load(path, allow_pickle=False) for path in paths]
    return Samples(*(np.concatenate([part[name] for part in parts]) for name in Samples._fields))
