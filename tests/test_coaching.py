import math

import pytest

from coached import Visit, heard, states
from formcheck.coach.moment import Moment, Said, State
from formcheck.coach.plan import Plan
from formcheck.errors import PlanError
from formcheck.exercises import find
from synthetic import Move

SQUAT, SUPERMAN = find("squat"), find("superman")
F, R, C, A, REST, P, D = (
    *(State.FRAMING, State.READY, State.COUNTDOWN, State.ACTIVE),
    *(State.RESTING, State.PAUSED, State.DONE),
)
THREE = (4.0, 8.0, 12.0)


def run(to_s: float, plan: Plan, starts_s: tuple[float, ...] = THREE, **more: object) -> list[Moment]:
    return list(Visit(SQUAT, plan, starts_s, **more).moments(to_s))  # type: ignore[arg-type]


def at(moments: list[Moment], t_s: float) -> Moment:
    return min(moments, key=lambda m: abs(m.t_s - t_s))


def test_a_set_runs_from_the_countdown_to_its_goal() -> None:
    moments = run(20.0, Plan(reps=3))
    assert [state for _, state in states(moments)] == [C, A, D]
    assert states(moments)[1][0] == pytest.approx(3.0, abs=0.06)
    assert (moments[-1].reps, moments[-1].good_reps, moments[-1].reps_total) == (3, 3, 3)
    # the third repetition gives way to the end
    assert heard(moments, Said.COUNT) == ["three", "two", "one", "one", "two"]
    assert len(heard(moments, Said.REP)) == 3
    assert heard(moments, Said.PROMPT) == [
        *("Go", "Done. Three repetitions, three without a fault"),
    ]


def test_nothing_counts_before_the_countdown_is_over() -> None:
    # two repetitions while the coach still counts down, each of which begins it anew
    moments = run(24.0, Plan(), (1.0, 4.0, 14.0, 18.0))
    assert [m.reps for m in moments if m.state is not A][-2] == 0
    assert moments[-1].reps == 2
    assert all(m.reps == 0 for m in moments if m.t_s < 14.0)
    assert heard(moments, Said.PROMPT) == ["Keep still until I say go", "Go"]


def test_sets_are_parted_by_a_rest_in_which_nothing_counts() -> None:
    # the fourth movement falls into the rest
    moments = run(40.0, Plan(sets=2, reps=2, rest_s=12.0), (4.0, 8.0, 14.0, 29.0, 33.0))
    assert [state for _, state in states(moments)] == [C, A, REST, C, A, D]
    assert [(m.set_number, m.reps) for m in moments if m.state is D][-1] == (2, 2)
    assert moments[-1].reps_total == 4
    said = heard(moments, Said.PROMPT)
    assert "Set one done, two repetitions. Rest twelve seconds" in said
    assert "Set two in ten seconds" in said
    assert "Set two of two. Get into position" in said
    assert at(moments, 14.0).rest_left_s == pytest.approx(12.0 - (14.0 - states(moments)[2][0]), abs=0.1)


def test_the_numbers_of_the_result_go_on_through_the_sets() -> None:
    moments = run(40.0, Plan(sets=2, reps=2, rest_s=12.0), (4.0, 8.0, 29.0, 33.0))
    assert [e.number for m in moments for e in m.events if hasattr(e, "number")] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("commands", "starts_s", "order", "at_half", "at_end"),
    [
        pytest.param(((6.9, "pause"), (11.5, "resume")), (4, 8, 16), [C, A, P, C, A, D], 1, 2, id="a pause"),
        pytest.param(((6.9, "next"),), THREE, [C, A, D], 1, 1, id="next ends the set"),
        pytest.param(((5.2, "next"),), THREE, [C, A, D], 0, 0, id="a movement under way does not count"),
        pytest.param(((0.5, "next"),), THREE, [C, A, D], 1, 3, id="next before the set does nothing"),
        pytest.param(((0.5, "pause"), (1, "resume")), (4.8, 8), [C, P, C, A, D], 1, 2, id="an early pause"),
        pytest.param(((0.5, "resume"),), THREE, [C, A, D], 1, 3, id="resume without a pause"),
    ],
)
def test_commands(
    commands: tuple[tuple[float, str], ...],
    starts_s: tuple[float, ...],
    order: list[State],
    at_half: int,
    at_end: int,
) -> None:
    moments = run(21.0, Plan(), starts_s, commands=commands)
    assert [state for _, state in states(moments)] == order
    assert [at(moments, 7.9).reps, moments[-1].reps] == [at_half, at_end]


def test_a_pause_stops_the_rest() -> None:
    plan = Plan(sets=2, reps=1, rest_s=12.0)
    moments = run(30.0, plan, (4.0,), commands=((10.0, "pause"), (15.0, "resume")))
    ended_s = states(moments)[2][0]
    assert at(moments, 12.0).rest_left_s == pytest.approx(ended_s + 12.0 - 10.0, abs=0.1)
    assert [state for _, state in states(moments)] == [C, A, REST, P, REST, C, A, D]
    assert states(moments)[5][0] == pytest.approx(ended_s + 17.0, abs=0.1)


def test_next_ends_a_rest() -> None:
    moments = run(20.0, Plan(sets=2, reps=1, rest_s=60.0), (4.0, 14.0), commands=((9.0, "next"),))
    assert [state for _, state in states(moments)] == [C, A, REST, C, A, D]
    assert moments[-1].reps_total == 2


def test_somebody_who_was_away_comes_back_to_the_same_count() -> None:
    # squats into the picture on the way back: not counted
    moments = run(34.0, Plan(), (4.0, 8.0, 18.8, 26.0), away=((11.0, 18.0),))
    assert [state for _, state in states(moments)] == [C, A, F, C, R, C, A, D]
    assert at(moments, 25.0).reps == 2
    assert moments[-1].reps == 3
    assert "Carry on" in heard(moments, Said.PROMPT)


def test_a_short_look_away_keeps_the_set_going() -> None:
    moments = run(16.0, Plan(), THREE, away=((6.9, 7.4),))
    assert [state for _, state in states(moments)] == [C, A, D]
    assert moments[-1].reps == 3


def test_nobody_is_asked_in() -> None:
    moments = run(6.0, Plan(), (), away=((0.0, 4.0),))
    assert moments[0].state is F
    assert moments[0].framing == "Step into the picture, with your whole body"
    assert heard(moments, Said.PROMPT)[0] == moments[0].framing
    assert moments[0].tone == "lost"


def test_too_little_is_said_and_does_not_count() -> None:
    moments = run(14.0, Plan(), (4.0,), move=lambda start_s: Move(start_s, hold_s=0.3, reach=0.45))
    assert moments[-1].reps == 0
    assert heard(moments, Said.CUE) == ["Go deeper"]


@pytest.mark.parametrize(
    ("held_s", "said", "told"),
    [
        pytest.param(2.0, [], ["Hold for six seconds"], id="too short"),
        pytest.param(7.0, ["5", "Time, come back"], [], id="long enough"),
    ],
)
def test_a_hold_is_timed_against_its_goal(held_s: float, said: list[str], told: list[str]) -> None:
    plan = Plan(hold_s=6.0)
    moments = run(16.0, plan, (4.0,), move=lambda start_s: Move(start_s, hold_s=held_s))
    timed = [m.hold_s for m in moments if m.hold_s is not None]
    assert heard(moments, Said.COUNT)[3:] == [*said, *(["one"] if not told else [])]
    assert heard(moments, Said.CUE) == told
    # within 15 % of the furthest point counts as held
    assert timed[-1] == pytest.approx(held_s, abs=0.7)
    assert all(m.hold_goal_s == 6.0 for m in moments)


def test_each_side_is_counted() -> None:
    # four movements, two of each side: two pairs
    visit = Visit(SUPERMAN, Plan(countdown_s=0.0), (2.0, 6.0, 10.0, 14.0))
    visit.move = lambda start_s: Move(start_s, hold_s=1.5, side="left" if start_s in (2.0, 10.0) else "right")
    moments = list(visit.moments(20.0))
    assert moments[-1].reps == 2
    assert moments[-1].reps_by_side == (2, 2)


def test_every_spoken_word_has_its_caption() -> None:
    moments = run(40.0, Plan(sets=2, reps=2, rest_s=12.0), (4.0, 8.0, 29.0, 33.0))
    for moment in moments:
        for spoken in moment.say:
            assert spoken.kind in (Said.REP, Said.COUNT) or spoken.text == moment.caption


@pytest.mark.parametrize(
    "wrong",
    [
        {"sets": 0},
        {"reps": 0},
        {"rest_s": -1.0},
        {"hold_s": 0.0},
        {"rest_s": math.nan},
        {"countdown_s": 61.0},
    ],
    ids=str,
)
def test_a_senseless_plan_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(PlanError, match="must be from"):
        Plan(**wrong)  # type: ignore[arg-type]
