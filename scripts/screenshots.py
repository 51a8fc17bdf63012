"""Takes the pictures of the web app in docs/screens: a real server, sample clips, and a webcam made of them.

    python scripts/screenshots.py [--out docs/screens] [--chromium /usr/bin/chromium]

The sessions are analyzed in one go; their dates are then moved apart, three days each, so that the history
has something to show. Every page is taken on a laptop (1366x768) and on a phone (390x844), light and dark.
"""

import argparse
import json
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
import uvicorn
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright

from formcheck.web.serve import configure, listen
from formcheck.web.settings import Settings
from sweep.png import write_png
from webcam import film

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_videos"
CLIPS = (
    *("bridge_hips_low", "lunge_knee_collapse", "bridge_hips_low", "squat_too_shallow"),
    *("bridge_clean", "clamshell_clean", "bridge_clean"),
)
DEVICES: dict[str, Any] = {
    "laptop": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}
# What each device trains before its camera: the clip and from where to where it goes, in seconds.
TRAINED = {"laptop": ("bridge_hips_low", "bridge", 14.5), "phone": ("squat_knee_collapse", "squat", 13.2)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MOST_BYTES = 190_000
_SCROLL = (
    "t => [...document.querySelectorAll('h2')].find(h => h.innerText === t).parentElement.scrollIntoView()"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screens")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for device, (clip, exercise, end_s) in TRAINED.items():
            camera = film(SAMPLES / f"{clip}.mp4", Path(folder) / "c.mjpeg", [(0, 0, 8), (0, end_s, 5)])
            with _browser(playwright.chromium, arguments.chromium, camera) as browser:
                _take(browser, Path(folder) / device, device, exercise, arguments.out)


@contextmanager
def _browser(kind: Any, path: str, camera: Path) -> Iterator[Browser]:
    fake = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camera}"]
    browser = kind.launch(executable_path=path, args=["--no-sandbox", *fake])
    try:
        yield browser
    finally:
        browser.close()


def _take(browser: Browser, data: Path, device: str, exercise: str, out: Path) -> None:
    with _running(data) as origin:
        page = browser.new_context(**DEVICES[device], permissions=["camera"]).new_page()
        page.set_default_timeout(120_000)
        page.goto(origin)
        _shots(page, origin, out / f"{device}-empty", "history")
        _analyze(page, origin)
        _space_out(data / "history.sqlite3")
        bridge = next(s for s in page.request.get(f"{origin}/api/sessions").json() if s["good_reps"] == 2)
        _shots(page, origin, out / f"{device}-coach", f"coach/{exercise}")
        _shots(page, origin, out / f"{device}-result", f"session/{bridge['id']}")
        _shots(
            page, origin, out / f"{device}-movement", f"session/{bridge['id']}", from_heading="The movement"
        )
        _shots(page, origin, out / f"{device}-history", "history/bridge")
        _shots(page, origin, out / f"{device}-exercise", "exercises/clamshell")
        _train(page, origin, out, device, exercise)


def _shots(page: Page, origin: str, path: Path, address: str, from_heading: str = "") -> None:
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.goto(f"{origin}/#/{address}")
        page.reload()
        page.wait_for_selector(".page[data-ready]")
        if from_heading:
            page.evaluate(_SCROLL, from_heading)
        page.wait_for_timeout(700)
        _save(page, path, theme)


def _analyze(page: Page, origin: str) -> None:
    page.goto(f"{origin}/#/analyze")
    for number, clip in enumerate(CLIPS, start=1):
        page.set_input_files("#clips", str(SAMPLES / f"{clip}.mp4"))
        page.wait_for_function(
            "n => document.querySelectorAll('.job[data-state=done]').length === n",
            arg=number,
            timeout=120_000,
        )


def _train(page: Page, origin: str, out: Path, device: str, exercise: str) -> None:
    """Both themes in one training: each at a fault."""
    choice = {"exercise": exercise, "sets": 1, "reps": "", "hold_s": "", "mode": "frames", "isMuted": True}
    page.evaluate("c => localStorage.setItem('formcheck.coach', c)", json.dumps(choice))
    page.goto(f"{origin}/#/coach/{exercise}")
    page.reload()
    page.click("#start")
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_selector(".cue[data-kind=fault]", timeout=60_000)
        page.wait_for_timeout(300)
        _save(page, out / f"{device}-live", theme)
    page.wait_for_function("() => Number(document.querySelector('.stage').dataset.reps) >= 4", timeout=60_000)
    page.get_by_role("button", name="Finish").click()
    page.wait_for_selector(".summary")
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(300)
        _save(page, out / f"{device}-summary", theme)


def _save(page: Page, path: Path, theme: str) -> None:
    """Write a picture, smaller where it would be a large file."""
    picture = cv2.imdecode(np.frombuffer(page.screenshot(), np.uint8), cv2.IMREAD_COLOR_RGB)
    assert picture is not None
    image: NDArray[np.uint8] = picture.astype(np.uint8)
    to = path.with_name(f"{path.name}-{theme}.png")
    write_png(to, _few_colours(image))
    while to.stat().st_size > MOST_BYTES:
        image = cv2.resize(image, None, fx=0.88, fy=0.88, interpolation=cv2.INTER_AREA).astype(np.uint8)
        write_png(to, _few_colours(image))


def _few_colours(image_rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same picture in at most 250 colours, which a small PNG can hold."""
    pixels = image_rgb.reshape(-1, 3)
    chosen = np.random.default_rng(0).choice(len(pixels), min(len(pixels), 40_000), replace=False)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 8, 1.0)
    sample = pixels[chosen].astype(np.float32)
    labels = np.zeros((len(sample), 1), np.int32)
    centres = cv2.kmeans(sample, 250, labels, stop, 1, cv2.KMEANS_PP_CENTERS)[2]
    cube = np.stack(np.meshgrid(*[np.arange(4.0, 256.0, 8.0)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    distances = (cube**2).sum(1)[:, None] - 2.0 * cube @ centres.T + (centres**2).sum(1)
    nearest = np.rint(centres[distances.argmin(1)]).astype(np.uint8)
    codes = pixels.astype(np.uint32) >> 3
    few: NDArray[np.uint8] = nearest[codes[:, 0] << 10 | codes[:, 1] << 5 | codes[:, 2]]
    return few.reshape(image_rgb.shape)


@contextmanager
def _running(data: Path) -> Iterator[str]:
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(configure(Settings(port=0, data_folder=data)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _space_out(database: Path) -> None:
    with closing(sqlite3.connect(database, timeout=30)) as db, db:
        ids = [row[0] for row in db.execute("SELECT id FROM session ORDER BY started_at DESC")]
        for back, session_id in enumerate(ids):
            days = f"-{3 * back} days"
            move = "UPDATE session SET started_at = datetime(started_at, ?) WHERE id = ?"
            db.execute(move, (days, session_id))


if __name__ == "__main__":
    main()
