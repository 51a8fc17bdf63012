"""What the history gives back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from formcheck.errors import ExerciseError
from formcheck.exercises import find
from formcheck.ground import Surface
from formcheck.results import Result
from formcheck.store.tables import RunRow, SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One session in a list.

    Attributes:
        id: a UUID.
        started_at: with the zone of the user's clock at that time.
        exercise, title: name and plain words.
        source_kind: ``clip``, ``camera``, ``browser`` or ``landmarks``.
        source: name of the clip or camera.
        view, surface, footwear: what sessions are compared within; footwear is None where nobody said.
        routine_id, routine, routine_step: the routine that it was a step of: id, title and number from 1.
        hold_s_total: seconds held in all.
        faults: how many of each fault were found.
        complete: false when the clip or the session ended early.
        kept_video: whether a clip is kept with it.
    """

    id: str
    started_at: datetime
    exercise: str
    title: str
    source_kind: str
    source: str
    view: str
    surface: str
    footwear: str | None
    routine_id: str | None = None
    routine: str | None = None
    routine_step: int | None = None
    reps: int
    good_reps: int
    hold_s_total: float
    faults: Mapping[str, int]
    duration_s: float
    complete: bool
    kept_video: bool

    def as_json(self) -> dict[str, Any]:
        """Plain data, times as ISO 8601."""
        return asdict(self) | {"started_at": self.started_at.isoformat(timespec="seconds")}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """One session, whole but for its signals and landmarks.

    Attributes:
        summary: as in a list.
        result: identical to the one it was finished with; of one cut off, as far as it got.
        plan: what was asked for, where there was a plan.
        software_version: of the formcheck that counted it.
    """

    summary: Summary
    result: Result
    plan: Mapping[str, Any] | None
    software_version: str


def summary_of(
    row: SessionRow, faults: Mapping[str, int], hold_s_total: float, routine: str | None
) -> Summary:
    """The summary of a session row with what other tables know: counts, and its routine's title."""
    return Summary(
        id=row.id,
        started_at=local_time(row),
        exercise=row.exercise,
        title=title_of(row.exercise),
        source_kind=row.source_kind,
        source=row.source,
        view=row.view,
        surface=row.surface or Surface.FLOOR,
        footwear=row.footwear,
        routine_id=row.routine_id,
        routine=routine,
        routine_step=row.routine_step,
        reps=row.reps,
        good_reps=row.good_reps,
        hold_s_total=hold_s_total,
        faults=faults,
        duration_s=row.duration_s,
        complete=row.finished and row.complete,
        kept_video=row.clip is not None,
    )


def local_time(row: SessionRow | RunRow) -> datetime:
    """When something began, with the zone of the user's clock at that time."""
    return row.started_at.astimezone(timezone(timedelta(seconds=row.utc_offset_s)))


def title_of(exercise: str) -> str:
    """The exercise in plain words; its name where it is no longer installed."""
    try:
        return find(exercise).title
    except ExerciseError:
        return exercise
