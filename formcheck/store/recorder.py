"""Writes a session while it happens, a transaction a repetition: a killed process loses one at most."""

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session as Transaction

from formcheck.engine.events import Event, later
from formcheck.engine.spec import Exercise
from formcheck.facts import Facts, driving_joints
from formcheck.loop import Step
from formcheck.results import Result, Tally
from formcheck.store.chunks import Buffer, traced
from formcheck.store.home import StoreError
from formcheck.store.rows import columns, fault_rows, hold_rows, rep_rows
from formcheck.store.tables import ChunkRow, FaultRow, HoldRow, RepRow, SessionRow
from formcheck.store.writing import Writing

# Between repetitions, signals and landmarks wait no longer than this.
WAIT_S = 30.0


class Recorder:
    """A sink that keeps one session; made by ``Store.begin``.

    A frame costs microseconds: every second one is remembered, and a finished repetition is written with all
    that came before it. Leaving the ``with`` block without ``finish`` keeps the session as cut off.

    Args:
        writing: the database.
        session_id: of the row that ``Store.begin`` made.
        exercise: what is counted.
    """

    def __init__(self, writing: Writing, session_id: str, exercise: Exercise) -> None:
        self.id = session_id
        self._writing = writing
        self._tally, self._facts = Tally(exercise), Facts(driving_joints(exercise))
        self._buffer = Buffer(traced(exercise))
        self._reps = self._faults = self._holds = 0
        self._set_number, self._before = 1, 0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, step: Step, set_number: int = 1) -> None:
        """Take one step; writes to the database when a repetition has ended in it.

        Args:
            step: the next moment; times must not go back.
            set_number: of the set it belongs to, where each set is counted from 1 anew.

        Raises:
            StoreError: the database cannot be written.
        """
        if self._closed:
            return
        if set_number != self._set_number:
            self._set_number, self._before = set_number, len(self._tally.reps)
        if not step.is_last:
            self._keep(step)
        self._tally.add(_renumbered(step.events, self._before))
        if len(self._tally.reps) > self._reps or self._buffer.span_s > WAIT_S:
            self._flush()

    def finish(self, result: Result) -> None:
        """Keep the result that the session came to; it takes the place of what was written on the way.

        Raises:
            StoreError: the database cannot be written, or the session has been deleted meanwhile.
        """
        self._closed = True
        with self._writing() as db:
            self._update(db, columns(result) | {"finished": True})
            self._write_chunk(db)
            for table in (RepRow, FaultRow, HoldRow):
                db.execute(delete(table).where(table.session_id == self.id))
            db.add_all(rep_rows(self.id, result.repetitions))
            db.add_all(fault_rows(self.id, result.faults))
            db.add_all(hold_rows(self.id, result.holds))

    def close(self) -> None:
        """Write what is still waiting; without ``finish`` the session stays one that was cut off.

        Raises:
            StoreError: the database cannot be written.
        """
        if not self._closed:
            self._closed = True
            self._flush()

    def _keep(self, step: Step) -> None:
        self._facts.add(step)
        if not self._buffer.wants(step.sighting.t_s):
            return
        if step.pose is not None and len(self._buffer) and step.pose.size_px != self._buffer.size_px:
            self._flush()
        self._buffer.add(step)

    def _flush(self) -> None:
        tally = self._tally
        # only what is new, or the thousandth repetition would take a thousand times as long as the first
        repetitions, faults, holds = tally.repetitions(self._reps), tally.faults(self._faults), tally.holds
        times = [(h.start_s, h.end_s, h.side) for h in holds[self._holds :]]
        with self._writing() as db:
            self._update(db, self._so_far())
            self._write_chunk(db)
            db.add_all(rep_rows(self.id, repetitions))
            db.add_all(fault_rows(self.id, faults))
            db.add_all(hold_rows(self.id, times))
        self._reps, self._faults, self._holds = len(tally.reps), len(tally.flags), len(holds)

    def _so_far(self) -> dict[str, Any]:
        facts, tally = self._facts, self._tally
        return {
            "view": str(facts.view),
            "duration_s": facts.t_s,
            "reps": len(tally.reps),
            "good_reps": tally.good(),
            "about": begun(tally, facts.frames, facts.seen),
        }

    def _update(self, db: Transaction, values: dict[str, Any]) -> None:
        done = db.execute(update(SessionRow).where(SessionRow.id == self.id).values(**values))
        if not done.rowcount:  # type: ignore[attr-defined]  # an update always has one
            raise StoreError("the session was deleted while it was recorded")

    def _write_chunk(self, db: Transaction) -> None:
        if len(self._buffer):
            db.execute(insert(ChunkRow).values(session_id=self.id, **self._buffer.drain()))


def _renumbered(events: Sequence[Event], before: int) -> Iterable[Event]:
    """The events with repetitions counted on from the sets before."""
    return [later(event, before) for event in events]


def begun(tally: Tally, frames: int = 0, seen: int = 0) -> dict[str, Any]:
    """What a session that has not come to its end knows of itself, besides its columns."""
    sides = tally.by_side()
    return {
        "frames": frames,
        "frames_with_person": seen,
        "reps_by_side": sides.model_dump(),
        "partials": tally.partials,
        "not_checked": [],
        "side_difference": None,
        "dropped": list(tally.dropped),
        "warnings": [],
        "notes": [],
    }
