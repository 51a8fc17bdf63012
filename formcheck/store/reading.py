"""What the store asks of the database."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

import numpy as np
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session as Transaction

from formcheck.exercises import find
from formcheck.ground import footwear_of, surface_of
from formcheck.pose.landmarks import COUNT
from formcheck.store.chunks import Floats, Landmarks, Traces, driving, joined, unit_of, unpack, unpack_points
from formcheck.store.home import StoreError
from formcheck.store.rows import result_of
from formcheck.store.stored import StoredSession, Summary, summary_of
from formcheck.store.tables import ChunkRow, FaultRow, HoldRow, RepRow, RunRow, SessionRow


def no_session(name: str) -> StoreError:
    """The error for a session that is not there."""
    return StoreError(f"there is no session {name}", mend="formcheck history lists them")


def session_row(db: Transaction, session_id: str) -> SessionRow:
    """One session.

    Raises:
        StoreError: there is none of this id.
    """
    row = db.get(SessionRow, session_id)
    if row is None:
        raise no_session(session_id)
    return row


def rows_of(table: Any, session_id: str) -> Select[Any]:
    """The rows of one session in a table."""
    return select(table).where(table.session_id == session_id)


def chunks_of(session_id: str) -> Select[Any]:
    """The chunks of one session in time order."""
    return rows_of(ChunkRow, session_id).order_by(ChunkRow.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which sessions; None is all of them.

    Attributes:
        exercise: a name or alias.
        since, until: begun at this time or later, or earlier; with a zone.
        surface, footwear: with this label.
    """

    exercise: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    surface: str | None = None
    footwear: str | None = None

    def select(self) -> Select[Any]:
        """The rows, the newest first.

        Raises:
            ExerciseError: there is no such exercise.
            PlanError: there is no such surface or footwear.
        """
        wanted = select(SessionRow).order_by(SessionRow.started_at.desc(), SessionRow.id)
        if self.exercise is not None:
            wanted = wanted.where(SessionRow.exercise == find(self.exercise).name)
        if self.since is not None:
            wanted = wanted.where(SessionRow.started_at >= self.since)
        if self.until is not None:
            wanted = wanted.where(SessionRow.started_at <= self.until)
        if self.surface is not None:
            wanted = wanted.where(SessionRow.surface == surface_of(self.surface))
        if self.footwear is not None:
            wanted = wanted.where(SessionRow.footwear == footwear_of(self.footwear))
        return wanted


class More(TypedDict, total=False):
    """A filter besides the exercise."""

    since: datetime | None
    until: datetime | None
    surface: str | None
    footwear: str | None


def summaries(db: Transaction, wanted: Select[Any]) -> list[Summary]:
    """The sessions wanted, each with what other tables know of it."""
    sessions = db.scalars(wanted).all()
    # asked for again and not listed: no database takes a list of a hundred thousand
    ids = wanted.with_only_columns(SessionRow.id).order_by(None)
    held_s = select(HoldRow.session_id, func.sum(HoldRow.end_s - HoldRow.start_s))
    held = db.execute(held_s.where(HoldRow.session_id.in_(ids)).group_by(HoldRow.session_id)).all()
    holds: dict[str, float] = {session_id: total_s for session_id, total_s in held}
    found = select(FaultRow.session_id, FaultRow.name, func.count()).where(FaultRow.session_id.in_(ids))
    faults: dict[str, dict[str, int]] = defaultdict(dict)
    for session_id, name, number in db.execute(found.group_by(FaultRow.session_id, FaultRow.name)).all():
        faults[session_id][name] = number
    runs = wanted.with_only_columns(SessionRow.routine_id).order_by(None)
    named = db.execute(select(RunRow.id, RunRow.title).where(RunRow.id.in_(runs))).all()
    titles: dict[str | None, str] = {run_id: title for run_id, title in named}
    return [
        summary_of(row, faults.get(row.id, {}), float(holds.get(row.id) or 0.0), titles.get(row.routine_id))
        for row in sessions
    ]


def stored_session(db: Transaction, session_id: str) -> StoredSession:
    """One session with its result.

    Raises:
        StoreError: there is none of this id.
    """
    row = session_row(db, session_id)
    (summary,) = summaries(db, select(SessionRow).where(SessionRow.id == session_id))
    reps = db.scalars(rows_of(RepRow, session_id).order_by(RepRow.number)).all()
    faults = db.scalars(rows_of(FaultRow, session_id).order_by(FaultRow.id)).all()
    holds = db.scalars(rows_of(HoldRow, session_id).order_by(HoldRow.id)).all()
    return StoredSession(
        summary=summary,
        result=result_of(row, reps, faults, holds),
        plan=row.plan,
        software_version=row.software_version,
    )


def rep_times(db: Transaction, session_id: str, rep: int) -> tuple[float, float]:
    """When a repetition starts and ends.

    Raises:
        StoreError: there is none of this number.
    """
    found = db.scalars(rows_of(RepRow, session_id).where(RepRow.number == rep)).first()
    if found is None:
        raise StoreError(f"session {session_id} has no repetition {rep}")
    return found.start_s, found.end_s


def times_of(chunk: ChunkRow) -> Floats:
    """Seconds of each moment of a chunk."""
    times: Floats = unpack(chunk.times, "<f8", 1)[:, 0]
    return times


def traces_of(row: SessionRow, chunks: Sequence[ChunkRow]) -> Traces:
    """The signals of a session."""
    blocks = [unpack(chunk.signals, "<f4", len(row.signals)) for chunk in chunks]
    values = joined(blocks, (0, len(row.signals)))
    return Traces(
        t_s=joined([times_of(chunk) for chunk in chunks], (0,)),
        signals={name: values[:, i] for i, name in enumerate(row.signals)},
        units={name: unit_of(name) for name in row.signals},
        driving=driving(find(row.exercise)),
    )


def between(chunks: Sequence[ChunkRow], start_s: float | None, end_s: float | None) -> Landmarks:
    """The landmarks of some chunks within a stretch of time."""
    times = [times_of(chunk) for chunk in chunks]
    parts = [unpack_points(c.points, max(c.width_px, c.height_px)) for c in chunks]
    t_s, xy_px = joined(times, (0,)), joined(parts, (0, COUNT, 2))
    inside = np.ones(len(t_s), bool)
    if start_s is not None:
        inside &= t_s >= start_s
    if end_s is not None:
        inside &= t_s <= end_s
    size_px = (chunks[-1].width_px, chunks[-1].height_px) if chunks else (0, 0)
    return Landmarks(t_s[inside], xy_px[inside], size_px)
