"""The reading half of the history: list sessions and routines, read one, follow an exercise over time."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Unpack

from sqlalchemy import Engine, select

from formcheck.exercises import find
from formcheck.store.chunks import Landmarks, Traces
from formcheck.store.clips import Clips
from formcheck.store.export import export_csv, export_json
from formcheck.store.home import StoreError
from formcheck.store.reading import (
    Filter,
    More,
    between,
    chunks_of,
    no_session,
    rep_times,
    session_row,
    stored_session,
    summaries,
    traces_of,
)
from formcheck.store.runs import RoutineDone, runs_done
from formcheck.store.stored import StoredSession, Summary
from formcheck.store.tables import ChunkRow, SessionRow
from formcheck.store.trends import Trends, trends
from formcheck.store.writing import Writing


class Library:
    """What the history answers.

    Args:
        engine: a connection to the database.
        clips: the folder of kept clips.
    """

    def __init__(self, engine: Engine, clips: Clips) -> None:
        self._clips = clips
        self._reading = Writing(engine, writes=False)

    def routines(self) -> list[RoutineDone]:
        """The routines that were begun, the newest first, with what was done of each."""
        with self._reading() as db:
            return runs_done(db)

    def routine(self, run_id: str) -> RoutineDone:
        """One routine that was begun.

        Raises:
            StoreError: there is none of this id.
        """
        with self._reading() as db:
            found = runs_done(db, run_id)
        if not found:
            raise StoreError(f"there is no routine {run_id}", mend="formcheck history routines lists them")
        return found[0]

    def sessions(self, exercise: str | None = None, **more: Unpack[More]) -> list[Summary]:
        """List sessions, the newest first.

        Args:
            exercise: of this exercise only.
            more: ``since`` and ``until``, times with a zone; ``surface`` and ``footwear``.

        Raises:
            FormcheckError: there is no such exercise, surface or footwear.
        """
        with self._reading() as db:
            return summaries(db, Filter(exercise=exercise, **more).select())

    def resolve(self, name: str) -> str:
        """The id of a session named by its id, the beginning of it, or ``last``.

        Raises:
            StoreError: there is none, or several begin like that.
        """
        ids = select(SessionRow.id).order_by(SessionRow.started_at.desc(), SessionRow.id)
        # a session dated in days to come was kept while the clock was wrong: it is not the last for ever
        until = ids.where(SessionRow.started_at <= datetime.now(UTC) + timedelta(days=1))
        with self._reading() as db:
            if name == "last":
                found: Sequence[str] = db.scalars(until.limit(1)).all() or db.scalars(ids.limit(1)).all()
            else:
                found = db.scalars(ids.where(SessionRow.id.startswith(name.lower(), autoescape=True))).all()
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

    def trends(self, exercise: str, **more: Unpack[More]) -> Trends:
        """An exercise over time, with the least change that is more than measuring error.

        Args:
            exercise: which.
            more: as for ``sessions``.

        Raises:
            FormcheckError: there is no such exercise, surface or footwear.
        """
        declared = find(exercise)
        return trends(declared, (self.session(s.id) for s in self.sessions(declared.name, **more)))

    def export_csv(self, out: IO[str], sessions: Iterable[str] | None = None) -> None:
        """Write every repetition of the sessions named, or of all, as a table."""
        export_csv(self._stored(sessions), out)

    def export_json(self, out: IO[str], sessions: Iterable[str] | None = None) -> None:
        """Write the sessions named, or all, with their whole results."""
        export_json(self._stored(sessions), out)

    def _stored(self, sessions: Iterable[str] | None) -> Iterable[StoredSession]:
        names = [s.id for s in reversed(self.sessions())] if sessions is None else sessions
        return (self.session(name) for name in names)

    def clip(self, session_id: str) -> Path | None:
        """The clip kept with a session; None when there is none.

        Raises:
            StoreError: there is no such session.
        """
        with self._reading() as db:
            return self._clips.find(session_row(db, session_id).clip)
