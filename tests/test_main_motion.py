"""The main motion of points and of stick figures whose movements are known."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest

import figure
from figure import STANDING
from formcheck.engine.engine import Engine
from formcheck.engine.events import Partial, Rep
from formcheck.exercises import find
from formcheck.loop import Session, Sighting, follow
from formcheck.motion.main_motion import MainMotion
from formcheck.motion.observe import Observation
from formcheck.motion.view import Posture
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose

FPS = 20.0
# What moves, and how: 12 numbers, of which the movement takes three along.
ALONG = np.array([1.0, -0.5, 0.25] + [0.0] * 9)
ASIDE = np.array([0.0, 0.5, 1.0] + [0.0] * 9)


def waves(t_s: float, *, first_s: float = 1.5, every_s: float = 2.0, number: int = 4) -> tuple[int, float]:
    """Which movement is under way, and how far out it is, 0 to 1, resting a quarter of the time."""
    i, into = divmod(t_s - first_s, every_s)
    moving = 0 <= i < number and into < 0.75 * every_s
    return int(i), 0.5 - 0.5 * math.cos(2 * math.pi * into / (0.75 * every_s)) if moving else 0.0


def ratios(point: Callable[[float], np.ndarray], to_s: float, least: float = 1.0) -> list[float]:
    motion, rng = MainMotion(), np.random.default_rng(5)
    times = np.arange(0.0, to_s, 1.0 / FPS)
    return [motion.step(float(t), point(float(t)) + rng.normal(0, 0.05, 12), least) for t in times]


def counted(values: Iterable[float], postures: Posture = Posture.STANDING) -> int:
    engine = Engine(find("any"))
    said = [
        event
        for i, value in enumerate(values)
        for event in engine.step(Observation(i / FPS, {"main_motion_ratio": value}, posture=postures))
    ]
    return sum(isinstance(event, Rep) for event in said)


def test_from_rest_out_is_about_one_and_rest_is_about_nothing() -> None:
    values = ratios(lambda t: 4.0 * waves(t)[1] * ALONG, 9.5)
    later = values[int(3.5 * FPS) :]
    assert max(later) == pytest.approx(1.0, abs=0.1)
    assert values[-1] == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("size", [2.0, 5.0, 40.0])
def test_movements_of_any_size_count(size: float) -> None:
    assert counted(ratios(lambda t: size * waves(t)[1] * ALONG, 10.5)) == 4


def test_to_both_sides_count_one_each() -> None:
    def point(t_s: float) -> np.ndarray:
        i, out = waves(t_s)
        return 4.0 * out * (ALONG if i % 2 else -ASIDE)

    assert counted(ratios(point, 10.5)) == 4


@pytest.mark.parametrize(
    "size",
    [pytest.param(0.0, id="stands"), pytest.param(0.6, id="breathes")],
)
def test_who_keeps_still_does_nothing(size: float) -> None:
    assert counted(ratios(lambda t: size * waves(t, number=9)[1] * ALONG, 20.0)) == 0


def test_a_single_movement_does_not_count() -> None:
    assert counted(ratios(lambda t: 4.0 * waves(t, number=1)[1] * ALONG, 9.0)) == 0


def test_what_is_hidden_stays_where_it_was() -> None:
    motion = MainMotion()
    seen = [motion.step(i / FPS, np.zeros(4), 1.0) for i in range(20)]
    hidden = motion.step(1.0, np.array([0.0, np.nan, np.nan, 0.0]), 1.0)
    assert hidden == pytest.approx(seen[-1], abs=1e-9)


def test_the_same_again_after_a_reset() -> None:
    motion = MainMotion()
    points = [4.0 * waves(i / FPS)[1] * ALONG for i in range(120)]
    first = [motion.step(i / FPS, p, 1.0) for i, p in enumerate(points)]
    motion.reset()
    assert [motion.step(i / FPS, p, 1.0) for i, p in enumerate(points)] == first


# --- a person


def person(t_s: float, *, arms: float = 0.0, x_px: float = 0.0) -> Pose:
    """Somebody who stands, with the wrists raised by up to 70 px, and walked sideways."""
    raised = {f"{s}_wrist": (STANDING[f"{s}_wrist"][0], 100.0 - 70.0 * arms) for s in ("left", "right")}
    elbows = {f"{s}_elbow": (STANDING[f"{s}_wrist"][0], 75.0 - 35.0 * arms) for s in ("left", "right")}
    trunk = figure.axes(up=(0, -1, 0), front=(0, 0, -1))
    pose = figure.pose({**STANDING, **raised, **elbows}, trunk, t_s)
    pose.xy_px[:, 0] += x_px
    return replace(pose, visibility=np.ones(len(Landmark)))


def said(poses: Iterable[Pose]) -> list[object]:
    seen = [Sighting(p.t_s, p, p.size_px) for p in poses]
    return [event for step in follow(seen, Session(find("any"))) for event in step.events]


def test_raised_arms_are_counted() -> None:
    events = said(person(i / FPS, arms=waves(i / FPS)[1]) for i in range(210))
    assert sum(isinstance(event, Rep) for event in events) == 4


def test_who_walks_through_is_not_counted() -> None:
    def walking(t_s: float) -> Pose:
        # the arms swing at every step, half a second each; 1.2 m/s are two and a half trunks
        return person(t_s, arms=0.4 * waves(t_s, first_s=0.0, every_s=0.5, number=20)[1], x_px=120.0 * t_s)

    assert [e for e in said(walking(i / FPS) for i in range(100)) if isinstance(e, Rep | Partial)] == []
