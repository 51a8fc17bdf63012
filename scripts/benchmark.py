"""Measure what a frame costs: `blazepose` by stage, and MediaPipe Tasks on the same clip in the same run.

    python scripts/benchmark.py CLIP [--model full] [--exercise lunge] [--frames 150] [--repeat 3]

CPU time of the whole process, all threads. The frames are decoded first and kept (memory bounds --frames),
then the backends run over them in turns. A frame's cost is the median over all frames and passes: what else
runs on the machine disturbs some of them. The mean, which has the detector's frames in it, stands beside.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from formcheck.engine.engine import Engine
from formcheck.errors import FormcheckError
from formcheck.exercises import find
from formcheck.frame import Frame
from formcheck.motion.observe import Observer
from formcheck.pose.blazepose import as_rgb, load
from formcheck.pose.detector import Detection
from formcheck.pose.follow import Follower, Picture
from formcheck.pose.landmarker import Landmarks
from formcheck.pose.mediapipe_tasks import MediaPipeTasks
from formcheck.pose.pose import Pose
from formcheck.pose.region import Region
from formcheck.pose.repair import Repair
from formcheck.video.reader import open_clip

TARGET_RATIO = 0.6
STAGES = ("detector", "landmarks", "repair", "signals", "engine")
Chain = Callable[[Frame], Pose | None]


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


def blazepose_by_stage(model: str, stages: Stages) -> Chain:
    """Build the chain with a stopwatch around each model."""
    detector, landmarker = load(model)

    def detect(image_rgb: Picture, angle_rad: float) -> list[Detection]:
        with stages("detector"):
            return detector(image_rgb, angle_rad)

    def look(image_rgb: Picture, region: Region) -> Landmarks:
        with stages("landmarks"):
            return landmarker(image_rgb, region)

    follower = Follower(detect, look)

    def estimate(frame: Frame) -> Pose | None:
        seen = follower(frame.t_s, as_rgb(frame.image_rgb))
        if seen is None:
            return None
        return Pose(frame.t_s, seen.xy_px, seen.world_m, seen.visibility, frame.size_px)

    return estimate


def judge(frames: list[Frame], poses: list[Pose | None], exercise: str, stages: Stages) -> None:
    """Take the landmarks through all that follows them, with a stopwatch around each part."""
    repair, observer, engine = Repair(), Observer(), Engine(find(exercise))
    for frame, raw in zip(frames, poses, strict=True):
        with stages("repair"):
            pose = repair.step(frame.t_s, raw)
        with stages("signals"):
            observation = observer.step(frame.t_s, pose)
        with stages("engine"):
            engine.step(observation)


@dataclass
class Cost:
    """CPU seconds of single frames."""

    frames_s: list[float] = field(default_factory=list)

    def run(self, frames: list[Frame], estimate: Chain) -> list[Pose | None]:
        """Find the pose in each frame and note what it took."""
        poses = []
        for frame in frames:
            start_s = time.process_time()
            poses.append(estimate(frame))
            self.frames_s.append(time.process_time() - start_s)
        return poses

    @property
    def median_ms(self) -> float:
        """What the usual frame costs."""
        return 1000 * statistics.median(self.frames_s)

    @property
    def mean_ms(self) -> float:
        """What all frames cost, divided evenly."""
        return 1000 * statistics.fmean(self.frames_s)


def decode(path: Path, count: int) -> tuple[list[Frame], float]:
    """Return the first frames, and the CPU milliseconds that reading one took."""
    start_s = time.process_time()
    with open_clip(path) as clip:
        frames = list(islice(clip, count))
    return frames, 1000 * (time.process_time() - start_s) / len(frames)


def measure(
    frames: list[Frame], model: str, exercise: str, repeat: int
) -> tuple[Cost, Cost, dict[str, float]]:
    """Return what a frame costs `blazepose` and MediaPipe Tasks, and the mean ms of each stage."""
    ours, theirs, stages = Cost(), Cost(), Stages()
    for _ in range(repeat):
        poses = ours.run(frames, blazepose_by_stage(model, stages))
        judge(frames, poses, exercise, stages)
        reference = MediaPipeTasks(model)
        theirs.run(frames, reference)
        reference.close()
    by_stage = {name: 1000 * stages.cpu_s.get(name, 0.0) / len(ours.frames_s) for name in STAGES}
    models_ms = by_stage["detector"] + by_stage["landmarks"]
    return ours, theirs, {"following": ours.mean_ms - models_ms, **by_stage}


def table(by_stage_ms: dict[str, float]) -> Table:
    """Lay out the stages' means with their shares."""
    shown = Table("stage", title="mean CPU a frame, by stage")
    shown.add_column("ms", justify="right")
    shown.add_column("share", justify="right")
    for name, spent_ms in by_stage_ms.items():
        shown.add_row(name, f"{spent_ms:.2f}", f"{spent_ms / sum(by_stage_ms.values()):.0%}")
    return shown


def line(name: str, cost: Cost) -> str:
    return f"{name}: {cost.median_ms:.2f} ms CPU a frame (mean {cost.mean_ms:.2f})"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clip", type=Path)
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    parser.add_argument("--exercise", default="lunge")
    parser.add_argument("--frames", type=int, default=150)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    console = Console(width=100)
    try:
        frames, decode_ms = decode(arguments.clip, arguments.frames)
        ours, theirs, by_stage_ms = measure(frames, arguments.model, arguments.exercise, arguments.repeat)
    except FormcheckError as error:
        console.print(f"[red]{error}[/red]")
        return 2
    console.print(table({"decode": decode_ms, **by_stage_ms}))
    console.print(line(f"blazepose {arguments.model}", ours))
    console.print(line(f"MediaPipe Tasks {arguments.model}", theirs))
    ratio = ours.median_ms / theirs.median_ms
    console.print(
        f"ratio {ratio:.2f} (means {ours.mean_ms / theirs.mean_ms:.2f}), target at most {TARGET_RATIO}"
    )
    return int(ratio > TARGET_RATIO)


if __name__ == "__main__":
    sys.exit(main())
