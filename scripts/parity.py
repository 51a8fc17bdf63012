"""Compare the `blazepose` backend with MediaPipe Tasks, frame by frame, on real clips.

    python scripts/parity.py --clips FOLDER [--model full]

MediaPipe Tasks smooths its landmarks in VIDEO mode and `blazepose` gives raw ones. So the fair
figure is `same smoothing`: `blazepose` put through a filter like MediaPipe's own (mediapipe_smoothing.py).
`raw` sets the raw landmarks against MediaPipe's smoothed ones, which mostly measures that filter. Distances
are in percent of the clip's median torso length, over all 33 landmarks, on frames where both see a person.

Needs the extra formcheck[mediapipe]. Ends with 1 when the overall `same smoothing` figure misses its target.
"""

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from formcheck.pose.blazepose import BlazePose
from formcheck.pose.landmarks import Landmark
from formcheck.pose.mediapipe_tasks import MediaPipeTasks
from formcheck.pose.pose import FloatArray
from formcheck.video.reader import open_clip
from mediapipe_smoothing import MediaPipeSmoother

TARGET_MEDIAN_PCT, TARGET_P95_PCT = 1.0, 4.0
CLIP_SUFFIXES = (".mp4", ".gif", ".mov", ".webm")


@dataclass
class Result:
    """One clip: distances in percent of torso length, and how often each backend saw somebody."""

    name: str
    frames: int = 0
    ours: int = 0
    theirs: int = 0
    raw_px: list[FloatArray] = field(default_factory=list)
    same_px: list[FloatArray] = field(default_factory=list)
    torso_px: list[float] = field(default_factory=list)

    def percent(self, distances_px: list[FloatArray]) -> FloatArray:
        """All distances of the clip in percent of its median torso length."""
        return np.ravel(distances_px) / np.median(self.torso_px or [np.nan]) * 100


def compare(path: Path, model: str) -> Result:
    """Run both backends over one clip."""
    result, ours, theirs = (
        Result(path.stem),
        BlazePose(model),
        MediaPipeTasks(model),
    )
    smoother = MediaPipeSmoother()
    with open_clip(path) as clip:
        for frame in clip:
            mine, reference = ours(frame), theirs(frame)
            result.frames += 1
            result.ours += mine is not None
            result.theirs += reference is not None
            if mine is None or ours.region is None:
                smoother.reset()
                continue
            smooth_px = smoother(frame.t_s, mine.xy_px, ours.region.side_px)
            if reference is not None:
                result.raw_px.append(np.linalg.norm(mine.xy_px - reference.xy_px, axis=1))
                result.same_px.append(np.linalg.norm(smooth_px - reference.xy_px, axis=1))
                result.torso_px.append(torso_px(reference.xy_px))
    ours.close()
    theirs.close()
    return result


def torso_px(xy_px: FloatArray) -> float:
    """Length from the middle of the shoulders to the middle of the hips."""
    shoulders = xy_px[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
    return float(np.linalg.norm(shoulders - xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)))


def figures(percent: FloatArray) -> list[str]:
    """Median and 95th percentile as text."""
    return [f"{np.percentile(percent, q):.2f}" for q in (50, 95)] if percent.size else ["-", "-"]


def row(result: Result) -> list[str]:
    seen = (f"{count / max(result.frames, 1):.2f}" for count in (result.ours, result.theirs))
    same, raw = result.percent(result.same_px), result.percent(result.raw_px)
    return [result.name, str(result.frames), *seen, *figures(same), *figures(raw)]


def table(results: list[Result], model: str) -> Table:
    shown = Table(title=f"blazepose against MediaPipe Tasks, model {model}, % of torso length")
    shown.add_column("clip")
    columns = ("frames", "seen", "seen mp", "same smoothing: median", "p95", "raw: median", "p95")
    for name in columns:
        shown.add_column(name, justify="right")
    for result in results:
        shown.add_row(*row(result))
    return shown


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clips", type=Path, default=Path("../shared/clips"))
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    arguments = parser.parse_args()
    clips = sorted(p for p in arguments.clips.iterdir() if p.suffix in CLIP_SUFFIXES)
    results = [compare(path, arguments.model) for path in clips]
    same = np.concatenate([r.percent(r.same_px) for r in results])
    raw = np.concatenate([r.percent(r.raw_px) for r in results])
    console = Console(width=120)
    console.print(table(results, arguments.model))
    median, p95 = np.percentile(same, [50, 95])
    console.print(f"all: same smoothing {median:.2f} / {p95:.2f}, raw {' / '.join(figures(raw))}")
    console.print(f"target for same smoothing: median {TARGET_MEDIAN_PCT}, 95th percentile {TARGET_P95_PCT}")
    return int(median > TARGET_MEDIAN_PCT or p95 > TARGET_P95_PCT)


if __name__ == "__main__":
    sys.exit(main())
