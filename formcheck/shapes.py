"""What results are made of: one fault, one repetition, one set, as data."""

import math
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from formcheck.engine.personal import Change, Personal

# JSON knows no NaN: what was not measured is null.
Seconds = Annotated[float, PlainSerializer(lambda v: round(v, 3), return_type=float)]
Number = Annotated[float | None, PlainSerializer(lambda v: _plain(v), return_type=float | None)]
RepTime = tuple[Seconds, Seconds, Seconds, str | None]
HoldTime = tuple[Seconds, Seconds, str | None]


def _plain(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 3)


class Shape(BaseModel):
    """Data that nothing can be added to."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BySide(Shape):
    """A count for each side of the body."""

    left: int = 0
    right: int = 0


class FaultFound(Shape):
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


class NotCheckedHere(Shape):
    """A fault that could not be judged, and what would help."""

    name: str
    reason: str


class RepFound(Shape):
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


class SetFound(Shape):
    """Repetitions of one exercise, one after the other."""

    number: int
    exercise: str
    start_s: Seconds
    end_s: Seconds
    first_rep: int = Field(description="number of its first repetition; the others follow it")
    reps: int
    good_reps: int
    faults: list[str]


class SideDifference(Shape):
    """Left against right range of motion; real only beyond spread and measuring error."""

    left_mean: Number
    right_mean: Number
    difference: Number
    spread: Number
    exceeds_spread: bool
    unit: str


class LimitChanged(Shape):
    """One figure that is the person's own, by the limit's key; the range of motion has none."""

    limit: str
    field: str
    standard: float | str | bool
    own: float | str | bool
    unit: str


class PersonalLimits(Shape):
    """Whose limits were used: a targets file, and what it changes in this exercise."""

    file: str
    changes: list[LimitChanged]

    @property
    def personal(self) -> Personal:
        """The same for the engine."""
        return Personal(self.file, tuple(Change(**dict(change)) for change in self.changes))
