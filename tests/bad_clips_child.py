"""Analyzes clip after clip in one process and tells what each cost: run by test_bad_clips.

Reads the path of a clip a line; writes JSON a line: first what is begun, then how it ended. The pose is a
stand-in, a recorded person who squats: the decoder, the engine and the results are put to the test.
"""

import json
import math
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.analysis import analyze, replay
from formcheck.errors import FormcheckError
from formcheck.frame import Frame
from formcheck.pose import backends
from formcheck.pose.pose import Pose
from formcheck.pose.recorded import RecordedPoses
from formcheck.results import Result

RECORDED = Path(__file__).parent / "recorded" / "squat_clean.npz"
STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Squats:
    """A pose backend that sees the recorded person in every picture, in the recording's order."""

    def __init__(self, poses: list[Pose | None]) -> None:
        self._poses, self._next = poses, 0

    def __call__(self, frame: Frame) -> Pose | None:
        pose = self._poses[self._next % len(self._poses)]
        self._next += 1
        if pose is None:
            return None
        xy_px = pose.xy_px * np.divide(frame.size_px, pose.size_px)
        return Pose(frame.t_s, xy_px, pose.world_m, pose.visibility, frame.size_px)

    def close(self) -> None: ...


def peak_mb() -> float:
    """The most memory held since the last reset; since the start, where the system cannot reset it."""
    if STATUS.exists():
        (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def reset_peak() -> None:
    try:
        RESET.write_text("5")
    except OSError:  # not Linux, or not allowed: then every peak is that of all before it, too
        return


def judged(path: Path) -> dict[str, Any]:
    try:
        result = analyze(path, "squat")
    except FormcheckError as error:
        return {"line": str(error), "frames": 0, "sane": True}
    written = result.model_dump_json()
    sane = all(list(rep[:3]) == sorted(rep[:3]) for rep in result.rep_times)
    sane = sane and math.isfinite(result.duration_s) and result.duration_s >= 0
    sane = sane and Result.model_validate_json(written).model_dump_json() == written
    return {
        "line": "; ".join(result.warnings),
        "frames": result.frames,
        "sane": sane,
        "duration_s": result.duration_s,
    }


def main() -> None:
    poses = [sighting.pose for sighting in replay(RecordedPoses(RECORDED))]
    backends.BACKENDS = {"blazepose": lambda options: Squats(poses)}
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        print(json.dumps({"begun": str(path)}), flush=True)
        reset_peak()
        before_s = time.process_time()
        told = judged(path)
        told |= {"cpu_s": time.process_time() - before_s, "peak_mb": peak_mb()}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
