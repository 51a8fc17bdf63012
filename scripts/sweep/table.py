"""The figures of every fault and place, from the landmarks that were saved."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sweep.features import CHANGE, Marks, Reading, against, readings
from sweep.judged import judged
from sweep.places import best_spot, view_of
from sweep.plan import GOOD, Group, Spot, people
from sweep.separation import Best, Sample, best_feature, d_prime
from sweep.store import load, path_of

NAN = float("nan")
# With d' this large a limit half-way finds 95 % of what it should, with 5 % false alarms; where it must find
# 90 % with 3 % false alarms, 3.16 is needed. Below 2 no limit is of use.
SHOWN, WEAK = 3.2, 2.0
# Columns of one kind, by the value itself and against one's own.
PRODUCT = ("product_d", "product_own_d")
MEASURE = ("anywhere_d", "anywhere_own_d")
FEATURE = ("held_out_d", "own_held_out_d")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One fault seen from one place.

    Attributes:
        exercise, variant, fault, size: what is told from good repetitions.
        yaw_deg, height_m, distance_m: the camera's place.
        signal: which the product goes by, where it has one.
        product_d: d' of it as the product reads it; positive when faulty is on the wrong side of good.
        product_share: repetitions in which the product reads a number.
        product_own_d: d' of the difference to a good repetition of the same set.
        anywhere_d: d' of the same measure, read also where the product says that it cannot be seen.
        anywhere_own_d: the same, of the difference to a good repetition of the same set.
            Either is below zero where the measure is turned round, as seen from behind.
        exact_d: d' of that measure on the true joints in the picture: what a pose model without error would
            see.
        feature: the feature that tells best; empty where none does.
        feature_d: its d', sign left out.
        held_out_d: the same for people who had no part in choosing the feature.
        own_feature, own_held_out_d: the same of differences to a good repetition of the same set.
        good, bad: repetitions; one good one less is compared with one's own.
        seen: share of them with a pose.
        view: the place's true name.
        view_seen: what the product mostly takes it for.
        view_share: how often.
    """

    exercise: str
    variant: str
    fault: str
    size: float
    yaw_deg: float
    height_m: float
    distance_m: float
    signal: str
    product_d: float
    product_own_d: float
    product_share: float
    anywhere_d: float
    anywhere_own_d: float
    exact_d: float
    feature: str
    feature_d: float
    held_out_d: float
    own_feature: str
    own_held_out_d: float
    good: int
    bad: int
    seen: float
    view: str
    view_seen: str
    view_share: float

    @property
    def key(self) -> tuple[str, str, str, float]:
        """The fault."""
        return self.exercise, self.variant, self.fault, self.size

    @property
    def spot(self) -> Spot:
        """The place."""
        return Spot(self.yaw_deg, self.height_m, self.distance_m)


def rows(group: Group, spots: Iterable[Spot], folder: Path) -> Iterator[Row]:
    """The rows of all faults of a movement, from those places that everybody was filmed from."""
    for spot in spots:
        paths = [path_of(folder, group, person, spot) for person in people()]
        if all(path.exists() for path in paths):
            yield from _rows(group, spot, [_read(group, path) for path in paths])


# Readings by take, then by repetition.
Takes = Sequence[Sequence[Reading]]


class _Takes(NamedTuple):
    """One person's, as the pose model saw them and as they truly were."""

    seen: Takes
    exact: Takes


def _read(group: Group, path: Path) -> _Takes:
    marks = load(path)
    claimed = np.ones_like(marks.visibility)
    seen, exact = (
        [readings(Marks(*parts), group.size_px) for parts in zip(*all_parts, strict=True)]
        for all_parts in (
            (marks.xy_px, marks.world_m, marks.visibility),
            (marks.exact_px, marks.exact_m, claimed),
        )
    )
    return _Takes(seen, exact)


# Readings and who did it.
Reps = Sequence[tuple[Reading, int]]


class _Both(NamedTuple):
    """Good and faulty repetitions."""

    good: Reps
    bad: Reps


def _both(by_person: Sequence[Takes], number: int) -> _Both:
    return _Both(
        [(rep, p) for p, takes in enumerate(by_person) for take in takes for rep in take[:GOOD]],
        [(take[GOOD + number], p) for p, takes in enumerate(by_person) for take in takes],
    )


def _own(by_person: Sequence[Takes], number: int) -> _Both:
    """The same as differences to the first good repetition of the set."""
    return _Both(
        [(against(r, t[0]), p) for p, takes in enumerate(by_person) for t in takes for r in t[1:GOOD]],
        [(against(t[GOOD + number], t[0]), p) for p, takes in enumerate(by_person) for t in takes],
    )


def _rows(group: Group, spot: Spot, by_person: Sequence[_Takes]) -> Iterator[Row]:
    seen, exact = [p.seen for p in by_person], [p.exact for p in by_person]
    for number in range(len(group.faults)):
        yield _row(group, spot, number, (_both(seen, number), _own(seen, number), _both(exact, number)))


def _row(group: Group, spot: Spot, number: int, told: tuple[_Both, _Both, _Both]) -> Row:
    (reps, own, exact), (fault, size) = told, group.faults[number]
    rule, every = judged(group.exercise, fault), [reading for some in reps for reading, _ in some]
    best, own_best = _best(reps), _best(own)
    signal, product_d, share = _product(rule.here, reps, "gated")
    kinds = Counter(reading.view for reading in every if reading.is_seen)
    kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
    return Row(
        exercise=group.exercise,
        variant=group.variant,
        fault=fault,
        size=size,
        **asdict(spot),
        signal=signal,
        product_d=product_d,
        product_own_d=_product(_level(rule.here), own, "gated")[1],
        product_share=share,
        anywhere_d=_product(rule.anywhere, reps, "free")[1],
        anywhere_own_d=_product(_level(rule.anywhere), own, "free")[1],
        exact_d=_product(rule.anywhere, exact, "free")[1],
        feature=best[0],
        feature_d=abs(best[1].d_prime),
        held_out_d=best[1].held_out,
        own_feature=own_best[0],
        own_held_out_d=own_best[1].held_out,
        good=len(reps.good),
        bad=len(reps.bad),
        seen=sum(reading.is_seen for reading in every) / len(every),
        view=str(view_of(group.exercise, spot.yaw_deg)),
        view_seen=str(kind),
        view_share=count / len(every),
    )


def _level(signals: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The signals themselves: held against one's own, the rest drops out."""
    return [(name.removesuffix(CHANGE), worse) for name, worse in signals]


def _best(reps: _Both) -> tuple[str, Best]:
    names = sorted({name for some in reps for reading, _ in some for name in reading.free})
    if not names:
        return "", Best(-1, NAN, NAN)
    best = best_feature(*(_sample([(r.free, p) for r, p in some], names) for some in reps))
    return names[best.feature] if best.feature >= 0 else "", best


def _sample(values: Sequence[tuple[Mapping[str, float], int]], names: Sequence[str]) -> Sample:
    table = [[reading.get(name, NAN) for name in names] for reading, _ in values]
    return Sample(np.array(table, float).reshape(len(values), len(names)), np.array([p for _, p in values]))


def _product(signals: Sequence[tuple[str, float]], reps: _Both, which: str) -> tuple[str, float, float]:
    """The signal that tells best here, its d' on the wrong side of good, and the share of numbers."""
    told = []
    for name, worse in signals:
        good, bad = (_sample([(getattr(r, which), p) for r, p in some], [name]).values for some in reps)
        share = float(np.isfinite(np.concatenate([good, bad])).mean())
        told.append((name, worse * float(d_prime(good, bad)[0]), share))
    if not told:
        return "", NAN, 0.0
    size = abs if which == "free" else float
    return max(told, key=lambda t: (-math.inf if math.isnan(t[1]) else size(t[1]), t[2]))


def best_by(found: Sequence[Row], *names: str) -> Row | None:
    """The best place by the larger of some columns, among those of one distance."""
    here = {row.spot: row for row in found if row.distance_m == found[0].distance_m}
    spot = best_spot({s: largest(row, *names) for s, row in here.items()})
    return None if spot is None else here[spot]


def largest(row: Row | None, *names: str) -> float:
    """The largest of some columns; NaN where none is a number.

    What is measured from anywhere may have either sign: seen from behind, many a measure is turned round.
    """
    signed = [(name, float(getattr(row, name))) for name in names] if row else []
    values = [abs(value) if name in (*MEASURE, "exact_d") else value for name, value in signed]
    return max((v for v in values if not math.isnan(v)), default=NAN)


def by_fault(found: Iterable[Row]) -> dict[tuple[str, str, str, float], list[Row]]:
    """The rows of each fault, those at the usual distance first."""
    faults: dict[tuple[str, str, str, float], list[Row]] = {}
    for row in found:
        faults.setdefault(row.key, []).append(row)
    return faults


def save(found: Sequence[Row], path: Path) -> None:
    """Write the table as JSON, a line each row; a value that is not a number is null."""
    names = [field.name for field in fields(Row)]
    lines = [json.dumps([_plain(getattr(row, name)) for name in names]) for row in found]
    head = f'{{"people": {json.dumps(people())},\n"columns": {json.dumps(names)},\n"rows": [\n'
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def _plain(value: str | float) -> str | float | None:
    if isinstance(value, str):
        return value
    return round(value, 2) if math.isfinite(value) else None
