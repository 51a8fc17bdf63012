"""Which way somebody moves across the picture, and movements that end elsewhere than they began."""

import math

import pytest

import figure
from figure import STANDING, pose
from formcheck.motion.body import Body
from formcheck.motion.travel import Travel
from formcheck.motion.view import BodyAxes, axes_of
from truth.lateral import LateralStep, in_line
from truth.timing import Rep, onward

FACING_US = figure.axes(up=(0, -1, 0), front=(0, 0, -1))
FROM_BEHIND = figure.axes(up=(0, -1, 0), front=(0, 0, 1))


def travelled(trunk: BodyAxes, px_a_s: float, seconds: float = 2.0, gap_s: float = 0.0) -> float:
    """The speed read at the end; standing legs are 80 px long."""
    travel, speed = Travel(), math.nan
    for i in range(round(seconds * 20)):
        t_s = i / 20 + (gap_s if i > 0 else 0.0)
        moved = {name: (x + px_a_s * i / 20, y) for name, (x, y) in STANDING.items()}
        p = pose(moved, trunk, t_s)
        speed = travel.step(Body(p, axes=axes_of(p), leg_px=80.0))
    return speed


@pytest.mark.parametrize(
    ("trunk", "px_a_s", "expected"),
    [
        pytest.param(FACING_US, 40.0, 0.5, id="facing us, to the right of the picture"),
        pytest.param(FACING_US, -40.0, -0.5, id="facing us, to its left"),
        pytest.param(FROM_BEHIND, 40.0, -0.5, id="from behind, to its right"),
        pytest.param(FACING_US, 0.0, 0.0, id="standing"),
    ],
)
def test_the_person_s_own_left_is_positive(trunk: BodyAxes, px_a_s: float, expected: float) -> None:
    assert travelled(trunk, px_a_s) == pytest.approx(expected, abs=0.01)


def test_the_first_picture_tells_no_speed() -> None:
    assert travelled(FACING_US, 40.0, seconds=0.05) == 0.0


def test_what_happened_in_a_gap_is_not_counted() -> None:
    assert travelled(FACING_US, 400.0, seconds=0.1, gap_s=3.0) == 0.0


def test_each_step_begins_where_the_last_one_ended() -> None:
    left, right = LateralStep(lead="left"), LateralStep(lead="right", rise=0.5)
    steps = in_line([left, left, right, left])
    assert [s.from_m for s in steps] == pytest.approx([0.0, 0.32, 0.64, 0.32])
    assert [s.from_rise for s in steps] == [1.0, 0.0, 0.0, 0.5]


def test_who_turns_back_begins_again_from_the_same_place() -> None:
    step = LateralStep(lead="left", closing=0.5)
    steps = in_line([step, step, step], [False, True, False])
    assert [s.from_m for s in steps] == pytest.approx([0.0, 0.405, 0.405])
    assert [s.from_gap_m for s in steps] == pytest.approx([0.34, 0.17, 0.17])


def test_a_movement_that_goes_on_ends_at_two() -> None:
    rep = onward(Rep(start_s=1.0, full_s=2.0, leave_s=2.2, end_s=3.0, amplitude=0.98))
    assert [rep.phase(t) for t in (0.5, 1.0, 2.1, 3.0, 4.0)] == pytest.approx([0.0, 0.0, 0.98, 2.0, 2.0])
    phases = [rep.phase(1.0 + i / 50) for i in range(101)]
    assert phases == sorted(phases)
