"""Print what one frame costs in the parts that run for every user: engine, measurement, repair.

    python scripts/engine_cost.py [--seconds 60] [--profile EXERCISE]

Microseconds a step, of the quietest of several runs: the mean of the CPU time, which the engine aims to keep
below 50, the median and the longest by the clock. Observations are made from each exercise's declaration
(``tests/synthetic.py``), poses are a standing figure that bends its knees, both at 30 frames a second.
``--profile`` prints where one exercise's engine spends its time.
"""

import argparse
import cProfile
import math
import pstats
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np

from formcheck.engine.engine import Engine
from formcheck.exercises import discovered, find
from formcheck.motion.observe import Observation, Observer
from formcheck.pose.landmarks import COUNT
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose
from formcheck.pose.repair import Repair

# the tests' own generator: there is one way to make synthetic observations
sys.path.append(str(Path(__file__).parents[1] / "tests"))

import synthetic

FPS, RUNS, AIM_US = 30.0, 5, 50.0
SIZE_PX, PX_PER_M = (1280, 720), 300.0

T = TypeVar("T")
Half = dict[str, tuple[float, float, float]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how much motion to time")
    parser.add_argument(
        "--profile", metavar="EXERCISE", help="print where this exercise's engine spends its time"
    )
    options = parser.parse_args()
    if options.profile:
        profile(options.profile, options.seconds)
    else:
        table(options.seconds)


def table(seconds: float) -> None:
    print(f"{'step':<24}{'CPU us':>10}{'median us':>10}{'max us':>10}")
    for name in discovered():
        engine, seen = Engine(find(name)), observations(name, seconds)
        report(f"engine {name}", seen, engine.step, engine.reset)
    poses = [figure(i / FPS) for i in range(round(seconds * FPS))]
    report("observer", poses, *observing())
    report("repair", poses, *repairing())


def observations(name: str, seconds: float) -> list[Observation]:
    exercise = find(name)
    reps = math.ceil(seconds / (synthetic.Move(0.0).end_s + synthetic.REST_S))
    return synthetic.routine(exercise, reps).watch(FPS, to_s=seconds)


def observing() -> tuple[Callable[[Pose], object], Callable[[], None]]:
    parts = [Observer()]

    def restart() -> None:
        parts[0] = Observer()

    return lambda pose: parts[0].step(pose.t_s, pose), restart


def repairing() -> tuple[Callable[[Pose], object], Callable[[], None]]:
    parts = [Repair()]

    def restart() -> None:
        parts[0] = Repair()

    return lambda pose: parts[0].step(pose.t_s, pose), restart


def report(name: str, stream: Sequence[T], step: Callable[[T], object], restart: Callable[[], None]) -> None:
    mean_us, taken_us = min(run_once(stream, step, restart) for _ in range(RUNS))
    over = "  over the aim" if name.startswith("engine") and mean_us > AIM_US else ""
    print(f"{name:<24}{mean_us:>10.1f}{taken_us[len(taken_us) // 2]:>10.1f}{taken_us[-1]:>10.1f}{over}")


def run_once(
    stream: Sequence[T], step: Callable[[T], object], restart: Callable[[], None]
) -> tuple[float, list[float]]:
    """The mean CPU time of a step, and every step's time by the clock, in order of size."""
    restart()
    begin_s, clock_ns = time.process_time(), [time.perf_counter_ns()]
    for one in stream:
        step(one)
        clock_ns.append(time.perf_counter_ns())
    mean_us = (time.process_time() - begin_s) * 1e6 / len(stream)
    return mean_us, sorted((b - a) / 1000.0 for a, b in pairwise(clock_ns))


def profile(name: str, seconds: float) -> None:
    engine, seen = Engine(find(name)), observations(name, seconds)
    profiler = cProfile.Profile()
    profiler.enable()
    for one in seen:
        engine.step(one)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(15)


def figure(t_s: float) -> Pose:
    """Somebody of about 1.75 m who bends the knees every four seconds, seen from the side."""
    bend = 0.5 - 0.5 * math.cos(math.pi * t_s / 2.0)
    half: Half = {
        **{"shoulder": (0.1 * bend, -0.5, 0.18), "elbow": (0.1, -0.2, 0.2), "wrist": (0.2, 0.0, 0.2)},
        **{"hip": (0.0, 0.0, 0.1), "knee": (0.4 * bend, 0.43 - 0.2 * bend, 0.1)},
        **{"ankle": (0.0, 0.86 - 0.3 * bend, 0.1), "heel": (-0.05, 0.9 - 0.3 * bend, 0.1)},
        **{"foot_index": (0.15, 0.92 - 0.3 * bend, 0.1)},
    }
    world_m = np.tile([0.05, -0.75, 0.0], (COUNT, 1))
    for joint, (x, y, z) in half.items():
        world_m[L[f"LEFT_{joint.upper()}"]] = x, y, z
        world_m[L[f"RIGHT_{joint.upper()}"]] = x, y, -z
    xy_px = np.array(SIZE_PX) / 2 + world_m[:, :2] * PX_PER_M
    return Pose(t_s, xy_px, world_m, np.ones(COUNT), SIZE_PX)


if __name__ == "__main__":
    main()
