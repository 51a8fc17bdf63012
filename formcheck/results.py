"""Results as data: the versioned shape of every JSON file the project writes, and how events become it."""

import math
from collections.abc import Iterable
from dataclasses import asdict
from statistics import mean, stdev
from typing import Any

from pydantic import Field

from formcheck.engine.engine import Engine
from formcheck.engine.events import (
    JUMPED,
    Dropped,
    Event,
    Flag,
    Held,
    Partial,
    Raise,
    Recognised,
    Rep,
    Resumed,
)
from formcheck.engine.personal import Personal
from formcheck.engine.sets import SEVERAL, UNKNOWN, goes_on
from formcheck.engine.spec import Exercise, Severity, base_name
from formcheck.motion.signals import SIGNALS
from formcheck.shapes import (
    BySide,
    FaultFound,
    HoldTime,
    LimitChanged,
    NotCheckedHere,
    PersonalLimits,
    RepFound,
    RepTime,
    Seconds,
    SetFound,
    Shape,
    SideDifference,
)

__all__ = [
    "SCHEMA_VERSION",
    "BySide",
    "FaultFound",
    "HoldTime",
    "LimitChanged",
    "NotCheckedHere",
    "PersonalLimits",
    "RepFound",
    "RepTime",
    "Result",
    "SetFound",
    "SideDifference",
    "Tally",
    "build",
    "json_schema",
]

SCHEMA_VERSION = "1.0"


class Result(Shape):
    """Everything that was counted and judged in one clip or session."""

    schema_version: str = SCHEMA_VERSION
    exercise: str = Field(description=f"{UNKNOWN} where none was recognised, {SEVERAL} where sets name them")
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
    sets: list[SetFound] = Field(
        default=[], description="repetitions of one exercise with no longer rest between them"
    )
    side_difference: SideDifference | None
    personal: PersonalLimits | None = Field(
        default=None, description="limits of a targets file; null where the declared ones hold"
    )
    dropped: list[str] = Field(description="movements that were seen and not counted, each with its reason")
    warnings: list[str] = Field(description="what went wrong; the command line exits with an error")
    notes: list[str] = Field(description="what may explain a count of 0")
    parts: list["Result"] = Field(
        default=[],
        exclude=True,
        description="of several exercises each one's own result, numbered from 1; not in the files",
    )


def json_schema() -> dict[str, Any]:
    """The JSON schema of a result file."""
    schema = Result.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"formcheck result {SCHEMA_VERSION}"
    return schema


class Tally:
    """Gathers the events that belong in a result.

    Args:
        exercises: what was counted, each once; the first one first.
    """

    def __init__(self, *exercises: Exercise) -> None:
        self.exercises = {e.name: e for e in exercises}
        self._now = next(iter(self.exercises), UNKNOWN)
        self.reps: list[Rep] = []
        self.done: list[str] = []
        self.raises: list[Raise] = []
        self.flags: list[Flag] = []
        self.holds: list[Held] = []
        self.partials = 0
        self.dropped: list[str] = []

    def add(self, events: Iterable[Event]) -> None:
        """Take what became known in one step."""
        for event in events:
            match event:
                case Recognised():
                    self._now = event.exercise
                case Rep():
                    self.reps.append(event)
                    self.done.append(self._now)
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

    def repetitions(self, since: int = 0) -> list[RepFound]:
        """The repetitions in full; ``since`` leaves out as many of the first ones."""
        return [
            _repetition(rep, SIGNALS[base_name(self.exercises[name].drive.signal)].unit)
            for rep, name in zip(self.reps[since:], self.done[since:], strict=True)
        ]

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

    @property
    def exercise(self) -> str:
        """The name of what was counted; `SEVERAL` or `UNKNOWN` where it is not one."""
        names = list(self.exercises)
        return names[0] if len(names) == 1 else SEVERAL if names else UNKNOWN

    def sets(self) -> list[SetFound]:
        """The repetitions in sets."""
        runs: list[list[int]] = []
        for i, rep in enumerate(self.reps):
            before = runs[-1][-1] if runs else None
            if before is None or self.done[before] != self.done[i] or not goes_on(self.reps[before], rep):
                runs.append([])
            runs[-1].append(i)
        return [self._set(number, run) for number, run in enumerate(runs, 1)]

    def _set(self, number: int, run: list[int]) -> SetFound:
        reps = [self.reps[i] for i in run]
        flags = [flag for rep in reps for flag in rep.flags]
        spoiled = {flag.rep for flag in flags if flag.severity is Severity.FAULT}
        return SetFound(
            number=number,
            exercise=self.done[run[0]],
            start_s=reps[0].start_s,
            end_s=reps[-1].t_s,
            first_rep=reps[0].number,
            reps=len(reps),
            good_reps=sum(rep.number not in spoiled for rep in reps),
            faults=sorted({flag.name for flag in flags}),
        )


def build(tally: Tally, *engines: Engine, **about: Any) -> Result:
    """Put a result together; ``about`` gives source, duration, frames, view, warnings and completeness."""
    repetitions = tally.repetitions()
    return Result(
        exercise=tally.exercise,
        reps=len(tally.reps),
        reps_by_side=tally.by_side(),
        good_reps=tally.good(),
        partials=tally.partials,
        rep_times=[(r.start_s, r.peak_s, r.end_s, r.side) for r in repetitions],
        holds=[(h.start_s, h.end_s, h.side) for h in tally.holds],
        faults=tally.faults(),
        not_checked=[missing for engine in engines for missing in _not_checked(engine, len(engines) > 1)],
        repetitions=repetitions,
        sets=tally.sets(),
        side_difference=_difference(tally),
        personal=_personal([engine.exercise.personal for engine in engines]),
        dropped=tally.dropped,
        **about,
    )


def _not_checked(engine: Engine, is_named: bool) -> list[NotCheckedHere]:
    where = f"{engine.exercise.title}: " if is_named else ""
    return [NotCheckedHere(name=n.name, reason=where + n.reason) for n in engine.not_checked()]


def _personal(of_each: Iterable[Personal | None]) -> PersonalLimits | None:
    used = [personal for personal in of_each if personal is not None]
    if not used:
        return None
    changes = [LimitChanged(**asdict(change)) for personal in used for change in personal.changes]
    return PersonalLimits(file=used[0].file, changes=changes)


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
    if len(tally.exercises) != 1:
        return None
    ranges: dict[str, list[float]] = {"left": [], "right": []}
    for rep in tally.reps:
        for r in rep.raises:
            if r.side is not None:
                ranges[r.side].append(r.range)
    left, right = ranges["left"], ranges["right"]
    # one repetition a side has no spread to hold a difference against
    if min(len(left), len(right)) < 2:
        return None
    (exercise,) = tally.exercises.values()
    signal = SIGNALS[base_name(exercise.drive.signal)]
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
