"""Routines in the history, on a real file: what was asked for, what was done, what goes with a session."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from formcheck.store import Run, StepOf, Store
from test_store import LUNGE, begin, record, steps


def asked(exercise: str, reps: int | None, side: str = "both") -> dict[str, Any]:
    return {"exercise": exercise, "sets": 2, "hold_s": None, "reps_planned": reps, "side": side}


def a_run(*planned: dict[str, Any]) -> Run:
    return Run(name="hips", title="Hips", steps=planned or (asked("lunge", 4), asked("bridge", 20)))


def test_what_was_done_of_a_routine_is_told_step_by_step(store: Store) -> None:
    run = a_run(asked("lunge", 4), asked("bridge", 20), asked("squat", None))
    lunges = record(store, routine=StepOf(run, 1))
    bridges = record(store, "bridge_hips_low", "bridge", routine=StepOf(run, 2))
    (done,) = store.routines()
    assert (done.id, done.name, done.title, done.steps_done) == (run.id, "hips", "Hips", 1)
    assert [(s.exercise, s.reps, s.reps_planned, s.session_id) for s in done.steps] == [
        ("lunge", 4, 4, lunges),
        ("bridge", 4, 20, bridges),
        ("squat", 0, None, None),
    ]
    assert [s.is_done for s in done.steps] == [True, False, False]
    assert done.steps[1].hold_s_total > 0
    assert store.routine(run.id) == done
    told = {s.id: (s.routine_id, s.routine, s.routine_step) for s in store.sessions()}
    assert told == {lunges: (run.id, "Hips", 1), bridges: (run.id, "Hips", 2)}
    assert done.as_json()["steps"][1]["is_done"] is False


def test_of_one_side_only_that_side_counts(store: Store) -> None:
    by_side = steps(*LUNGE)[1].reps_by_side
    run = a_run(asked("lunge", 2, "left"), asked("lunge", 8, "right"), asked("lunge", 4, "each"))
    for number in (1, 2, 3):
        record(store, routine=StepOf(run, number))
    (done,) = store.routines()
    assert [s.reps for s in done.steps] == [by_side.left, by_side.right, 4]


def test_a_routine_is_kept_from_its_first_session_on(store: Store) -> None:
    assert store.routines() == []
    begin(store, routine=StepOf(a_run(), 1), started_at=datetime(2026, 1, 2, tzinfo=UTC))
    begin(store, routine=StepOf(a_run(), 1), started_at=datetime(2026, 1, 3, tzinfo=UTC))
    assert [done.started_at.day for done in store.routines()] == [3, 2]


def test_a_routine_goes_with_its_last_session(store: Store) -> None:
    run, other = a_run(), a_run()
    first, second = (begin(store, routine=StepOf(run, number)).id for number in (1, 2))
    begin(store, routine=StepOf(other, 1))
    store.delete(first)
    assert {done.id for done in store.routines()} == {run.id, other.id}
    store.delete(second)
    assert [done.id for done in store.routines()] == [other.id]
    begin(store, routine=StepOf(run, 3))  # the person trains on while the history is tidied up
    assert len(store.routines()) == 2
    store.delete_all()
    assert store.routines() == []


def test_a_routine_of_an_exercise_that_is_gone_still_reads(store: Store) -> None:
    run = a_run(asked("handstand", 4))
    begin(store, routine=StepOf(run, 1))
    assert store.routine(run.id).steps[0].title == "handstand"


def test_the_tables_of_a_file_hold_together(tmp_path: Path) -> None:
    store = Store(folder=tmp_path)
    begin(store, routine=StepOf(a_run(), 1))
    store.close()
    with sqlite3.connect(store.folder / "history.sqlite3") as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
