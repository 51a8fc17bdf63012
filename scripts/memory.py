r"""Memory and time of `formcheck analyze` over long clips: flat and linear, or growing?

    python scripts/memory.py [--minutes 10] [--clip sample_videos/lunge_clean.mp4] [--exercise lunge]
        [--model full] [--backend blazepose] [--only-json]
    python scripts/memory.py --landmarks --exercise auto --minutes 10 20 40 60

Joins a sample clip to itself without encoding it again, analyzes it in a child process with every output
(--video --json --csv --save-landmarks), looks each second at the resident memory of the child and of its
workers, of which the largest counts, and prints a table over time, the peak and the CPU time a frame; with
several lengths also a line for each. --landmarks joins recorded landmarks (``tests/recorded``) instead:
everything but decoding and the pose models, which hold no past. Exits with 1 when the peak is above 400 MB,
the limit promised.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import av
import psutil

from formcheck.pose.pose import Pose
from formcheck.pose.recorded import LandmarkRecorder, RecordedPoses

ROOT = Path(__file__).resolve().parent.parent
LIMIT_MB = 400
EVERY_S = 1.0
ROWS = 12


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at the child: seconds since its start, resident memory, CPU seconds used so far."""

    t_s: float
    resident_mb: float
    cpu_s: float


def main() -> int:
    wanted = _arguments()
    runs = [_run(minutes, wanted) for minutes in wanted.minutes]
    if len(runs) > 1:
        print(lengths(runs))
    return max(max(run.code, int(run.peak_mb > LIMIT_MB)) for run in runs)


@dataclass(frozen=True, slots=True)
class Run:
    """One clip analyzed."""

    minutes: float
    frames: int
    code: int
    samples: list[Sample]

    @property
    def peak_mb(self) -> float:
        """Most memory at any look."""
        return max(s.resident_mb for s in self.samples)

    @property
    def cpu_s(self) -> float:
        """Processor time of the whole run."""
        return self.samples[-1].cpu_s


def _run(minutes: float, wanted: argparse.Namespace) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / ("long.npz" if wanted.landmarks else "long.mp4")
        make = join_landmarks if wanted.landmarks else join
        frames = make(wanted.source, minutes * 60, clip)
        size_mb = clip.stat().st_size / 1e6
        print(f"{frames} frames, {minutes:g} minutes, {size_mb:.0f} MB of {wanted.source.name}", flush=True)
        code, samples = watch(_command(clip, Path(folder) / "out", wanted))
        _print_outputs(Path(folder) / "out")
    run = Run(minutes, frames, code, samples)
    print(table(samples))
    last_s = samples[-1].t_s
    print(
        f"peak {run.peak_mb:.0f} MB (limit {LIMIT_MB}),"
        f" last quarter {growth_mb(samples):+.0f} MB to the second"
    )
    print(f"CPU {1000 * run.cpu_s / frames:.1f} ms a frame, {run.cpu_s:.0f} s of CPU in {last_s:.0f} s")
    return run


def lengths(runs: Sequence[Run]) -> str:
    """A line for each length: is the memory flat, does the time grow with the length and no more?"""
    rows = [
        f"{r.minutes:7g}  {r.frames:7d}  {r.peak_mb:7.0f}  {1000 * r.cpu_s / r.frames:14.2f}" for r in runs
    ]
    return "\n".join(["minutes   frames  peak MB  CPU ms a frame", *rows])


def join_landmarks(source: Path, seconds: float, target: Path) -> int:
    """Write recorded landmarks over and over into one recording until it is long enough."""
    part, frames, offset_s = list(RecordedPoses(source)), 0, 0.0
    step_s = part[-1][0] / (len(part) - 1)
    size_px = next(pose.size_px for _, pose in part if pose)
    with LandmarkRecorder(target, backend="joined", model="full", source=source) as recorder:
        while offset_s < seconds:
            for t_s, pose in part:
                recorder.write(offset_s + t_s, _later(pose, offset_s + t_s), size_px)
            frames, offset_s = frames + len(part), offset_s + part[-1][0] + step_s
    return frames


def _later(pose: Pose | None, t_s: float) -> Pose | None:
    return pose and replace(pose, t_s=t_s)


def join(source: Path, seconds: float, target: Path) -> int:
    """Write a clip over and over into one file until it is long enough; return the number of pictures."""
    frames, offset, offset_s = 0, 0, 0.0
    with av.open(str(target), "w") as whole:
        stream = None
        while offset_s < seconds:
            with av.open(str(source)) as clip:
                part = clip.streams.video[0]
                assert part.time_base is not None
                assert part.duration is not None
                stream = stream or whole.add_stream_from_template(part)
                for packet in clip.demux(part):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.dts, packet.pts = packet.dts + offset, packet.pts + offset
                    packet.stream = stream
                    whole.mux(packet)
                    frames += 1
                offset += part.duration
                offset_s = float(offset * part.time_base)
    return frames


def watch(command: Sequence[str]) -> tuple[int, list[Sample]]:
    """Run a command and look at its largest process, and at the time of all, until it ends."""
    start_s = time.monotonic()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    process, samples, spent_s = psutil.Process(child.pid), [Sample(0.0, 0.0, 0.0)], dict[int, float]()
    while child.poll() is None:
        resident_mb = max(_look(one, spent_s) for one in _all_of(process))
        samples.append(Sample(time.monotonic() - start_s, resident_mb, sum(spent_s.values())))
        time.sleep(EVERY_S)
    return child.wait(), samples


def _all_of(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:  # it ended meanwhile
        return [process]


def _look(process: psutil.Process, spent_s: dict[int, float]) -> float:
    """One process's resident memory; its time goes into a table, which keeps that of ended ones."""
    try:
        cpu, resident_mb = process.cpu_times(), float(process.memory_info().rss) / 1e6
    except psutil.Error:
        return 0.0
    spent_s[process.pid] = cpu.user + cpu.system
    return resident_mb


def table(samples: Sequence[Sample]) -> str:
    """A dozen moments, evenly spread."""
    step = max(1, len(samples) // ROWS)
    rows = [*samples[1::step], samples[-1]]
    return "\n".join(["seconds  resident MB", *(f"{s.t_s:7.0f}  {s.resident_mb:11.0f}" for s in rows)])


def growth_mb(samples: Sequence[Sample]) -> float:
    """How much more the last quarter needs at its peak than the second quarter."""
    n = len(samples)
    second, last = samples[n // 4 : n // 2] or samples, samples[3 * n // 4 :]
    return max(s.resident_mb for s in last) - max(s.resident_mb for s in second)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, nargs="+", default=[10.0])
    parser.add_argument("--clip", type=Path, default=ROOT / "sample_videos" / "lunge_clean.mp4")
    parser.add_argument("--landmarks", action="store_true", help="recorded landmarks instead of a clip")
    parser.add_argument("--only-json", action="store_true", help="no other outputs")
    parser.add_argument("--exercise", default="lunge")
    parser.add_argument("--model", default="full")
    parser.add_argument("--backend", default="blazepose")
    given = parser.parse_args()
    recorded = ROOT / "tests" / "recorded" / f"{given.clip.stem}.npz"
    given.source = recorded if given.landmarks else given.clip
    return given


def _command(clip: Path, out: Path, wanted: argparse.Namespace) -> list[str]:
    words = ["analyze", str(clip), "--exercise", wanted.exercise, "--out", str(out), "--json"]
    words += ["--model", wanted.model, "--backend", wanted.backend]
    if not wanted.only_json:
        words += ["--csv", "--save-landmarks", *([] if wanted.landmarks else ["--video"])]
    return [sys.executable, "-m", "formcheck", *words]


def _print_outputs(out: Path) -> None:
    for path in sorted(out.glob("*")):
        print(f"{path.stat().st_size / 1e6:8.2f} MB  {path.name}")


if __name__ == "__main__":
    sys.exit(main())
