"""The history of one user: begin a session, list them, read one back, delete."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, Self

from sqlalchemy import delete, func, select

from formcheck.engine.spec import Exercise
from formcheck.exercises import find
from formcheck.results import Tally
from formcheck.store.chunks import Landmarks, Traces, traced
from formcheck.store.clips import Clips
from formcheck.store.export import export_csv, export_json
from formcheck.store.home import StoreError, clear, connect, data_folder, forget_log
from formcheck.store.migrations import migrate
from formcheck.store.reading import (
    between,
    chunks_of,
    no_session,
    rep_times,
    session_row,
    stored_session,
    summaries,
    traces_of,
)
from formcheck.store.recorder import Recorder, begun
from formcheck.store.stored import StoredSession, Summary
from formcheck.store.tables import ChunkRow, SessionRow
from formcheck.store.trends import Trends, trends
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
        self._clips = Clips(self.folder)
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
        surface: str | None = None,
        started_at: datetime | None = None,
    ) -> Recorder:
        """Begin a session; it is in the list from now on.

        Args:
            exercise: what is counted.
            source_kind: ``clip``, ``camera``, ``browser`` or ``landmarks``.
            source_name: of the clip or camera, without its folder.
            plan: what was asked for: sets, repetitions, rest; plain data.
            surface: the user's own word for it, such as mat; only like is compared with like.
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
            surface=_label(surface),
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
            return stored_session(db, session_id)

    def traces(self, session_id: str) -> Traces:
        """The signals of a session: what is counted by, what faults are judged by, and the progress.

        Raises:
            StoreError: there is none of this id, or its bytes are damaged.
        """
        with self._reading() as db:
            row, chunks = session_row(db, session_id), db.scalars(chunks_of(session_id)).all()
        return traces_of(row, chunks)

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

    def trends(self, exercise: str) -> Trends:
        """An exercise over time, with the least change that is more than measuring error.

        Raises:
            ExerciseError: there is no such exercise.
        """
        declared = find(exercise)
        return trends(declared, (self.session(s.id) for s in self.sessions(declared.name)))

    def export_csv(self, out: IO[str], sessions: Iterable[str] | None = None) -> None:
        """Write every repetition of the sessions named, or of all, as a table."""
        export_csv(self._stored(sessions), out)

    def export_json(self, out: IO[str], sessions: Iterable[str] | None = None) -> None:
        """Write the sessions named, or all, with their whole results."""
        export_json(self._stored(sessions), out)

    def _stored(self, sessions: Iterable[str] | None) -> Iterable[StoredSession]:
        names = [s.id for s in reversed(self.sessions())] if sessions is None else sessions
        return (self.session(name) for name in names)

    def delete(self, session_id: str) -> None:
        """Delete a session with all that belongs to it.

        Raises:
            StoreError: there is none of this id, or it cannot be deleted.
        """
        with self._writing() as db:
            # the file first: what is left over by a crash is a name without a picture, never the reverse
            self._clips.remove(session_row(db, session_id).clip)
            db.execute(delete(SessionRow).where(SessionRow.id == session_id))
        self._forget_log()

    def delete_all(self) -> int:
        """Delete every session; how many there were.

        Raises:
            StoreError: they cannot be deleted.
        """
        with self._writing() as db:
            self._clips.clear()
            number = db.scalar(select(func.count()).select_from(SessionRow)) or 0
            db.execute(delete(SessionRow))
        self._forget_log()
        return number

    def label(self, session_id: str, surface: str | None) -> None:
        """Name the surface of a session, or take the name away.

        Raises:
            StoreError: there is no such session.
        """
        with self._writing() as db:
            session_row(db, session_id).surface = _label(surface)

    def keep_clip(self, session_id: str, path: Path) -> None:
        """Keep a copy of a clip with a session, in place of one kept before; only when the user asks for it.

        Raises:
            StoreError: there is no such session, or the clip cannot be copied.
        """
        self._set_clip(session_id, self._clips.add(path))

    def drop_clip(self, session_id: str) -> None:
        """Delete the clip kept with a session, if there is one.

        Raises:
            StoreError: there is no such session.
        """
        self._set_clip(session_id, None)

    def clip(self, session_id: str) -> Path | None:
        """The clip kept with a session; None when there is none.

        Raises:
            StoreError: there is no such session.
        """
        with self._reading() as db:
            return self._clips.find(session_row(db, session_id).clip)

    def _set_clip(self, session_id: str, name: str | None) -> None:
        try:
            with self._writing() as db:
                row = session_row(db, session_id)
                old, row.clip = row.clip, name
        except StoreError:
            self._clips.remove(name)
            raise
        self._clips.remove(old)

    def _forget_log(self) -> None:
        with clear(str(self._engine.url)):
            forget_log(self._engine)


def _label(surface: str | None) -> str | None:
    """A label as it is kept: short, and the same however it is typed."""
    return " ".join((surface or "").lower().split())[:80] or None


def _offset_s(began: datetime) -> int:
    offset = began.utcoffset()
    return int(offset.total_seconds()) if offset else 0
