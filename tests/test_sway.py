"""Sway along paths whose length and spread are known."""

import math

import numpy as np
import pytest

from formcheck.motion.sway import CHI2_95, SMOOTH_S, Floats, sway

TURNS_HZ = 0.25


def circle(radius: float, seconds: float, fps: float, noise: float = 0.0) -> tuple[Floats, Floats, Floats]:
    """Going round once in four seconds."""
    t_s = np.arange(round(seconds * fps)) / fps
    shaken = np.random.default_rng(3).normal(0.0, noise, (2, len(t_s)))
    angle = 2 * math.pi * TURNS_HZ * t_s
    return t_s, 3.0 + radius * np.cos(angle) + shaken[0], 1.0 + radius * np.sin(angle) + shaken[1]


def damped(radius: float) -> float:
    """The radius that the smoothing leaves of a movement this slow."""
    return radius * math.exp(-0.5 * (2 * math.pi * TURNS_HZ * SMOOTH_S) ** 2)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_circle_has_its_length_and_its_ellipse(fps: float) -> None:
    t_s, x, y = circle(0.02, 20.0, fps)
    found = sway(t_s, x, y, height=2.0)
    assert found is not None
    radius_pct = 100 * damped(0.02) / 2.0
    assert found.path_pct_per_s == pytest.approx(2 * math.pi * radius_pct * TURNS_HZ, rel=0.02)
    assert found.ellipse_pct2 == pytest.approx(math.pi * CHI2_95 * radius_pct**2 / 2, rel=0.03)
    assert found.across_pct == pytest.approx(radius_pct / math.sqrt(2), rel=0.03)


def test_trembling_adds_little_at_any_rate() -> None:
    paths = []
    for fps in (15.0, 60.0):
        found = sway(*circle(0.02, 20.0, fps, noise=0.002), 2.0)
        assert found is not None
        paths.append(found.path_pct_per_s)
    still = sway(*circle(0.02, 20.0, 30.0), 2.0)
    assert still is not None
    assert paths == pytest.approx([still.path_pct_per_s] * 2, rel=0.1)


def test_only_the_seen_part_counts() -> None:
    t_s, x, y = circle(0.02, 20.0, 30.0)
    x[100:130] = np.nan
    found, whole = sway(t_s, x, y, 2.0), sway(*circle(0.02, 20.0, 30.0), 2.0)
    assert found is not None
    assert whole is not None
    assert found.path_pct == pytest.approx(whole.path_pct, rel=0.02)


@pytest.mark.parametrize(
    ("seconds", "height"),
    [
        pytest.param(1.8, 2.0, id="too short"),
        pytest.param(20.0, math.nan, id="no height"),
        pytest.param(20.0, 0.0, id="no height at all"),
    ],
)
def test_what_cannot_be_told_is_not_told(seconds: float, height: float) -> None:
    assert sway(*circle(0.02, seconds, 30.0), height) is None


def test_nobody_seen_has_no_sway() -> None:
    t_s, x, y = circle(0.02, 20.0, 30.0)
    assert sway(t_s, np.full_like(x, np.nan), y, 2.0) is None
