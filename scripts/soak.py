"""Soak the live coach: hours of one session, as fast as the machine can; does anything grow or drift?

    python scripts/soak.py [--hours 2] [--only window|server] [--fps 10] [--web-fps 15] [--model full]

``window``: a sample clip's pictures come round and round through the real camera class, pose, coach, history,
drawing and window (SDL's dummy). ``server``: recorded landmarks come round and round over the WebSocket of a
real server process. The clock is simulated, so two hours take minutes. Prints for each the memory's slope,
the repetitions counted against those truly done, how far a repetition's time moves within its round, the
delay of counts and cues at the beginning and the end, and what a moment costs. Exits with 1 when a
count is wrong, a time drifts, or the memory grows by more than 5 MB an hour.
"""

import argparse
import json
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from soaking import server, window
from soaking.watch import Watch, delays_s

ROOT = Path(__file__).resolve().parents[1]
CLIP, EXERCISE = "squat_knee_collapse", "squat"
# A repetition's times and faults are kept for the result as long as a session runs.
MOST_MB_H, MOST_DRIFT_S = 5.0, 0.2


def main() -> int:
    wanted = _arguments()
    clip = ROOT / "sample_videos" / f"{CLIP}.mp4"
    truth = json.loads(clip.with_suffix(".json").read_text())
    loops = max(2, round(wanted.hours * 3600 / (truth["frames"] / truth["fps"])))
    recorded = ROOT / "tests" / "recorded" / f"{CLIP}.npz"
    soaks: dict[str, Callable[[], Watch]] = {
        "server": lambda: server.soak(recorded, EXERCISE, truth["reps"], loops, wanted.web_fps),
        "window": lambda: window.soak(clip, EXERCISE, truth["reps"], loops, wanted.fps, wanted.model),
    }
    done = [soak() for name, soak in soaks.items() if wanted.only in (name, None)]
    show(done)
    return int(not all(map(holds, done)))


def holds(watch: Watch) -> bool:
    """Whether nothing grew, drifted or was miscounted."""
    is_flat = math.isnan(watch.slope_mb_h) or watch.slope_mb_h <= MOST_MB_H
    return is_flat and watch.counted == watch.kept == watch.truth and watch.drift_s <= MOST_DRIFT_S


def show(done: list[Watch]) -> None:
    """Print the figures."""
    table = Table("figure", *(watch.name for watch in done), title="soak")
    rows = [_figures(watch) for watch in done]
    for name in rows[0]:
        table.add_row(name, *(row[name] for row in rows))
    Console().print(table)


def _figures(watch: Watch) -> dict[str, str]:
    late, cues = delays_s(watch.reps), delays_s(watch.cues)
    at = [watch.memory[i * (len(watch.memory) - 1) // 4][1] for i in range(5)]
    return {
        "simulated": f"{watch.simulated_s / 3600:.2f} h",
        "took": f"{watch.wall_s / 60:.1f} min on {os.cpu_count()} cores",
        "moments": f"{watch.frames}",
        "memory at 0, 25, 50, 75, 100 %": f"{', '.join(f'{mb:.0f}' for mb in at)} MB",
        "memory's slope": f"{watch.slope_mb_h:+.2f} MB/h",
        "repetitions done / counted / kept": f"{watch.truth} / {watch.counted} / {watch.kept}",
        "a repetition's time moves by": f"{1000 * watch.drift_s:.1f} ms at most",
        "count after the repetition, beginning and end": f"{late[0]:.3f} s, {late[1]:.3f} s",
        "cues spoken": f"{len(watch.cues)}",
        "cue after the fault, beginning and end": f"{cues[0]:.3f} s, {cues[1]:.3f} s",
        "processor a moment, beginning and end": "{:.1f} ms, {:.1f} ms".format(*watch.cost_ms),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--only", choices=("window", "server"))
    parser.add_argument("--fps", type=float, default=10.0, help="pictures a second in the window")
    parser.add_argument("--web-fps", type=float, default=15.0, help="messages a second to the server")
    parser.add_argument("--model", default="full")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
