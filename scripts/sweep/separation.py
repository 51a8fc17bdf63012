"""How well two sets of readings can be told apart, in units of their spread, and how far to believe it."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NAN = float("nan")
# Of all repetitions, this many must give a number, and no fewer than so many.
_SHARE, _LEAST = 0.7, 6


class Sample(NamedTuple):
    """Readings of good or of faulty repetitions.

    Attributes:
        values: (repetitions, features); NaN where there is none.
        person: (repetitions,) who did it.
    """

    values: Floats
    person: Ints


class Best(NamedTuple):
    """The feature that tells best, among many.

    Attributes:
        feature: its index; -1 where none does.
        d_prime: over all people, its sign that of faulty minus good.
        held_out: d' of features chosen and scaled on the other people: free of the luck of choosing.
    """

    feature: int
    d_prime: float
    held_out: float


def d_prime(good: Floats, bad: Floats) -> Floats:
    """(mean of faulty - mean of good) / pooled spread of each column, corrected for small samples.

    The correction is Hedges and Olkin's (1985): 1 - 3 / (4 degrees of freedom - 1).

    Args:
        good: (repetitions, features).
        bad: (repetitions, features).

    Returns:
        (features,); NaN where too few are numbers, or where nothing varies.
    """
    counts = [np.isfinite(x).sum(0) for x in (good, bad)]
    enough = np.all([(n >= _least(len(x))) for n, x in zip(counts, (good, bad), strict=True)], axis=0)
    means, squares = zip(*(_moments(x) for x in (good, bad)), strict=True)
    freedom = np.maximum(counts[0] + counts[1] - 2, 1)
    spread = np.sqrt((squares[0] + squares[1]) / freedom)
    raw = (means[1] - means[0]) / np.where(spread > 1e-9, spread, NAN)
    return np.asarray(np.where(enough, raw * (1.0 - 3.0 / (4.0 * freedom - 1.0)), NAN))


def _least(repetitions: int) -> int:
    return max(_LEAST, math.ceil(_SHARE * repetitions))


def _moments(x: Floats) -> tuple[Floats, Floats]:
    """Mean and sum of squared deviations of each column's numbers."""
    seen = np.isfinite(x)
    count = np.maximum(seen.sum(0), 1)
    mean = np.where(seen, x, 0.0).sum(0) / count
    return np.where(seen.any(0), mean, NAN), np.where(seen, (x - mean) ** 2, 0.0).sum(0)


def same_sign(good: Sample, bad: Sample) -> NDArray[np.bool_]:
    """Whether, with any one person left out, that person's faulty readings differ the same way.

    Returns:
        (features,); people without numbers in both have no say; False where nobody has a say.
    """
    by_person = [
        _moments(bad.values[bad.person == p])[0] - _moments(good.values[good.person == p])[0]
        for p in np.unique(good.person)
    ]
    signs = np.sign(np.array(by_person))
    up, down = (signs > 0).any(0), (signs < 0).any(0)
    return np.asarray(up != down)


def best_feature(good: Sample, bad: Sample) -> Best:
    """Choose the feature that tells good from faulty best and the same way in everybody."""
    values = np.where(same_sign(good, bad), d_prime(good.values, bad.values), NAN)
    if np.isnan(values).all():
        return Best(-1, NAN, NAN)
    feature = int(np.nanargmax(np.abs(values)))
    return Best(feature, float(values[feature]), held_out(good, bad))


def held_out(good: Sample, bad: Sample) -> float:
    """Give d' of each person's readings by the feature, sign and scale that the other people chose.

    NaN with fewer than three people, or where the others find no feature.
    """
    scored: tuple[list[Floats], list[Floats]] = ([], [])
    people = np.unique(good.person)
    if len(people) < 3:
        return NAN
    for person in people:
        others = [_only(s, s.person != person) for s in (good, bad)]
        values = np.where(same_sign(*others), d_prime(others[0].values, others[1].values), NAN)
        if np.isnan(values).all():
            return NAN
        best = int(np.nanargmax(np.abs(values)))
        for sample, into in zip((good, bad), scored, strict=True):
            into.append(_scored(_only(sample, sample.person == person), others, best))
    return float(d_prime(*(np.concatenate(s)[:, None] for s in scored))[0])


def _only(sample: Sample, which: NDArray[np.bool_]) -> Sample:
    return Sample(sample.values[which], sample.person[which])


def _scored(sample: Sample, others: Sequence[Sample], feature: int) -> Floats:
    """Readings of a feature on the scale on which the others' good ones are 0 and their faulty ones 1."""
    good, bad = (float(np.nanmean(s.values[:, feature])) for s in others)
    return np.asarray((sample.values[:, feature] - good) / (bad - good))
