"""A real Chromium for the pages, a webcam made of a sample clip, and a line to the server that can be cut."""

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from shell import SAMPLES
from web_server import JSON
from webcam import film

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((path for path in map(shutil.which, NAMES) if path), None)
LAPTOP: Any = {"width": 1366, "height": 768}
PHONE: Any = {"width": 390, "height": 844}
# Two squats of the sample, the second with the knees in, and between them time enough to be cut off.
BEGIN_S, BETWEEN_S, END_S, STILL_S = 7.5, 4.05, 6.95, 3.5
_AXE = resources.files("axe_playwright_python") / "axe.min.js"


def webcam(path: Path) -> Path:
    """Somebody who stands, squats, stands, squats with the knees in, and stands."""
    clip = SAMPLES / "squat_knee_collapse.mp4"
    stretches = [(0.0, 0.0, BEGIN_S), (0.0, BETWEEN_S, STILL_S), (BETWEEN_S, END_S, STILL_S)]
    return film(clip, path, stretches)


@contextmanager
def chromium(camera: Path) -> Iterator[Browser]:
    """A browser whose webcam shows ``camera``."""
    arguments = [
        "--no-sandbox",  # tests run as root in containers
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={camera}",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, origin: str, **options: Any) -> Iterator[Page]:
    """A page of a new visitor, who lets the camera be used; whatever goes wrong in it fails the test."""
    may_film = options.pop("camera", True)
    context: BrowserContext = browser.new_context(**{"viewport": LAPTOP, **options})
    context.set_default_timeout(30_000)
    if may_film:
        context.grant_permissions(["camera"], origin=origin)
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if "Content Security" in told.text else None)
    try:
        yield page
        assert not wrong, wrong
    finally:
        context.close()


def go(page: Page, origin: str, address: str) -> None:
    """Open one of the pages and wait until it is there."""
    page.goto(f"{origin}/#/{address}")
    # the same document, with another hash, is not loaded anew
    page.reload()
    page.wait_for_selector(".page[data-ready]")


def choose(page: Page, **choice: Any) -> None:
    """Let the coach's page remember a choice, as after an earlier visit."""
    stored = json.dumps({"exercise": "squat", "rest_s": 10, "isMuted": True, **choice})
    page.evaluate("choice => localStorage.setItem('formcheck.coach', choice)", stored)


def stage(page: Page) -> dict[str, str]:
    """What the stage says of itself: state, reps, mode, link, trouble."""
    told: dict[str, str] = page.evaluate("() => ({...document.querySelector('.stage')?.dataset})")
    return told


def until(page: Page, is_true: Callable[[dict[str, str]], bool], seconds: float = 40.0) -> None:
    """Wait until the stage says so; the driver must be asked, or its messages pile up."""

    end_s = time.monotonic() + seconds
    while not is_true(now := stage(page)):
        assert time.monotonic() < end_s, f"{now}: {page.inner_text('#main')}"
        page.wait_for_timeout(100)


def grave(page: Page) -> list[str]:
    """What axe finds serious or critical, by rule and place."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: JSON = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    bad = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {node['target']} {node['failureSummary']}" for v in bad for node in v["nodes"]]


class Line:
    """A line to the server for whoever connects to ``port``; ``cut`` ends every connection."""

    def __init__(self, port: int) -> None:
        self._to, self._ends, self._is_cut = port, list[socket.socket](), False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        self._is_cut = True
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def mend(self) -> None:
        self._is_cut = False

    def close(self) -> None:
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self._is_cut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=ends, daemon=True).start()


def _pass_on(source: socket.socket, to: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            to.sendall(data)
        to.shutdown(socket.SHUT_WR)
