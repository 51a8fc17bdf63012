"""Measure what a frame costs: `blazepose` by stage, and MediaPipe Tasks on the same clip in the same run.

    python scripts/benchmark.py CLIP [--model full] [--frames 300] [--repeat 3]

CPU time of the whole process, all threads. Each pass decodes the clip anew, so that none has a warm cache
that another lacks; the decoding, measured alone, is taken off. The best of the passes counts: what else runs
on the machine only ever adds.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from formcheck.errors import FormcheckError
from formcheck.frame import Frame
from formcheck.pose.blazepose import as_rgb, load
from formcheck.pose.detector import Detection
from formcheck.pose.follow import Follower, Picture
from formcheck.pose.landmarker import Landmarks
from formcheck.pose.mediapipe_tasks import MediaPipeTasks
from formcheck.pose.region import Region
from formcheck.video.reader import open_clip

TARGET_RATIO = 0.6


class Stages:
    """CPU seconds of this thread by stage; a further stage is one more `with stages(name)`."""

    def __init__(self) -> None:
        self.cpu_s: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Add what runs inside to a stage."""
        start_s = time.thread_time()
        yield
        self.cpu_s[name] = self.cpu_s.get(name, 0.0) + time.thread_time() - start_s


def blazepose_by_stage(model: str) -> tuple[Callable[[Frame], object], Stages]:
    """Build the chain with a stopwatch around each model."""
    stages, (detector, landmarker) = Stages(), load(model)

    def find(image_rgb: Picture, angle_rad: float) -> list[Detection]:
        with stages("detector"):
            return detector(image_rgb, angle_rad)

    def look(image_rgb: Picture, region: Region) -> Landmarks:
        with stages("landmarks"):
            return landmarker(image_rgb, region)

    follower = Follower(find, look)
    return lambda frame: follower(frame.t_s, as_rgb(frame.image_rgb)), stages


def cpu_per_frame_s(path: Path, count: int, work: Callable[[Frame], object]) -> float:
    """CPU seconds a frame of decoding the clip and doing the work."""
    done, start_s = 0, time.process_time()
    with open_clip(path) as clip:
        for frame in islice(clip, count):
            work(frame)
            done += 1
    return (time.process_time() - start_s) / done


def measure(path: Path, model: str, count: int) -> dict[str, float]:
    """One round of all passes: CPU seconds a frame by stage."""
    decode_s = cpu_per_frame_s(path, count, lambda frame: None)
    chain, stages = blazepose_by_stage(model)
    pose_s = cpu_per_frame_s(path, count, chain) - decode_s
    frames = min(count, sum(1 for _ in islice(open_clip(path), count)))
    by_stage = {name: spent_s / frames for name, spent_s in stages.cpu_s.items()}
    reference = MediaPipeTasks(model)
    mediapipe_s = cpu_per_frame_s(path, count, reference) - decode_s
    reference.close()
    rest_s = pose_s - sum(by_stage.values())
    return {"decode": decode_s, **by_stage, "following": rest_s, "pose": pose_s, "mediapipe": mediapipe_s}


def table(best_s: dict[str, float]) -> Table:
    shown = Table("stage", title="CPU a frame")
    shown.add_column("ms", justify="right")
    shown.add_column("share", justify="right")
    total_s = best_s["decode"] + best_s["pose"]
    for name, spent_s in best_s.items():
        if name not in ("pose", "mediapipe"):
            shown.add_row(name, f"{1000 * spent_s:.2f}", f"{spent_s / total_s:.0%}")
    return shown


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clip", type=Path)
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    console = Console(width=100)
    try:
        rounds = [measure(arguments.clip, arguments.model, arguments.frames) for _ in range(arguments.repeat)]
    except FormcheckError as error:
        console.print(f"[red]{error}[/red]")
        return 2
    best_s = {name: min(r.get(name, 0.0) for r in rounds) for name in rounds[0]}
    console.print(table(best_s))
    ratio = best_s["pose"] / best_s["mediapipe"]
    console.print(f"blazepose {arguments.model} {1000 * best_s['pose']:.2f} ms CPU a frame")
    console.print(f"MediaPipe Tasks {arguments.model} {1000 * best_s['mediapipe']:.2f} ms CPU a frame")
    console.print(f"ratio {ratio:.2f}, target at most {TARGET_RATIO}")
    return int(ratio > TARGET_RATIO)


if __name__ == "__main__":
    sys.exit(main())
