"""How well turned repetitions are told from good ones, by features that other people chose."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outline.axes import axes_of, trunk_px
from outline.film import Film
from outline.motion import flow_px, motion
from outline.plan import REPS, SIZES_DEG
from outline.shape import ABOVE, STATIONS, shape
from sweep.features import CHANGE, Marks, readings
from sweep.plan import GOOD
from sweep.separation import Sample, best_feature, d_prime, held_out

Floats = NDArray[np.floating]
NAN = float("nan")
# Features of each repetition of a set, and of all sets of a film.
Values = Mapping[str, float]
Reps = Sequence[Values]
Kind = Callable[[Film, int], Reps]
_REST = 2


def full(rep: int) -> tuple[int, int]:
    """The two pictures of a repetition at full range."""
    return 3 + 2 * rep, 4 + 2 * rep


def outline(film: Film, take: int) -> Reps:
    """The exact outline along the trunk that the product sees."""
    return _outlines(film, take, film.xy_px[take])


def outline_above(film: Film, take: int) -> Reps:
    """The same, of slices that no raised leg reaches."""
    wanted = tuple(f"at {station:+.2f}" for station in STATIONS if station > ABOVE)
    return [{name: v for name, v in rep.items() if name.endswith(wanted)} for rep in outline(film, take)]


def outline_true(film: Film, take: int) -> Reps:
    """The exact outline along the true trunk: the most that any outline can tell."""
    return _outlines(film, take, film.exact_px[take])


def _outlines(film: Film, take: int, marks_px: Floats) -> Reps:
    unit_px = trunk_px(marks_px[:_REST])
    return _repetitions(lambda i: shape(film.body[take, i], axes_of(marks_px[i], unit_px)))


def _repetitions(measure: Callable[[int], Values]) -> Reps:
    return [_mean([measure(i) for i in full(rep)]) for rep in range(REPS)]


def _mean(values: Sequence[Values]) -> Values:
    return {name: sum(v[name] for v in values) / len(values) for name in values[0]}


def since_rest(film: Film, take: int) -> Reps:
    """The motion from rest to full range."""
    return _repetitions(lambda i: _moved(film, take, (i - 3) % 2, i))


def since_own(film: Film, take: int) -> Reps:
    """The motion from the first good repetition at full range; it against itself is no motion."""
    return _repetitions(lambda i: _moved(film, take, full(0)[(i - 3) % 2], i))


def _moved(film: Film, take: int, before: int, after: int) -> Values:
    flow, marks_px = flow_px(film.grey[take, before], film.grey[take, after]), film.xy_px[take]
    body, unit_px = film.body[take, before], trunk_px(marks_px[:_REST])
    return motion(flow, body, marks_px[before], marks_px[after], unit_px)


def landmarks(film: Film, take: int) -> Reps:
    """The sweep's landmark features."""
    high, wide = film.grey.shape[2:]
    marks = Marks(film.xy_px[take], film.world_m[take], film.visibility[take])
    return [
        {name: value for name, value in r.free.items() if CHANGE not in name}
        for r in readings(marks, (wide, high))
    ]


KINDS: Mapping[str, tuple[Kind, ...]] = {
    "outline, true trunk": (outline_true,),
    "outline": (outline,),
    "outline above the hips": (outline_above,),
    "motion": (since_rest, since_own),
    "landmarks": (landmarks,),
}


class Told(NamedTuple):
    """How well one kind of feature tells from one place.

    Attributes:
        feature: which the people for tuning chose.
        chosen: d' of both sizes in those who chose it.
        others: d' of both sizes in the people that figures are given on.
        everybody: d' of both sizes when each of all people is told by what all others chose.
    """

    feature: str
    chosen: tuple[float, ...]
    others: tuple[float, ...]
    everybody: tuple[float, ...]


def own_differences(film: Film, kinds: Sequence[Kind]) -> list[Reps]:
    """Each set's repetitions as differences to its first good one, which is left out."""
    sets = list[Reps]()
    for take in range(len(film.grey)):
        reps = [_merged([kind(film, take)[:REPS] for kind in kinds], rep) for rep in range(REPS)]
        first = reps[0]
        sets.append([{n: v - first.get(n, NAN) for n, v in rep.items()} for rep in reps[1:]])
    return sets


def _merged(by_kind: Sequence[Reps], rep: int) -> Values:
    if len(by_kind) == 1:
        return by_kind[0][rep]
    names = ("from rest: ", "from own: ")
    return {n + name: v for n, reps in zip(names, by_kind, strict=True) for name, v in reps[rep].items()}


# The sets of each person.
People = Sequence[Sequence[Reps]]


def tell(tuners: People, reported: People) -> Told:
    """Choose a feature on some people and measure it on others."""
    names = sorted({name for sets in (*tuners, *reported) for reps in sets for rep in reps for name in rep})
    own, others, everybody = (_table(who, names) for who in (tuners, reported, [*tuners, *reported]))
    sizes = range(len(SIZES_DEG))
    best = best_feature(own[0], _together(own[1]))
    if best.feature < 0:
        nothing = (NAN,) * len(SIZES_DEG)
        return Told("", nothing, nothing, nothing)
    told = [
        tuple(float(np.sign(best.d_prime) * _d_prime(good, bad[i], best.feature)) for i in sizes)
        for good, bad in (own, others)
    ]
    return Told(
        names[best.feature], told[0], told[1], tuple(held_out(everybody[0], everybody[1][i]) for i in sizes)
    )


def _d_prime(good: Sample, bad: Sample, feature: int) -> float:
    return float(d_prime(good.values[:, [feature]], bad.values[:, [feature]])[0])


def _table(people: People, names: Sequence[str]) -> tuple[Sample, list[Sample]]:
    """Good repetitions, and faulty ones by size."""
    by_rep = [
        [(reps[number], p) for p, sets in enumerate(people) for reps in sets] for number in range(REPS - 1)
    ]
    samples = [_sample(some, names) for some in by_rep]
    return samples[0], samples[GOOD - 1 :]


def _sample(values: Sequence[tuple[Values, int]], names: Sequence[str]) -> Sample:
    table = np.array([[rep.get(name, NAN) for name in names] for rep, _ in values], np.float64)
    return Sample(table.reshape(len(values), len(names)), np.array([p for _, p in values]))


def _together(samples: Sequence[Sample]) -> Sample:
    values, people = zip(*samples, strict=True)
    return Sample(np.concatenate(values), np.concatenate(people))


def lines(name: str, told: Mapping[str, Told], features: bool) -> Iterator[str]:
    """A place's line of the table, with the chosen features below it if wanted."""
    yield " | ".join(["|", name, *(_pair(told[kind].others) for kind in KINDS), "|"]).replace("| |", "|")
    if features:
        for kind, t in told.items():
            yield f"    {kind}: {t.feature}; chose {_pair(t.chosen)}, everybody {_pair(t.everybody)}"


def _pair(values: Sequence[float]) -> str:
    return " / ".join(f"{value:.1f}" for value in values)
