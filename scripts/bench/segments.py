"""Print how soon a tracker that starts in the middle of a clip sees what the one from the start sees.

    python scripts/bench/segments.py [CLIP...] [--model full] [--every 4] [--events]

For each clip and start: the largest difference of a frame's middle landmark, in millimetres of the body's own
scale, over stretches of time since the start. It falls to what two slightly different crops give at any time,
and stays there: the landmarks are never the same bit for bit. With --events, each clip is also cut into
segments and judged: whether the events are the same, and by how much the times of repetitions differ.

Ends with 1 where segments do not fit together or give other events. The basis of `batch.segments.LEAD_S`.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from formcheck.batch.clip import do
from formcheck.batch.executor import nobody_listens
from formcheck.batch.segments import fit, segments
from formcheck.batch.work import Outcome, Wanted, Work
from formcheck.frame import Frame
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.pose import Pose
from formcheck.pose.scale import px_per_m
from formcheck.results import Result
from formcheck.video.reader import open_clip

ROOT = Path(__file__).parents[2]
CLIPS = ("squat_clean", "lunge_knee_collapse", "bridge_hips_low", "clamshell_clean")
STRETCHES_S = (0.0, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0)


def main() -> int:
    asked = _asked()
    clips = asked.clips or [ROOT / "sample_videos" / f"{name}.mp4" for name in CLIPS]
    pose = PoseOptions(model=asked.model)
    heads = "".join(f"{f'to {end_s:g} s':>9}" for end_s in STRETCHES_S[1:])
    print(f"{'median landmark, mm':<32}{'start':>7}{heads}")
    for clip in clips:
        settle(clip, pose, asked.every)
    return int(not all([same_events(clip, pose, asked.every) for clip in clips])) if asked.events else 0


def settle(clip: Path, pose: PoseOptions, every_s: float) -> None:
    """Print a row a start."""
    with open_clip(clip) as source:
        frames = list(source)
    whole = estimated(frames, pose)
    for start_s in np.arange(every_s / 2, frames[-1].t_s - STRETCHES_S[-1], every_s):
        later = [(frame, seen) for frame, seen in zip(frames, whole, strict=True) if frame.t_s >= start_s]
        fresh = estimated([frame for frame, _ in later], pose)
        apart_mm = [apart(a, b) for a, (_, b) in zip(fresh, later, strict=True)]
        since_s = [frame.t_s - start_s for frame, _ in later]
        print(f"{clip.stem:<32}{start_s:>7.1f}{''.join(f'{v:>9.1f}' for v in stretches(since_s, apart_mm))}")


def estimated(frames: Sequence[Frame], pose: PoseOptions) -> list[Pose | None]:
    """The poses of frames in order, by a tracker that knows nothing before them."""
    estimator = create(pose)
    found = [estimator(frame) for frame in frames]
    estimator.close()
    return found


def apart(a: Pose | None, b: Pose | None) -> float:
    """How far the middle landmark is off, in millimetres; infinite where only one sees somebody."""
    if a is None or b is None:
        return 0.0 if a is b else float("inf")
    return float(1000 * np.median(np.hypot(*(a.xy_px - b.xy_px).T)) / px_per_m(b))


def stretches(since_s: Sequence[float], values: Sequence[float]) -> list[float]:
    """The largest value in each stretch of time."""
    pairs = list(zip(since_s, values, strict=True))
    return [max((v for t, v in pairs if a <= t < b), default=np.nan) for a, b in pairwise(STRETCHES_S)]


def same_events(clip: Path, pose: PoseOptions, every_s: float) -> bool:
    """Judge a clip as a whole and in segments; whether both come to the same."""
    truth = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        exercise, wanted = truth["exercise"], Wanted(out=folder / "out")
        work = Work(clip=str(clip), name=clip.name, exercise=exercise, wanted=wanted, pose=pose)
        whole = _result(do(work))
        ends_s = np.arange(every_s, whole.duration_s - every_s / 2, every_s).tolist()
        tasks = segments(work.clip, work.name, pose, ends_s, folder)
        parts = tuple(task(nobody_listens) for task in tasks)
        cut = _result(do(replace(work, parts=parts)))
        is_fit = fit(parts)
    same = events(whole) == events(cut)
    off_s = [np.subtract(a[:3], b[:3]) for a, b in zip(whole.rep_times, cut.rep_times, strict=False)]
    most_ms = 1000 * float(np.abs(off_s).max()) if off_s else 0.0
    print(
        f"{clip.stem}: {len(parts)} segments, fit {is_fit}, same events {same}, times within {most_ms:.0f} ms"
    )
    return is_fit and same


def _result(outcome: Outcome) -> Result:
    if outcome.result is None:
        raise SystemExit("; ".join(outcome.errors))
    return outcome.result


def events(r: Result) -> tuple[object, ...]:
    """What was counted and what was found fault with."""
    faults = sorted((f.rep, f.name, f.side or "") for f in r.faults)
    return r.frames, r.reps, r.reps_by_side, r.good_reps, r.partials, faults


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clips", nargs="*", type=Path, help="with their truth beside them (JSON)")
    parser.add_argument("--model", default="full")
    parser.add_argument("--every", type=float, default=4.0, help="seconds between starts, and of a segment")
    parser.add_argument("--events", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
