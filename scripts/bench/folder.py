"""Print how many frames a second a folder of clips is analyzed at, by one worker process and by more.

    python scripts/bench/folder.py [FOLDER] [--exercise auto] [--model full] [--backend blazepose]
        [--jobs 2] [--repeat 2] [--json]

What `formcheck analyze FOLDER` does, from the start of its workers to the last result; with --json the result
files, too. Beside it, in the same run, MediaPipe Tasks (pip install "formcheck[mediapipe]") in one process
with its own threads, which is given the same pictures by the same reader and only finds the pose. They take
turns; of each the fastest pass counts, and the least processor time: what else runs on the machine only takes
from all of them. Without a folder: the sample clips without a fault, one for each exercise.

Ends with 1 where the folder is not analyzed 3.5 times as fast as MediaPipe finds the poses.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.batch.folder import clips_in
from formcheck.batch.local import Local
from formcheck.batch.run import run
from formcheck.batch.work import Wanted, Work
from formcheck.cores import cores
from formcheck.errors import FormcheckError
from formcheck.pose.backends import PoseOptions, create
from formcheck.video.reader import open_clip

ROOT = Path(__file__).parents[2]
TARGET = 3.5
MEDIAPIPE = "MediaPipe, one process"


@dataclass
class Best:
    """The best of several passes."""

    fps: float = 0.0
    cpu_ms: float = field(default=float("inf"))

    def run(self, one_pass: Callable[[], int]) -> None:
        """Do it once more; it gives the number of frames."""
        cpu_s, start_s = _cpu_s(), time.perf_counter()
        frames = one_pass()
        self.fps = max(self.fps, frames / (time.perf_counter() - start_s))
        self.cpu_ms = min(self.cpu_ms, 1000 * (_cpu_s() - cpu_s) / frames)


def _cpu_s() -> float:
    """Of this process and all that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def analyzed(clips: Sequence[Path], asked: argparse.Namespace, jobs: int) -> int:
    """Analyze all clips with so many workers."""
    with tempfile.TemporaryDirectory() as folder, Local(jobs) as executor:
        wanted = Wanted(out=Path(folder), json=asked.json)
        pose = PoseOptions(backend=asked.backend, model=asked.model)
        works = [
            Work(clip=str(clip), name=clip.name, exercise=asked.exercise, wanted=wanted, pose=pose)
            for clip in clips
        ]
        outcomes = list(run(works, executor, lambda work, message: None))
    for outcome in outcomes:
        if outcome.errors:
            print(f"{outcome.name}: {'; '.join(outcome.errors)}")
    return sum(outcome.result.frames for outcome in outcomes if outcome.result)


def mediapipe(clips: Sequence[Path], model: str) -> int:
    """Find the poses of all clips; a landmarker follows one clip, so each has its own."""
    frames = 0
    for path in clips:
        with (
            closing(create(PoseOptions(backend="mediapipe", model=model))) as estimator,
            open_clip(path) as clip,
        ):
            frames += sum(1 for frame in clip if estimator(frame) or True)
    return frames


def main() -> int:
    asked = _asked()
    clips = clips_in(asked.folder) if asked.folder else sorted((ROOT / "sample_videos").glob("*_clean.mp4"))
    passes = {
        f"{n} worker{'s' if n > 1 else ''}": _analyzing(clips, asked, n) for n in sorted({1, asked.jobs})
    }
    try:
        create(PoseOptions(backend="mediapipe", model=asked.model)).close()
        passes[MEDIAPIPE] = lambda: mediapipe(clips, asked.model)
    except FormcheckError as error:
        print(f"MediaPipe is left out: {error}")
    best = {name: Best() for name in passes}
    for _ in range(asked.repeat):
        for name, one_pass in passes.items():
            best[name].run(one_pass)
    return report(best, len(clips))


def _analyzing(clips: Sequence[Path], asked: argparse.Namespace, jobs: int) -> Callable[[], int]:
    return lambda: analyzed(clips, asked, jobs)


def report(best: dict[str, Best], clips: int) -> int:
    """Print the table; return the exit code."""
    reference = best.get(MEDIAPIPE)
    print(f"{clips} clips; {cores()} cores")
    print(f"{'':<24}{'frames/s':>9}{'CPU ms a frame':>16}" + (f"{'times as fast':>15}" if reference else ""))
    for name, b in best.items():
        ratio = f"{b.fps / reference.fps:>15.2f}" if reference else ""
        print(f"{name:<24}{b.fps:>9.1f}{b.cpu_ms:>16.2f}{ratio}")
    ours = max(b.fps for name, b in best.items() if name != MEDIAPIPE)
    return int(reference is not None and ours < TARGET * reference.fps)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--exercise", default="auto")
    parser.add_argument("--model", default="full")
    parser.add_argument("--backend", default="blazepose")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
