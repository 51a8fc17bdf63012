"""What an annotated picture says at each moment of a movement."""

import pytest

import synthetic as syn
from figure import SIZE_PX, STANDING, pose
from formcheck.engine.engine import Engine
from formcheck.engine.events import Recognised
from formcheck.engine.spec import Phase
from formcheck.exercises import find
from formcheck.joints import fault_joints
from formcheck.loop import Sighting, Step
from formcheck.sinks.annotate import SceneMaker
from formcheck.sinks.overlay import Scene


def scenes(name: str) -> list[Scene]:
    """One repetition, moment by moment."""
    exercise, maker = find(name), SceneMaker(find(name))
    engine, made = Engine(exercise), []
    for o in syn.routine(exercise, 1).watch():
        events = tuple(engine.step(o))
        sighting = Sighting(o.t_s, pose(STANDING, t_s=o.t_s), SIZE_PX)
        step = Step(sighting, None, o, events, engine.phase, engine.progress, engine.is_armed, engine.reps)
        made.append(maker.scene(step))
    return made


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("squat", ["Ready", "Out", "Far enough", "Back", "Ready"]),
        ("bridge", ["Ready", "Out", "Hold", "Back", "Ready"]),
    ],
)
def test_the_state_follows_the_movement(name: str, words: list[str]) -> None:
    said = [scene.state for scene in scenes(name)]
    assert [word for i, word in enumerate(said) if i == 0 or said[i - 1] != word] == words


@pytest.mark.parametrize(("name", "is_timed"), [("squat", False), ("bridge", True)])
def test_a_hold_is_timed_where_it_is_one(name: str, is_timed: bool) -> None:
    assert (max(scene.hold_s or 0.0 for scene in scenes(name)) > 0.5) is is_timed


@pytest.mark.parametrize(
    ("exercise", "fault", "side", "joints"),
    [
        ("squat", "heel_lifts", "left", {"LEFT_HEEL", "LEFT_FOOT_INDEX"}),
        ("squat", "heel_lifts", None, {"LEFT_HEEL", "LEFT_FOOT_INDEX", "RIGHT_HEEL", "RIGHT_FOOT_INDEX"}),
        # judged when the repetition is over: where it is counted
        ("squat", "too_shallow", "right", {"RIGHT_HIP", "RIGHT_KNEE", "RIGHT_ANKLE"}),
    ],
)
def test_a_fault_is_marked_where_it_is_measured(
    exercise: str, fault: str, side: str | None, joints: set[str]
) -> None:
    assert {joint.name for joint in fault_joints(find(exercise), fault, side)} == joints


def test_a_picture_names_what_was_recognised_and_counts_it_from_one() -> None:
    maker, o = SceneMaker(None), syn.routine(find("squat"), 1).watch()[0]
    shown = []
    for name, reps in ((None, 0), ("squat", 0), (None, 3), ("lunge", 3), (None, 4)):
        events = (Recognised(o.t_s, o.t_s, name),) if name else ()
        sighting = Sighting(o.t_s, pose(STANDING, t_s=o.t_s), SIZE_PX)
        scene = maker.scene(Step(sighting, None, o, events, Phase.REST, 0.0, True, reps))
        shown.append((scene.title, scene.reps))
    assert shown == [("", None), ("Squat", 0), ("Squat", 3), ("Lunge", 0), ("Lunge", 1)]
