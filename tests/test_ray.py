"""Tasks on a real Ray cluster of several nodes: one of them is killed, and nothing is lost or done twice."""

import importlib
import shutil
from collections.abc import Iterator
from concurrent.futures import as_completed
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formcheck.batch.carried import Carried
from formcheck.batch.executor import Message, Progress
from formcheck.batch.ray_engine import ClusterError, RayEngine
from formcheck.batch.work import Outcome, Wanted, Work
from formcheck.errors import VideoError

pytest.importorskip("ray", reason="Ray is not installed: pip install 'formcheck[ray]'")

LUNGE = Path(__file__).parent / "recorded" / "lunge_clean.npz"
CLIPS = 6


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head that takes no tasks, and two nodes of one core each."""
    made = importlib.import_module("ray.cluster_utils").Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False}
    )
    for _ in range(2):
        made.add_node(num_cpus=1)
    yield made
    made.shutdown()


@pytest.fixture(scope="module")
def engine(cluster: Any) -> Iterator[RayEngine]:
    with RayEngine(cluster.address) as made:
        yield made


def works(folder: Path) -> list[Work]:
    """Clips of different names."""
    copies = [Path(shutil.copy(LUNGE, folder / f"clip{i}.npz")) for i in range(CLIPS)]
    wanted = Wanted(out=folder / "out", json=True)
    return [Work(clip=str(p), name=p.name, exercise="lunge", wanted=wanted) for p in copies]


def test_what_is_cancelled_is_not_waited_for(engine: RayEngine, tmp_path: Path) -> None:
    assert engine.jobs == 2
    first, second, *_ = [engine.submit(Carried.packed(work)) for work in works(tmp_path)[:3]]
    assert first.cancel()
    assert second.result().outcome.errors == ()
    assert not (tmp_path / "out").exists()


def test_a_node_is_killed_and_nothing_is_lost_or_done_twice(
    cluster: Any, engine: RayEngine, tmp_path: Path
) -> None:
    asked, told, outcomes = works(tmp_path), list[Message](), list[Outcome]()
    missing = engine.submit(Carried.packed(replace(asked[0], clip="none.mp4")))
    tickets = {engine.submit(Carried.packed(work), told.append): work for work in asked}
    for ticket in as_completed(tickets):
        outcomes.append(ticket.result().unpacked(tickets[ticket]))
        if len(outcomes) == 2:
            cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
    assert sorted(o.name for o in outcomes) == sorted(w.name for w in asked)
    assert {o.result.reps if o.result else None for o in outcomes} == {4}
    files = sorted(p.name for p in (tmp_path / "out").glob("[!.]*"))
    assert files == sorted(p.name for work in asked for p in work.files)
    assert any(isinstance(message, Progress) for message in told)
    with pytest.raises(VideoError, match=r"none\.mp4 cannot be read"):
        missing.result()


UNREACHABLE = [("refused", "127.0.0.1:9", "no Ray cluster can be used at 127.0.0.1:9. Connection refused")]


@pytest.mark.parametrize(
    ("address", "says"), [row[1:] for row in UNREACHABLE], ids=[r[0] for r in UNREACHABLE]
)
def test_no_cluster_is_one_clear_line(address: str, says: str) -> None:
    with pytest.raises(ClusterError) as caught, RayEngine(address):
        pass
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
