"""The history of one user: begin a session, list them, read one back, delete."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from sqlalchemy import delete, func, select

from formcheck.engine.spec import Exercise
from formcheck.exercises import find
from formcheck.results import Tally
from formcheck.store.chunks import Landmarks, Traces, driving, joined, traced, unit_of, unpack
from formcheck.store.home import StoreError, clear, connect, data_folder
from formcheck.store.migrations import migrate
from formcheck.store.reading import (
    between,
    chunks_of,
    no_session,
    rep_times,
    rows_of,
    session_row,
    summaries,
    times_of,
)
from formcheck.store.recorder import Recorder, begun
from formcheck.store.rows import result_of
from formcheck.store.stored import StoredSession, Summary
from formcheck.store.tables import ChunkRow, FaultRow, HoldRow, RepRow, SessionRow
from formcheck.store.writing import Writing


class Store:
    """Sessions in a database; safe to use from several processes and threads at once.

    Args:
        url: a database URL of SQLAlchemy; a SQLite file in the data folder when None.
        folder: the data folder; ``FORMCHECK_DATA`` or the user's own when None.

    Raises:
        StoreError: the database cannot be opened, or a newer formcheck has written it.
    """

    def __init__(self, url: str | None = None, folder: Path | str | None = None) -> None:
        self.folder = data_folder(folder)
        self._engine = connect(url, self.folder)
        self._writing = Writing(self._engine, writes=True)
        self._reading = Writing(self._engine, writes=False)
        with clear(str(self._engine.url)):
            migrate(self._engine.execution_options(formcheck_writes=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def begin(
        self,
        exercise: Exercise | str,
        *,
        source_kind: str,
        source_name: str,
        plan: Mapping[str, Any] | None = None,
        started_at: datetime | None = None,
    ) -> Recorder:
        """Begin a session; it is in the list from now on.

        Args:
            exercise: what is counted.
            source_kind: ``clip``, ``camera``, ``browser`` or ``landmarks``.
            source_name: of the clip or camera, without its folder.
            plan: what was asked for: sets, repetitions, rest; plain data.
            started_at: with a zone; now when None.

        Returns:
            A recorder, to be told each step and the result.

        Raises:
            StoreError: the database cannot be written.
            ExerciseError: there is no such exercise.
        """
        declared = find(exercise) if isinstance(exercise, str) else exercise
        began = (started_at or datetime.now(UTC)).astimezone(started_at.tzinfo if started_at else None)
        row = SessionRow(
            id=str(uuid.uuid4()),
            started_at=began,
            utc_offset_s=_offset_s(began),
            exercise=declared.name,
            source_kind=source_kind,
            source=source_name,
            plan=None if plan is None else dict(plan),
            software_version=version("formcheck"),
            signals=list(traced(declared)),
            about=begun(Tally(declared)),
        )
        with self._writing() as db:
            db.add(row)
        return Recorder(self._writing, row.id, declared)

    def sessions(
        self, exercise: str | None = None, since: datetime | None = None, until: datetime | None = None
    ) -> list[Summary]:
        """List sessions, the newest first.

        Args:
            exercise: of this exercise only.
            since: begun at this time or later; with a zone.
            until: begun at this time or earlier; with a zone.
        """
        wanted = select(SessionRow).order_by(SessionRow.started_at.desc(), SessionRow.id)
        if exercise is not None:
            wanted = wanted.where(SessionRow.exercise == find(exercise).name)
        if since is not None:
            wanted = wanted.where(SessionRow.started_at >= since)
        if until is not None:
            wanted = wanted.where(SessionRow.started_at <= until)
        with self._reading() as db:
            return summaries(db, wanted)

    def resolve(self, name: str) -> str:
        """The id of a session named by its id, the beginning of it, or ``last``.

        Raises:
            StoreError: there is none, or several begin like that.
        """
        ids = select(SessionRow.id).order_by(SessionRow.started_at.desc(), SessionRow.id)
        with self._reading() as db:
            if name == "last":
                found: Sequence[str] = db.scalars(ids.limit(1)).all()
            else:
                found = db.scalars(ids.where(SessionRow.id.startswith(name, autoescape=True))).all()
        if not name or not found:
            raise no_session(name)
        if len(found) > 1:
            raise StoreError(f"{len(found)} sessions begin with {name}", mend="Give more of the id")
        return found[0]

    def session(self, session_id: str) -> StoredSession:
        """Read one session.

        Raises:
            StoreError: there is none of this id.
        """
        with self._reading() as db:
            row = session_row(db, session_id)
            reps = db.scalars(rows_of(RepRow, session_id).order_by(RepRow.number)).all()
            faults = db.scalars(rows_of(FaultRow, session_id).order_by(FaultRow.id)).all()
            holds = db.scalars(rows_of(HoldRow, session_id).order_by(HoldRow.id)).all()
            (summary,) = summaries(db, select(SessionRow).where(SessionRow.id == session_id))
        return StoredSession(
            summary=summary,
            result=result_of(row, reps, faults, holds),
            plan=row.plan,
            software_version=row.software_version,
        )

    def traces(self, session_id: str) -> Traces:
        """The signals of a session: what is counted by, what faults are judged by, and the progress.

        Raises:
            StoreError: there is none of this id, or its bytes are damaged.
        """
        with self._reading() as db:
            row, chunks = session_row(db, session_id), db.scalars(chunks_of(session_id)).all()
        times = [times_of(chunk) for chunk in chunks]
        blocks = [unpack(c.signals, "<f4", len(row.signals)) for c in chunks]
        values = joined(blocks, (0, len(row.signals)))
        return Traces(
            t_s=joined(times, (0,)),
            signals={name: values[:, i] for i, name in enumerate(row.signals)},
            units={name: unit_of(name) for name in row.signals},
            driving=driving(find(row.exercise)),
        )

    def landmarks(
        self,
        session_id: str,
        rep: int | None = None,
        *,
        start_s: float | None = None,
        end_s: float | None = None,
    ) -> Landmarks:
        """The landmarks of a session, of one repetition, or of a stretch of time.

        Raises:
            StoreError: there is no such session or repetition, or its bytes are damaged.
        """
        with self._reading() as db:
            session_row(db, session_id)
            if rep is not None:
                start_s, end_s = rep_times(db, session_id, rep)
            wanted = chunks_of(session_id)
            if start_s is not None:
                wanted = wanted.where(ChunkRow.end_s >= start_s)
            if end_s is not None:
                wanted = wanted.where(ChunkRow.start_s <= end_s)
            chunks = db.scalars(wanted).all()
        return between(chunks, start_s, end_s)

    def delete(self, session_id: str) -> None:
        """Delete a session with all that belongs to it.

        Raises:
            StoreError: there is none of this id, or it cannot be deleted.
        """
        with self._writing() as db:
            session_row(db, session_id)
            db.execute(delete(SessionRow).where(SessionRow.id == session_id))

    def delete_all(self) -> int:
        """Delete every session; how many there were.

        Raises:
            StoreError: they cannot be deleted.
        """
        with self._writing() as db:
            number = db.scalar(select(func.count()).select_from(SessionRow)) or 0
            db.execute(delete(SessionRow))
        return number


def _offset_s(began: datetime) -> int:
    offset = began.utcoffset()
    return int(offset.total_seconds()) if offset else 0
