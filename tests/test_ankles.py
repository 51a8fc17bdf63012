"""What the feet's exercises say of themselves, and the heel from behind."""

import math

import numpy as np
import pytest

import figure
from formcheck.errors import ExerciseError
from formcheck.exercises import find
from formcheck.motion.body import Body
from formcheck.motion.feet import heel_up_ratio
from formcheck.motion.ground import Ground
from formcheck.motion.view import View, ViewKind


@pytest.mark.parametrize("name", ["ankle_in", "ankle-out", "Eversion"])
def test_what_cannot_be_measured_says_why(name: str) -> None:
    with pytest.raises(ExerciseError, match=r"cannot be measured.*not at all on others.*--exercise ankle_up"):
        find(name)


@pytest.mark.parametrize(
    ("ankle_y", "expected"), [(180.0, -0.07), (169.8, 0.63)], ids=["flat", "half-a-foot-up"]
)
def test_from_behind_the_ankle_over_its_lowest_place_tells_the_heel(ankle_y: float, expected: float) -> None:
    points = {**figure.STANDING, "left_ankle": (110.0, ankle_y)}
    ground = Ground({"left": 180.0, "right": 180.0})
    body = Body(figure.pose(points), View(ViewKind.REAR, 180.0), leg_px=80.0, ground=ground)
    assert heel_up_ratio(body, "left") == pytest.approx(expected)


def test_from_behind_nothing_is_told_before_the_ground_is_known() -> None:
    body = Body(figure.pose(figure.STANDING), View(ViewKind.REAR, 180.0), leg_px=80.0)
    assert math.isnan(heel_up_ratio(body, "left"))
    assert not np.isnan(body.xy).all()
