import math
from collections.abc import Callable

import numpy as np
import pytest

from formcheck.pose.smooth import CUTOFF_PER_SPEED, MIN_CUTOFF_HZ, OneEuro


def smoothed(fps: float, seconds: float, value: Callable[[float], float]) -> list[tuple[float, float]]:
    smooth = OneEuro()
    times = [i / fps for i in range(round(seconds * fps))]
    return [(t_s, float(smooth.step(t_s, np.array([[value(t_s), 0.0]]))[0, 0])) for t_s in times]


@pytest.mark.parametrize("fps", [8, 30, 120])
def test_a_constant_stays(fps: int) -> None:
    assert all(value == 0.7 for _, value in smoothed(fps, 1.0, lambda _: 0.7))


@pytest.mark.parametrize("fps", [8, 30, 120])
def test_a_step_is_followed_without_overshoot(fps: int) -> None:
    after = [v for t_s, v in smoothed(fps, 3.0, lambda t_s: float(t_s >= 1.0)) if t_s >= 1.0]
    assert all(0.0 < v <= 1.0 for v in after)
    assert after == sorted(after)
    assert after[round(0.3 * fps)] > 0.9
    assert after[-1] == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("speed_m_s", [0.1, 0.5, 2.0])
def test_the_lag_behind_a_steady_movement_hardly_depends_on_the_frame_rate(speed_m_s: float) -> None:
    """Part of it is made good; the speed is told against the smoothed past: more frames, a little less."""
    lags_s = []
    for fps in (15, 30, 60):
        t_s, value = smoothed(fps, 4.0, lambda t_s: speed_m_s * t_s)[-1]
        lags_s.append(t_s - value / speed_m_s)
    longest_s = 1.0 / (2.0 * math.pi * (MIN_CUTOFF_HZ + CUTOFF_PER_SPEED * speed_m_s))
    assert all(0.25 * longest_s < lag_s <= 0.55 * longest_s for lag_s in lags_s)
    assert max(lags_s) - min(lags_s) < 0.015


def test_jitter_at_rest_is_at_least_halved() -> None:
    rng = np.random.default_rng(2)
    noise = rng.normal(0.0, 0.005, 900)
    out = [v for t_s, v in smoothed(30, 30.0, lambda t_s: float(noise[round(t_s * 30)]))]
    assert np.std(out[30:]) < 0.5 * np.std(noise[30:])


def test_a_missing_point_starts_anew_and_spares_the_others() -> None:
    smooth = OneEuro()
    for i in range(30):
        smooth.step(i / 30, np.zeros((2, 2)))
    gap = smooth.step(1.0, np.array([[np.nan, np.nan], [0.0, 0.0]]))
    assert np.isnan(gap[0]).all()
    assert (gap[1] == 0.0).all()
    after = smooth.step(1.1, np.array([[5.0, 6.0], [0.0, 0.0]]))
    np.testing.assert_array_equal(after, [[5.0, 6.0], [0.0, 0.0]])


def test_a_repeated_time_changes_nothing() -> None:
    smooth = OneEuro()
    smooth.step(0.0, np.zeros((1, 2)))
    before = smooth.step(0.1, np.ones((1, 2)))
    np.testing.assert_array_equal(smooth.step(0.1, np.full((1, 2), 9.0)), before)


def test_reset_forgets() -> None:
    smooth = OneEuro()
    smooth.step(0.0, np.zeros((1, 2)))
    smooth.reset()
    np.testing.assert_array_equal(smooth.step(0.1, np.ones((1, 2))), np.ones((1, 2)))
