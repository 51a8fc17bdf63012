"""How low the feet have been, and which of them went up first."""

import math

import pytest

import figure
from figure import STANDING, Points, pose
from formcheck.motion.body import Body
from formcheck.motion.floor import KEEP_S, Floor, Largest, Low
from formcheck.motion.ground import Ground
from formcheck.motion.view import NO_VIEW, Posture

FACING_US = figure.axes(up=(0, -1, 0), front=(0, 0, -1))


def body(t_s: float, moved: Points = STANDING, posture: Posture = Posture.STANDING) -> Body:
    return Body(pose({**STANDING, **moved}, FACING_US, t_s), NO_VIEW, posture, leg_px=80.0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([(0, 5.0), (1, 3.0)], 5.0, id="the largest of the last seconds"),
        pytest.param([(0, 5.0), (1, 7.0), (2, 6.0)], 7.0, id="a larger one at once"),
        pytest.param([(0, 9.0), (1, 3.0), (KEEP_S + 0.5, 2.0)], 3.0, id="forgotten after a while"),
        pytest.param([(0, 5.0), (1, math.nan)], 5.0, id="hidden"),
        pytest.param([(0, math.nan)], math.nan, id="never seen"),
    ],
)
def test_the_largest_value(values: list[tuple[float, float]], expected: float) -> None:
    largest = Largest()
    assert [largest.step(*value) for value in values][-1] == pytest.approx(expected, nan_ok=True)


def test_a_short_bend_does_not_lower_the_hips_place() -> None:
    low = Low()
    places = [100.0] * 8 + [140.0] * 2 + [100.0] * 2
    assert [low.step(i / 10, y) for i, y in enumerate(places)][-1] == 100.0


def test_half_of_the_time_on_the_floor_is_enough_to_know_it() -> None:
    low = Low()
    assert [low.step(i / 10, y) for i, y in enumerate([140.0] * 5 + [100.0] * 5)][-1] == 140.0


def followed(*bodies: Body) -> Ground:
    floor = Floor()
    return [floor.step(one) for one in bodies][-1]


def test_the_floor_stays_where_it_was_under_a_raised_foot() -> None:
    ground = followed(body(0.0), body(0.5, {"left_ankle": (110, 150)}))
    assert ground.ankle_px == {"left": 180.0, "right": 180.0}


def test_the_foot_that_goes_up_first_leads_until_the_other_one_does() -> None:
    up_left, up_right = {"left_ankle": (110.0, 160.0)}, {"right_ankle": (90.0, 160.0)}
    both_up = up_left | up_right
    assert math.isnan(followed(body(0.0)).up_first)
    assert followed(body(0.0), body(1.0, up_left), body(2.0, both_up)).up_first == 1.0
    assert followed(body(0.0), body(1.0, up_left), body(2.0), body(3.0, up_right)).up_first == -1.0


def test_the_farther_foot_has_a_floor_of_its_own() -> None:
    far = {"right_ankle": (90.0, 173.0)}
    assert followed(body(0.0, far), body(1.0, far | {"left_ankle": (110.0, 160.0)})).up_first == 1.0


def test_nobody_who_lies_moves_the_floor() -> None:
    lying = body(1.0, {"left_ankle": (110.0, 199.0)}, Posture.SUPINE)
    assert followed(body(0.0), lying).ankle_px["left"] == 180.0


def test_who_steps_up_towards_the_camera_leads_with_the_foot_that_left_first() -> None:
    # on the step the leading foot is nearer, and no higher in the picture than it was on the floor
    rising = {"left_hip": (110.0, 85.0), "right_hip": (90.0, 85.0)}
    leads, follows = {"left_ankle": (110.0, 168.0)}, {"right_ankle": (90.0, 160.0), **rising}
    assert followed(body(0.0), body(1.0, leads), body(2.0), body(3.0, follows)).up_first == 1.0
