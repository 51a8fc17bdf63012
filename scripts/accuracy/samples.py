"""The sample clips: which there are, and the verdict on each."""

import re
from collections.abc import Sequence
from pathlib import Path

from accuracy.angles import AngleLog
from accuracy.poses import ROOT
from accuracy.verdict import NO_EXERCISE, Truth, Verdict, judge, judge_empty, load
from formcheck.analysis import analyze
from formcheck.engine.spec import Exercise
from formcheck.exercises import discovered

SAMPLES = ROOT / "sample_videos"
RECORDED = ROOT / "tests" / "recorded"
GOLDEN = ROOT / "tests" / "golden"


def clips(only: str = "") -> list[Path]:
    """The sample clips whose name holds the pattern ``only``, in alphabetical order."""
    return [path for path in sorted(SAMPLES.glob("*.mp4")) if re.search(only, path.stem)]


def truth_of(clip: Path) -> Truth:
    """The truth file of a clip."""
    return load(SAMPLES / f"{clip.stem}.json")


def described() -> dict[str, Exercise]:
    """Every exercise but those that count whatever repeats itself, and rightly do so anywhere."""
    return {name: each for name, each in discovered().items() if not each.repeats}


def exercises(truth: Truth) -> Sequence[str]:
    """The exercises a clip is judged by: its own, or every one where it holds none."""
    return list(described()) if truth["exercise"] == NO_EXERCISE else [truth["exercise"]]


def evaluate(recording: Path, truth: Truth, log: AngleLog | None = None) -> Verdict:
    """Run the product on a clip's landmarks and compare.

    Args:
        recording: landmarks of the clip.
        truth: what the clip holds.
        log: gathers the angles of the last exercise.
    """
    results = [analyze(recording, name, on_step=log) for name in exercises(truth)]
    return judge_empty(truth, results) if truth["exercise"] == NO_EXERCISE else judge(truth, results[0])
