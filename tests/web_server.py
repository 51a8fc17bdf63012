"""A real server on a free loopback port, in a thread, with a data folder of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from formcheck.web.serve import configure, listen
from formcheck.web.settings import Limits, Settings

JSON = dict[str, Any]


@dataclass(frozen=True)
class Running:
    port: int
    server: uvicorn.Server
    settings: Settings

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws/coach"

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.origin, headers=headers, timeout=30.0, trust_env=False)

    @property
    def incoming(self) -> list[Path]:
        """What lies in the private folder, its lock apart."""
        folder = self.settings.data_folder
        assert folder is not None
        return [p for p in (folder / "incoming").rglob("*") if p.is_file() and p.name != "in-use"]


@contextmanager
def running(data_folder: Path, **settings: Any) -> Iterator[Running]:
    made = Settings(port=0, data_folder=data_folder, **settings)
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(configure(made))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        wait_for(lambda: server.started or not thread.is_alive())
        assert server.started
        yield Running(listening.getsockname()[1], server, made)
    finally:
        server.should_exit = True
        thread.join(15)
        assert not thread.is_alive()


def wait_for(is_true: Any, seconds: float = 60.0) -> None:
    end_s = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end_s, "it took too long"
        time.sleep(0.02)


def small_limits(**changes: Any) -> Limits:
    """Limits that a test reaches in seconds."""
    small: JSON = {
        "upload_bytes": 2_000_000,
        "request_bytes": 4_000_000,
        "files": 5,
        "clip_s": 60.0,
        "clip_px": 1920 * 1080,
        "frames": 2000,
        "worker_wall_s": 120.0,
        "resume_s": 3.0,
    }
    return Limits(**small | changes)


def finished(client: httpx.Client, job_id: str, seconds: float = 90.0) -> JSON:
    """Wait for the end of a job."""
    seen: list[JSON] = []

    def is_over() -> bool:
        seen.append(client.get(f"/api/jobs/{job_id}").json())
        return seen[-1]["state"] not in ("queued", "running")

    wait_for(is_over, seconds)
    return seen[-1]


def send(client: httpx.Client, *files: tuple[str, bytes], **fields: str) -> httpx.Response:
    parts = [("files", (name, content)) for name, content in files]
    return client.post("/api/clips", files=parts, data={"exercise": "squat", **fields})
