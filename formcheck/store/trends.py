"""One exercise over time, like with like, and how much must change before it is more than measuring error.

The minimal detectable change is 1.96 * sqrt(2) * SEM: two measurements of an unchanged person differ by less
in nineteen of twenty pairs. The standard error of a session's mean range is taken as that of one reading of
the driving signal: the camera's place and the body's shape err the same way in every repetition, so that more
repetitions do not make it smaller.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import mean, stdev
from typing import Any

from formcheck.engine.spec import Exercise, Kind, base_name
from formcheck.motion.signals import SIGNALS
from formcheck.results import Result
from formcheck.store.stored import StoredSession

Z95 = 1.96
# Half of 149 rendered holds err by less than 0.059 s (docs/accuracy), which is 0.6745 standard errors.
HOLD_ERROR_S = 0.059 / 0.6745


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One session in a trend. None where there was nothing to measure.

    Attributes:
        view, surface, footwear: points are compared only where all three are the same.
        good_share: of the repetitions, those without a fault, 0 to 1.
        range_mean, range_spread: of the repetitions, mean and standard deviation, in ``range_unit``.
        hold_s_mean, hold_s_spread: of the timed holds.
        left_right_difference: mean range of the left less that of the right.
        fault_rate: share of the repetitions with each fault; one that could not be checked is not in it.
    """

    session_id: str
    started_at: datetime
    view: str
    surface: str
    footwear: str | None
    complete: bool
    reps: int
    good_reps: int
    good_share: float | None
    range_mean: float | None
    range_spread: float | None
    range_unit: str
    holds: int
    hold_s_mean: float | None
    hold_s_spread: float | None
    left_right_difference: float | None
    fault_rate: Mapping[str, float]

    @property
    def kind(self) -> tuple[str, str, str | None]:
        """What points must have in common to be compared."""
        return self.view, self.surface, self.footwear

    def as_json(self) -> dict[str, Any]:
        """Plain data, times as ISO 8601."""
        return asdict(self) | {"started_at": self.started_at.isoformat(timespec="seconds")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detectable:
    """The least change that is more than measuring error, with 95 % confidence.

    Attributes:
        range, difference: in ``range_unit``; of a mean range, and of a difference between the sides.
        hold_s: of a mean hold.
        source: where the standard errors come from.
    """

    range: float
    range_unit: str
    hold_s: float
    difference: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The latest session against the first one like it.

    Attributes:
        measure: ``range``, ``hold_s``, ``difference``, ``good_share``, or a fault's name.
        before, now: the two values.
        detectable: what they must differ by, from measuring error and the spread of repetitions in both.
    """

    measure: str
    before: float
    now: float
    unit: str
    detectable: float

    @property
    def is_real(self) -> bool:
        """Whether it is more than error and spread."""
        return abs(self.now - self.before) > self.detectable


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """An exercise over time, the oldest session first."""

    exercise: str
    points: tuple[Point, ...]
    mdc: Detectable
    changes: tuple[Change, ...]


def detectable(exercise: Exercise) -> Detectable:
    """What must change in an exercise to be more than measuring error."""
    signal = SIGNALS[base_name(exercise.drive.signal)]
    return Detectable(
        range=mdc95(signal.error),
        range_unit=signal.unit,
        hold_s=mdc95(HOLD_ERROR_S),
        difference=mdc95(math.sqrt(2.0) * signal.error),
        source=f"{signal.title}: standard error {signal.error:g} {signal.unit} ({signal.source});"
        f" holds: {HOLD_ERROR_S:.2f} s (evaluation on rendered clips)",
    )


def mdc95(error: float) -> float:
    """The minimal detectable change for a standard error of measurement."""
    return Z95 * math.sqrt(2.0) * error


def trends(exercise: Exercise, sessions: Iterable[StoredSession]) -> Trends:
    """Put the sessions of an exercise in order and compare the latest with the first one like it."""
    points = [_point(exercise, one) for one in sessions if one.result.reps]
    points.sort(key=lambda point: point.started_at)
    return Trends(
        exercise=exercise.name,
        points=tuple(points),
        mdc=detectable(exercise),
        changes=tuple(_changes(exercise, points)),
    )


def _point(exercise: Exercise, stored: StoredSession) -> Point:
    result, summary = stored.result, stored.summary
    ranges = [rep.range for rep in result.repetitions if rep.range is not None]
    holds = [end - start for start, end, _ in result.holds] if exercise.kind is not Kind.REPS else []
    sides = result.side_difference
    return Point(
        session_id=summary.id,
        started_at=summary.started_at,
        view=summary.view,
        surface=summary.surface,
        footwear=summary.footwear,
        complete=summary.complete,
        reps=result.reps,
        good_reps=result.good_reps,
        good_share=result.good_reps / result.reps,
        range_mean=_mean(ranges),
        range_spread=_spread(ranges),
        range_unit=result.repetitions[0].range_unit,
        holds=len(holds),
        hold_s_mean=_mean(holds),
        hold_s_spread=_spread(holds),
        left_right_difference=sides.difference if sides else None,
        fault_rate=_fault_rates(exercise, result),
    )


def _mean(values: Sequence[float]) -> float | None:
    return mean(values) if values else None


def _spread(values: Sequence[float]) -> float | None:
    return stdev(values) if len(values) > 1 else None


def _fault_rates(exercise: Exercise, result: Result) -> dict[str, float]:
    unseen = {missing.name for missing in result.not_checked}
    reps = {rep.number for rep in result.repetitions}
    rates = {}
    for name in dict.fromkeys(judged.name for judged in exercise.judged):
        found = {fault.rep for fault in result.faults if fault.name == name} & reps
        if found or name not in unseen:
            rates[name] = len(found) / result.reps
    return rates


def _changes(exercise: Exercise, points: Sequence[Point]) -> Iterable[Change]:
    if not points:
        return
    now = points[-1]
    like = [p for p in points if p.kind == now.kind]
    first = like[0]
    if first is now:
        return
    yield from _measured(exercise, first, now)
    yield from _counted("good_share", first.good_share, now.good_share, first, now)
    for name, rate in now.fault_rate.items():
        yield from _counted(name, first.fault_rate.get(name), rate, first, now)


def _measured(exercise: Exercise, first: Point, now: Point) -> Iterable[Change]:
    signal = SIGNALS[base_name(exercise.drive.signal)]
    sides = math.sqrt(2.0) * signal.error
    spreads = ((p.range_spread, p.reps) for p in (first, now))
    yield from _mean_change("range", signal.unit, first.range_mean, now.range_mean, signal.error, spreads)
    spreads = ((p.hold_s_spread, p.holds) for p in (first, now))
    yield from _mean_change("hold_s", "s", first.hold_s_mean, now.hold_s_mean, HOLD_ERROR_S, spreads)
    differences = first.left_right_difference, now.left_right_difference
    yield from _mean_change("difference", signal.unit, *differences, sides, ())


def _mean_change(
    measure: str,
    unit: str,
    before: float | None,
    now: float | None,
    error: float,
    spreads: Iterable[tuple[float | None, int]],
) -> Iterable[Change]:
    """A change of means: the error of both measurements, and of both samples of repetitions."""
    if before is None or now is None:
        return
    variance = 2.0 * error**2 + sum((spread or 0.0) ** 2 / number for spread, number in spreads if number)
    yield Change(measure=measure, before=before, now=now, unit=unit, detectable=Z95 * math.sqrt(variance))


def _counted(
    measure: str, before: float | None, now: float | None, first: Point, last: Point
) -> Iterable[Change]:
    """A change of shares: of few repetitions, many may differ by chance.

    Source: Agresti & Caffo 2000, one repetition of each kind added to both samples.
    """
    if before is None or now is None:
        return
    variance = sum(_share_variance(share, p.reps) for share, p in ((before, first), (now, last)))
    yield Change(measure=measure, before=before, now=now, unit="", detectable=Z95 * math.sqrt(variance))


def _share_variance(share: float, number: int) -> float:
    adjusted = (share * number + 1.0) / (number + 2.0)
    return adjusted * (1.0 - adjusted) / (number + 2.0)
