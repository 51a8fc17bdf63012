"""The history of one user: begin a session, keep its clip, delete; reading is in ``library``."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Transaction

from formcheck.engine.spec import Exercise
from formcheck.exercises import find
from formcheck.ground import USUAL, Ground
from formcheck.results import Tally
from formcheck.store.chunks import traced
from formcheck.store.clips import Clips
from formcheck.store.home import StoreError, clear, connect, data_folder, forget_log, hidden
from formcheck.store.library import Library
from formcheck.store.migrations import migrate
from formcheck.store.reading import session_row
from formcheck.store.recorder import Recorder, begun
from formcheck.store.runs import StepOf, drop_empty, note
from formcheck.store.tables import SessionRow
from formcheck.store.writing import Writing


class Store(Library):
    """Sessions in a database; safe to use from several processes and threads at once.

    Args:
        url: a database URL of SQLAlchemy; a SQLite file in the data folder when None.
        folder: the data folder; ``FORMCHECK_DATA`` or the user's own when None.

    Attributes:
        folder: the data folder.
        where: what people are told: the folder, or the address without its password.

    Raises:
        StoreError: the database cannot be opened, or a newer formcheck has written it.
    """

    def __init__(self, url: str | None = None, folder: Path | str | None = None) -> None:
        self.folder = data_folder(folder)
        self._engine = connect(url, self.folder)
        self.where = str(self.folder) if url is None else hidden(url)
        super().__init__(self._engine, Clips(self.folder))
        self._writing = Writing(self._engine, writes=True)
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
        ground: Ground = USUAL,
        routine: StepOf | None = None,
        started_at: datetime | None = None,
        session_id: str | None = None,
    ) -> Recorder:
        """Begin a session; it is in the list from now on.

        Args:
            exercise: what is counted.
            source_kind: ``clip``, ``camera``, ``browser`` or ``landmarks``.
            source_name: of the clip or camera, without its folder.
            plan: what was asked for: sets, repetitions, rest; plain data.
            ground: what is stood or lain on; only like is compared with like.
            routine: the step of a routine that it is; None outside one.
            started_at: with a zone; now when None.
            session_id: a uuid that takes the place of a session that has it already; a new one when None.

        Returns:
            A recorder, to be told each step and the result.

        Raises:
            StoreError: the database cannot be written.
            ExerciseError: there is no such exercise.
        """
        declared = find(exercise) if isinstance(exercise, str) else exercise
        row = _begun(declared, _local(started_at), ground, routine)
        row.source_kind, row.source = source_kind, source_name
        row.plan = None if plan is None else dict(plan)
        row.id = session_id or row.id
        with self._writing() as db:
            self._drop(db, row.id)
            if routine:
                note(db, routine.run, row.started_at, row.utc_offset_s)
            db.add(row)
        return Recorder(self._writing, row.id, declared)

    def note(self, session_id: str, plan: Mapping[str, Any]) -> None:
        """Keep with a session what was asked for and what a test came to: plain data.

        Raises:
            StoreError: there is none of this id, or the database cannot be written.
        """
        with self._writing() as db:
            session_row(db, session_id).plan = dict(plan)

    def delete(self, session_id: str) -> None:
        """Delete a session with all that belongs to it.

        Raises:
            StoreError: there is none of this id, or it cannot be deleted.
        """
        with self._writing() as db:
            # the file first: what is left over by a crash is a name without a picture, never the reverse
            self._clips.remove(session_row(db, session_id).clip)
            db.execute(delete(SessionRow).where(SessionRow.id == session_id))
            drop_empty(db)
        self._forget_log()

    def _drop(self, db: Transaction, session_id: str) -> None:
        """Delete a session if there is one."""
        old = db.get(SessionRow, session_id)
        if old is not None:
            self._clips.remove(old.clip)
            db.execute(delete(SessionRow).where(SessionRow.id == session_id))
            db.expunge(old)

    def delete_all(self) -> int:
        """Delete every session; how many there were.

        Raises:
            StoreError: they cannot be deleted.
        """
        with self._writing() as db:
            self._clips.clear()
            number = db.scalar(select(func.count()).select_from(SessionRow)) or 0
            db.execute(delete(SessionRow))
            drop_empty(db)
        self._forget_log()
        return number

    def label(self, session_id: str, ground: Ground) -> None:
        """Say what a session was done on.

        Raises:
            StoreError: there is no such session.
        """
        with self._writing() as db:
            row = session_row(db, session_id)
            row.surface, row.footwear = ground.surface, ground.footwear

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


def _begun(exercise: Exercise, began: datetime, ground: Ground, routine: StepOf | None) -> SessionRow:
    """The row of a session in which nothing was counted yet."""
    return SessionRow(
        id=str(uuid.uuid4()),
        started_at=began,
        utc_offset_s=_offset_s(began),
        exercise=exercise.name,
        surface=ground.surface,
        footwear=ground.footwear,
        routine_id=routine.run.id if routine else None,
        routine_step=routine.number if routine else None,
        software_version=version("formcheck"),
        signals=list(traced(exercise)),
        about=begun(Tally(exercise)),
    )


def _local(moment: datetime | None) -> datetime:
    """A moment as given, or now, with the zone of this clock."""
    return (moment or datetime.now(UTC)).astimezone(moment.tzinfo if moment else None)


def _offset_s(began: datetime) -> int:
    offset = began.utcoffset()
    return int(offset.total_seconds()) if offset else 0
