"""What the history gives back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from formcheck.errors import ExerciseError
from formcheck.exercises import find
from formcheck.results import Result
from formcheck.store.tables import SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One session in a list.

    Attributes:
        id: a UUID.
        started_at: with the zone of the user's clock at that time.
        exercise, title: name and plain words.
        source_kind: ``clip``, ``camera``, ``browser`` or ``landmarks``.
        source: name of the clip or camera.
        view, surface: what sessions are compared within; the surface is the user's own word, or None.
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
    surface: str | None
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


def summary_of(row: SessionRow, faults: Mapping[str, int], hold_s_total: float) -> Summary:
    """The summary of a session row with what was counted in other tables."""
    return Summary(
        id=row.id,
        started_at=row.started_at.astimezone(timezone(timedelta(seconds=row.utc_offset_s))),
        exercise=row.exercise,
        title=title_of(row.exercise),
        source_kind=row.source_kind,
        source=row.source,
        view=row.view,
        surface=row.surface,
        reps=row.reps,
        good_reps=row.good_reps,
        hold_s_total=hold_s_total,
        faults=faults,
        duration_s=row.duration_s,
        complete=row.finished and row.complete,
        kept_video=row.clip is not None,
    )


def title_of(exercise: str) -> str:
    """The exercise in plain words; its name where it is no longer installed."""
    try:
        return find(exercise).title
    except ExerciseError:
        return exercise
