"""Clips in: hostile ones end in one clear line, good ones in a session, and nothing is left behind."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from formcheck.web.names import shown_name
from hostile_clips import hostile
from web_server import JSON, Running, finished, running, send, small_limits, wait_for

ROOT = Path(__file__).parents[1]
SQUAT = (ROOT / "sample_videos" / "squat_too_shallow.mp4").read_bytes()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    limits = small_limits(files=80, waiting=80, workers=2)
    with running(tmp_path_factory.mktemp("data"), limits=limits) as started:
        yield started


@pytest.fixture(scope="module")
def trap() -> Iterator[socket.socket]:
    """A port where nobody may knock."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.01)
        yield listening


HOSTILE = hostile(0)


@pytest.fixture(scope="module")
def ended(server: Running, trap: socket.socket, tmp_path_factory: pytest.TempPathFactory) -> dict[str, JSON]:
    """Every hostile file, sent in one form; its job once it is over."""
    folder = tmp_path_factory.mktemp("made")
    rows = hostile(trap.getsockname()[1])
    with server.client() as client:
        answer = send(client, *((name, make(folder / row_id)) for row_id, name, make in rows))
        assert answer.status_code == 202, answer.text
        jobs = answer.json()["jobs"]
        return {row[0]: finished(client, job["id"], 300.0) for row, job in zip(rows, jobs, strict=True)}


def test_there_are_enough_of_them() -> None:
    assert len({row[0] for row in HOSTILE}) == len(HOSTILE) >= 30


@pytest.mark.parametrize("row_id", [row[0] for row in HOSTILE])
def test_a_hostile_file_ends_in_one_clear_line(server: Running, ended: dict[str, JSON], row_id: str) -> None:
    job = ended[row_id]
    assert job["state"] == "failed"
    assert job["error"]
    assert "\n" not in job["error"]
    assert len(job["error"]) < 600
    for leak in ("Traceback", str(server.settings.data_folder), "incoming", "/etc/cron.d", "formcheck.web"):
        assert leak not in job["error"]
    assert job["session_id"] is None


def test_the_server_lives_and_keeps_nothing_of_them(server: Running, ended: dict[str, JSON]) -> None:
    with server.client() as client:
        assert client.get("/api/status").status_code == 200
        assert client.get("/api/sessions").json() == []
    assert server.incoming == []


def test_no_playlist_knocks_anywhere(ended: dict[str, JSON], trap: socket.socket) -> None:
    with pytest.raises(TimeoutError):
        trap.accept()


SAYS = [
    ("zero-bytes", "is empty"),
    ("text", "is text, not a video"),
    ("landmarks", "no video format"),
    ("no-index", "has no index"),
    ("audio-only", "only audio"),
    ("hls-network", "is text, not a video"),
    ("huge-gif", "16000x16000 pixels"),
    ("absurd-rate", "more than 2000 pictures"),
    ("two-hours-in-two-pictures", "longer than 1 minutes"),
    ("nobody", "nobody was seen in clip.mp4"),
    ("path-up", "evil.mp4"),
]


@pytest.mark.parametrize(("row_id", "says"), SAYS, ids=[row[0] for row in SAYS])
def test_the_line_says_why(ended: dict[str, JSON], row_id: str, says: str) -> None:
    assert says in ended[row_id]["error"]


NAMES = [
    ("clip.mp4", "clip.mp4"),
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\me\\clip.mp4", "clip.mp4"),
    ("a\x00b\x1b[2J.mp4", "ab[2J.mp4"),
    ("<img src=x onerror=alert(1)>.mp4", "_img src=x onerror=alert(1)_.mp4"),
    ("\u202egnp.mp4", "gnp.mp4"),
    ("=1+2.mp4", "1+2.mp4"),
    ("..", "clip"),
    ("", "clip"),
    ("a" * 200 + ".mp4", "a" * 63 + "…" + "a" * 12 + ".mp4"),
    ("Übung Squat.mov", "Übung Squat.mov"),
]


@pytest.mark.parametrize(("given", "shown"), NAMES, ids=range(len(NAMES)))
def test_names_are_made_harmless(given: str, shown: str) -> None:
    assert shown_name(given) == shown
    assert len(shown) <= 80


def _form(*parts: str, boundary: str = "b", end: str = "--b--\r\n") -> bytes:
    return ("".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + end).encode()


FILE = 'Content-Disposition: form-data; name="files"; filename="a.mp4"\r\n\r\nxx'
FIELD = 'Content-Disposition: form-data; name="exercise"\r\n\r\n'
BAD_FORMS: list[tuple[str, bytes, str, int]] = [
    ("no-form", b"{}", "application/json", 400),
    ("no-boundary", _form(FILE), "multipart/form-data", 400),
    ("long-boundary", _form(FILE), "multipart/form-data; boundary=" + "b" * 999, 400),
    ("nothing-in-it", b"--b--\r\n", "multipart/form-data; boundary=b", 400),
    ("no-file", _form(FIELD + "squat"), "multipart/form-data; boundary=b", 400),
    ("cut-off", _form(FILE, end=""), "multipart/form-data; boundary=b", 400),
    ("not-its-boundary", _form(FILE), "multipart/form-data; boundary=c", 400),
    ("unknown-exercise", _form(FIELD + "handstand", FILE), "multipart/form-data; boundary=b", 400),
    ("too-many-files", _form(*[FILE] * 81), "multipart/form-data; boundary=b", 413),
    ("too-many-parts", _form(*[FIELD] * 99, FILE), "multipart/form-data; boundary=b", 413),
    ("long-field", _form(FIELD + "x" * 999, FILE), "multipart/form-data; boundary=b", 413),
    ("long-header", _form("X: " + "x" * 99_999 + "\r\n" + FILE), "multipart/form-data; boundary=b", 400),
    ("many-headers", _form("X: x\r\n" * 99 + FILE), "multipart/form-data; boundary=b", 400),
    ("file-too-large", _form(FILE + "x" * 2_000_001), "multipart/form-data; boundary=b", 413),
]


@pytest.mark.parametrize(
    ("body", "kind", "status"), [r[1:] for r in BAD_FORMS], ids=[r[0] for r in BAD_FORMS]
)
def test_a_bad_form_is_refused_in_one_line(server: Running, body: bytes, kind: str, status: int) -> None:
    before = server.incoming
    with server.client() as client:
        answer = client.post("/api/clips", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert "\n" not in answer.json()["error"]
    assert server.incoming == before


def test_a_request_larger_than_declared_is_ended(server: Running) -> None:
    def endless() -> Iterator[bytes]:
        yield b"--b\r\n" + FILE.encode()
        for _ in range(100):
            yield bytes(100_000)

    with server.client() as client:
        try:
            answer = client.post(
                "/api/clips", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=b"}
            )
            assert answer.status_code == 413
        except httpx.TransportError:  # cut while still sending
            pass
        assert client.get("/api/status").status_code == 200
    wait_for(lambda: server.incoming == [])


def test_a_declared_size_beyond_the_limit_is_refused_at_once(server: Running) -> None:
    head = (
        "POST /api/clips HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99000000000\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.settimeout(10)
        raw.sendall(head.encode())
        assert b" 413 " in raw.recv(4096)


def test_an_upload_that_is_cut_leaves_nothing(server: Running) -> None:
    head = (
        "POST /api/clips HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(head.encode() + b"--b\r\n" + FILE.encode())
        wait_for(lambda: server.incoming != [])
    wait_for(lambda: server.incoming == [])


def test_a_full_queue_says_so(tmp_path: Path) -> None:
    with running(tmp_path, limits=small_limits(waiting=2)) as server, server.client() as client:
        answer = send(client, *[("a.mp4", b"x")] * 3)
        assert (answer.status_code, "waiting" in answer.json()["error"]) == (429, True)
        assert server.incoming == []


@pytest.fixture(scope="module")
def analyzed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, JSON]:
    """A data folder in which a good clip was analyzed, and its job; the server is gone."""
    folder = tmp_path_factory.mktemp("analyzed")
    with running(folder) as server, server.client() as client:
        job = send(client, ("my squat.mp4", SQUAT), keep="0").json()["jobs"][0]
        done = finished(client, job["id"])
        assert done["state"] == "done", done
        _check_session(client, done["session_id"])
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
    import shutil

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


def _worker(parent: int) -> int:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and b"formcheck.web.worker" in (folder / "cmdline").read_bytes():
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
