"""What holds of every exercise always: the same events every time, mirrored too, and a sound declaration."""

import importlib
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

import synthetic as syn
from every_exercise import (
    EXERCISES,
    FAULTS,
    each,
    every_exercise,
    named,
    only,
    pushes,
    raises_of,
    said_about,
)
from formcheck import exercises
from formcheck.engine.engine import Engine
from formcheck.engine.events import Event, Flag, Raise, Rep
from formcheck.engine.spec import Exercise, Fault, RepCheck, base_name
from formcheck.motion.signals import SIGNALS
from formcheck.motion.view import ViewKind

OWN = Path(exercises.__file__).parent
# Where a signal's values can lie at all, by its unit: angles are signed or run once round.
LEGAL = {"deg": (-180.0, 360.0), "ratio": (-10.0, 10.0), "1": (-1.0, 1.0)}

# --- the same every time


@every_exercise
def test_whole_rerun_and_step_by_step_agree(exercise: Exercise) -> None:
    routine = syn.routine(exercise, 3)
    watched = replace(routine, pushes=tuple(all_pushes(routine))).watch(jitter=3)
    engine = Engine(exercise)
    whole = syn.events(engine, watched)
    first_missing, first_raises = engine.not_checked(), engine.raises
    engine.reset()
    again: list[Event] = []
    for observation in watched:
        again += engine.step(observation)
    again += engine.finish(watched[-1].t_s)
    assert whole == again
    assert (first_missing, first_raises) == (engine.not_checked(), engine.raises)
    assert len(only(Flag, whole)) > 0 or not exercise.faults


def all_pushes(routine: syn.Routine) -> Iterable[syn.Push]:
    for i, fault in enumerate(routine.exercise.faults):
        yield from pushes(routine, fault, [i % len(routine.moves)])


@every_exercise
def test_mirrored_is_the_same_with_sides_swapped(exercise: Exercise) -> None:
    routine = syn.routine(exercise, 3)
    routine = replace(routine, pushes=tuple(all_pushes(routine)))
    here = said_about(exercise, routine.watch())
    there = said_about(exercise, syn.mirrored(exercise, routine.watch()))
    assert [swapped(r) for r in raises_of(here)] == raises_of(there)
    assert [swapped(f) for f in only(Flag, here)] == only(Flag, there)
    assert [(r.number, r.quality) for r in only(Rep, here)] == [
        (r.number, r.quality) for r in only(Rep, there)
    ]


S = TypeVar("S", Raise, Flag)


def swapped(event: S) -> S:
    return replace(event, side=syn.other(event.side) if event.side else None)


@every_exercise
def test_events_are_known_in_order_and_not_before_they_happen(exercise: Exercise) -> None:
    engine, seen_s = Engine(exercise), -math.inf
    for observation in syn.routine(exercise, 2).watch(jitter=5):
        for event in engine.step(observation):
            assert event.t_s <= event.known_s == observation.t_s
            assert event.known_s >= seen_s
            seen_s = event.known_s


# --- the declaration itself


@every_exercise
def test_declaration_is_sourced_and_worded(exercise: Exercise) -> None:
    assert all((exercise.title, exercise.counts, exercise.placements, exercise.source))
    all_judged: list[Fault | RepCheck] = [*exercise.faults, *exercise.checks]
    for judged in all_judged:
        assert judged.source, judged.name
        assert judged.title, judged.name
        assert judged.cue, judged.name
        assert judged.advice or judged.views == frozenset(ViewKind), judged.name
        assert judged.views, judged.name
    assert all(guard.title for guard in exercise.guards)


@every_exercise
def test_declared_range_is_legal_and_in_order(exercise: Exercise) -> None:
    drive = exercise.drive
    low, high = LEGAL[SIGNALS[base_name(drive.signal)].unit]
    assert low <= min(drive.rest, drive.work) < max(drive.rest, drive.work) <= high
    rest_limit, work_limit = (
        drive.progress(v, drive.rest, drive.work) for v in (drive.rest_limit, drive.work_limit)
    )
    assert 0.0 < rest_limit < work_limit < 1.0


@each(("exercise", "fault"), [pytest.param(e, f, id=named(e, f)) for e, f in FAULTS])
def test_declared_limit_is_legal(exercise: Exercise, fault: Fault) -> None:
    low, high = LEGAL[fault.unit]
    assert low <= fault.gate.on <= high
    assert low <= fault.gate.off <= high
    # a limit closer than the measurement's own error would flag noise
    assert abs(fault.gate.on) >= fault.error
    assert fault.views <= SIGNALS[base_name(fault.signal)].views


# a user's own file is checked as it is loaded
@each("exercise", [pytest.param(e, id=e.name) for e in EXERCISES if (OWN / f"{e.name}.py").is_file()])
def test_file_name_is_the_name(exercise: Exercise) -> None:
    module = importlib.import_module(f"formcheck.exercises.{exercise.name}")
    assert module.EXERCISE is exercise


def test_no_two_exercises_answer_to_one_name() -> None:
    names = Counter(name for e in EXERCISES for name in (e.name, *e.aliases))
    assert [name for name, count in names.items() if count > 1] == []
