"""Clips in: hostile files and forms end in one clear line, and nothing of them is left behind."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from formcheck.web.names import shown_name
from hostile_clips import hostile
from web_server import JSON, Running, finished, running, send, small_limits, wait_for


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    limits = small_limits(files=80, waiting=80, workers=2, frames=120)
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
    ("absurd-rate", "more than 120 pictures"),
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
