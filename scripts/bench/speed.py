"""Print how many frames a second one clip is analyzed at, beside MediaPipe Tasks on the same clip.

    python scripts/bench/speed.py [CLIP] [--exercise lunge] [--repeat 3] [--seconds 12]

Ours is the whole analysis: decoding, pose, repair, signals, engine, result. MediaPipe is given the same
pictures by the same reader, which decodes ahead, and only finds the pose: model full, VIDEO mode, its own
threads. They take turns; of each the fastest pass counts, and the least processor time: what else runs on
the machine only takes from both. For MediaPipe: pip install "formcheck[mediapipe]", for bfloat16:
pip install "formcheck[openvino]".

Ends with 1 where model full in float32, with the two threads that `formcheck analyze` gives a single clip, is
less than twice as fast as MediaPipe.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from formcheck.analysis import Stream, judge
from formcheck.errors import FormcheckError
from formcheck.exercises import find
from formcheck.frame import Frame
from formcheck.loop import Session, look
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.pose import Estimator
from formcheck.video.reader import Clip, open_clip

ROOT = Path(__file__).parents[2]
TARGET = 2.0
REFERENCE = "MediaPipe full"
# What `formcheck analyze` does with a single clip.
MAIN = "float32 full, 2 threads"
OURS = {
    "float32 lite": PoseOptions(model="lite"),
    "float32 full": PoseOptions(model="full"),
    MAIN: PoseOptions(model="full", threads=2),
    "bfloat16 lite": PoseOptions(backend="openvino", model="lite"),
    "bfloat16 full": PoseOptions(backend="openvino", model="full"),
    "bfloat16 full, 2 threads": PoseOptions(backend="openvino", model="full", threads=2),
    "bfloat16 heavy": PoseOptions(backend="openvino", model="heavy"),
}

Pass = Callable[[Iterator[Frame], Clip], int]


@dataclass
class Best:
    """The best of several passes."""

    fps: float = 0.0
    cpu_ms: float = field(default=float("inf"))

    def run(self, clip: Path, seconds: float, one_pass: Pass) -> None:
        """Take the clip once from its opening to the end."""
        cpu_s, start_s = time.process_time(), time.perf_counter()
        with open_clip(clip) as opened:
            number = one_pass(takewhile(lambda f: f.t_s < seconds, opened), opened)
        wall_s, cpu_s = time.perf_counter() - start_s, time.process_time() - cpu_s
        self.fps = max(self.fps, number / wall_s)
        self.cpu_ms = min(self.cpu_ms, 1000 * cpu_s / number)


def analysis(estimator: Estimator, exercise: str) -> Pass:
    """All that we do with a clip."""

    def one_pass(frames: Iterator[Frame], clip: Clip) -> int:
        estimator.close()
        stream = Stream("clip", clip.size_px, None, look(frames, estimator, clip.ahead))
        return judge(stream, Session(find(exercise))).frames

    return one_pass


def mediapipe(frames: Iterator[Frame], _: Clip) -> int:
    """The pose alone; a landmarker follows one clip, so each pass has its own."""
    with closing(create(PoseOptions(backend="mediapipe"))) as estimator:
        return sum(1 for frame in frames if estimator(frame) or True)


def passes(exercise: str) -> dict[str, Pass]:
    """What can be run here, by name; what cannot is named with its reason."""
    found: dict[str, Pass] = {}
    for name, options in OURS.items():
        try:
            found[name] = analysis(create(options), exercise)
        except FormcheckError as error:
            print(f"{name} is left out: {error}")
    try:
        create(PoseOptions(backend="mediapipe")).close()
        found[REFERENCE] = mediapipe
    except FormcheckError as error:
        print(f"{REFERENCE} is left out: {error}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "clip", type=Path, nargs="?", default=ROOT / "sample_videos" / "lunge_clean.mp4", metavar="CLIP"
    )
    parser.add_argument("--exercise", default="lunge")
    parser.add_argument("--seconds", type=float, default=12.0, help="how much of the clip")
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    todo = passes(given.exercise)
    best = {name: Best() for name in todo}
    for _ in range(given.repeat):
        for name, one_pass in todo.items():
            best[name].run(given.clip, given.seconds, one_pass)
    return report(best)


def report(best: dict[str, Best]) -> int:
    """Print the table; return the exit code."""
    reference = best.get(REFERENCE)
    print(f"{'':<26}{'frames/s':>9}{'CPU ms a frame':>16}" + (f"{'times as fast':>15}" if reference else ""))
    for name, b in best.items():
        ratio = f"{b.fps / reference.fps:>15.2f}" if reference else ""
        print(f"{name:<26}{b.fps:>9.1f}{b.cpu_ms:>16.2f}{ratio}")
    return int(bool(reference) and best[MAIN].fps < TARGET * best[REFERENCE].fps)


if __name__ == "__main__":
    sys.exit(main())
