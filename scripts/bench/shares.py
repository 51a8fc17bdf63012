"""Print what one clip costs from its first byte to its written result, and the share of each part.

    python scripts/bench/shares.py [CLIP] [--exercise lunge] [--csv] [--model full] [--backend blazepose]
        [--repeat 3]

Runs `formcheck.analysis.analyze` as `formcheck analyze --json` does, and with --csv also writes every angle
and landmark of every frame, with a stopwatch around its parts: the processor time of the thread, and of that
what a part spends itself. Decoding runs in a thread of its own
and is what is left of the whole process. Loading the models comes before and is printed apart. Each figure is
the least of the repetitions: what else runs on the machine only adds to it.

Ends with 1 where everything around the landmark model takes more than a quarter.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from formcheck.analysis import Stream, analyze, open_source
from formcheck.engine.engine import Engine
from formcheck.motion.observe import Observer
from formcheck.pose import backends
from formcheck.pose.backends import PoseOptions
from formcheck.pose.detector import Detector
from formcheck.pose.follow import Follower
from formcheck.pose.landmarker import INPUT_PX, Landmarker
from formcheck.pose.network import OnnxNetwork
from formcheck.pose.pose import Estimator
from formcheck.pose.region import Region
from formcheck.pose.repair import Repair
from formcheck.sinks.columns import LandmarkTable
from formcheck.sinks.outlet import Outlet
from formcheck.sinks.tables import EventLog, RepTable, SignalTable

ROOT = Path(__file__).parents[2]
MOST_AROUND = 0.25
MODEL, DECODE = "landmark model", "decode"
PARTS = (
    *(DECODE, "crop", "detector", MODEL, "reading the model's output", "following"),
    *("repair", "view and floor", "signals and engine", "writing", "the rest"),
)


class Stopwatch:
    """Processor seconds of this thread by part; what a part calls is counted there, and not in it."""

    def __init__(self) -> None:
        self.spent_s = dict.fromkeys(PARTS, 0.0)
        self._inside, self._since_s = ["the rest"], time.thread_time()

    def _switch(self) -> None:
        now_s = time.thread_time()
        self.spent_s[self._inside[-1]] += now_s - self._since_s
        self._since_s = now_s

    def around(self, owner: type, method: str, part: str | Callable[[Any], str]) -> None:
        """Time every call of a class's method from now on; ``part`` may depend on its first argument."""
        real = getattr(owner, method)

        @wraps(real)
        def timed(*arguments: Any, **named: Any) -> Any:
            self._switch()
            self._inside.append(part(arguments[1]) if callable(part) else part)
            try:
                return real(*arguments, **named)
            finally:
                self._switch()
                self._inside.pop()

        setattr(owner, method, timed)

    def restart(self) -> None:
        """Forget what was measured so far."""
        self._switch()
        self.spent_s = dict.fromkeys(PARTS, 0.0)


def of_network(tensor: Any) -> str:
    return MODEL if tensor.shape[1] == INPUT_PX else "detector"


def set_up(stopwatch: Stopwatch, backend: str) -> None:
    """Put the stopwatch around everything that has a name in the table."""
    network: type = OnnxNetwork
    if backend == "openvino":
        from formcheck.pose.openvino_network import OpenVinoNetwork

        network = OpenVinoNetwork
    stopwatch.around(network, "__call__", of_network)
    stopwatch.around(Detector, "__call__", "detector")
    stopwatch.around(Landmarker, "__call__", "reading the model's output")
    stopwatch.around(Region, "crop", "crop")
    stopwatch.around(Follower, "__call__", "following")
    stopwatch.around(Repair, "step", "repair")
    stopwatch.around(Observer, "step", "view and floor")
    # it measures the signals it asks for; a stopwatch around each would cost as much as they do
    stopwatch.around(Engine, "step", "signals and engine")
    stopwatch.around(Outlet, "write", "writing")
    stopwatch.around(Outlet, "__exit__", "writing")


def sinks(folder: Path, stream: Stream, csv: bool) -> list[Any]:
    """The files of ``--json``, or of ``--json --csv``."""
    base = folder / Path(stream.name).stem
    made: list[Any] = [EventLog(Path(f"{base}.events.jsonl"))]
    if csv:
        made += [RepTable(Path(f"{base}.reps.csv")), SignalTable(Path(f"{base}.signals.csv"))]
        made.append(LandmarkTable(Path(f"{base}.landmarks.csv")))
    return made


class Made:
    """Stands for `create`: hands out an estimator that was made before the clock ran."""

    def __init__(self, options: PoseOptions) -> None:
        start_s = time.process_time()
        self.estimator: Estimator = backends.create(options)
        self.load_s = time.process_time() - start_s

    def __call__(self, options: PoseOptions) -> Estimator:
        """The estimator, the person forgotten."""
        self.estimator.close()
        return self.estimator


def measure(given: argparse.Namespace, made: Made, stopwatch: Stopwatch) -> tuple[dict[str, float], int]:
    """Analyze the clip once; return processor seconds a part, and the number of frames."""
    options = PoseOptions(backend=given.backend, model=given.model)
    with tempfile.TemporaryDirectory() as folder:
        stopwatch.restart()
        start_s, thread_s = time.process_time(), time.thread_time()
        result = analyze(
            given.clip,
            given.exercise,
            source=open_source(given.clip, options, made),
            sinks=lambda stream, _: sinks(Path(folder), stream, given.csv),
        )
        (Path(folder) / "result.json").write_text(result.model_dump_json(indent=2), encoding="utf-8")
        whole_s, own_s = time.process_time() - start_s, time.thread_time() - thread_s
    spent_s = dict(stopwatch.spent_s)
    spent_s["the rest"] += own_s - sum(spent_s.values())
    return spent_s | {DECODE: whole_s - own_s}, result.frames


def report(spent_s: dict[str, float], frames: int) -> float:
    """Print the table; return the share of what is not the landmark model."""
    whole_s = sum(spent_s.values())
    print(f"{'part':<28}{'ms a frame':>11}{'share':>8}")
    for part, seconds in spent_s.items():
        print(f"{part:<28}{1000 * seconds / frames:>11.3f}{seconds / whole_s:>8.1%}")
    print(f"{'in all':<28}{1000 * whole_s / frames:>11.3f}")
    return 1 - spent_s[MODEL] / whole_s


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "clip", type=Path, nargs="?", default=ROOT / "sample_videos" / "lunge_clean.mp4", metavar="CLIP"
    )
    parser.add_argument("--exercise", default="lunge")
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    parser.add_argument("--backend", default="blazepose", choices=("blazepose", "openvino"))
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    made = Made(PoseOptions(backend=given.backend, model=given.model))
    stopwatch = Stopwatch()
    set_up(stopwatch, given.backend)
    runs = [measure(given, made, stopwatch) for _ in range(given.repeat)]
    frames = runs[0][1]
    print(f"{given.clip.name}, {frames} frames, {given.backend} {given.model}; loaded in {made.load_s:.2f} s")
    around = report({part: min(run[part] for run, _ in runs) for part in PARTS}, frames)
    print(f"around the landmark model: {around:.1%}, target at most {MOST_AROUND:.0%}")
    return int(around > MOST_AROUND)


if __name__ == "__main__":
    sys.exit(main())
