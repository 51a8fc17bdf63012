"""Results as data: the versioned shape of every JSON file the project writes, and how events become it."""

import math
from collections.abc import Iterable
from dataclasses import asdict
from statistics import mean, stdev
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from formcheck.engine.engine import Engine
from formcheck.engine.events import JUMPED, Dropped, Event, Flag, Held, Partial, Raise, Rep, Resumed
from formcheck.engine.personal import Change, Personal
from formcheck.engine.spec import Exercise, Severity, base_name
from formcheck.motion.signals import SIGNALS

SCHEMA_VERSION = "1.0"

# JSON knows no NaN: what was not measured is null.
Seconds = Annotated[float, PlainSerializer(lambda v: round(v, 3), return_type=float)]
Number = Annotated[float | None, PlainSerializer(lambda v: _plain(v), return_type=float | None)]
RepTime = tuple[Seconds, Seconds, Seconds, str | None]
HoldTime = tuple[Seconds, Seconds, str | None]


def _plain(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 3)


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BySide(_Shape):
    """A count for each side of the body."""

    left: int = 0
    right: int = 0


class FaultFound(_Shape):
    """One form fault in one repetition: the worst value against its limit."""

    name: str
    title: str
    side: str | None
    rep: int = Field(
        description="number of the repetition, from 1; of half a pair, the one it would have become"
    )
    t_s: Seconds
    value: Number
    limit: Number
    unit: str
    standard_error: Number
    severity: str
    cue: str


class NotCheckedHere(_Shape):
    """A fault that could not be judged, and what would help."""

    name: str
    reason: str


class RepFound(_Shape):
    """One repetition in full. Angles and ranges are of the exercise's driving signal."""

    number: int
    side: str | None
    start_s: Seconds
    peak_s: Seconds
    end_s: Seconds
    range: Number
    range_unit: str
    out_s: Seconds
    hold_s: Seconds
    back_s: Seconds
    quality: Number
    faults: list[str]


class SideDifference(_Shape):
    """Left against right range of motion; real only beyond spread and measuring error."""

    left_mean: Number
    right_mean: Number
    difference: Number
    spread: Number
    exceeds_spread: bool
    unit: str


class LimitChanged(_Shape):
    """One figure that is the person's own, by the limit's key; the range of motion has none."""

    limit: str
    field: str
    standard: float | str | bool
    own: float | str | bool
    unit: str


class PersonalLimits(_Shape):
    """Whose limits were used: a targets file, and what it changes in this exercise."""

    file: str
    changes: list[LimitChanged]

    @property
    def personal(self) -> Personal:
        """The same for the engine."""
        return Personal(self.file, tuple(Change(**dict(change)) for change in self.changes))


class Result(_Shape):
    """Everything that was counted and judged in one clip or session."""

    schema_version: str = SCHEMA_VERSION
    exercise: str
    source: str
    complete: bool = Field(description="false when the clip or the run ended early")
    duration_s: Seconds
    frames: int
    frames_with_person: int
    view: str
    reps: int
    reps_by_side: BySide
    good_reps: int = Field(description="repetitions without a fault; a caution does not spoil one")
    partials: int
    rep_times: list[RepTime] = Field(description="[start_s, peak_s, end_s, side]")
    holds: list[HoldTime] = Field(description="[start_s, end_s, side]")
    faults: list[FaultFound]
    not_checked: list[NotCheckedHere]
    repetitions: list[RepFound]
    side_difference: SideDifference | None
    personal: PersonalLimits | None = Field(
        default=None, description="limits of a targets file; null where the declared ones hold"
    )
    dropped: list[str] = Field(description="movements that were seen and not counted, each with its reason")
    warnings: list[str] = Field(description="what went wrong; the command line exits with an error")
    notes: list[str] = Field(description="what may explain a count of 0")


def json_schema() -> dict[str, Any]:
    """The JSON schema of a result file."""
    schema = Result.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"formcheck result {SCHEMA_VERSION}"
    return schema


class Tally:
    """Gathers the events that belong in a result.

    Args:
        exercise: what was counted.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.reps: list[Rep] = []
        self.raises: list[Raise] = []
        self.flags: list[Flag] = []
        self.holds: list[Held] = []
        self.partials = 0
        self.dropped: list[str] = []

    def add(self, events: Iterable[Event]) -> None:
        """Take what became known in one step."""
        for event in events:
            match event:
                case Rep():
                    self.reps.append(event)
                case Raise():
                    self.raises.append(event)
                case Flag():
                    self.flags.append(event)
                case Held():
                    self.holds.append(event)
                case Partial():
                    self.partials += 1
                case Dropped():
                    self.dropped.append(f"{event.t_s:.1f} s: {event.reason}")
                case Resumed():
                    leapt = f"{event.t_s:.1f} s: {JUMPED}"
                    self.dropped = [line for line in self.dropped if line != leapt]

    def repetitions(self) -> list[RepFound]:
        """The repetitions in full."""
        unit = SIGNALS[base_name(self.exercise.drive.signal)].unit
        return [_repetition(rep, unit) for rep in self.reps]

    def faults(self, since: int = 0) -> list[FaultFound]:
        """The flags, in the order they happened; ``since`` leaves out as many that became known first."""
        return [_fault(flag) for flag in sorted(self.flags[since:], key=lambda f: (f.rep, f.t_s))]

    def by_side(self) -> BySide:
        """Repetitions a side; single movements a side where a repetition needs both."""
        sides = [r.side for r in self.raises]
        return BySide(left=sides.count("left"), right=sides.count("right"))

    def good(self) -> int:
        """Repetitions without a fault; a caution does not spoil one."""
        spoiled = {flag.rep for flag in self.flags if flag.severity is Severity.FAULT}
        return sum(rep.number not in spoiled for rep in self.reps)


def build(tally: Tally, engine: Engine, **about: Any) -> Result:
    """Put a result together; ``about`` gives source, duration, frames, view, warnings and completeness."""
    repetitions = tally.repetitions()
    return Result(
        exercise=tally.exercise.name,
        reps=len(tally.reps),
        reps_by_side=tally.by_side(),
        good_reps=tally.good(),
        partials=tally.partials,
        rep_times=[(r.start_s, r.peak_s, r.end_s, r.side) for r in repetitions],
        holds=[(h.start_s, h.end_s, h.side) for h in tally.holds],
        faults=tally.faults(),
        not_checked=[NotCheckedHere(name=n.name, reason=n.reason) for n in engine.not_checked()],
        repetitions=repetitions,
        side_difference=_difference(tally),
        personal=_personal(engine.exercise.personal),
        dropped=tally.dropped,
        **about,
    )


def _personal(personal: Personal | None) -> PersonalLimits | None:
    if personal is None:
        return None
    return PersonalLimits(
        file=personal.file, changes=[LimitChanged(**asdict(change)) for change in personal.changes]
    )


def _repetition(rep: Rep, unit: str) -> RepFound:
    raises = rep.raises
    return RepFound(
        number=rep.number,
        side=rep.side,
        start_s=rep.start_s,
        peak_s=rep.peak_s,
        end_s=raises[-1].end_s,
        range=mean(r.range for r in raises),
        range_unit=unit,
        out_s=mean(r.out_s for r in raises),
        hold_s=mean(r.hold_s for r in raises),
        back_s=mean(r.back_s for r in raises),
        quality=rep.quality,
        faults=sorted({f.name for f in rep.flags}),
    )


def _fault(flag: Flag) -> FaultFound:
    return FaultFound(
        name=flag.name,
        title=flag.title,
        side=flag.side,
        rep=flag.rep,
        t_s=flag.t_s,
        value=flag.value,
        limit=flag.limit,
        unit=flag.unit,
        standard_error=flag.error,
        severity=flag.severity,
        cue=flag.cue,
    )


def _difference(tally: Tally) -> SideDifference | None:
    ranges: dict[str, list[float]] = {"left": [], "right": []}
    for rep in tally.reps:
        for r in rep.raises:
            if r.side is not None:
                ranges[r.side].append(r.range)
    left, right = ranges["left"], ranges["right"]
    # one repetition a side has no spread to hold a difference against
    if min(len(left), len(right)) < 2:
        return None
    signal = SIGNALS[base_name(tally.exercise.drive.signal)]
    # neither a spread within the sides nor the error of the measurement is a difference between them
    spread = max(math.hypot(stdev(left), stdev(right)), signal.error)
    return SideDifference(
        left_mean=mean(left),
        right_mean=mean(right),
        difference=mean(left) - mean(right),
        spread=spread,
        exceeds_spread=abs(mean(left) - mean(right)) > spread,
        unit=signal.unit,
    )
