"""Tasks on a real Ray cluster of several nodes: one of them is killed, and nothing is lost or done twice."""

import importlib
import shutil
from collections.abc import Iterator
from concurrent.futures import as_completed
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import postgres
from formcheck.batch.carried import Carried
from formcheck.batch.executor import Message, Progress
from formcheck.batch.ray_engine import ClusterError, RayEngine
from formcheck.batch.work import Keep, Outcome, Wanted, Work
from formcheck.errors import VideoError
from formcheck.store import Store
from formcheck.web.settings import ServerError, Settings
from shell import beginning
from web_server import finished, running, send, wait_for

pytest.importorskip("ray", reason="Ray is not installed: pip install 'formcheck[ray]'")

LUNGE = Path(__file__).parent / "recorded" / "lunge_clean.npz"
CLIPS = 4


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


def works(folder: Path, store_url: str | None) -> list[Work]:
    """Clips of different names, to be kept in the history where there is one."""
    copies = [Path(shutil.copy(LUNGE, folder / f"clip{i}.npz")) for i in range(CLIPS)]
    wanted = Wanted(out=folder / "out", json=True)
    about = Work(clip="", name="", exercise="lunge", wanted=wanted, settings="the same")
    keep = Keep(data=folder, store_url=store_url) if store_url else None
    return [replace(about, clip=str(path), name=path.name, keep=keep) for path in copies]


def test_uploads_are_analyzed_on_the_cluster(cluster: Any, postgres_url: str, tmp_path: Path) -> None:
    squat = beginning("squat_too_shallow", 2.0, tmp_path / "squat.mp4").read_bytes()
    where = {"engine": "ray", "address": cluster.address, "store_url": postgres_url}
    with running(tmp_path / "data", **where) as server, server.client() as client:
        job, other = send(client, ("my squat.mp4", squat), ("b.mp4", squat)).json()["jobs"]
        wait_for(lambda: client.get(f"/api/jobs/{other['id']}").json()["progress"] > 0)
        assert client.delete(f"/api/jobs/{other['id']}").json()["state"] == "cancelled"
        assert client.get("/api/status").json()["on_cluster"]
        done = finished(client, job["id"])
        assert (done["state"], done["error"]) == ("done", None)
        wait_for(lambda: len(client.get("/api/sessions").json()) == 1)
        (session,) = client.get("/api/sessions").json()
        assert (session["id"], session["source"]) == (done["session_id"], "my squat.mp4")
        whole = client.get(f"/api/sessions/{session['id']}").json()
        assert whole["has_video"]
        assert whole["result"]["frames_with_person"] > 40
        wait_for(lambda: [path.suffix for path in server.incoming] == [".mp4"])


def test_a_cluster_needs_a_database() -> None:
    with pytest.raises(ServerError, match="Keep the history in a database: --store"):
        Settings(engine="ray", address="somewhere:6379")


def test_a_node_is_killed_and_nothing_is_lost_or_done_twice(
    cluster: Any, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = None if postgres.missing() else request.getfixturevalue("postgres_url")
    asked, told, outcomes = works(tmp_path, url), list[Message](), list[Outcome]()
    with RayEngine(cluster.address) as engine:
        assert engine.jobs == 2
        missing = engine.submit(Carried.packed(replace(asked[0], clip="none.mp4")))
        tickets = {engine.submit(Carried.packed(work), told.append): work for work in asked}
        for ticket in as_completed(tickets):
            outcomes.append(ticket.result().unpacked(tickets[ticket]))
            if len(outcomes) == 1:
                cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
    assert sorted(o.name for o in outcomes) == sorted(w.name for w in asked)
    assert {o.result.reps if o.result else None for o in outcomes} == {4}
    files = sorted(p.name for p in (tmp_path / "out").glob("[!.]*"))
    assert files == sorted(p.name for work in asked for p in work.files)
    assert any(isinstance(message, Progress) for message in told)
    with Store(url, tmp_path) as store:
        kept = [(session.reps, session.complete) for session in store.sessions()]
    assert kept == ([(4, True)] * CLIPS if url else [])
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
