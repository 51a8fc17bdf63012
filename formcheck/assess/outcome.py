"""What a test came to, as data."""

from datetime import datetime

import numpy as np
from pydantic import Field

from formcheck.assess.spec import Attempt, Count, Test
from formcheck.assess.taken import SWAY, Taken
from formcheck.engine.events import Side
from formcheck.motion.sway import Sway, sway
from formcheck.norms.table import Norm, Sex
from formcheck.shapes import Number, Seconds, Shape

SCHEMA_VERSION = "1.0"
NO_DIAGNOSIS = (
    "A comparison with other people's means and with yourself: no diagnosis, and no word on injuries to come."
)
# While the foot is being lifted, or put down, the hips go with the weight.
SETTLE_S, LANDS_S = 1.0, 0.3


class Trial(Shape):
    """One trial of one side."""

    start_s: Seconds
    end_s: Seconds
    value: Number
    ended: str = Field(description="why it was over")


class Figure(Shape):
    """Something counted within a test; null where it could not be judged, with the reason."""

    title: str
    value: Number
    unseen: str = ""


class NormOf(Shape):
    """What a group of people reaches."""

    value: Number
    who: str
    source: str
    difference: Number = Field(description="score less norm")


class Change(Shape):
    """The score against the same person's last one."""

    before: Number
    at: datetime
    difference: Number
    detectable: Number = Field(
        description="the least change that is more than error; null where none is known"
    )
    is_more_than_error: bool | None
    source: str


class SwayOf(Shape):
    """Sway of the middle of the hips in the best trial, in percent of the standing height."""

    seconds: Seconds
    path_pct: Number
    path_pct_per_s: Number
    ellipse_pct2: Number
    across_pct: Number
    up_pct: Number
    before_pct_per_s: Number = Field(default=None, description="path a second of the same person's last test")
    source: str = "one camera in front; the standing height is told from the leg, 0.491 of it (Winter 2009)"


class Score(Shape):
    """One side's score."""

    side: str | None
    score: Number
    unit: str
    trials: list[Trial]
    figures: list[Figure]
    norm: NormOf | None
    besides: list[NormOf] = Field(description="what other studies found, in groups not told by age or sex")
    change: Change | None = None
    sway: SwayOf | None = None


class Outcome(Shape):
    """A whole test."""

    schema_version: str = SCHEMA_VERSION
    test: str
    title: str
    exercise: str
    source: str
    age: int | None
    sex: str | None
    eyes: str
    surface: str
    footwear: str | None
    scores: list[Score]
    protocol: str
    not_checked: list[str]
    notes: list[str]
    said: str = NO_DIAGNOSIS


def scores(
    test: Test, taken: Taken, side: Side | None, age: int | None, sex: Sex | None, *, open_eyes: bool
) -> list[Score]:
    """Score every side that was done, or the one asked for."""
    sides = (side,) if side else taken.sides()
    found = [_score(test, taken, one, age, sex, open_eyes=open_eyes) for one in sides]
    return [one for one in found if one.trials]


def _score(
    test: Test, taken: Taken, side: Side | None, age: int | None, sex: Sex | None, *, open_eyes: bool
) -> Score:
    attempts = test.attempts(taken, side)
    best = test.best(attempts)
    value = best.value if best else None
    table = test.norms if open_eyes or not test.needs_open_eyes else None
    norm = table.find(age, sex) if table else None
    return Score(
        side=side,
        score=value,
        unit=test.unit,
        trials=[Trial(start_s=a.start_s, end_s=a.end_s, value=a.value, ended=a.ended) for a in attempts],
        figures=[_figure(count) for count in test.counts(taken, side)],
        norm=_against(norm, value) if norm else None,
        besides=[_against(other, value) for other in (table.besides if table else ())],
        sway=_sway(taken, best) if best and test.sways else None,
    )


def _figure(count: Count) -> Figure:
    return Figure(title=count.title, value=count.value, unseen=count.unseen)


def _against(norm: Norm, value: float | None) -> NormOf:
    difference = None if value is None else value - norm.value
    return NormOf(value=norm.value, who=norm.who, source=norm.source, difference=difference)


def measured(taken: Taken, start_s: float, end_s: float) -> Sway | None:
    """Sway of a trial; None when too little of it was seen."""
    t_s, x, y, height = taken.between(start_s + SETTLE_S, end_s - LANDS_S, *SWAY)
    tall = height[np.isfinite(height)]
    return sway(t_s, x, y, float(np.median(tall))) if tall.size else None


def _sway(taken: Taken, trial: Attempt) -> SwayOf | None:
    found = measured(taken, trial.start_s, trial.end_s)
    if found is None:
        return None
    return SwayOf(
        seconds=found.seconds,
        path_pct=found.path_pct,
        path_pct_per_s=found.path_pct_per_s,
        ellipse_pct2=found.ellipse_pct2,
        across_pct=found.across_pct,
        up_pct=found.up_pct,
    )
