"""Who may ask: host names, origins, the token, and the headers of every answer."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from formcheck.web.guard import COOKIE, host_name
from formcheck.web.settings import ServerError, Settings, is_loopback
from web_server import Running, running

TOKEN = "a-token-long-enough-to-hold"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("data")) as started:
        yield started


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("data"), token=TOKEN) as started:
        yield started


FOREIGN_HOSTS = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1.evil.example",
    "localhost.evil.example:{port}",
    "192.168.1.5:{port}",
    "[::2]:{port}",
    "127.0.0.1:{port}:1",
    "127.0.0.1:port",
    "",
]


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_name_reaches_nothing(server: Running, host: str) -> None:
    with server.client(Host=host.format(port=server.port)) as client:
        for path in ("/", "/api/status", "/api/sessions", "/models/pose_landmarker_lite.task"):
            assert client.get(path).status_code in (400, 421)


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_its_own_names_are_answered(server: Running, host: str) -> None:
    with server.client(Host=host.format(port=server.port)) as client:
        assert client.get("/api/status").status_code == 200


FOREIGN_ORIGINS = [
    "http://evil.example",
    "https://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://localhost:{port}.evil.example",
    "http://localhost:{port}",  # the same machine under another name is another origin
    "null",
    "file://",
    "chrome-extension://abcdef",
    "",
]
CHANGES = [
    ("POST", "/api/clips"),
    ("DELETE", "/api/jobs/x"),
    ("DELETE", "/api/sessions"),
    ("DELETE", "/api/sessions/x"),
    ("POST", "/api/sessions/x/keep"),
]


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_another_origin_changes_and_reads_nothing(server: Running, origin: str) -> None:
    with server.client(Origin=origin.format(port=server.port)) as client:
        for method, path in (*CHANGES, ("GET", "/api/sessions"), ("OPTIONS", "/api/clips")):
            answer = client.request(method, path)
            assert answer.status_code == 403
            assert "access-control-allow-origin" not in answer.headers


SENSELESS = [
    (f"/api/sessions/{UUID(int=7)}/landmarks?rep={10**30}", 422),
    (f"/api/sessions/{UUID(int=7)}/landmarks?rep=9", 404),
    (f"/api/sessions/{UUID(int=7)}/report", 404),
    ("/api/sessions/%00", 404),
    ("/api/sessions?since=0001-01-01T00:00:00%2B14:00", 400),
    ("/api/sessions?until=9999-12-31T23:59:59-14:00", 400),
    ("/api/sessions?since=yesterday", 400),
    ("/api/sessions?exercise=%00", 400),
    ("/api/trends", 422),
    ("/api/jobs/..%2f..%2fetc", 404),
]


@pytest.mark.parametrize(("path", "status"), SENSELESS)
def test_what_makes_no_sense_is_one_line(server: Running, path: str, status: int) -> None:
    with server.client() as client:
        answer = client.get(path)
    assert answer.status_code == status
    assert "\n" not in answer.json()["error"]


def test_only_clips_may_be_large(server: Running) -> None:
    with server.client() as client:
        for body in (b"x" * 70_000, iter([b"{}"])):
            answer = client.post("/api/sessions/x/keep", content=body)
            assert answer.status_code == 413
            assert "more than is read here" in answer.json()["error"]
        assert client.post("/api/sessions/x/keep", json={"keep": True}).status_code == 404


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_another_origin_opens_no_socket(server: Running, origin: str) -> None:
    given = {"Origin": origin.format(port=server.port)}
    with pytest.raises(InvalidStatus) as refused, connect(server.socket, additional_headers=given):
        pass
    assert refused.value.response.status_code == 403


def test_a_socket_under_a_foreign_name_is_refused(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as raw, pytest.raises(InvalidStatus) as refused:
        connect("ws://evil.example/ws/coach", sock=raw)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_a_request_from_another_site_without_an_origin_changes_nothing(
    server: Running, method: str, path: str
) -> None:
    for site in ("cross-site", "same-site"):
        with server.client(**{"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}) as client:
            assert client.request(method, path).status_code == 403


def test_another_site_cannot_embed_what_is_read(server: Running) -> None:
    with server.client(**{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}) as client:
        assert client.get("/api/sessions").status_code == 403


def test_a_link_from_another_site_opens_the_page(server: Running) -> None:
    with server.client(**{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}) as client:
        assert client.get("/api/status").status_code == 200


def test_its_own_origin_and_a_script_may_ask(server: Running) -> None:
    with server.client(Origin=server.origin) as page, server.client() as script:
        assert page.delete("/api/jobs/x").status_code == 404
        assert script.delete("/api/jobs/x").status_code == 404
    with connect(server.socket, additional_headers={"Origin": server.origin}):
        pass


@pytest.mark.parametrize("path", ["/", "/api/status", "/api/nothing", "/models/pose_landmarker_lite.task"])
def test_every_answer_carries_the_headers(server: Running, path: str) -> None:
    with server.client() as client, server.client(Host="evil.example") as stranger:
        given = client.get(path).headers
        assert stranger.get(path).headers["content-security-policy"] == given["content-security-policy"]
    policy = given["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert not re.search(r"https?:|\*", policy)
    assert given["x-content-type-options"] == "nosniff"
    assert given["referrer-policy"] == "no-referrer"
    assert given["cross-origin-opener-policy"] == "same-origin"
    assert given["cross-origin-resource-policy"] == "same-origin"
    assert "camera=(self)" in given["permissions-policy"]
    assert "server" not in given


PATHS = [
    "/../pyproject.toml",
    "/..%2f..%2fpyproject.toml",
    "/%2e%2e/%2e%2e/pyproject.toml",
    "/js/../../app.py",
    "/js/..%2f..%2f..%2fapp.py",
    "/..%5c..%5capp.py",
    "/etc/passwd",
    "//etc/passwd",
    "/%00",
    "/index.html%00.png",
    "/models/../app.py",
    "/models/..%2fmanifest.json",
    "/models/pose_detector.onnx",
    "/api/sessions/..%2f..%2fhistory.sqlite3",
    "/api/sessions/..%2f..%2fhistory.sqlite3/video",
    "/api/sessions/%00/video",
    "/api/jobs/..%2f..",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leaves_the_tables(server: Running, path: str) -> None:
    answer = _ask_raw(server, path)
    assert answer.split(b" ", 2)[1] in (b"400", b"404")
    assert b"Traceback" not in answer


def _ask_raw(server: Running, path: str) -> bytes:
    """Ask without a client that would tidy the path up."""
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: raw.recv(65536), b""))


def test_without_the_token_nothing_is_answered(locked: Running) -> None:
    for given in (
        {},
        {"Authorization": "Bearer wrong"},
        {"X-Formcheck-Token": TOKEN[:-1]},
        {"Cookie": f"{COOKIE}=x"},
    ):
        with locked.client(**given) as client:
            for path in (
                "/",
                "/api/status",
                "/api/sessions",
                "/?token=wrong",
                "/models/pose_landmarker_lite.task",
            ):
                answer = client.get(path)
                assert answer.status_code == 401
                assert "token" in answer.json()["error"]
            assert client.post("/api/clips?token=" + TOKEN).status_code == 401
    with pytest.raises(InvalidStatus), connect(f"{locked.socket}?token={TOKEN}"):
        pass


def test_the_first_visit_puts_the_token_into_a_cookie(locked: Running) -> None:
    with locked.client() as client:
        first = client.get(f"/?token={TOKEN}&view=coach")
        assert (first.status_code, first.headers["location"]) == (303, "/?view=coach")
        cookie = first.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.get("/api/status").status_code == 200
        with connect(locked.socket, additional_headers={"Cookie": f"{COOKIE}={TOKEN}"}):
            pass


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/"])
def test_the_first_visit_leads_nowhere_else(locked: Running, path: str) -> None:
    answer = _ask_raw(locked, f"{path}?token={TOKEN}")
    assert b"location: /\r\n" in answer.lower()


def test_scripts_send_the_token_in_a_header(locked: Running) -> None:
    for given in ({"Authorization": f"Bearer {TOKEN}"}, {"X-Formcheck-Token": TOKEN}):
        with locked.client(**given) as client:
            assert client.get("/api/status").status_code == 200


def test_a_cookie_does_not_help_another_origin(locked: Running) -> None:
    with locked.client(Cookie=f"{COOKIE}={TOKEN}", Origin="http://evil.example") as client:
        assert client.delete("/api/sessions").status_code == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_beyond_this_machine_only_with_a_token(host: str) -> None:
    with pytest.raises(ServerError, match="--token"):
        Settings(host=host)
    assert Settings(host=host, token=TOKEN).token == TOKEN


def test_a_short_token_is_refused() -> None:
    with pytest.raises(ServerError, match="at least 16"):
        Settings(token="short")


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("x", False),
    ],
)
def test_loopback(host: str, is_local: bool) -> None:
    assert is_loopback(host) is is_local


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("a:1", "a"),
        ("a", "a"),
        ("[::1]:8", "[::1]"),
        ("[::1]", "[::1]"),
        ("a:b", ""),
        ("A", "a"),
        ("a:1:2", "a:1"),
    ],
)
def test_the_name_in_a_host_header(host: str, name: str) -> None:
    assert host_name(host) == name


def test_a_taken_port_is_told_in_one_line(server: Running) -> None:
    line = [sys.executable, "-m", "formcheck", "serve", "--no-open", "--port", str(server.port)]
    ran = subprocess.run(line, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False)
    assert ran.returncode == 1
    assert "Another program uses it" in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_counting_does_not_load_the_web() -> None:
    code = "import sys, formcheck.cli.app; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    loaded = {name.split(".")[0] for name in ran.stdout.split()}
    assert loaded & {"fastapi", "starlette", "uvicorn", "websockets", "sqlalchemy"} == set()
