"""Routines in the history: what was asked for, and what was done of it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Transaction

from formcheck.store.home import one_at_a_time
from formcheck.store.reading import summaries
from formcheck.store.stored import Summary, local_time, title_of
from formcheck.store.tables import RunRow, SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A routine that somebody begins; noted in the history with the first session that belongs to it.

    Attributes:
        name, title: of the routine.
        steps: what is asked for, plain data: exercise, side, sets, reps_planned and hold_s at least.
        id: a UUID.
    """

    name: str
    title: str
    steps: tuple[Mapping[str, Any], ...]
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True, slots=True)
class StepOf:
    """Which step of which routine a session is.

    Attributes:
        run: the routine that was begun.
        number: of the step, from 1.
    """

    run: Run
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """One step of a routine, as asked for and as done.

    Attributes:
        number: from 1.
        exercise, title: name and plain words.
        side: ``both``, ``left``, ``right`` or ``each``.
        sets, hold_s: as asked for; a hold of None asked for no time.
        reps_planned: in all sets and on all sides; None is as many as the person liked.
        reps, good_reps: done.
        hold_s_total: seconds held.
        session_id: where it is kept; None where it was not begun, or was deleted.
    """

    number: int
    exercise: str
    title: str
    side: str
    sets: int
    hold_s: float | None
    reps_planned: int | None
    reps: int
    good_reps: int
    hold_s_total: float
    session_id: str | None

    @property
    def is_done(self) -> bool:
        """Whether all repetitions that were asked for were done; any at all where none were asked for."""
        return self.reps >= (self.reps_planned or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineDone:
    """A routine that was begun.

    Attributes:
        id: a UUID.
        started_at: with the zone of the user's clock at that time.
        name, title: of the routine.
        steps: all that were asked for, done or not.
    """

    id: str
    started_at: datetime
    name: str
    title: str
    steps: tuple[StepDone, ...]

    @property
    def steps_done(self) -> int:
        """How many steps were done in full."""
        return sum(step.is_done for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        """Plain data, times as ISO 8601."""
        steps = [asdict(step) | {"is_done": step.is_done} for step in self.steps]
        began = self.started_at.isoformat(timespec="seconds")
        return asdict(self) | {"started_at": began, "steps": steps, "steps_done": self.steps_done}


def note(db: Transaction, run: Run, began: datetime, offset_s: int) -> None:
    """Keep a routine that was begun, unless it is kept already."""
    one_at_a_time(db.connection())
    if db.get(RunRow, run.id) is None:
        steps = [dict(step) for step in run.steps]
        db.add(
            RunRow(
                id=run.id,
                started_at=began,
                utc_offset_s=offset_s,
                name=run.name,
                title=run.title,
                steps=steps,
            )
        )
        # before the session that names it
        db.flush()


def runs_done(db: Transaction, run_id: str | None = None) -> list[RoutineDone]:
    """The routines begun, or the one of an id; the newest first."""
    wanted = select(RunRow).order_by(RunRow.started_at.desc(), RunRow.id)
    of_runs = select(SessionRow).where(SessionRow.routine_id.is_not(None))
    if run_id is not None:
        wanted, of_runs = wanted.where(RunRow.id == run_id), of_runs.where(SessionRow.routine_id == run_id)
    by_run: dict[str | None, list[Summary]] = defaultdict(list)
    for summary in summaries(db, of_runs):
        by_run[summary.routine_id].append(summary)
    abouts = db.execute(of_runs.with_only_columns(SessionRow.id, SessionRow.about)).all()
    about: dict[str, Mapping[str, Any]] = {session_id: more for session_id, more in abouts}
    return [_done(row, by_run[row.id], about) for row in db.scalars(wanted)]


def _done(row: RunRow, found: Iterable[Summary], about: Mapping[str, Mapping[str, Any]]) -> RoutineDone:
    by_step = {summary.routine_step: summary for summary in found}
    steps = (
        _step(number, planned, by_step.get(number), about)
        for number, planned in enumerate(row.steps, start=1)
    )
    return RoutineDone(
        id=row.id, started_at=local_time(row), name=row.name, title=row.title, steps=tuple(steps)
    )


def _step(
    number: int, planned: Mapping[str, Any], done: Summary | None, about: Mapping[str, Mapping[str, Any]]
) -> StepDone:
    reps = _reps(done, planned["side"], about) if done else 0
    return StepDone(
        number=number,
        exercise=planned["exercise"],
        title=title_of(planned["exercise"]),
        side=planned["side"],
        sets=planned["sets"],
        hold_s=planned["hold_s"],
        reps_planned=planned["reps_planned"],
        reps=reps,
        good_reps=min(reps, done.good_reps) if done else 0,
        hold_s_total=done.hold_s_total if done else 0.0,
        session_id=done.id if done else None,
    )


def _reps(done: Summary, side: str, about: Mapping[str, Mapping[str, Any]]) -> int:
    """What counts towards the plan: with one side asked for, only that side."""
    if side not in ("left", "right"):
        return done.reps
    return int(about[done.id]["reps_by_side"][side])


def drop_empty(db: Transaction) -> None:
    """Forget the routines of which no session is left."""
    one_at_a_time(db.connection())
    left = select(SessionRow.routine_id).where(SessionRow.routine_id.is_not(None))
    db.execute(delete(RunRow).where(RunRow.id.not_in(left)))
