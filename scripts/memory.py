r"""Memory of `formcheck analyze` over a long clip: flat, or growing?

    python scripts/memory.py [--minutes 10] [--clip sample_videos/lunge_clean.mp4] [--exercise lunge]

Joins a sample clip to itself without encoding it again, analyzes it in a child process with every output
(--video --json --csv --save-landmarks), looks at the child's resident memory each second, and prints a table
over time, the peak and the CPU time a frame. Exits with 1 when the peak is above 400 MB, the limit promised.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import psutil

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
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "long.mp4"
        frames = join(wanted.clip, wanted.minutes * 60, clip)
        size_mb = clip.stat().st_size / 1e6
        print(
            f"{frames} frames, {wanted.minutes:g} minutes, {size_mb:.0f} MB of {wanted.clip.name}", flush=True
        )
        code, samples = watch(_command(clip, Path(folder) / "out", wanted))
        _print_outputs(Path(folder) / "out")
    peak_mb = max(s.resident_mb for s in samples)
    print(table(samples))
    last = samples[-1]
    print(
        f"peak {peak_mb:.0f} MB (limit {LIMIT_MB}), last quarter {growth_mb(samples):+.0f} MB to the second"
    )
    print(f"CPU {1000 * last.cpu_s / frames:.1f} ms a frame, {last.cpu_s:.0f} s of CPU in {last.t_s:.0f} s")
    return code or int(peak_mb > LIMIT_MB)


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
    """Run a command and look at its memory until it ends; return its exit code too."""
    start_s = time.monotonic()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    process, samples = psutil.Process(child.pid), [Sample(0.0, 0.0, 0.0)]
    while child.poll() is None:
        try:
            cpu = process.cpu_times()
            resident_mb = process.memory_info().rss / 1e6
        except psutil.Error:  # it ended meanwhile
            break
        samples.append(Sample(time.monotonic() - start_s, resident_mb, cpu.user + cpu.system))
        time.sleep(EVERY_S)
    return child.wait(), samples


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
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--clip", type=Path, default=ROOT / "sample_videos" / "lunge_clean.mp4")
    parser.add_argument("--exercise", default="lunge")
    parser.add_argument("--model", default="full")
    return parser.parse_args()


def _command(clip: Path, out: Path, wanted: argparse.Namespace) -> list[str]:
    words = ["analyze", str(clip), "--exercise", wanted.exercise, "--model", wanted.model, "--out", str(out)]
    return [sys.executable, "-m", "formcheck", *words, "--video", "--json", "--csv", "--save-landmarks"]


def _print_outputs(out: Path) -> None:
    for path in sorted(out.glob("*")):
        print(f"{path.stat().st_size / 1e6:8.2f} MB  {path.name}")


if __name__ == "__main__":
    sys.exit(main())
