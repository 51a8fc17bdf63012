"""Print what clips cost on one machine and on a Ray cluster, and what 1,000 of them would; or kill a node.

    python scripts/bench/at_scale.py [CLIP...] [--exercise auto] [--nodes 2] [--kill]

The clips (eight sample clips if none are named) are analyzed twice, each time with JSON and tables: by one
worker process of this machine, and on a cluster of local nodes of one core each, to which clips travel and
from which files come back; with --kill, one node is killed when half of the clips are done. Costs are
processor seconds, which depend little on what else runs here: of the worker, and of all that Ray started.
Ends with 1 where a clip is missing, comes twice, or differs from the first run.
"""

import argparse
import importlib
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from formcheck.batch.carrier import Carrier
from formcheck.batch.executor import Executor
from formcheck.batch.local import Local
from formcheck.batch.ray_engine import RayEngine
from formcheck.batch.work import Outcome, Wanted, Work
from formcheck.video.describe import describe

ROOT = Path(__file__).parents[2]
CLIPS = 1000
CORES = (2, 8, 32, 128)


class Spent:
    """Processor seconds of all processes that this one has started, and of theirs.

    Attributes:
        now_s: up to now.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[int, float], float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Spent":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def now_s(self) -> float:
        """Up to now."""
        return sum(self._seen.values())

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._over.wait(0.2):
            for process in me.children(recursive=True):
                try:
                    times = process.cpu_times()
                    self._seen[process.pid, process.create_time()] = times.user + times.system
                except psutil.Error:
                    continue


@dataclass(frozen=True)
class Batch:
    """What came of all clips, and what it cost.

    Attributes:
        outcomes: in the order in which they were done.
        begun_s: processor seconds until every core had done its first clip: programs and models are loaded.
        clip_s: processor seconds a clip from then on.
    """

    outcomes: list[Outcome]
    begun_s: float
    clip_s: float


def main() -> int:
    asked = _asked()
    clips = asked.clips or sorted((ROOT / "sample_videos").glob("*_clean.mp4"))[:8]
    length_s = sum(_length_s(clip) for clip in clips) / len(clips)
    print(f"{len(clips)} clips of {length_s:.1f} s on average; costs in processor seconds")
    with tempfile.TemporaryDirectory() as folder:
        works = [_work(clip, asked.exercise, Path(folder)) for clip in clips]
        here, there = _here(works), _on_a_cluster(works, asked.nodes, is_killed=asked.kill)
    print(f"one worker process: {here.begun_s:.1f} with the first clip, then {here.clip_s:.2f} a clip")
    print(f"Ray, {asked.nodes} nodes: {there.begun_s:.1f} with a clip each, then {there.clip_s:.2f} a clip")
    if not asked.kill:
        _tell_table(here.clip_s, there.clip_s, length_s)
    return _compare(here.outcomes, there.outcomes)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clips", nargs="*", type=Path)
    parser.add_argument("--exercise", default="auto")
    parser.add_argument("--nodes", type=int, default=2)
    parser.add_argument("--kill", action="store_true")
    return parser.parse_args()


def _work(clip: Path, exercise: str, folder: Path) -> Work:
    wanted = Wanted(out=folder, json=True, csv=True)
    return Work(clip=str(clip.resolve()), name=clip.name, exercise=exercise, wanted=wanted)


def _in(works: Sequence[Work], name: str) -> list[Work]:
    return [replace(work, wanted=replace(work.wanted, out=work.wanted.out / name)) for work in works]


def _length_s(clip: Path) -> float:
    return 0.0 if clip.suffix == ".npz" else describe(clip).duration_s or 0.0


def _here(works: Sequence[Work]) -> Batch:
    with Spent() as spent, Local(jobs=1) as executor:
        return _measured(executor, works, "here", spent)


def _on_a_cluster(works: Sequence[Work], nodes: int, *, is_killed: bool) -> Batch:
    with Spent() as spent, _cluster(nodes) as cluster, Carrier(RayEngine(cluster.address)) as engine:

        def kill() -> None:
            if is_killed:
                cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
                print("a node killed when half of the clips were done")

        return _measured(engine, works, "there", spent, kill)


def _measured(
    executor: Executor,
    works: Sequence[Work],
    name: str,
    spent: Spent,
    at_half: Callable[[], None] = lambda: None,
) -> Batch:
    first = _in([works[0]] * executor.jobs, f"{name}-first")
    for ticket in [executor.submit(replace(work, name=f"{i}-{work.name}")) for i, work in enumerate(first)]:
        ticket.result()
    time.sleep(1.0)
    begun_s, outcomes = spent.now_s, list[Outcome]()
    for ticket in as_completed([executor.submit(work) for work in _in(works, name)]):
        outcomes.append(ticket.result())
        if len(outcomes) == len(works) // 2:
            at_half()
    time.sleep(1.0)
    return Batch(outcomes, begun_s, (spent.now_s - begun_s) / len(works))


@contextmanager
def _cluster(nodes: int) -> Iterator[Any]:
    head = {"num_cpus": 0, "include_dashboard": False}
    made = importlib.import_module("ray.cluster_utils").Cluster(initialize_head=True, head_node_args=head)
    for _ in range(nodes):
        made.add_node(num_cpus=1)
    yield made
    made.shutdown()


def _tell_table(here_s: float, there_s: float, length_s: float) -> None:
    print(f"{CLIPS} clips of {length_s:.1f} s, on cores like these that do nothing else:")
    print(f"one machine: {here_s * CLIPS / 3600:.2f} core hours; Ray: {there_s * CLIPS / 3600:.2f}")
    print("| cores | one machine | Ray |\n|---|---|---|")
    for cores in CORES:
        minutes = [cost_s * CLIPS / cores / 60 for cost_s in (here_s, there_s)]
        print(f"| {cores} | {minutes[0]:.1f} min | {minutes[1]:.1f} min |")


def _compare(here: Sequence[Outcome], there: Sequence[Outcome]) -> int:
    """Whether the cluster has lost nothing, done nothing twice, and come to the same."""
    first, second = (sorted(outcomes, key=lambda o: o.name) for outcomes in (here, there))
    same = [(o.name, o.result, o.errors) for o in first] == [(o.name, o.result, o.errors) for o in second]
    failed = sum(bool(outcome.errors) for outcome in there)
    print(f"{len(there)} outcomes of {len({o.name for o in there})} clips, {failed} failed")
    print("the same as on one machine" if same else "NOT the same as on one machine")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
