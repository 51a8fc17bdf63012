"""Cuts: found in the landmarks, and never counted across."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis import replay
from formcheck.engine.engine import Engine
from formcheck.engine.events import JUMPED, Disarmed, Dropped, Event, Raise, Rep
from formcheck.engine.spec import Sides
from formcheck.exercises import discovered, find
from formcheck.loop import Session, Sighting, follow
from formcheck.pose.cut import CutFinder, Verdict
from formcheck.pose.landmarks import COUNT, MIRROR
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose
from formcheck.pose.recorded import RecordedPoses
from synthetic import events, gone, routine

Array = NDArray[np.float64]
Figure = Callable[[float], Array]

RECORDED = Path(__file__).parent / "recorded"
PX_PER_M, SIZE_PX = 200.0, (800, 800)
# One half of somebody, in metres beside the middle and above the floor.
HALF_M = {
    **{"SHOULDER": (0.18, 1.42), "ELBOW": (0.24, 1.12), "WRIST": (0.26, 0.86)},
    **{"HIP": (0.1, 0.92), "KNEE": (0.12, 0.5), "ANKLE": (0.13, 0.08)},
}


def person(depth: float = 0.0, at_m: tuple[float, float] = (2.0, 2.4), grown: float = 1.0) -> Array:
    """(33, 2) metres of somebody who squats so deep (0..1) at a place; y is down."""
    flat = np.full((COUNT, 2), np.nan)
    flat[L.NOSE] = (0.0, 1.62 - 0.5 * depth)
    falls = {"SHOULDER": 0.5, "ELBOW": 0.5, "WRIST": 0.5, "HIP": 0.5, "KNEE": 0.1, "ANKLE": 0.0}
    for joint, (x, up) in HALF_M.items():
        up -= falls[joint] * depth
        flat[L[f"LEFT_{joint}"]], flat[L[f"RIGHT_{joint}"]] = (x, up), (-x, up)
    return np.asarray(flat * (grown, -grown) + at_m)


def seen(t_s: float, flat: Array, jitter: np.random.Generator | None = None) -> Pose:
    world = np.zeros((COUNT, 3))
    # the model's person keeps their size; only the picture grows
    size = (flat[L.LEFT_ANKLE, 1] - flat[L.NOSE, 1]) or 1.0
    world[:, :2] = flat - flat[[L.LEFT_HIP, L.RIGHT_HIP]].mean(0)
    noise = jitter.normal(0, 0.003, flat.shape) if jitter else 0.0
    assert math.isfinite(size)
    return Pose(t_s, (flat + noise) * PX_PER_M, world, np.ones(COUNT), SIZE_PX)


def squats(t_s: float, period_s: float = 0.8) -> float:
    """Depth of squats without a rest between them."""
    return 0.5 - 0.5 * math.cos(2 * math.pi * t_s / period_s)


def times(fps: float, seconds: float = 3.0, *, uneven: bool = False) -> list[float]:
    t_s = np.arange(0.0, seconds, 1 / fps)
    if uneven:
        rng = np.random.default_rng(5)
        t_s = t_s[rng.random(len(t_s)) > 0.3] + rng.uniform(0, 0.4 / fps)
    return [float(t) for t in t_s]


def verdicts(poses: Iterable[Pose]) -> list[tuple[float, Verdict]]:
    finder = CutFinder()
    return [(pose.t_s, finder.step(pose)) for pose in poses]


def cuts(poses: Iterable[Pose]) -> list[float]:
    """When the picture jumped."""
    finder = CutFinder()
    return [finder.leapt_s for pose in poses if finder.step(pose) is Verdict.CUT]


def film(figure: Figure, at_s: Sequence[float]) -> list[Pose]:
    jitter = np.random.default_rng(1)
    return [seen(t, figure(t), jitter) for t in at_s]


def later(figure: Figure, new: Figure, from_s: float = 1.0, to_s: float = math.inf) -> Figure:
    """Another figure for a while."""
    return lambda t: new(t) if from_s - 1e-9 <= t < to_s - 1e-9 else figure(t)


def slow(t_s: float) -> Array:
    return person(squats(t_s, 2.4))


def elsewhere(t_s: float) -> Array:
    return person(squats(t_s, 2.4), (2.6, 2.2))


def near(t_s: float) -> Array:
    return person(squats(t_s, 2.4), grown=1.9)


def other_posture(t_s: float) -> Array:
    return person(squats(t_s + 1.0, 2.4) / 2)


@pytest.mark.parametrize("fps", [12, 24, 30, 60])
@pytest.mark.parametrize("new", [elsewhere, near, other_posture])
def test_cut_is_found_where_it_is(new: Figure, fps: float) -> None:
    at_s = times(fps)
    found = cuts(film(later(slow, new), at_s))
    assert found == [next(t for t in at_s if t >= 1.0 - 1e-9)]


@pytest.mark.parametrize("fps", [15, 24, 30, 60])
@pytest.mark.parametrize("uneven", [False, True], ids=["even", "dropped-frames"])
def test_fast_squats_are_no_cut(fps: float, uneven: bool) -> None:
    poses = film(lambda t: person(squats(t)), times(fps, 6.0, uneven=uneven))
    assert cuts(poses) == []
    assert [v for _, v in verdicts(poses)].count(Verdict.WAIT) <= (2 if uneven else 0)


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_slip_of_the_tracking_is_held_back_and_is_no_cut(frames: int) -> None:
    poses = film(later(slow, elsewhere, to_s=1.0 + frames / 30), times(30))
    waits = [t for t, v in verdicts(poses) if v is Verdict.WAIT]
    assert cuts(poses) == []
    assert waits == pytest.approx([1.0 + i / 30 for i in range(frames)])


def test_person_found_again_nearby_is_no_cut() -> None:
    at_s = [t for t in times(30) if not 1.0 <= t < 1.6]
    assert cuts(film(later(slow, lambda t: person(squats(t, 2.4), (2.3, 2.4))), at_s)) == []


def test_sides_taken_for_each_other_are_no_cut() -> None:
    assert cuts(film(later(slow, lambda t: slow(t)[list(MIRROR)]), times(30))) == []


def test_film_of_stills_is_no_cut() -> None:
    assert cuts(film(lambda t: person(squats(0.5 * math.floor(2 * t), 1.4)), times(30, 6.0))) == []


def test_cut_to_another_place_from_rest_to_rest_is_found() -> None:
    def beyond(t_s: float) -> Array:
        return person(at_m=(3.2, 2.4), grown=0.7)

    assert len(cuts(film(later(lambda t: person(), beyond), times(30)))) == 1


def test_body_seen_upside_down_and_found_again_is_no_cut() -> None:
    poses = film(lambda t: person(), times(30))
    for i in range(30, 60):
        xy_px = poses[i].xy_px * (1, -1) + (0, 2 * 480 - 340)
        world = poses[i].world_m * (1, -1, 1)
        world[L.LEFT_KNEE, 1] *= 0.4
        poses[i] = replace(poses[i], xy_px=xy_px, world_m=world)
    assert cuts(poses[:30] + poses[30:])[1:] == []


# ---- recorded people


def recording(name: str) -> list[Sighting]:
    return list(replay(RecordedPoses(RECORDED / f"{name}.npz")))


@pytest.mark.parametrize("path", sorted(RECORDED.glob("*.npz")), ids=lambda path: path.stem)
def test_no_recorded_clip_has_a_cut(path: Path) -> None:
    assert cuts(s.pose for s in recording(path.stem) if s.pose) == []


def edited(first: str, leave_s: float, second: str, resume_s: float) -> tuple[list[Sighting], float]:
    """Two recordings cut together, and when the second begins."""
    before = [s for s in recording(first) if s.t_s < leave_s]
    after = [s for s in recording(second) if s.t_s >= resume_s]
    cut_s = before[-1].t_s + before[-1].t_s - before[-2].t_s
    moved = [(s, cut_s + s.t_s - after[0].t_s) for s in after]
    tail = [replace(s, t_s=t, pose=s.pose and replace(s.pose, t_s=t)) for s, t in moved]
    return before + tail, cut_s


def said(sightings: Iterable[Sighting], exercise: str) -> list[Event]:
    return [event for step in follow(sightings, Session(find(exercise))) for event in step.events]


@lru_cache
def whole_reps(name: str, exercise: str) -> list[Rep]:
    return [e for e in said(recording(name), exercise) if isinstance(e, Rep)]


@pytest.mark.parametrize(
    ("exercise", "first", "second", "after"),
    [
        ("squat", "squat_clean", "squat_knee_collapse", 2),
        ("squat", "squat_knee_collapse", "squat_too_shallow", 2),
        ("lunge", "lunge_clean", "lunge_hip_drop", 2),
        # one repetition without a rest before it does not prove itself
        ("bridge", "bridge_clean", "bridge_single_leg_hip_drop", 1),
        ("squat", "squat_clean", "squat_clean", 2),
    ],
)
def test_nothing_is_counted_across_a_cut(exercise: str, first: str, second: str, after: int) -> None:
    broken, entered = whole_reps(first, exercise)[1], whole_reps(second, exercise)[1]
    leave_s = broken.start_s + 0.45 * (broken.t_s - broken.start_s)
    sightings, cut_s = edited(first, leave_s, second, entered.t_s - 0.15)
    found = said(sightings, exercise)
    raises = [e for e in found if isinstance(e, Raise)]
    assert not [r for r in raises if r.start_s < cut_s < r.end_s]
    assert [e.t_s for e in found if isinstance(e, Dropped) and e.reason == JUMPED] == [pytest.approx(cut_s)]
    assert len([r for r in raises if r.end_s < cut_s]) == 1
    assert len([r for r in raises if r.start_s > cut_s]) == after


# ---- the engine


@pytest.mark.parametrize("name", sorted(discovered()))
def test_engine_drops_what_a_cut_breaks_off_and_counts_on(name: str) -> None:
    exercise = find(name)
    # what counts only beside another like it needs two on either side of the cut
    beside = 2 if exercise.repeats else 1
    show = routine(exercise, 2 * beside + 1)
    watched = show.watch()
    middle = show.moves[beside].hold_start_s + 1.0
    at = next(i for i, o in enumerate(watched) if o.t_s >= middle)
    watched[at] = replace(watched[at], cut_s=watched[at].t_s)
    found = events(Engine(exercise), watched)
    dropped = [e for e in found if isinstance(e, Dropped)]
    assert [(e.t_s, e.reason) for e in dropped] == [(watched[at].t_s, JUMPED)]
    assert [e.reason for e in found if isinstance(e, Disarmed)] == [JUMPED]
    # a pair whose second half is broken is no repetition either
    reps = [e for e in found if isinstance(e, Rep)]
    assert len(reps) == 2 * beside
    assert all(not r.start_s < middle < r.end_s for rep in reps for r in rep.raises)
    first = 0 if exercise.sides is Sides.DIAGONAL else beside
    assert [rep.start_s > middle for rep in reps].count(False) == first


def test_engine_forgets_the_rest_and_range_of_before() -> None:
    engine = Engine(find("squat"))
    watched = routine(engine.exercise, 2).watch()
    for o in watched:
        engine.step(o)
    fresh = Engine(engine.exercise)
    engine.step(replace(watched[0], t_s=100.0, cut_s=100.0))
    fresh.step(replace(watched[0], t_s=100.0))
    assert engine.progress == fresh.progress
    # the start posture has to be held again
    assert (engine.reps, len(engine.raises), engine.is_armed) == (2, 2, False)


@pytest.mark.parametrize("name", sorted(discovered()))
@pytest.mark.parametrize("hidden_s", [0.3, 0.8, 1.4])
def test_person_hidden_between_movements_costs_no_repetition(name: str, hidden_s: float) -> None:
    show = routine(find(name), 3)
    from_s = show.moves[1].end_s + 0.1
    found = events(Engine(show.exercise), gone(show.watch(), from_s, from_s + hidden_s))
    assert sum(isinstance(e, Rep) for e in found) == 3
