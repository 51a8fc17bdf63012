"""A real PostgreSQL server of the tests' own, in a temporary folder, where the machine has the program."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# PostgreSQL refuses to run as root; Debian's package brings this user.
SERVER_USER = "postgres"
USER = "formcheck"
# a server that is thrown away need not outlive a power cut
HURRIED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB")


@dataclass(frozen=True)
class Server:
    """A server that listens on a socket in its own folder, and nowhere else."""

    folder: Path

    def url(self, database: str = "postgres", schema: str | None = None) -> str:
        options = f"&options=-csearch_path%3D{schema}" if schema else ""
        return f"postgresql://{USER}@/{database}?host={self.folder}{options}"

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            answer = connection.execute(sql.encode())
            return answer.fetchall() if answer.description else []


def missing() -> str:
    """Why no server can be started here; empty when one can."""
    if os.name != "posix":
        return "the PostgreSQL tests need a POSIX system"
    if find_spec("psycopg") is None:
        return "psycopg is not installed: pip install 'formcheck[postgres]'"
    if _program("initdb") is None:
        return "no PostgreSQL server is installed here: apt-get install postgresql"
    return ""


def _program(name: str) -> str | None:
    """Where Debian, which keeps several versions, and others have it; the newest."""
    known = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: float(p.parts[4]))
    return str(known[-1]) if known else shutil.which(name)


@contextmanager
def running() -> Iterator[Server]:
    """A server with an empty database, gone afterwards."""
    # not pytest's folder: other users may not look into that, and a socket's path may have 107 characters
    folder = Path(tempfile.mkdtemp(prefix="formcheck-pg-"))
    other = {"user": SERVER_USER, "group": SERVER_USER} if os.geteuid() == 0 else {}
    try:
        if other:
            shutil.chown(folder, SERVER_USER, SERVER_USER)
        data = folder / "data"
        made = ["initdb", "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        _run(made, folder, other)
        yield from _served(data, folder, other)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(words: list[str], folder: Path, other: dict[str, Any]) -> None:
    subprocess.run([_named(words[0]), *words[1:]], cwd=folder, check=True, capture_output=True, **other)


def _named(program: str) -> str:
    path = _program(program)
    assert path is not None, program
    return path


def _served(data: Path, folder: Path, other: dict[str, Any]) -> Iterator[Server]:
    settings = [word for setting in HURRIED for word in ("-c", setting)]
    listening = ["-k", str(folder), "-c", "listen_addresses="]
    with subprocess.Popen(
        [_named("postgres"), "-D", str(data), *listening, *settings],
        **{"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **other},
    ) as process:
        try:
            server = Server(folder)
            _wait_for(server, process)
            yield server
        finally:
            # terminated, it would wait for those who are still connected
            process.send_signal(signal.SIGINT)
            process.wait(30)


def _wait_for(server: Server, process: "subprocess.Popen[bytes]") -> None:
    import psycopg

    end_s = time.monotonic() + 30.0
    while process.poll() is None and time.monotonic() < end_s:
        try:
            server.execute("SELECT 1")
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError("the PostgreSQL server did not start")
