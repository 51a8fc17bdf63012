"""Faults, checks and guards of every exercise, generated from its declaration."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

import synthetic as syn
from every_exercise import (
    CHECKS,
    FAULTS,
    GUARDS,
    any_rate,
    counted,
    drives,
    each,
    good_view,
    named,
    only,
    pushes,
    reasons,
    said_about,
    wrong_views,
)
from formcheck.engine.engine import Engine
from formcheck.engine.events import Dropped, Event, Flag, Noticed, Rep, Side
from formcheck.engine.gate import Gate
from formcheck.engine.spec import Exercise, Fault, Guard, RepCheck, Sides, base_name
from formcheck.motion.signals import SIGNALS
from formcheck.motion.view import ViewKind

_FAULTS = [pytest.param(e, f, id=named(e, f)) for e, f in FAULTS]
_CHECKS = [pytest.param(e, c, id=f"{e.name}-{c.name}") for e, c in CHECKS]
every_fault = each(("exercise", "fault"), _FAULTS)
every_check = each(("exercise", "check"), _CHECKS)
every_guard = each(
    ("exercise", "guard"), [pytest.param(e, g, id=f"{e.name}-{base_name(g.signal)}") for e, g in GUARDS]
)
# the driving signal past a limit is in the hold, and without it nothing is counted
other_fault = each(
    ("exercise", "fault"), [p for p, (e, f) in zip(_FAULTS, FAULTS, strict=True) if not drives(e, f)]
)
one_sided_fault = each(
    ("exercise", "fault"),
    [p for p, (e, f) in zip(_FAULTS, FAULTS, strict=True) if e.sides is not Sides.BOTH and "{" in f.signal],
)
viewed_fault = each(
    ("exercise", "fault"), [p for p, (e, f) in zip(_FAULTS, FAULTS, strict=True) if wrong_views(e, f.name)]
)
viewed_check = each(
    ("exercise", "check"), [p for p, (e, c) in zip(_CHECKS, CHECKS, strict=True) if wrong_views(e, c.name)]
)
# of a name that a fault bears too, the fault is judged
lone_check = each(
    ("exercise", "check"),
    [p for p, (e, c) in zip(_CHECKS, CHECKS, strict=True) if c.name not in {f.name for f in e.faults}],
)

# --- faults


def flag_side(exercise: Exercise, fault: Fault, move: syn.Move) -> Side | None:
    return move.side if exercise.sides is not Sides.BOTH or "{" in fault.signal else None


def faulty(exercise: Exercise, fault: Fault, which: Iterable[int], fps: float, view: ViewKind) -> list[Event]:
    routine = syn.routine(exercise, 3, view=view)
    routine = replace(routine, pushes=tuple(pushes(routine, fault, which)))
    return said_about(exercise, routine.watch(fps))


@any_rate
@every_fault
def test_a_fault_is_flagged_once_where_it_happened(exercise: Exercise, fault: Fault, fps: float) -> None:
    said = faulty(exercise, fault, [1], fps, good_view(fault))
    move = syn.moves(exercise, 3)[1]
    rep = 1 if exercise.sides is Sides.DIAGONAL else 2
    flags = only(Flag, said)
    assert [(f.name, f.title, f.side, f.rep) for f in flags] == [
        (fault.name, fault.title, flag_side(exercise, fault, move), rep)
    ]
    assert (flags[0].limit, flags[0].unit, flags[0].severity) == (fault.gate.on, fault.unit, fault.severity)
    assert fault.gate.beyond(flags[0].value)
    assert move.start_s < flags[0].t_s < move.end_s
    assert [rep.number for rep in only(Rep, said) if rep.flags] == [rep]
    noticed = [n for n in only(Noticed, said) if (n.cue, n.severity) == (fault.cue, fault.severity)]
    assert [(n.name, n.t_s) for n in noticed] == [(fault.name, flags[0].t_s)]


@every_fault
def test_a_fault_in_every_movement_is_flagged_in_each(exercise: Exercise, fault: Fault) -> None:
    count = len(syn.moves(exercise, 3))
    flags = only(Flag, faulty(exercise, fault, range(count), 30.0, good_view(fault)))
    assert len(flags) == count
    assert set(Counter(f.rep for f in flags)) == {1, 2, 3}


@other_fault
def test_a_fault_outside_of_its_phases_is_none(exercise: Exercise, fault: Fault) -> None:
    routine = syn.routine(exercise, 3, view=good_view(fault))
    routine = replace(routine, pushes=tuple(pushes(routine, fault, range(len(routine.moves)), out=True)))
    said = said_about(exercise, routine.watch())
    assert len(only(Rep, said)) == 3
    assert [f for f in only(Flag, said) if f.title == fault.title] == []


@one_sided_fault
def test_a_fault_of_the_other_side_is_none(exercise: Exercise, fault: Fault) -> None:
    routine = syn.routine(exercise, 3, view=good_view(fault))
    wrong = syn.other(routine.moves[1].side)
    routine = replace(routine, pushes=tuple(pushes(routine, fault, [1], wrong)))
    said = said_about(exercise, routine.watch())
    assert only(Noticed, said) == []
    assert only(Flag, said) == []


@every_fault
def test_a_fault_too_short_to_believe_is_none(exercise: Exercise, fault: Fault) -> None:
    routine = syn.routine(exercise, 3, view=good_view(fault))
    push = pushes(routine, fault, [1])[0]
    # the ramps come on top; of their length, half a hysteresis of a whole way lies past the limit at most
    brief = replace(push, to_s=push.from_s + max(0.0, fault.gate.for_s - 2 * syn.RAMP_S))
    said = said_about(exercise, replace(routine, pushes=(brief,)).watch())
    assert only(Flag, said) == []


@viewed_fault
def test_a_fault_in_a_wrong_view_is_not_checked(exercise: Exercise, fault: Fault) -> None:
    routine = syn.routine(exercise, 3, view=wrong_views(exercise, fault.name)[0])
    routine = replace(routine, pushes=tuple(pushes(routine, fault, range(len(routine.moves)))))
    engine = Engine(exercise)
    said = syn.events(engine, routine.watch())
    assert len(only(Rep, said)) == 3
    assert [f for f in only(Flag, said) if f.name == fault.name] == []
    assert reasons(engine)[fault.name] == f"not measurable from this view: {fault.advice}"


@every_fault
def test_a_fault_that_could_be_seen_is_checked(exercise: Exercise, fault: Fault) -> None:
    engine = Engine(exercise)
    syn.events(engine, syn.routine(exercise, 3, view=good_view(fault)).watch())
    assert fault.name not in reasons(engine)


@other_fault
def test_a_fault_whose_joints_are_hidden_is_not_checked(exercise: Exercise, fault: Fault) -> None:
    hidden = {n for f in exercise.faults if f.name == fault.name for n in syn.names_of(f.signal)}
    routine = syn.routine(exercise, 3, view=good_view(fault))
    routine = replace(routine, values=dict.fromkeys(hidden, math.nan))
    engine = Engine(exercise)
    said = syn.events(engine, routine.watch())
    assert len(only(Rep, said)) == 3
    assert SIGNALS[base_name(fault.signal)].joints[0] in reasons(engine)[fault.name]


# --- checks at a repetition's end


def rigged(exercise: Exercise, check: RepCheck, values: dict[int, float]) -> Exercise:
    """The exercise with a check that measures these values, by the number of the movement of its side."""
    twin = replace(check, measure=lambda s: values.get(len(s.before), values[-1]))
    return replace(exercise, checks=tuple(twin if c is check else c for c in exercise.checks))


def well_within(gate: Gate) -> float:
    return gate.off - (gate.on - gate.off)


@every_check
def test_a_check_is_flagged_on_its_repetition(exercise: Exercise, check: RepCheck) -> None:
    fine, wrong = well_within(check.gate), syn.past(check.gate)
    routine = syn.routine(exercise, 3, view=good_view(check))
    said = said_about(rigged(exercise, check, {0: wrong, -1: fine}), routine.watch())
    flags = [f for f in only(Flag, said) if f.name == check.name]
    firsts = {m.side: m for m in reversed(routine.moves)} if exercise.sides is not Sides.BOTH else {}
    assert len(flags) == max(1, len(firsts))
    assert all((f.value, f.limit, f.unit) == (wrong, check.gate.on, check.unit) for f in flags)
    assert flags[0].rep == 1


@every_check
def test_a_check_is_made_on_a_repetition_that_the_clip_s_end_cuts_short(
    exercise: Exercise, check: RepCheck
) -> None:
    routine = syn.routine(exercise, 1, view=good_view(check))
    engine = Engine(rigged(exercise, check, {-1: syn.past(check.gate)}))
    said = syn.events(engine, routine.watch(to_s=routine.moves[-1].back_at_s(0.15)))
    assert len(only(Rep, said)) == counted(exercise, 1)
    flags = [f for f in only(Flag, said) if f.name == check.name]
    assert len(flags) == counted(exercise, len(routine.moves))


@viewed_check
def test_a_check_in_a_wrong_view_is_not_checked(exercise: Exercise, check: RepCheck) -> None:
    engine = Engine(rigged(exercise, check, {-1: syn.past(check.gate)}))
    said = syn.events(engine, syn.routine(exercise, 3, view=wrong_views(exercise, check.name)[0]).watch())
    assert [f for f in only(Flag, said) if f.name == check.name] == []
    assert reasons(engine)[check.name] == f"not measurable from this view: {check.advice}"


@lone_check
def test_a_check_that_measures_nothing_is_not_checked(exercise: Exercise, check: RepCheck) -> None:
    engine = Engine(rigged(exercise, check, {-1: math.nan}))
    said = syn.events(engine, syn.routine(exercise, 2, view=good_view(check)).watch())
    assert [f for f in only(Flag, said) if f.name == check.name] == []
    assert not reasons(engine)[check.name].rstrip().endswith(":")


# --- guards


@every_guard
def test_a_guard_drops_what_is_another_movement(exercise: Exercise, guard: Guard) -> None:
    routine = syn.routine(exercise, 2)
    over = [
        syn.Push(name, syn.past(guard.gate), move.hold_start_s, move.hold_end_s)
        for name in syn.names_of(guard.signal)
        for move in routine.moves
    ]
    said = said_about(exercise, replace(routine, pushes=tuple(over)).watch())
    assert only(Rep, said) == []
    assert only(Flag, said) == []
    assert {d.reason for d in only(Dropped, said)} == {guard.title}
