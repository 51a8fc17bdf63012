"""Parts of the engine that the conformance tests pass through but do not corner."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

import synthetic as syn
from formcheck.engine.arming import Arming, alike
from formcheck.engine.engine import Engine
from formcheck.engine.events import (
    Armed,
    Disarmed,
    Dropped,
    Flag,
    Partial,
    Raise,
    Reached,
    Rep,
    Side,
    Started,
)
from formcheck.engine.gate import Gate
from formcheck.engine.machine import Ending, Machine, Sample
from formcheck.engine.pairs import Pairing
from formcheck.engine.quality import quality
from formcheck.engine.spec import Drive, Exercise, Fault, Guard, Kind, Severity, Sides, base_name
from formcheck.engine.stats import Past, RepStats
from formcheck.engine.track import gravest
from formcheck.motion.observe import Observation
from formcheck.motion.view import FRONTAL, SIDES, Posture, ViewKind

NAN = math.nan
DRIVE = Drive(signal="trunk_lean_deg", rest=0.0, work=100.0, rest_limit=20.0, work_limit=80.0)
BOW = Exercise(
    name="bow",
    title="Bow",
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=DRIVE,
    sides=Sides.BOTH,
    counts="Down and up.",
    placements=(),
    source="made up for the tests",
)


def raised(start_s: float, end_s: float, reach: float = 80.0, side: Side | None = None) -> Raise:
    middle_s = (start_s + end_s) / 2
    return Raise(end_s, end_s, side, start_s, middle_s, end_s, middle_s, middle_s, 0.0, reach)


# --- arming


def steps(arming: Arming, ready: list[tuple[float, bool, bool]]) -> list[float]:
    """The times at which the state changes, of (until, in posture, at rest) at 30 frames a second."""
    changes, t_s = [], 0.0
    for until_s, in_posture, at_rest in ready:
        while t_s < until_s - 1e-9:
            if arming.step(t_s, in_posture=in_posture, at_rest=at_rest):
                changes.append(t_s)
            t_s += 1 / 30
    return changes


@pytest.mark.parametrize(
    ("ready", "changes_s"),
    [
        pytest.param([(3.0, False, True)], [], id="another-posture"),
        pytest.param([(3.0, True, False)], [], id="not-at-rest"),
        pytest.param([(1.0, True, True)], [0.0], id="begins-in-the-start-posture"),
        pytest.param([(2.0, False, True), (4.0, True, True)], [2.6], id="held-for-long-enough"),
        pytest.param([(2.0, False, True), (2.5, True, True), (4.0, False, True)], [], id="passed-through"),
        pytest.param(
            [(1.0, True, True), (2.0, False, True), (4.0, True, True)], [0.0], id="left-for-a-moment"
        ),
        pytest.param([(1.0, True, True), (4.0, False, True)], [0.0, 2.2], id="left-for-good"),
        pytest.param([(1.0, True, True), (4.0, True, False)], [0.0], id="moving-does-not-disarm"),
        pytest.param(
            [(1, True, True), (3, False, True), (5, True, True)], [0.0, 2.2, 3.6], id="left-and-back"
        ),
    ],
)
def test_arming(ready: list[tuple[float, bool, bool]], changes_s: list[float]) -> None:
    assert steps(Arming(), ready) == pytest.approx(changes_s, abs=1.1 / 30)


@pytest.mark.parametrize(
    ("raises", "expected"),
    [
        pytest.param([], False, id="none"),
        pytest.param([raised(0, 2)], False, id="one"),
        pytest.param([raised(0, 2), raised(3, 5)], True, id="two-alike"),
        pytest.param([raised(0, 2), raised(3, 5, 40.0)], False, id="half-the-range"),
        pytest.param([raised(0, 2), raised(3, 10)], False, id="much-slower"),
        pytest.param([raised(0, 2), raised(9, 11)], False, id="long-apart"),
        pytest.param([raised(0, 2, 10.0), raised(9, 11), raised(12, 14)], True, id="the-last-two-count"),
    ],
)
def test_alike(raises: list[Raise], expected: bool) -> None:
    assert alike(raises) is expected


def never_still(exercise: Exercise, reaches: list[float]) -> list[Observation]:
    """Movements one after the other, never at rest for long enough to arm."""
    moves = [syn.Move(1.0 + 2.6 * i, 1.0, 0.4, 1.0, reach) for i, reach in enumerate(reaches)]
    seen = syn.Routine(exercise, tuple(moves)).watch()
    # somebody walks in: the posture is known only just before the first movement
    return [replace(o, posture=Posture.UNKNOWN) if o.t_s < 0.8 else o for o in seen]


def test_two_movements_alike_arm_and_count_from_the_first() -> None:
    engine = Engine(BOW)
    said = syn.events(engine, never_still(BOW, [1.0, 1.0, 1.0]))
    assert [e.number for e in said if isinstance(e, Rep)] == [1, 2, 3]
    armed = next(e for e in said if isinstance(e, Armed))
    assert armed.t_s < 1.5 < 5.0 < armed.known_s


def test_a_single_movement_before_arming_counts_nothing() -> None:
    said = syn.events(Engine(BOW), never_still(BOW, [1.0]))
    assert [e for e in said if isinstance(e, Rep)] == []


def test_leaving_drops_the_movement_under_way_and_says_so() -> None:
    routine = syn.routine(BOW, 1)
    # posture is left in the hold, and that is believed before the hold ends
    left_s = routine.moves[0].hold_start_s
    moved = [replace(o, posture=Posture.UNKNOWN) if o.t_s > left_s else o for o in routine.watch()]
    said = syn.events(Engine(BOW), moved)
    assert [type(e) for e in said] == [Armed, Started, Reached, Disarmed, Dropped]


@pytest.mark.parametrize(
    ("seen", "reason"), [(True, "the start posture was left"), (False, "the person was lost")]
)
def test_whoever_is_gone_is_waited_for_again_and_the_reason_said(seen: bool, reason: str) -> None:
    there = syn.Routine(BOW).watch(to_s=1.0)
    gone = [Observation(1.0 + i / 30, seen=seen) for i in range(60)]
    said = syn.events(Engine(BOW), [*there, *gone])
    assert [e.reason for e in said if isinstance(e, Disarmed)] == [reason]


# --- the machine


def cycles(values: list[tuple[float, float]], drive: Drive = DRIVE, max_s: float = 120.0) -> list[Ending]:
    """How movements end along straight lines through (time, value) points, at 30 frames a second."""
    machine, endings, i = Machine(drive, max_s), [], 0
    for (t0, v0), (t1, v1) in pairwise(values):
        while i / 30 < t1:
            value = v0 + (v1 - v0) * (i / 30 - t0) / (t1 - t0)
            if cycle := machine.step(i / 30, value, {}, True):
                endings.append(cycle.ending)
            i += 1
    if last := machine.finish():
        endings.append(last.ending)
    return endings


REST = [(0.0, 0.0), (1.0, 0.0)]
W, P, G = Ending.WHOLE, Ending.PARTIAL, Ending.GLITCH


@pytest.mark.parametrize(
    ("values", "endings"),
    [
        pytest.param([*REST, (2, 100), (3, 100), (4, 0), (6, 0)], [W], id="whole"),
        pytest.param([*REST, (2, 40), (3, 0), (5, 0)], [P], id="turned-back"),
        pytest.param([*REST, (2, 22), (3, 0), (5, 0)], [G], id="fidgeting"),
        pytest.param([*REST, (1.05, 100), (1.22, 100), (1.25, 0), (3, 0)], [G], id="too-quick-to-be-true"),
        pytest.param([*REST, (2, 100), (3, 30), (4, 100), (5, 0), (6, 0)], [W, W], id="never-quite-to-rest"),
        pytest.param([*REST, (2, 100), (2.5, 60), (3, 100), (4, 0), (6, 0)], [W], id="wavering-hold"),
        pytest.param([*REST, (2, 100), (3, 100), (4, 10)], [W], id="ends-all-but-at-rest"),
        pytest.param([*REST, (2, 100), (3, 100), (3.5, 60)], [], id="ends-on-the-way-back"),
        pytest.param([(0, 100), (1, 100), (2, 0), (4, 0)], [], id="begins-at-work"),
    ],
)
def test_how_movements_end(values: list[tuple[float, float]], endings: list[Ending]) -> None:
    assert cycles(values) == endings


def test_a_movement_that_lasts_too_long_is_forgotten() -> None:
    assert cycles([*REST, (2, 30), (9, 30), (10, 0), (12, 0)], max_s=5.0) == [G]


def test_the_range_grows_with_the_person_but_not_past_the_declaration() -> None:
    machine = Machine(DRIVE, 120.0)
    assert (machine.rest, machine.work) == (20.0, 80.0)
    for i, value in enumerate(
        [5.0] * 30 + [i * 5.0 for i in range(25)] + [120.0 - 5 * i for i in range(24)] + [5.0] * 30
    ):
        machine.step(i / 30, value, {}, True)
    assert machine.rest == pytest.approx(5.0)
    assert machine.work == 100.0


# --- pairs


@pytest.mark.parametrize(
    ("sides", "pairs"),
    [
        pytest.param("L", [], id="half-a-pair"),
        pytest.param("LR", [(0, 1)], id="one-pair"),
        pytest.param("RLRL", [(0, 1), (2, 3)], id="two-pairs"),
        pytest.param("LLR", [(1, 2)], id="the-later-of-two-alike-is-paired"),
        pytest.param("LRRL", [(0, 1), (2, 3)], id="same-side-across-pairs"),
        pytest.param("LLL", [], id="one-side-only"),
    ],
)
def test_pairs(sides: str, pairs: list[tuple[int, int]]) -> None:
    pairing = Pairing()
    found = [
        pairing.add(raised(i, i + 0.8, side="left" if letter == "L" else "right"))
        for i, letter in enumerate(sides)
    ]
    assert [(int(a.start_s), int(b.start_s)) for a, b in (pair for pair in found if pair)] == pairs


# --- quality


def flag(severity: Severity, side: Side | None = None, name: str = "some_fault") -> Flag:
    return Flag(0.0, 0.0, name, "some fault", side, 1, 12.0, 10.0, "deg", 3.0, severity, "Mind it")


def tempo(out_s: float, back_s: float, reach: float = 100.0) -> Raise:
    return Raise(9.0, 9.0, None, 0.0, out_s, out_s + back_s, out_s, out_s, 0.0, reach)


FAULT, CAUTION = Severity.FAULT, Severity.CAUTION


@pytest.mark.parametrize(
    ("raise_", "flags", "score"),
    [
        pytest.param(tempo(1, 1), [], 100.0, id="full-and-even"),
        pytest.param(tempo(1, 3), [], 100.0, id="slow-back-is-no-worse"),
        pytest.param(tempo(1, 1, 150.0), [], 100.0, id="more-range-is-no-better"),
        pytest.param(tempo(1, 1, 50.0), [], 80.0, id="half-the-range"),
        pytest.param(tempo(1, 0.2), [], 80.0, id="dropped"),
        pytest.param(tempo(1, 0.6), [], 90.0, id="half-controlled"),
        pytest.param(tempo(1, 1), [FAULT], 75.0, id="one-fault"),
        pytest.param(tempo(1, 1), [CAUTION], 90.0, id="one-caution"),
        pytest.param(tempo(1, 1), [FAULT, FAULT, FAULT], 60.0, id="form-cannot-go-below-zero"),
    ],
)
def test_quality(raise_: Raise, flags: list[Severity], score: float) -> None:
    assert quality((raise_,), [flag(severity) for severity in flags], DRIVE) == score


@pytest.mark.parametrize(
    ("flags", "kept"),
    [
        pytest.param(
            [(FAULT, "left"), (FAULT, "right")], [(FAULT, "left"), (FAULT, "right")], id="one-a-side"
        ),
        pytest.param([(CAUTION, "left"), (FAULT, "left")], [(FAULT, "left")], id="the-graver"),
        pytest.param([(FAULT, "left"), (CAUTION, "left")], [(FAULT, "left")], id="the-graver-first"),
        pytest.param([(CAUTION, None), (CAUTION, "left")], [(CAUTION, "left")], id="a-side-says-more"),
        pytest.param([(CAUTION, None)], [(CAUTION, None)], id="without-a-side"),
    ],
)
def test_one_flag_a_fault_and_side(
    flags: list[tuple[Severity, Side | None]], kept: list[tuple[Severity, Side | None]]
) -> None:
    assert [(f.severity, f.side) for f in gravest(flag(*one) for one in flags)] == kept


# --- declarations that contradict themselves


def test_an_unknown_signal_is_refused_with_the_choices() -> None:
    wrong = Guard(title="no", signal="knee_def", gate=Gate(on=1.0, off=0.0))
    with pytest.raises(ValueError, match=r"exercise bow: unknown signal 'knee_def'; formcheck exercises --s"):
        replace(BOW, guards=(wrong,))


def test_a_range_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"exercise bow: rest and work are both 0\.0"):
        replace(BOW, drive=replace(DRIVE, work=0.0))


@pytest.mark.parametrize(
    "name", ["knee_deg_left", "knee_deg_right", "knee_deg_{side}", "knee_deg_{other}", "knee_deg"]
)
def test_a_signals_own_name(name: str) -> None:
    assert base_name(name) == "knee_deg"


# --- a fault seen in a part of the repetition only


@pytest.mark.parametrize(("share", "is_checked"), [(0.3, False), (0.7, True)])
def test_a_fault_counts_as_checked_when_it_was_seen_for_most_of_the_time(
    share: float, is_checked: bool
) -> None:
    fault = Fault(
        name="tilt",
        title="tilt",
        signal="hip_line_deg",
        gate=Gate(on=10.0, off=5.0),
        views=FRONTAL,
        cue="Level",
        advice="face the camera",
        source="made up",
    )
    exercise = replace(BOW, faults=(fault,))
    routine = syn.routine(exercise, 1, view=ViewKind.FRONT)
    turned_s = routine.moves[0].start_s + share * (routine.moves[0].end_s - routine.moves[0].start_s)
    side = min(SIDES)
    seen = [replace(o, view=replace(o.view, kind=side)) if o.t_s > turned_s else o for o in routine.watch()]
    engine = Engine(exercise)
    said = syn.events(engine, seen)
    assert not [e for e in said if isinstance(e, Partial | Flag)]
    assert (engine.not_checked() == []) is is_checked


# --- one movement against those before it


def peaking(values: dict[str, list[float]], before: list[Past]) -> RepStats:
    """A movement on the left side whose hold shows these values, one a sample."""
    rows = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    held = [Sample(i / 30, 100.0, 1.0, row, True) for i, row in enumerate(rows)]
    return RepStats(raised(0.0, 1.0, side="left"), held, held, tuple(before))


@pytest.mark.parametrize(
    ("holds", "worse"),
    [
        pytest.param([[10.0, 12.0, 11.0]], [NAN], id="the-first"),
        pytest.param([[10.0] * 3, [14.0] * 3, [7.0] * 3], [NAN, 4.0, -3.0], id="against-the-best"),
        pytest.param([[NAN, NAN, 5.0], [14.0] * 3, [15.0] * 3], [NAN, NAN, 1.0], id="seen-too-little"),
    ],
)
def test_a_movement_against_ones_own_best(holds: list[list[float]], worse: list[float]) -> None:
    past, found = list[Past](), list[float]()
    for hold in holds:
        stats = peaking({"tilt_deg_left": hold, "tilt_deg_right": [0.0] * 3}, past)
        found.append(stats.worse_than_own("tilt_deg_{side}"))
        past.append(stats.remembered())
    assert found == pytest.approx(worse, nan_ok=True)


def test_of_a_movement_only_what_was_asked_for_is_remembered() -> None:
    stats = peaking({"tilt_deg_left": [3.0], "roll_deg": [5.0]}, [])
    stats.at_peak("tilt_deg_{side}")
    assert stats.remembered().peaks == {"tilt_deg_left": 3.0}
