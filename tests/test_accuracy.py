"""Every sample clip is counted, timed and judged exactly, and its events stay as they are."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accuracy import goldens, samples
from accuracy.matching import errors_s, match
from accuracy.verdict import Truth, judge
from formcheck.analysis import analyze
from formcheck.pose.backends import PoseOptions
from formcheck.pose.recorded import RecordedPoses

CLIPS = samples.clips()
# a third of a megabyte a clip, two clips an exercise
MAX_BYTES = 20_000_000
HOW = "python scripts/record_samples.py"
# A processor or a NumPy release may round the last digit of a float32 otherwise, and the foot of a movement
# is extrapolated: seconds and degrees to a ten-thousandth are the same.
WITHIN = 1e-4


@pytest.fixture(params=CLIPS, ids=lambda clip: clip.stem)
def clip(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def recording(name: str) -> Path:
    return samples.RECORDED / f"{name}.npz"


def test_every_clip_is_recorded_and_has_a_golden() -> None:
    names = {clip.stem for clip in CLIPS}
    assert {p.stem for p in samples.RECORDED.glob("*.npz")} == names, HOW
    assert {p.stem for p in samples.GOLDEN.glob("*.jsonl")} == names, HOW


def test_recordings_are_small() -> None:
    assert sum(p.stat().st_size for p in samples.RECORDED.iterdir()) < MAX_BYTES


def test_recording_is_of_the_clip_as_it_is(clip: Path) -> None:
    recorded = RecordedPoses(recording(clip.stem))
    assert (recorded.recording.source, recorded.recording.model) == (clip.name, "full")
    assert len(recorded) == samples.truth_of(clip)["frames"]


def test_sample_is_exact(clip: Path) -> None:
    verdict = samples.evaluate(recording(clip.stem), samples.truth_of(clip))
    assert verdict.is_exact, verdict


def test_sample_with_its_poses_estimated_is_exact() -> None:
    clip = samples.SAMPLES / "superman_prone_hold_short.mp4"
    verdict = judge(
        samples.truth_of(clip), analyze(clip, "superman_prone", options=PoseOptions(model="full"))
    )
    assert verdict.is_exact, verdict


def test_events_are_the_golden_ones(clip: Path) -> None:
    wanted = goldens.read(samples.GOLDEN / f"{clip.stem}.jsonl")
    got = goldens.events(recording(clip.stem), samples.exercises(samples.truth_of(clip)))
    assert [(e["exercise"], e["event"]) for e in got] == [(e["exercise"], e["event"]) for e in wanted]
    for event, golden in zip(got, wanted, strict=True):
        assert_near(event, golden, f"{golden['event']} at {golden['t_s']} s")


def assert_near(got: Any, golden: Any, where: str) -> None:
    """Equal all the way down, numbers to a ten-thousandth."""
    if isinstance(golden, dict):
        assert list(got) == list(golden), where
        for key in golden:
            assert_near(got[key], golden[key], f"{where}: {key}")
    elif isinstance(golden, list):
        assert len(got) == len(golden), where
        for i, (one, other) in enumerate(zip(got, golden, strict=True)):
            assert_near(one, other, f"{where}[{i}]")
    elif isinstance(golden, float):
        assert got == pytest.approx(golden, abs=WITHIN, rel=0), where
    else:
        assert got == golden, where


def _one_more_rep(truth: Truth) -> None:
    truth["reps"] += 1


def _a_partial(truth: Truth) -> None:
    truth["partials"] = 1


def _longer_hold(truth: Truth) -> None:
    truth["holds"][0][1] += 0.8


def _hold_missing(truth: Truth) -> None:
    del truth["holds"][0]


def _hold_elsewhere(truth: Truth) -> None:
    truth["holds"][0][:2] = [60.0, 62.0]


def _fault_not_planted(truth: Truth) -> None:
    truth["faults"] = []


def _fault_in_another_rep(truth: Truth) -> None:
    truth["faults"][0]["rep"] += 1


def _fault_on_a_side(truth: Truth) -> None:
    truth["faults"][0]["side"] = "left"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_one_more_rep, "3 reps"),
        (_a_partial, "0 partials"),
        (_longer_hold, "hold length"),
        (_hold_missing, "3 holds"),
        (_hold_elsewhere, "3 holds"),
        (_fault_not_planted, "false fault"),
        (_fault_in_another_rep, "fault missed"),
        (_fault_on_a_side, "fault missed"),
    ],
)
def test_a_result_that_differs_from_the_truth_is_not_exact(
    change: Callable[[Truth], None], reason: str
) -> None:
    truth = samples.truth_of(Path("superman_prone_hold_short.mp4"))
    result = analyze(recording("superman_prone_hold_short"), "superman_prone")
    changed = copy.deepcopy(truth)
    change(changed)
    assert reason not in judge(truth, result).reasons
    assert reason in judge(changed, result).reasons


@pytest.mark.parametrize(
    ("expected", "got", "pairs"),
    [
        ([], [1.0], []),
        ([1.0, 3.0], [1.1, 2.9], [(0, 0), (1, 1)]),
        ([1.0, 3.0], [2.9], [(1, 0)]),  # the missed one takes no neighbour's partner
        ([1.0, 2.0], [1.6, 2.1], [(0, 0), (1, 1)]),
        ([1.0], [2.6], []),  # too far to be the same
    ],
)
def test_moments_are_paired_with_the_nearest(
    expected: list[float], got: list[float], pairs: list[tuple[int, int]]
) -> None:
    assert match(expected, got) == pairs


def test_errors_are_found_minus_expected() -> None:
    (errors,) = errors_s([[1.0, 2.0, 3.0], [7.0, 8.0, 9.0]], [(1.1, 1.8, 3.0)])
    assert errors == pytest.approx((0.1, -0.2, 0.0))
