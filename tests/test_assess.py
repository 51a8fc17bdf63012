"""Tests with norms: how trials end, what they score, and what they are held against."""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import synthetic as syn
from formcheck.assess import TESTS, TestError, find_test
from formcheck.assess.bess import errors
from formcheck.assess.heel_raise import HEELS
from formcheck.assess.history import against_last, as_plan
from formcheck.assess.outcome import Outcome, Score
from formcheck.assess.run import Who, outcome_of
from formcheck.assess.spec import Attempt, Test
from formcheck.assess.stance import STANCE, is_over
from formcheck.assess.taken import Stay, Taken
from formcheck.cli.tested import lines
from formcheck.engine.engine import Engine
from formcheck.engine.events import Flag, Raise, Side
from formcheck.engine.spec import Severity
from formcheck.exercises import find
from formcheck.loop import Sighting, Step
from formcheck.motion.observe import Observation
from formcheck.motion.view import ViewKind
from formcheck.results import Result, Tally, build
from formcheck.store import Store

BALANCE = find("balance")


def flag(name: str, t_s: float, side: Side | None = "left", rep: int = 1) -> Flag:
    return Flag(t_s, t_s, name, name, side, rep, 1.0, 0.5, "ratio", 0.1, Severity.FAULT, "cue")


def raise_(start_s: float, end_s: float, side: Side = "left") -> Raise:
    middle_s = (start_s + end_s) / 2
    return Raise(end_s, end_s, side, start_s, middle_s, end_s, middle_s, middle_s, 0.0, 1.0)


def taken(
    stays: Iterable[Stay] = (), flags: Iterable[Flag] = (), raises: Iterable[Raise] = (), t_s: float = 99.0
) -> Taken:
    return Taken(stays=list(stays), flags=list(flags), raises=list(raises), t_s=t_s)


# --- how a trial ends


@pytest.mark.parametrize(
    ("stay", "flags", "expected"),
    [
        pytest.param(Stay(2.0, 14.0, "left"), [], (12.0, "raised foot touched"), id="foot down"),
        pytest.param(
            Stay(2.0, 14.0, "left"), [flag("arms_off", 7.0)], (5.0, "arms used"), id="arms before that"
        ),
        pytest.param(
            Stay(2.0, 14.0, "left"),
            [flag("hop", 9.0), flag("arms_off", 11.0)],
            (7.0, "standing foot moved"),
            id="the first of two",
        ),
        pytest.param(
            Stay(2.0, 14.0, "left"),
            [flag("hop", 9.0, "right"), flag("hip_drop", 4.0), flag("hop", 15.0)],
            (12.0, "raised foot touched"),
            id="of the other leg, of no matter, too late",
        ),
        pytest.param(
            Stay(2.0, 60.0, "left"), [], (45.0, "stopped at the longest time"), id="longer than the test"
        ),
        pytest.param(
            Stay(2.0, 14.0, "left", is_open=True), [], (12.0, "the pictures ended"), id="still standing"
        ),
    ],
)
def test_a_stance_ends_by_the_protocol(stay: Stay, flags: list[Flag], expected: tuple[float, str]) -> None:
    (trial,) = STANCE.attempts(taken([stay], flags), "left")
    assert (trial.value, trial.ended) == expected


def test_the_best_of_the_first_three_counts_and_each_leg_has_its_own() -> None:
    lefts = [Stay(t, t + long_s, "left") for t, long_s in ((0, 5), (10, 8), (20, 6), (30, 9))]
    seen = taken([*lefts, Stay(50, 53, "right")])
    best = STANCE.best(STANCE.attempts(seen, "left"))
    assert best is not None
    assert best.value == 8.0
    assert seen.sides() == ("left", "right")
    assert [a.value for a in STANCE.attempts(seen, "right")] == [3.0]


@pytest.mark.parametrize(
    ("count", "expected"), [pytest.param(2, False, id="one to go"), pytest.param(3, True, id="all done")]
)
def test_the_test_is_over_after_the_third_stance(count: int, expected: bool) -> None:
    assert is_over(taken([Stay(10.0 * i, 10.0 * i + 4, "left") for i in range(count)])) is expected


def test_heel_raises_count_until_two_bad_ones_in_a_row() -> None:
    raises = [raise_(2.0 * i, 2.0 * i + 1.5) for i in range(10)]
    faded = [flag("fading", 2.0 * i + 1.0) for i in (4, 7, 8)]
    (trial,) = HEELS.attempts(taken(raises=raises, flags=faded), "left")
    assert (trial.value, trial.ended) == (7.0, "2 in a row: heel below 70 % of its own first height")


def test_heel_raises_end_at_a_rest() -> None:
    raises = [raise_(t, t + 1.5) for t in (0.0, 2.0, 4.0, 11.0, 13.0)]
    seen = taken(raises=raises, t_s=14.6)
    assert [(a.value, a.ended) for a in HEELS.attempts(seen, "left")] == [(3.0, "a rest of more than 5 s")]
    assert HEELS.is_over(seen)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        pytest.param([], (20.0, "hips or leg came down"), id="all comes down"),
        pytest.param([flag("hip_drop", 9.0, None)], (8.0, "pelvis dropped to one side"), id="pelvis drops"),
    ],
)
def test_a_bridge_ends_when_the_pelvis_leaves_the_line(
    flags: list[Flag], expected: tuple[float, str]
) -> None:
    (trial,) = TESTS["bridge_hold"].attempts(taken([Stay(1.0, 21.0, None)], flags), "right")
    assert (trial.value, trial.ended) == expected


# --- taken from a stream


def stances(*holds_s: float, down_s: float = 2.0, pushes: Iterable[syn.Push] = ()) -> list[Observation]:
    """Stances on the left leg, each held for so long."""
    moves, start_s = list[syn.Move](), syn.FIRST_S
    for hold_s in holds_s:
        moves.append(syn.Move(start_s, out_s=0.4, hold_s=hold_s, back_s=0.4))
        start_s = moves[-1].end_s + down_s
    return syn.Routine(BALANCE, tuple(moves), tuple(pushes), ViewKind.FRONT).watch()


def take(test: Test, watched: list[Observation]) -> tuple[Taken, Result]:
    engine, seen, tally = Engine(BALANCE), test.taken(), Tally(BALANCE)
    for last, o in ((i == len(watched), o) for i, o in enumerate([*watched, watched[-1]])):
        events = engine.finish(o.t_s) if last else engine.step(o)
        tally.add(events)
        sighting = Sighting(o.t_s, None, (0, 0))
        state = engine.phase, engine.progress, engine.is_armed, engine.reps
        seen(Step(sighting, None, o, tuple(events), *state, is_last=last))
    about = {"frames": 1, "frames_with_person": 1, "view": "front", "warnings": [], "notes": []}
    return seen, build(tally, engine, source="made", complete=True, duration_s=watched[-1].t_s, **about)


def test_stances_are_timed_from_the_stream() -> None:
    seen, result = take(STANCE, stances(6.0, 9.0))
    outcome = outcome_of(STANCE, seen, result, Who(age=34, sex="woman"))
    (score,) = outcome.scores
    assert score.side == "left"
    # on the way up and down the foot is off the floor, too
    assert score.score == pytest.approx(9.0, abs=0.5)
    assert [t.ended for t in score.trials] == ["raised foot touched"] * 2
    assert score.norm is not None
    assert (score.norm.value, score.norm.who) == (44.0, "people aged 18 to 39")
    assert score.norm.difference == pytest.approx((score.score or 0.0) - 44.0)
    assert any("44 s" in line and "Springer" in line for line in lines(outcome))


def test_somebody_who_still_stands_when_the_pictures_end_is_scored() -> None:
    seen, result = take(STANCE, stances(30.0)[: round(30 * 12.0)])
    (score,) = outcome_of(STANCE, seen, result, Who()).scores
    assert score.score == pytest.approx(12.0 - syn.FIRST_S - 0.3, abs=0.3)
    assert score.trials[0].ended == "the pictures ended"
    assert score.norm is None


def test_with_closed_eyes_no_norm_is_told() -> None:
    seen, result = take(STANCE, stances(6.0))
    outcome = outcome_of(STANCE, seen, result, Who(age=34, open_eyes=False))
    assert outcome.eyes == "closed"
    assert outcome.scores[0].norm is None
    assert "no norm is told: it holds with open eyes only" in outcome.notes


def test_nothing_done_is_said() -> None:
    seen, result = take(STANCE, stances())
    outcome = outcome_of(STANCE, seen, result, Who())
    assert outcome.scores == []
    assert outcome.notes


def test_errors_are_counted_as_often_as_they_happen() -> None:
    hands = [syn.Push("hands_off_ratio", 1.5, t, t + 0.8) for t in (4.0, 8.0)]
    seen, _ = take(TESTS["bess_single_leg"], stances(12.0, 10.0, down_s=1.6, pushes=hands))
    assert [name for _, name in errors(seen, "left")] == ["arms_off", "arms_off", "touch"]


def test_errors_at_one_time_are_one_and_those_after_20_s_none() -> None:
    foot = next(f for f in BALANCE.faults if f.name == "hop")
    hop = syn.Push("foot_x_ratio_left", 5 * foot.gate.on, 4.2, 30.0)
    hands = [syn.Push("hands_off_ratio", 1.5, t, t + 0.8) for t in (4.0, 23.0)]
    seen, _ = take(TESTS["bess_single_leg"], stances(26.0, pushes=[hop, *hands]))
    assert len(errors(seen, "left")) == 1


def test_who_stays_out_of_position_makes_one_more_error() -> None:
    seen, _ = take(TESTS["bess_single_leg"], stances(4.0, 4.0, down_s=6.0))
    assert [name for _, name in errors(seen, "left")] == ["touch", "away", "touch"]


# --- held against the last one


def outcome(score: float, eyes: str = "open", test: str = "heel_raise") -> Outcome:
    one = Score(side="left", score=score, unit="reps", trials=[], figures=[], norm=None, besides=[])
    return Outcome(
        test=test,
        title="Heel raises",
        exercise="balance",
        source="made",
        age=34,
        sex="woman",
        eyes=eyes,
        surface="floor",
        footwear=None,
        scores=[one],
        protocol="",
        not_checked=[],
        notes=[],
    )


def kept(folder: Path, *outcomes: Outcome) -> Store:
    """A history of tests, a day apart, the last one the newest."""
    store = Store(folder=folder)
    for day, one in enumerate(outcomes, 1):
        at = datetime(2026, 1, day, tzinfo=UTC)
        recorder = store.begin("balance", source_kind="clip", source_name="made", started_at=at)
        recorder.close()
        store.note(recorder.id, as_plan(one))
    return store


@pytest.mark.parametrize(
    ("now", "is_more"),
    [pytest.param(33.0, True, id="more"), pytest.param(30.0, False, id="within the error")],
)
def test_a_change_counts_beyond_the_error_only(tmp_path: Path, now: float, is_more: bool) -> None:
    with kept(tmp_path, outcome(20.0), outcome(26.0), outcome(9.0, eyes="closed")) as store:
        sessions = [store.session(s.id) for s in store.sessions()]
    (score,) = against_last(HEELS, outcome(now), sessions).scores
    assert score.change is not None
    assert (score.change.before, score.change.difference) == (26.0, now - 26.0)
    assert (score.change.detectable, score.change.is_more_than_error) == (6.2, is_more)


def test_another_test_is_no_last_one(tmp_path: Path) -> None:
    with kept(tmp_path, outcome(20.0, test="single_leg_stance")) as store:
        sessions = [store.session(s.id) for s in store.sessions()]
    assert against_last(HEELS, outcome(30.0), sessions).scores[0].change is None


# --- the tests there are


@pytest.mark.parametrize("test", TESTS.values(), ids=TESTS)
def test_a_test_declares_itself(test: Test) -> None:
    assert test.declared.name == test.exercise
    assert all((test.title, test.how, test.ends, test.source, test.unit, test.detectable_source))
    assert test.trials >= 1
    assert find_test(test.name) is test
    assert test.attempts(test.taken(), None) == []
    assert not test.is_over(test.taken())


def test_no_two_tests_answer_to_one_name() -> None:
    names = [name for test in TESTS.values() for name in (test.name, *test.aliases)]
    assert len(names) == len(set(names))


def test_an_unknown_test_names_the_nearest() -> None:
    with pytest.raises(TestError, match=r"Did you mean single_leg_stance.*Choose one of"):
        find_test("single leg stanse")


def test_fewer_errors_are_better() -> None:
    few, many = (Attempt(0.0, 20.0, value, "") for value in (2.0, 7.0))
    assert TESTS["bess_single_leg"].best([many, few]) is few
    assert replace(TESTS["bess_single_leg"], more_is_better=True).best([few, many]) is many
    assert math.isnan(taken(t_s=math.nan).t_s)
