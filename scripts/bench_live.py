"""Measure the live window: from a picture taken to the same picture shown, with everything in between.

    python scripts/bench_live.py [CLIP] [--exercise squat] [--seconds 60] [--fps 30] [--model full]

The clip's pictures come round and round at a camera's pace, from memory, the newest only; pose, coaching,
drawing and window are the real ones, the history goes to a temporary folder. With a screen the window is a
real one (under Xvfb, for one); without, SDL's dummy. Delay is from the moment a picture is due to the moment
the window has it. Growth is the median of the last third against the first.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and os.name == "posix":
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from formcheck.coach.plan import Plan  # noqa: E402 - the screen is chosen before the window's package loads
from formcheck.coached import Coached  # noqa: E402
from formcheck.exercises import find  # noqa: E402
from formcheck.frame import Frame  # noqa: E402
from formcheck.live.run import LiveSession  # noqa: E402
from formcheck.live.screen import Screen, size_shown  # noqa: E402
from formcheck.live.sound import RepSound  # noqa: E402
from formcheck.live.speech import Speaker  # noqa: E402
from formcheck.live.window import Window  # noqa: E402
from formcheck.pose.backends import PoseOptions, create  # noqa: E402
from formcheck.store import Store  # noqa: E402
from formcheck.video.reader import open_clip  # noqa: E402

KEPT = 240  # pictures kept in memory: 220 MB at 640 x 480


class Carousel:
    """A clip's pictures at a camera's pace, the newest only; there and back, so that nobody leaps."""

    name, kind = "carousel", "clip"
    trouble, is_blind = "", False

    def __init__(self, clip: Path, fps: float, seconds: float) -> None:
        with open_clip(clip) as frames:
            kept = [frame.image_rgb for _, frame in zip(range(KEPT), frames, strict=False)]
        self._images, self._fps, self._seconds = kept + kept[::-1], fps, seconds
        self.size_px = kept[0].shape[1], kept[0].shape[0]
        self._last = -1
        self.delays_s: list[float] = []
        self._begun_s: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self._begun_s is not None and time.monotonic() - self._begun_s > self._seconds

    def take(self, wait_s: float) -> Frame | None:
        """The newest picture, as soon as there is one that was not given."""
        now_s = time.monotonic()
        self._begun_s = now_s if self._begun_s is None else self._begun_s
        number = int((now_s - self._begun_s) * self._fps)
        if number == self._last:
            due_s = self._begun_s + (number + 1) / self._fps
            time.sleep(min(wait_s, max(0.0, due_s - now_s)))
            return None
        self._last = number
        return Frame(number / self._fps, self._images[number % len(self._images)])

    def age_s(self, frame: Frame) -> float:
        """How long ago a picture was due."""
        age_s = time.monotonic() - (self._begun_s or 0.0) - frame.t_s
        self.delays_s.append(age_s)
        return age_s

    def swap_colours(self) -> None:
        """The clip's are right."""

    def close(self) -> None:
        """Nothing is open."""


def timed(call: Callable[..., Any], into: list[float]) -> Callable[..., Any]:
    """The same function, its wall times kept."""

    @wraps(call)
    def run(*args: Any, **more: Any) -> Any:
        start_s = time.perf_counter()
        try:
            return call(*args, **more)
        finally:
            into.append(time.perf_counter() - start_s)

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("clip", type=Path, nargs="?", default=ROOT / "sample_videos" / "bridge_clean.mp4")
    parser.add_argument("--exercise", default="bridge")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--fps", type=float, default=30.0)
    parser.add_argument("--model", default=PoseOptions().model)
    args = parser.parse_args()
    measure(args.clip, args.exercise, args.seconds, args.fps, args.model)


def measure(clip: Path, exercise_name: str, seconds: float, fps: float, model: str) -> None:
    """Run the window for a while and print what it took."""
    exercise, source = find(exercise_name), Carousel(clip, fps, seconds)
    stages: dict[str, list[float]] = {"pose": [], "coaching": [], "drawing": [], "window": []}
    estimator = create(PoseOptions(model=model))
    coached = Coached(exercise, Plan(countdown_s=0.0), source=source.name)
    screen = Screen(exercise)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(folder=folder) as store,
        Window("bench", size_shown(source.size_px)) as window,
        store.begin(exercise, source_kind="clip", source_name=source.name) as recorder,
    ):
        coached.step = timed(coached.step, stages["coaching"])  # type: ignore[method-assign]
        screen.picture = timed(screen.picture, stages["drawing"])  # type: ignore[method-assign]
        window.show = timed(window.show, stages["window"])  # type: ignore[method-assign]
        looked = timed(estimator, stages["pose"])
        looked.close = estimator.close  # type: ignore[attr-defined]
        session = LiveSession(
            *(coached, source, looked, window, screen, Speaker(None), RepSound(), recorder)  # type: ignore[arg-type]
        )
        cpu_s, wall_s = time.process_time(), time.monotonic()
        result = session.run()
        cpu_s, wall_s = time.process_time() - cpu_s, time.monotonic() - wall_s
    estimator.close()
    show(source.delays_s, stages, session.frames / wall_s, cpu_s / wall_s, source.size_px, result.reps)


def show(
    delays_s: list[float],
    stages: dict[str, list[float]],
    fps: float,
    cpu_share: float,
    size_px: tuple[int, int],
    reps: int,
) -> None:
    """Print the figures."""
    table = Table("figure", "value", title=f"live window, pictures of {size_px[0]} x {size_px[1]}")
    third = max(1, len(delays_s) // 3)
    rows = {
        "taken to shown, median": _ms(median(delays_s)),
        "taken to shown, 95th percentile": _ms(quantiles(delays_s, n=20)[-1]),
        "growth of the median, first third to last": _ms(
            median(delays_s[-third:]) - median(delays_s[:third])
        ),
        "pictures a second": f"{fps:.1f}",
        "processor time": f"{cpu_share:.2f} cores of {os.cpu_count()}",
        "repetitions counted": str(reps),
    }
    for name, value in rows.items():
        table.add_row(name, value)
    for name, took_s in stages.items():
        table.add_row(f"{name}, median", _ms(median(took_s)))
    Console().print(table)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


if __name__ == "__main__":
    main()
