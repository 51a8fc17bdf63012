import math

import numpy as np
import pytest

import figure
from figure import STANDING, Points, both, pose
from formcheck.motion.view import (
    NO_VIEW,
    BodyAxes,
    Posture,
    ViewKind,
    ViewTracker,
    axes_of,
    posture_of,
    view_of,
)
from formcheck.pose.pose import Pose

P, V = Posture, ViewKind
Axis = tuple[float, float, float]

UP, DOWN, LEFT, RIGHT, TO_US, AWAY = (0, -1, 0), (0, 1, 0), (-1, 0, 0), (1, 0, 0), (0, 0, -1), (0, 0, 1)

HANGING_THIGHS: Points = {
    **both("shoulder", (150, 100)),
    **both("hip", (100, 100)),
    **both("knee", (100, 140)),
}
LONG_THIGHS: Points = {**both("shoulder", (150, 100)), **both("hip", (100, 100)), **both("knee", (60, 100))}


def turned(yaw_deg: float) -> Axis:
    """The direction an upright body faces: 0 is the camera, positive shows the right side."""
    yaw = math.radians(yaw_deg)
    return math.sin(yaw), 0.0, -math.cos(yaw)


@pytest.mark.parametrize(
    ("up", "front", "points", "posture", "kind", "yaw_deg"),
    [
        pytest.param(UP, TO_US, STANDING, P.STANDING, V.FRONT, 0.0, id="standing-front"),
        pytest.param(UP, AWAY, STANDING, P.STANDING, V.REAR, 180.0, id="standing-rear"),
        pytest.param(
            UP, RIGHT, STANDING, P.STANDING, V.SIDE_RIGHT, 90.0, id="standing-facing-right-shows-right"
        ),
        pytest.param(
            UP, LEFT, STANDING, P.STANDING, V.SIDE_LEFT, -90.0, id="standing-facing-left-shows-left"
        ),
        pytest.param(UP, turned(30), STANDING, P.STANDING, V.FRONT, 30.0, id="standing-30-is-front"),
        pytest.param(UP, turned(45), STANDING, P.STANDING, V.OBLIQUE, 45.0, id="standing-45-is-oblique"),
        pytest.param(UP, turned(-60), STANDING, P.STANDING, V.SIDE_LEFT, -60.0, id="standing-60-is-side"),
        pytest.param(UP, turned(135), STANDING, P.STANDING, V.OBLIQUE, 135.0, id="standing-135-is-oblique"),
        pytest.param(LEFT, UP, STANDING, P.SUPINE, V.SIDE_RIGHT, 90.0, id="supine-head-left-shows-right"),
        pytest.param(RIGHT, UP, STANDING, P.SUPINE, V.SIDE_LEFT, 90.0, id="supine-head-right-shows-left"),
        pytest.param(AWAY, UP, STANDING, P.SUPINE, V.FEET_END, 0.0, id="supine-feet-to-us"),
        pytest.param(TO_US, UP, STANDING, P.SUPINE, V.HEAD_END, 180.0, id="supine-head-to-us"),
        pytest.param(
            RIGHT,
            DOWN,
            HANGING_THIGHS,
            P.HANDS_AND_KNEES,
            V.SIDE_RIGHT,
            90.0,
            id="hands-and-knees-head-right",
        ),
        pytest.param(
            LEFT, DOWN, HANGING_THIGHS, P.HANDS_AND_KNEES, V.SIDE_LEFT, 90.0, id="hands-and-knees-head-left"
        ),
        pytest.param(RIGHT, DOWN, LONG_THIGHS, P.PRONE, V.SIDE_RIGHT, 90.0, id="prone-head-right"),
        pytest.param(LEFT, TO_US, STANDING, P.LYING_ON_RIGHT, V.FRONT, 0.0, id="on-the-right-front"),
        pytest.param(RIGHT, TO_US, STANDING, P.LYING_ON_LEFT, V.FRONT, 0.0, id="on-the-left-front"),
        pytest.param(LEFT, AWAY, STANDING, P.LYING_ON_LEFT, V.REAR, 180.0, id="on-the-left-rear"),
        pytest.param(
            TO_US, RIGHT, STANDING, P.LYING_ON_RIGHT, V.HEAD_END, 90.0, id="on-the-right-head-to-us"
        ),
    ],
)
def test_posture_and_view(
    up: Axis, front: Axis, points: Points, posture: Posture, kind: ViewKind, yaw_deg: float
) -> None:
    trunk = figure.axes(up, front)
    assert posture_of(trunk, pose(points), Posture.UNKNOWN) is posture
    view = view_of(trunk, posture)
    assert view.kind is kind
    assert math.cos(math.radians(view.yaw_deg - yaw_deg)) == pytest.approx(1.0)


def test_a_camera_looking_down_names_the_view_by_its_place_on_the_floor() -> None:
    front, down = math.cos(math.radians(35)), math.sin(math.radians(35))
    trunk = figure.axes(up=(0, -front, -down), front=(0, down, -front))
    assert view_of(trunk, Posture.STANDING).kind is ViewKind.FRONT


@pytest.mark.parametrize("before", [Posture.STANDING, Posture.SUPINE])
def test_between_two_postures_the_last_one_stays(before: Posture) -> None:
    # half way between standing and lying on the back, rolled so that no axis is near gravity
    up = np.array([0.0, -1.0, 1.0]) / math.sqrt(2)
    front = np.array([-1.0, -1.0, 1.0]) / math.sqrt(3)
    left = np.cross(up, front)
    trunk = BodyAxes(left, np.array([0.6, -0.6, 0.53]), np.array([0.0, -0.6, 0.8]))
    assert posture_of(trunk, pose(STANDING), before) is before


def axes_follow(p: Pose) -> tuple[list[float], list[float], list[float]]:
    found = axes_of(p)
    assert found is not None
    return found.left.tolist(), found.up.tolist(), found.front.tolist()


@pytest.mark.parametrize(
    ("up", "front"), [(UP, TO_US), (UP, RIGHT), (LEFT, UP), (RIGHT, DOWN), (LEFT, TO_US)]
)
def test_axes_come_from_the_metres(up: Axis, front: Axis) -> None:
    trunk = figure.axes(up, front)
    left, head, ahead = axes_follow(pose(STANDING, trunk))
    assert left == pytest.approx(trunk.left.tolist(), abs=1e-9)
    assert head == pytest.approx(trunk.up.tolist(), abs=1e-9)
    assert ahead == pytest.approx(trunk.front.tolist(), abs=1e-9)


NARROW: Points = {**both("shoulder", (100, 50)), **both("hip", (100, 100)), **both("ear", (98, 30))}
LYING: Points = {**both("shoulder", (50, 100)), **both("hip", (100, 100)), **both("ear", (30, 98))}


@pytest.mark.parametrize(
    ("points", "kind"),
    [
        pytest.param(STANDING, V.FRONT, id="wide-is-front"),
        pytest.param(
            {k: (200 - x, y) for k, (x, y) in STANDING.items()}, V.REAR, id="wide-and-swapped-is-rear"
        ),
        pytest.param({**NARROW, "nose": (110, 30)}, V.SIDE_RIGHT, id="narrow-looking-right"),
        pytest.param({**NARROW, "nose": (86, 30)}, V.SIDE_LEFT, id="narrow-looking-left"),
    ],
)
def test_without_metres_the_width_of_the_trunk_tells_the_view(points: Points, kind: ViewKind) -> None:
    view = ViewTracker().step(pose(points))
    assert view.kind is kind


def test_without_metres_lying_on_the_back_is_told_by_the_face() -> None:
    tracker = ViewTracker()
    view = tracker.step(pose({**LYING, "nose": (30, 88)}))
    assert (tracker.posture, view.kind) == (Posture.SUPINE, ViewKind.SIDE_RIGHT)


def test_no_trunk_no_view() -> None:
    tracker = ViewTracker()
    assert axes_of(pose({"nose": (1.0, 1.0)})) is None
    assert tracker.step(pose({"nose": (1.0, 1.0)})) == NO_VIEW
    assert tracker.posture is Posture.UNKNOWN


def test_a_lost_trunk_keeps_the_view() -> None:
    tracker = ViewTracker()
    tracker.step(pose(STANDING, figure.axes(UP, TO_US)))
    assert tracker.step(pose({"nose": (1.0, 1.0)}, t_s=1.0)).kind is ViewKind.FRONT
    assert tracker.posture is Posture.STANDING


def kinds_while_turning(fps: int) -> list[ViewKind]:
    tracker = ViewTracker()
    facing = [figure.axes(UP, TO_US if i < 2 * fps else RIGHT) for i in range(5 * fps)]
    return [tracker.step(pose(STANDING, trunk, i / fps)).kind for i, trunk in enumerate(facing)]


@pytest.mark.parametrize("fps", [10, 30, 60])
def test_the_view_follows_a_turn_in_about_a_second_at_any_rate(fps: int) -> None:
    kinds = kinds_while_turning(fps)
    assert set(kinds[: 2 * fps]) == {ViewKind.FRONT}
    left_s = kinds.index(ViewKind.OBLIQUE) / fps - 2.0
    arrived_s = kinds.index(ViewKind.SIDE_RIGHT) / fps - 2.0
    assert 0.2 <= left_s <= 0.5
    assert left_s < arrived_s <= 1.2
    assert set(kinds[-fps:]) == {ViewKind.SIDE_RIGHT}


def test_one_wild_frame_changes_neither_view_nor_posture() -> None:
    tracker = ViewTracker()
    for i in range(30):
        tracker.step(pose(STANDING, figure.axes(UP, TO_US), i / 30))
    view = tracker.step(pose(STANDING, figure.axes(LEFT, UP), 1.0))
    assert (tracker.posture, view.kind) == (Posture.STANDING, ViewKind.FRONT)


def posture_when_the_sides_change(seconds: float) -> Posture:
    """Lying prone for a second, then with left and right changed over, the trunk where it was."""
    tracker = ViewTracker()
    for i in range(30):
        tracker.step(pose(LONG_THIGHS, figure.axes(RIGHT, DOWN), i / 30))
    for i in range(30, 30 + round(seconds * 30)):
        tracker.step(pose(LONG_THIGHS, figure.axes(RIGHT, UP), i / 30))
    return tracker.posture


@pytest.mark.parametrize(
    ("seconds", "posture"),
    [
        pytest.param(0.1, P.PRONE, id="a-few-frames"),
        pytest.param(2.0, P.PRONE, id="as-long-as-a-hold"),
        pytest.param(6.0, P.SUPINE, id="for-good"),
    ],
)
def test_sides_that_change_over_do_not_turn_somebody_lying(seconds: float, posture: Posture) -> None:
    assert posture_when_the_sides_change(seconds) is posture
