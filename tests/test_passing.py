"""Somebody passes before the person: what is no body is not believed, and who comes back is gone on with."""

import math

import numpy as np
import pytest

from formcheck.engine.engine import Engine
from formcheck.engine.events import Rep, Resumed
from formcheck.exercises import find
from formcheck.motion.observe import Observation
from formcheck.motion.view import Posture, View, ViewKind
from formcheck.pose.back import Home
from formcheck.pose.landmarks import COUNT
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose
from formcheck.pose.repair import Repair

SIDE = View(ViewKind.SIDE_LEFT, 90.0)


def pose(t_s: float, at_px: float) -> Pose:
    rng = np.random.default_rng(1)
    flat = rng.uniform(0.0, 100.0, (COUNT, 2))
    world = np.concatenate([flat / 100.0, np.zeros((COUNT, 1))], 1)
    return Pose(t_s, flat + np.array((at_px, 0.0)), world, np.ones(COUNT), (640, 480))


@pytest.mark.parametrize(
    ("places_px", "back_at"),
    [
        pytest.param([0, 300, 300, 0], 3, id="passed and back"),
        pytest.param([0, 0, 0], None, id="a cut that leaves the person there"),
        pytest.param([0, 300, 300, 300], None, id="gone for good"),
    ],
)
def test_who_is_back(places_px: list[int], back_at: int | None) -> None:
    home = Home(Home.recent([], pose(0.0, places_px[0])))
    back = [home.is_back(pose(0.1 * i, x)) for i, x in enumerate(places_px) if i]
    assert [i for i, is_back in enumerate(back, 1) if is_back] == ([] if back_at is None else [back_at])


def test_nobody_is_waited_for_for_long() -> None:
    home = Home(Home.recent([], pose(0.0, 0)))
    assert not home.is_back(pose(0.1, 300))
    assert home.is_over(2.0)
    assert not home.is_back(pose(2.0, 0))


def bridge(leap_s: float | None, back_s: float | None) -> list[object]:
    """One bridge of four seconds; from ``leap_s`` to ``back_s`` another person is seen."""
    engine, events = Engine(find("bridge")), list[object]()
    for t_s in np.arange(0.0, 6.0, 0.05).tolist():
        share = min(1.0, max(0.0, min(t_s - 1.0, 5.0 - t_s)))
        away = leap_s is not None and leap_s <= t_s and not (back_s is not None and t_s >= back_s)
        first = leap_s is not None and abs(t_s - leap_s) < 0.02
        returns = back_s is not None and abs(t_s - back_s) < 0.02
        hips = {"hips_open_deg": math.nan if away else 118.0 + 55.0 * share}
        posture = Posture.STANDING if away else Posture.SUPINE
        seen = Observation(t_s, hips, SIDE, posture, cut_s=t_s if first else None, is_back=returns)
        events += engine.step(seen)
    return [*events, *engine.finish(6.0)]


@pytest.mark.parametrize(
    ("leap_s", "back_s", "reps", "resumed"),
    [
        pytest.param(None, None, 1, 0, id="alone"),
        pytest.param(2.5, 3.2, 1, 1, id="passed in the hold"),
        pytest.param(2.5, None, 0, 0, id="a cut"),
    ],
)
def test_a_repetition_goes_on_after_somebody_passed(
    leap_s: float | None, back_s: float | None, reps: int, resumed: int
) -> None:
    events = bridge(leap_s, back_s)
    assert sum(isinstance(e, Rep) for e in events) == reps
    assert sum(isinstance(e, Resumed) for e in events) == resumed


def test_legs_behind_a_board_are_missing() -> None:
    shown = pose(0.0, 200.0)
    shown.visibility[[L.LEFT_KNEE, L.RIGHT_KNEE]] = 0.3
    mended = Repair().step(0.0, shown)
    assert mended is not None
    assert np.isnan(mended.xy_px[[L.LEFT_KNEE, L.RIGHT_ANKLE]]).all()
    assert not np.isnan(mended.xy_px[[L.LEFT_HIP, L.RIGHT_HIP]]).any()
