"""Print how long `formcheck count` takes from its start to its first shown result.

    python scripts/bench/first_result.py [CLIP] [--exercise lunge] [--repeat 5]

Runs the command in a terminal of its own, as a person sees it, and stops the clock at the first count on the
screen ("0 reps at 0.0 s"). Beside it stands the processor time used until then, which other work on the
machine makes longer only a little. Needs a system with terminals (not Windows).

Ends with 1 where the quickest of the runs took more than 1.5 s.
"""

import argparse
import os
import pty
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
TARGET_S = 1.5
SHOWN = b"reps at"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process to its first result, by the clock and of the processor."""

    wall_s: float
    cpu_s: float


def measure(command: list[str]) -> Start:
    """Run a command until it shows its first result, and end it there."""
    screen, terminal = pty.openpty()
    begin_s = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=terminal, stderr=terminal, close_fds=True)
    os.close(terminal)
    seen = b""
    try:
        while SHOWN not in seen:
            seen += os.read(screen, 4096)
        wall_s = time.perf_counter() - begin_s
        used = psutil.Process(child.pid).cpu_times()
        return Start(wall_s, used.user + used.system)
    finally:
        child.kill()
        child.wait()
        os.close(screen)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "clip", type=Path, nargs="?", default=ROOT / "sample_videos" / "lunge_clean.mp4", metavar="CLIP"
    )
    parser.add_argument("--exercise", default="lunge")
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    words = ["count", str(given.clip), "--exercise", given.exercise]
    starts = [measure([sys.executable, "-m", "formcheck", *words]) for _ in range(given.repeat)]
    for start in starts:
        print(f"first result after {start.wall_s:.2f} s, {start.cpu_s:.2f} s of processor time")
    quickest_s = min(start.wall_s for start in starts)
    print(f"quickest {quickest_s:.2f} s, target at most {TARGET_S} s")
    return int(quickest_s > TARGET_S)


if __name__ == "__main__":
    sys.exit(main())
