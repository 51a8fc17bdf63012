"""Where to stand, said to stick figures that stand wrong."""

import numpy as np
import pytest

from figure import SIZE_PX, STANDING
from figure import pose as figure_pose
from formcheck.coach import framing
from formcheck.coach.framing import NOBODY, SETTLE_S, TOO_DARK, Advice, Framing, advise
from formcheck.engine.spec import Exercise, Phase
from formcheck.exercises import find
from formcheck.loop import Sighting, Step
from formcheck.motion.observe import Observation
from formcheck.motion.view import View, ViewKind
from formcheck.pose.pose import Pose

V = ViewKind


def moved(dx: float = 0.0, dy: float = 0.0, scale: float = 1.0) -> Pose:
    points = {
        n: (100 + (x - 100) * scale + dx, 110 + (y - 110) * scale + dy) for n, (x, y) in STANDING.items()
    }
    return figure_pose(points)


def step(
    pose: Pose | None,
    view: ViewKind = V.FRONT,
    t_s: float = 0.0,
    bright: int | None = None,
    exercise: str = "squat",
) -> Step:
    posture = min(find(exercise).postures)
    image = None if bright is None else np.full((200, 200, 3), bright, np.uint8)
    seen = Observation(t_s, view=View(view, 0.0), posture=posture, seen=pose is not None)
    return Step(Sighting(t_s, pose, SIZE_PX, image), pose, seen, (), Phase.REST, 0.0, True, 0)


def text_of(advice: Advice | None) -> str:
    return advice.text if advice else ""


@pytest.mark.parametrize(
    ("pose", "text", "blocks"),
    [
        pytest.param(moved(), "", False, id="all in the picture"),
        pytest.param(moved(dy=25), "Step back: your feet are outside the picture", True, id="feet"),
        pytest.param(
            moved(dy=-35),
            "Step back or tilt the camera up: your head is outside the picture",
            False,
            id="head",
        ),
        pytest.param(
            moved(scale=1.4),
            "Move further from the camera: your feet and head are outside the picture",
            True,
            id="both",
        ),
        # the picture's left edge is seen on the right in a mirror
        pytest.param(
            moved(dx=-130),
            "Move to the left: your feet are outside the right edge of the picture",
            True,
            id="side",
        ),
        pytest.param(moved(scale=0.6), "Come closer: you are too small in the picture", False, id="small"),
    ],
)
def test_what_lies_outside_is_named_with_what_to_do(pose: Pose, text: str, blocks: bool) -> None:
    advice = advise(find("squat"), step(pose))
    assert text_of(advice) == text
    assert (advice is not None and advice.blocks) == blocks


def test_without_a_mirror_the_edges_are_the_pictures_own() -> None:
    advice = advise(find("squat"), step(moved(dx=-105)), is_mirrored=False)
    assert text_of(advice) == "Move to the right: your feet are outside the left edge of the picture"


@pytest.mark.parametrize(
    ("exercise", "view", "text", "blocks"),
    [
        pytest.param("lunge", V.FRONT, "", False, id="a lunge from the front"),
        pytest.param("lunge", V.SIDE_LEFT, "", False, id="a lunge from the side"),
        pytest.param(
            "lunge", V.OBLIQUE, "Turn to face the camera to check the knees", False, id="a slanted lunge"
        ),
        pytest.param("lunge", V.UNKNOWN, "", False, id="a view not known yet"),
        pytest.param(
            "bridge",
            V.FEET_END,
            "Turn your side to the camera: the movement cannot be counted from here",
            True,
            id="a bridge from the feet",
        ),
        pytest.param(
            "clamshell",
            V.HEAD_END,
            "Turn your front to the camera: the movement cannot be counted from here",
            True,
            id="a clamshell from the head",
        ),
        pytest.param(
            "clamshell",
            V.REAR,
            "Put the camera in front of your trunk with the feet in the picture",
            False,
            id="a clamshell from behind",
        ),
    ],
)
def test_the_view_that_the_exercise_needs_is_asked_for(
    exercise: str, view: ViewKind, text: str, blocks: bool
) -> None:
    advice = advise(find(exercise), step(moved(), view, exercise=exercise))
    assert text_of(advice) == text
    assert (advice is not None and advice.blocks) == blocks


def test_nobody_is_turned_round_on_the_way_to_the_mat() -> None:
    assert advise(find("bridge"), step(moved(), V.FEET_END, exercise="squat")) is None


@pytest.mark.parametrize(
    ("bright", "advice"), [(None, NOBODY), (120, NOBODY), (12, TOO_DARK)], ids=["landmarks", "light", "dark"]
)
def test_nobody_is_told_from_no_light(bright: int | None, advice: Advice) -> None:
    assert advise(find("squat"), step(None, bright=bright)) is advice


def test_advice_does_not_flicker() -> None:
    framing = Framing(find("squat"))
    inside, outside = moved(), moved(dy=20)
    told = []
    # outside for a moment only, then for good
    for i, pose in enumerate([inside] * 10 + [outside] * 5 + [inside] * 10 + [outside] * 20):
        told.append(text_of(framing.step(step(pose, t_s=i / 10))))
    given = next(i for i, text in enumerate(told) if text)
    assert given == 25 + round(SETTLE_S * 10)
    assert set(told[given:]) == {"Step back: your feet are outside the picture"}


def test_it_looks_ten_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    look = framing.advise

    def counted(exercise: Exercise, step: Step, *, is_mirrored: bool) -> Advice | None:
        looked.append(step.sighting.t_s)
        return look(exercise, step, is_mirrored=is_mirrored)

    monkeypatch.setattr(framing, "advise", counted)
    follows = Framing(find("squat"))
    for i in range(90):
        assert follows.step(step(moved(), t_s=i / 30)) is None
    assert looked == pytest.approx([i / 10 for i in range(30)])
