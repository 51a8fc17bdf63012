"""What the lower layers see of every training picture, worked out once: they do not change."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pelvis.backbone import Backbone
from pelvis.store import Samples
from pelvis.vary import plain, varied

Ints = NDArray[np.int64]
_AT_ONCE = 60


class Pass(NamedTuple):
    """All pictures once, each changed in its own way: (N, 88, 6, 6), (N, 40) and (N, 3, 3)."""

    features: NDArray[np.float16]
    marks: NDArray[np.float32]
    truth: NDArray[np.float32]


def passes(samples: Samples, backbone: Backbone, count: int) -> list[Pass]:
    """The pictures as they are, then ``count - 1`` times changed at random."""
    sets = sets_of(samples)
    return [_one(samples, sets, backbone, number) for number in range(count)]


def sets_of(samples: Samples) -> Ints:
    """Each picture's set, 0, 1, ... without gaps; the pictures of a set follow each other."""
    return np.asarray(np.unique(samples.where[:, 0], return_inverse=True)[1], np.int64)


def _one(samples: Samples, sets: Ints, backbone: Backbone, number: int) -> Pass:
    rng, parts = np.random.default_rng(number), []
    for first in range(0, len(sets), _AT_ONCE):
        rows = np.arange(first, min(first + _AT_ONCE, len(sets)))
        batch = varied(samples, rows, sets[rows], rng) if number else plain(samples, rows)
        image = np.ascontiguousarray(batch.image, np.float32)
        parts.append(Pass(backbone(image), batch.marks, batch.truth))
    return Pass(*(np.concatenate(column) for column in zip(*parts, strict=True)))
