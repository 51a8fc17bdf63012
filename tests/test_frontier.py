"""The frontier's own arithmetic: poses between two pictures, distances from the exact joints."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.loop import Sighting
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose
from formcheck.pose.region import Region
from pareto.accuracy import filled, joint_errors_pct
from pareto.still import Stillness

SIZE_PX = (640, 480)


def at(t_s: float, x_px: float) -> Sighting:
    """Somebody with a torso of 100 px, moved sideways."""
    xy_px = np.tile([x_px, 0.0], (33, 1))
    xy_px[[L.LEFT_HIP, L.RIGHT_HIP], 1] = 100.0
    return Sighting(t_s, Pose(t_s, xy_px, np.zeros((33, 3)), np.ones(33), SIZE_PX), SIZE_PX)


def unseen(t_s: float) -> Sighting:
    return Sighting(t_s, None, SIZE_PX)


@pytest.mark.parametrize(
    ("looked_at", "expected"),
    [
        pytest.param([at(0.0, 0), unseen(0.1), at(0.2, 10)], [0, 5, 10], id="half-way"),
        pytest.param([at(0.0, 0), unseen(0.05), at(0.2, 10)], [0, 2.5, 10], id="by time"),
        pytest.param([at(0.0, 0), unseen(0.1), unseen(0.2)], [0, None, None], id="nobody after"),
        pytest.param([at(0.0, 0), unseen(0.1)], [0, 0], id="the last one holds"),
        pytest.param([], [], id="empty"),
    ],
)
def test_between_two_pictures_lies_a_straight_line(
    looked_at: list[Sighting], expected: list[float | None]
) -> None:
    found = [s.pose and float(s.pose.xy_px[0, 0]) for s in filled(looked_at, 2)]
    assert found == pytest.approx(expected)
    assert all(s.pose is None or s.pose.t_s == s.t_s for s in filled(looked_at, 2))


def test_joints_are_off_in_shares_of_the_torso() -> None:
    exact = [at(i / 10, 0.0) for i in range(3)]
    seen = [at(0.0, 5.0), unseen(0.1), replace(at(0.2, 20.0), t_s=9.0)]
    errors = joint_errors_pct(seen, exact)
    # the second shows nobody, the third is of no moment that is known
    assert errors.shape == (12,)
    assert errors == pytest.approx(5.0)


def room(arm_x: int = 300, noise: int = 0) -> NDArray[np.uint8]:
    """A grey room with a bright arm across it, and noise of so many grey levels."""
    image = np.full((480, 640, 3), 90, np.uint8)
    image[230:250, arm_x : arm_x + 60] = 200
    grain = np.random.default_rng(arm_x).integers(-noise, noise + 1, image.shape)
    return (image + grain).astype(np.uint8)


@pytest.mark.parametrize(
    ("later", "t_s", "expected"),
    [
        pytest.param(room(), 0.1, True, id="the same picture"),
        pytest.param(room(noise=6), 0.1, True, id="noise alone"),
        pytest.param(room(arm_x=302), 0.1, False, id="an arm moved by two pixels"),
        pytest.param(room(), 0.3, False, id="for too long"),
    ],
)
def test_what_is_passed_over_as_still(later: NDArray[np.uint8], t_s: float, expected: bool) -> None:
    still = Stillness()
    still.looked(0.0, room(), Region(320.0, 240.0, 300.0))
    assert still.is_still(t_s, later) is expected
