"""Jobs: a good clip ends in a session, workers are ended and killed, and a restart keeps the history."""

import os
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from formcheck.web.process import Worker
from web_server import JSON, finished, running, send, small_limits, wait_for

SQUAT = (Path(__file__).parents[1] / "sample_videos" / "squat_too_shallow.mp4").read_bytes()


@pytest.fixture(scope="module")
def analyzed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, JSON]:
    """A data folder in which a good clip was analyzed, and its job; the server is gone."""
    folder = tmp_path_factory.mktemp("analyzed")
    (folder / "targets").mkdir()
    (folder / "targets" / "anna.toml").write_text("[squat.too_fast]\non = 6.0\noff = 6.1\n", encoding="utf-8")
    with running(folder) as server, server.client() as client:
        job = send(client, ("my squat.mp4", SQUAT), keep="0", person="anna").json()["jobs"][0]
        done = finished(client, job["id"])
        assert done["state"] == "done", done
        _check_session(client, done["session_id"])
        assert done["sessions"] == [{"id": done["session_id"], "exercise": "squat"}]
        assert [p.suffix for p in server.incoming] == [".mp4"]  # the annotated clip, not the upload
        kept = client.post(f"/api/sessions/{done['session_id']}/keep", json={"keep": True}).json()
        assert kept == {"kept_video": True, "has_video": True}
    return folder, done


def _check_session(client: httpx.Client, session_id: str) -> None:
    (listed,) = client.get("/api/sessions").json()
    assert (listed["id"], listed["source"], listed["exercise"]) == (session_id, "my squat.mp4", "squat")
    whole = client.get(f"/api/sessions/{session_id}").json()
    assert whole["result"]["reps"] == listed["reps"] > 0
    assert whole["result"]["source"] == "my squat.mp4"
    assert whole["result"]["personal"]["file"] == "anna.toml"
    assert sum(fault["name"] == "too_fast" for fault in whole["result"]["faults"]) == listed["reps"]
    assert len(whole["traces"]["t_s"]) == len(whole["traces"]["signals"]["progress"]) > 50
    assert whole["has_video"]
    part = client.get(f"/api/sessions/{session_id}/video", headers={"Range": "bytes=0-99"})
    assert (part.status_code, len(part.content)) == (206, 100)
    drawn = client.get(f"/api/sessions/{session_id}/landmarks", params={"rep": 1}).json()
    assert len(drawn["xy"]) == len(drawn["t_s"]) > 5
    assert len(drawn["xy"][0]) == 66


def test_a_restart_keeps_the_history_and_the_kept_clip(analyzed: tuple[Path, JSON]) -> None:
    folder, job = analyzed
    session_id = job["session_id"]
    with running(folder) as server, server.client() as client:
        _check_session(client, session_id)
        assert client.get("/api/jobs").json() == []
        assert (
            client.get("/api/trends", params={"exercise": "squat"}).json()["points"][0]["session_id"]
            == session_id
        )
        assert session_id in client.get("/api/export.csv").text
        assert client.get("/api/export.json").json()[0]["result"]["reps"] > 0
        assert client.get("/api/sessions", params={"exercise": "lunge"}).json() == []
        assert client.get("/api/sessions", params={"since": "2999-01-01"}).json() == []
        assert client.get("/api/sessions", params={"since": "soon"}).status_code == 400


def test_the_report_runs_nothing(analyzed: tuple[Path, JSON]) -> None:
    folder, job = analyzed
    with running(folder) as server, server.client() as client:
        page = client.get(f"/api/sessions/{job['session_id']}/report")
    policy = page.headers["content-security-policy"]
    assert page.status_code == 200
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script" not in page.text


def test_deleting_leaves_no_file(analyzed: tuple[Path, JSON], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(analyzed[0], folder)
    with running(folder) as server, server.client() as client:
        assert client.delete(f"/api/sessions/{analyzed[1]['session_id']}").json() == {"deleted": 1}
        assert client.delete(f"/api/sessions/{analyzed[1]['session_id']}").status_code == 404
        assert client.get("/api/sessions").json() == []
        assert client.delete("/api/sessions").json() == {"deleted": 0}
    assert list(folder.rglob("*.mp4")) == []


def test_cancelling_ends_the_worker_and_leaves_nothing(tmp_path: Path) -> None:
    with running(tmp_path) as server, server.client() as client:
        running_job, waiting = send(client, ("a.mp4", SQUAT), ("b.mp4", SQUAT)).json()["jobs"]
        wait_for(lambda: client.get(f"/api/jobs/{running_job['id']}").json()["progress"] > 0.1)
        for job in (waiting, running_job):
            assert client.delete(f"/api/jobs/{job['id']}").json()["state"] == "cancelled"
        wait_for(lambda: server.incoming == [])
        wait_for(lambda: client.get("/api/sessions").json() == [])
        assert len(list((tmp_path / "incoming").glob("*/*"))) == 1  # the lock
        assert client.get(f"/api/jobs/{running_job['id']}").json()["state"] == "cancelled"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds the worker in /proc")
def test_a_worker_killed_from_outside_fails_its_clip_alone(tmp_path: Path) -> None:
    with running(tmp_path) as server, server.client() as client:
        job = send(client, ("a.mp4", SQUAT)).json()["jobs"][0]
        wait_for(lambda: client.get(f"/api/jobs/{job['id']}").json()["progress"] > 0.1)
        os.kill(_worker(os.getpid()), signal.SIGKILL)
        failed = finished(client, job["id"])
        assert failed["state"] == "failed"
        assert "SIGKILL" in failed["error"]
        assert client.get("/api/sessions").json() == []
        assert client.get("/api/status").status_code == 200


def test_a_worker_that_talks_nonsense_fails_its_clip_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nonsense(worker: Worker) -> AsyncIterator[JSON]:
        yield {"session": "../../no-id"}
        yield {"progress": "much"}

    with running(tmp_path) as server, server.client() as client:
        with monkeypatch.context() as patched:
            patched.setattr(Worker, "run", nonsense)
            for _ in range(2):  # the second one shows that the queue goes on
                job = send(client, ("a.mp4", SQUAT)).json()["jobs"][0]
                failed = finished(client, job["id"])
                assert failed["state"] == "failed"
                assert "cannot be analyzed here" in failed["error"]
        assert server.incoming == []


def _worker(parent: int) -> int:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and b"formcheck.batch.worker" in (folder / "cmdline").read_bytes():
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(stat[1]) == parent:
                return int(folder.name)
    raise AssertionError("there is no worker")


LIMITS = [
    ("worker_wall_s", 1.0, "took longer than a clip may take"),
    ("worker_silent_s", 0.05, "got no further"),
    ("worker_bytes", 200 * 1024 * 1024, ""),
    ("clip_s", 2.0, "longer than"),
    ("frames", 20, "more than 20 pictures"),
]


@pytest.mark.skipif(os.name != "posix", reason="Windows limits no process")
@pytest.mark.parametrize(("limit", "value", "says"), LIMITS, ids=[row[0] for row in LIMITS])
def test_a_worker_beyond_a_limit_is_ended(tmp_path: Path, limit: str, value: float, says: str) -> None:
    limits = small_limits(**{limit: int(value) if limit != "worker_silent_s" else value})
    with running(tmp_path, limits=limits) as server, server.client() as client:
        job = finished(client, send(client, ("a.mp4", SQUAT)).json()["jobs"][0]["id"])
        assert job["state"] == "failed"
        assert says in job["error"]
        assert "\n" not in job["error"]
        assert client.get("/api/sessions").json() == []


def test_what_a_killed_server_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / "incoming" / "of-a-killed-server"
    left.mkdir(parents=True)
    (left / "upload").write_bytes(b"x")
    with running(tmp_path), running(tmp_path) as second:
        assert not left.exists()
        assert len(list((tmp_path / "incoming").iterdir())) == 2
        assert second.incoming == []
    assert list((tmp_path / "incoming").iterdir()) == []
