"""The lateral step-down score adds up what was seen, and says what was not."""

from dataclasses import replace

import pytest

import synthetic as syn
from formcheck.engine.engine import Engine
from formcheck.engine.events import Flag, Rep
from formcheck.engine.spec import Severity
from formcheck.engine.unchecked import NotChecked
from formcheck.exercises import find
from formcheck.exercises.step_down import SWING_PCT, swings
from formcheck.motion.view import ViewKind
from formcheck.norms.step_down import ITEMS, Quality, StepDownScore, quality_of, step_down_score


def flag(name: str, rep: int = 1, severity: Severity = Severity.FAULT) -> Flag:
    return Flag(1.0, 1.2, name, name, "left", rep, 9.0, 8.0, "deg", 1.0, severity, "cue")


def names(score: StepDownScore) -> dict[str, int]:
    return {one.item.name: one.points for one in score.items if one.points}


@pytest.mark.parametrize(
    ("flags", "points", "quality"),
    [
        pytest.param([], {}, "good", id="clean"),
        pytest.param([flag("hands_off")], {"hand": 1}, "good", id="one item"),
        pytest.param([flag("hands_off"), flag("hands_off", 2)], {"hand": 1}, "good", id="counts once"),
        pytest.param([flag("hip_drop"), flag("hip_hike", 2)], {"pelvis": 1}, "good", id="drop or hike"),
        pytest.param([flag("knee_collapse", 1, Severity.CAUTION)], {"knee": 1}, "good", id="second toe"),
        pytest.param([flag("knee_collapse")], {"knee": 2}, "medium", id="inner border"),
        pytest.param(
            [flag("knee_collapse", 1, Severity.CAUTION), flag("knee_collapse", 3)],
            {"knee": 2},
            "medium",
            id="the worse of two",
        ),
        pytest.param([flag("too_fast")], {}, "good", id="tempo is no item"),
        pytest.param(
            [flag("knee_collapse"), flag("wavers"), flag("side_lean")],
            {"knee": 2, "steady": 1, "trunk": 1},
            "poor",
            id="four",
        ),
        pytest.param(
            [flag(name) for item in ITEMS for name in item.faults],
            {"hand": 1, "trunk": 1, "pelvis": 1, "knee": 2, "steady": 1},
            "poor",
            id="everything",
        ),
    ],
)
def test_items_add_up(flags: list[Flag], points: dict[str, int], quality: str) -> None:
    score = step_down_score(flags, [], reps=5)
    assert names(score) == points
    assert (score.points, score.quality.value) == (sum(points.values()), quality)
    assert score.is_sure
    assert score.most == score.points


@pytest.mark.parametrize(
    ("points", "quality"), [(0, "good"), (1, "good"), (2, "medium"), (3, "medium"), (4, "poor"), (6, "poor")]
)
def test_what_points_are_called(points: int, quality: str) -> None:
    assert quality_of(points) is Quality(quality)


def test_an_item_names_its_repetitions() -> None:
    score = step_down_score([flag("hip_drop", 4), flag("hip_drop", 2), flag("hip_hike", 4)], [], reps=5)
    assert next(one.reps for one in score.items if one.item.name == "pelvis") == (2, 4)


def test_what_was_not_judged_leaves_the_score_open() -> None:
    missing = [NotChecked(n, "turn to face the camera") for n in ("knee_collapse", "wavers", "touches_down")]
    score = step_down_score([flag("hands_off")], missing, reps=5)
    assert (score.points, score.most, score.is_sure) == (1, 4, False)
    assert score.words == (
        "step-down score at least 1, at most 4 of 6: good to poor; not judged: knee inside the second"
        " toe, or past the inner border of the foot, steps down or wavers"
    )


def test_an_item_judged_in_part_counts_as_judged() -> None:
    score = step_down_score([], [NotChecked("touches_down", "no picture shows weight")], reps=5)
    steady = next(one for one in score.items if one.item.name == "steady")
    assert (steady.unseen, steady.partly) == ("", "no picture shows weight")
    assert score.is_sure
    assert score.words == "step-down score 0 of 6: good; judged in part: steps down or wavers"


def test_what_was_seen_needs_no_other_sign_of_it() -> None:
    score = step_down_score([flag("wavers")], [NotChecked("touches_down", "no picture shows weight")], reps=5)
    assert next(one for one in score.items if one.item.name == "steady").partly == ""
    assert score.words == "step-down score 1 of 6: good"


def test_without_a_repetition_there_is_no_score() -> None:
    with pytest.raises(ValueError, match="at least one repetition"):
        step_down_score([], [], reps=0)


def test_every_item_is_a_fault_of_the_exercise_or_said_to_be_unseen() -> None:
    exercise = find("step_down")
    known = {judged.name for judged in (*exercise.judged, *exercise.unseen)}
    assert {name for item in ITEMS for name in item.faults} <= known


@pytest.mark.parametrize(
    ("view", "unseen"), [(ViewKind.FRONT, set()), (ViewKind.SIDE_LEFT, {i.name for i in ITEMS})]
)
def test_a_set_is_scored_from_what_the_engine_says(view: ViewKind, unseen: set[str]) -> None:
    exercise = find("step_down")
    engine = Engine(exercise)
    routine = syn.routine(exercise, 5, view=view)
    values = {"hip_x_ratio": 0.5, "body_height_ratio": 0.8}
    watched = [replace(o, values={**o.values, **values}) for o in routine.watch()]
    reps = [event for event in syn.events(engine, watched) if isinstance(event, Rep)]
    score = step_down_score([f for rep in reps for f in rep.flags], engine.not_checked(), len(reps))
    assert (score.reps, score.points) == (5, 0)
    assert {one.item.name for one in score.items if one.unseen} == unseen


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([0.0, 1.0, 2.0], [2.0], id="one way"),
        pytest.param([0.0, 2.0, 0.0], [2.0, 2.0], id="there and back"),
        pytest.param([0.0, 2.0, 2.0 - 0.5 * SWING_PCT, 3.0], [3.0], id="a tremble is no turn"),
        pytest.param([0.0, 3.0, 1.0, 4.0, 0.0], [3.0, 2.0, 3.0, 4.0], id="wavering"),
    ],
)
def test_swings(places: list[float], expected: list[float]) -> None:
    assert swings(places) == pytest.approx(expected)
