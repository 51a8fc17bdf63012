"""Repetitions, holds, partials and gaps of every exercise, generated from its declaration."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest

import synthetic as syn
from every_exercise import (
    PAIRED,
    UNPAIRED,
    any_rate,
    counted,
    each,
    even_or_not,
    every_exercise,
    floor_share,
    only,
    raises_of,
    said_about,
    what_counts,
)
from formcheck.engine.events import Dropped, Flag, Held, Partial, Raise, Rep, Side
from formcheck.engine.spec import Exercise, Kind, Sides
from formcheck.engine.stats import HELD, TOP
from formcheck.motion.observe import Observation
from formcheck.motion.view import Posture

Hide = Callable[[Iterable[Observation], float, float], list[Observation]]

# A movement's foot is extrapolated from where it has left rest by a fiftieth of the range: so late at most.
FOOT_S = 0.05


def side_of(exercise: Exercise, move: syn.Move) -> Side | None:
    return None if exercise.sides is Sides.BOTH else move.side


# --- counting


@even_or_not
@any_rate
@every_exercise
def test_cycles_are_repetitions_at_the_right_times(
    exercise: Exercise, fps: float, jitter: int | None
) -> None:
    routine = syn.routine(exercise, 3)
    said = said_about(exercise, routine.watch(fps, jitter=jitter))
    assert [rep.number for rep in only(Rep, said)] == [1, 2, 3]
    assert only(Partial, said) == []
    assert only(Dropped, said) == []
    assert only(Flag, said) == []
    frame_s = (1.0 if jitter is None else 1.8) / fps
    for raise_, move in zip(raises_of(said), routine.moves, strict=True):
        assert raise_.side == side_of(exercise, move)
        assert raise_.start_s == pytest.approx(move.start_s, abs=frame_s + FOOT_S)
        assert raise_.end_s == pytest.approx(move.end_s, abs=frame_s + FOOT_S)
        middle_s = (move.out_at_s(TOP) + move.back_at_s(TOP)) / 2
        assert raise_.peak_s == pytest.approx(middle_s, abs=frame_s / 2 + 0.01)


@even_or_not
@any_rate
@every_exercise
def test_holds_are_as_long_as_they_were(exercise: Exercise, fps: float, jitter: int | None) -> None:
    routine = syn.routine(exercise, 2)
    held = only(Held, said_about(exercise, routine.watch(fps, jitter=jitter)))
    if exercise.kind is Kind.REPS:
        assert held == []
        return
    for hold, move in zip(held, routine.moves, strict=True):
        # crossings are found between frames, so they are better than a frame
        assert hold.start_s == pytest.approx(move.out_at_s(HELD), abs=0.5 / fps + 0.01)
        assert hold.end_s == pytest.approx(move.back_at_s(HELD), abs=0.5 / fps + 0.01)


@every_exercise
def test_ranges_are_the_declared_ones(exercise: Exercise) -> None:
    for raise_ in raises_of(said_about(exercise, syn.routine(exercise, 2).watch())):
        drive = exercise.drive
        assert raise_.peak_value == pytest.approx(drive.work, abs=1e-6)
        assert raise_.rest_value == pytest.approx(drive.rest, abs=0.05 * abs(drive.work - drive.rest))


@any_rate
@every_exercise
def test_half_range_is_partial(exercise: Exercise, fps: float) -> None:
    reach = 0.5 * floor_share(exercise)
    routine = replace(syn.routine(exercise, 0), moves=syn.moves(exercise, 3, reach=reach))
    said = said_about(exercise, routine.watch(fps))
    assert only(Rep, said) == []
    assert len(only(Partial, said)) == len(routine.moves)
    for partial, move in zip(only(Partial, said), routine.moves, strict=True):
        assert partial.start_s == pytest.approx(move.start_s, abs=1.0 / fps + 2 * FOOT_S)


@every_exercise
def test_half_of_a_range_once_shown_is_partial(exercise: Exercise) -> None:
    full = syn.moves(exercise, 2)
    half = [replace(m, start_s=m.start_s + full[-1].end_s) for m in syn.moves(exercise, 2, reach=0.5)]
    routine = replace(syn.routine(exercise, 0), moves=(*full, *half))
    said = said_about(exercise, routine.watch())
    assert len(only(Rep, said)) == 2
    assert len(only(Partial, said)) == len(half)


# --- nothing that counts


@each("level", [0.0, 1.0])
@every_exercise
def test_lying_still_counts_nothing(exercise: Exercise, level: float) -> None:
    still = replace(syn.routine(exercise, 0), moves=(syn.Move(-2.0, hold_s=99.0, reach=level),))
    assert what_counts(said_about(exercise, still.watch(to_s=8.0))) == []


@every_exercise
def test_staying_at_work_counts_nothing(exercise: Exercise) -> None:
    routine = replace(syn.routine(exercise, 0), moves=(syn.Move(syn.FIRST_S, hold_s=99.0),))
    assert what_counts(said_about(exercise, routine.watch(to_s=8.0))) == []


@each("seen", [True, False])
@every_exercise
def test_nothing_measurable_counts_nothing(exercise: Exercise, seen: bool) -> None:
    hide = syn.blind if seen else syn.gone
    hidden = hide(syn.routine(exercise, 2).watch(), 0.0, math.inf)
    assert what_counts(said_about(exercise, hidden)) == []


@each("centre", [0.0, 0.1, 0.18, 0.22, 0.3])
@every_exercise
def test_noise_narrower_than_the_start_gate_counts_nothing(exercise: Exercise, centre: float) -> None:
    start = exercise.drive.start
    # progress is told on the range that the person has shown, which is the floor until a repetition counted
    width = 0.99 * abs(start.on - start.off) * floor_share(exercise)
    rng = np.random.default_rng(11)
    noisy = wavering(exercise, centre * floor_share(exercise), width, rng)
    assert what_counts(said_about(exercise, noisy)) == []


def wavering(exercise: Exercise, centre: float, width: float, rng: np.random.Generator) -> list[Observation]:
    """Rest, then noise about a level."""
    level = replace(syn.routine(exercise, 0), moves=(syn.Move(syn.FIRST_S, hold_s=99.0, reach=centre),))
    reach = abs(exercise.drive.work - exercise.drive.rest) * width / 2
    return [
        replace(o, values=shaken(exercise, o, float(rng.uniform(-reach, reach))))
        for o in level.watch(to_s=12.0)
    ]


def shaken(exercise: Exercise, o: Observation, by: float) -> dict[str, float]:
    driving = set(syn.names_of(exercise.drive.signal))
    return {name: value + by if name in driving else value for name, value in o.values.items()}


@each("posture", [Posture.UNKNOWN, None])
@every_exercise
def test_getting_into_position_counts_nothing(exercise: Exercise, posture: Posture | None) -> None:
    """The driving signal swings, evenly and through the full range, in another posture."""
    elsewhere = posture or min(set(Posture) - exercise.postures - {Posture.UNKNOWN}, default=Posture.UNKNOWN)
    if elsewhere in exercise.postures:
        pytest.skip("needs no posture: it is counted in the picture")
    swings = syn.moves(exercise, 3)
    begin_s = swings[-1].end_s + 1.0
    reps = [replace(m, start_s=m.start_s + begin_s) for m in syn.moves(exercise, 2)]
    watched = replace(syn.routine(exercise, 0), moves=(*swings, *reps)).watch()
    moved = [replace(o, posture=elsewhere) if o.t_s < begin_s else o for o in watched]
    said = said_about(exercise, moved)
    assert len(only(Rep, said)) == 2
    assert all(event.t_s >= begin_s for event in what_counts(said))


# --- gaps


@each("hide", [syn.blind, syn.gone])
@each("where", ["rest", "out", "hold", "back"])
@every_exercise
def test_a_short_gap_keeps_the_repetition(exercise: Exercise, where: str, hide: Hide) -> None:
    routine = syn.routine(exercise, 3)
    begin_s = gap_start_s(routine.moves[1], where)
    said = said_about(exercise, hide(routine.watch(), begin_s, begin_s + 0.3))
    assert len(only(Rep, said)) == 3
    assert only(Partial, said) == []
    assert only(Flag, said) == []


@each("hide", [syn.blind, syn.gone])
@each("where", ["out", "hold", "back"])
@each("exercise", [pytest.param(e, id=e.name) for e in UNPAIRED])
def test_a_long_gap_drops_the_repetition(exercise: Exercise, where: str, hide: Hide) -> None:
    routine = syn.routine(exercise, 3)
    begin_s = gap_start_s(routine.moves[1], where)
    said = said_about(exercise, hide(routine.watch(), begin_s, begin_s + 1.5))
    peaks_s = [(move.hold_start_s + move.hold_end_s) / 2 for move in routine.moves]
    assert [rep.peak_s for rep in only(Rep, said)] == pytest.approx([peaks_s[0], peaks_s[2]], abs=0.2)
    assert only(Partial, said) == []
    assert len(only(Dropped, said)) == 1


@each("exercise", [pytest.param(e, id=e.name) for e in PAIRED])
def test_a_long_gap_drops_one_raise_of_a_pair(exercise: Exercise) -> None:
    routine = syn.routine(exercise, 3)
    lost = routine.moves[2]
    said = said_about(exercise, syn.blind(routine.watch(), lost.hold_start_s, lost.hold_start_s + 1.5))
    assert lost.side not in {r.side for r in raises_of(said) if lost.start_s < r.peak_s < lost.end_s}
    assert len(only(Held, said)) == 5
    assert len(only(Rep, said)) == 2


def gap_start_s(move: syn.Move, where: str) -> float:
    return {
        "rest": move.start_s - 0.6,
        "out": move.out_at_s(0.4),
        "hold": move.hold_start_s + 0.3,
        "back": move.back_at_s(0.9),
    }[where]


@each("share", [0.6, 1.0, -0.6])
@every_exercise
def test_a_clip_that_starts_within_a_repetition(exercise: Exercise, share: float) -> None:
    """Positive shares start the clip on the way out, negative ones on the way back; 1 is in the hold."""
    routine = syn.routine(exercise, 3)
    first = routine.moves[0]
    begin_s = first.out_at_s(share) if share > 0 else first.back_at_s(-share)
    said = said_about(exercise, routine.watch(from_s=begin_s))
    assert only(Partial, said) == []
    assert min(r.start_s for r in raises_of(said)) >= first.end_s
    assert len(only(Rep, said)) == 2


@every_exercise
def test_a_clip_that_ends_deep_in_a_repetition_says_so(exercise: Exercise) -> None:
    routine = syn.routine(exercise, 2)
    last = routine.moves[-1]
    said = said_about(exercise, routine.watch(to_s=last.back_at_s(0.9)))
    assert len(only(Raise, said)) == counted(exercise, len(routine.moves) - 1)
    assert [d.reason for d in only(Dropped, said)] == ["not back at rest when the clip ended"]


# --- turning round


def turning(observations: list[Observation], from_s: float, turn_deg: float) -> list[Observation]:
    """The same, with the person turned to another side from a moment on, within half a second."""

    def yaw_deg(t_s: float) -> float:
        return turn_deg * min(1.0, max(0.0, (t_s - from_s) / 0.5))

    return [replace(o, view=replace(o.view, yaw_deg=yaw_deg(o.t_s))) for o in observations]


@pytest.mark.parametrize(("turn_deg", "whole"), [(20.0, 2), (70.0, 1), (-70.0, 1)])
@every_exercise
def test_who_turns_round_has_not_done_a_repetition(exercise: Exercise, turn_deg: float, whole: int) -> None:
    routine = syn.routine(exercise, 2)
    if routine.posture is not Posture.STANDING:
        whole = 2
    last = routine.moves[-1]
    said = said_about(exercise, turning(routine.watch(), last.start_s + 0.3, turn_deg))
    assert len(only(Rep, said)) == counted(exercise, whole)
