"""Measure live coaching in a browser: from a picture captured to the feedback drawn.

    python scripts/bench_web.py [--mode server|browser] [--seconds 60] [--chromium /usr/bin/chromium]

A headless Chromium with a sample clip as its webcam, 480x640 at 30 pictures a second, and a server in a
process of its own on this machine; the clip comes round and round. ``server`` sends pictures, ``browser``
finds the pose by itself and sends landmarks. The page measures every moment; its first five seconds, in which
models load, are left out. CPU is the time of all processes of each part, in cores. Growth is the median of
the last tenth less that of the first: with ``--seconds 600`` it tells whether the delay grows.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx
import psutil
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from webcam import film

ROOT = Path(__file__).resolve().parents[1]
CLIP = ROOT / "sample_videos" / "squat_knee_collapse.mp4"
MODES = {"server": "frames", "browser": "landmarks"}
WARM_S, ASK_S = 5.0, 2.0
CHOICE = """mode => localStorage.setItem('formcheck.coach', JSON.stringify(
    {exercise: 'squat', sets: 1, reps: '', rest_s: 10, isMuted: true, mode}))"""


@dataclass(slots=True)
class Run:
    """What was measured.

    Attributes:
        rows: of every moment, when it was drawn and how late, in milliseconds.
        server_s, browser_s: processor seconds of each part.
        wall_s: how long it took.
        told: what the stage said at the end.
    """

    rows: list[tuple[float, float]] = field(default_factory=list)
    server_s: float = 0.0
    browser_s: float = 0.0
    wall_s: float = 0.0
    told: dict[str, str] = field(default_factory=dict)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mode", choices=MODES, default="server")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        camera = film(CLIP, Path(folder) / "camera.mjpeg", [(0.0, 0.0, 8.0), (0.0, 13.2, 3.0)])
        with serving(Path(folder) / "data") as (server, origin), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=args.chromium,
                args=[
                    "--no-sandbox",
                    "--use-fake-device-for-media-stream",
                    f"--use-file-for-fake-video-capture={camera}",
                ],
            )
            page = browser.new_context(permissions=["camera"]).new_page()
            run = measure(page, server, origin, MODES[args.mode], args.seconds)
            browser.close()
    show(run, args.mode)


@contextmanager
def serving(data: Path) -> Iterator[tuple[psutil.Process, str]]:
    """A server in a process of its own, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "formcheck", "serve", "--port", str(port), "--no-open"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"FORMCHECK_DATA": str(data)}, stdout=subprocess.DEVNULL
    )
    origin = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            with suppress(httpx.TransportError):
                httpx.get(f"{origin}/api/status", trust_env=False)
                break
            time.sleep(0.2)
        yield psutil.Process(process.pid), origin
    finally:
        process.terminate()
        process.wait(20)


def measure(page: Page, server: psutil.Process, origin: str, mode: str, seconds: float) -> Run:
    """Coach for a while; every few seconds the page is asked for what it has measured."""
    page.goto(origin)
    page.evaluate(CHOICE, mode)
    page.reload()
    page.click("#start")
    page.wait_for_function("() => globalThis.formcheckLag?.times.length > 0", timeout=60_000)
    page.wait_for_timeout(1000 * WARM_S)
    run, last_ms = Run(), float(page.evaluate("() => performance.now()"))
    before, begun_s = (cpu_s(server), cpu_s(psutil.Process(), server)), time.monotonic()
    while time.monotonic() - begun_s < seconds:
        page.wait_for_timeout(1000 * ASK_S)
        run.rows += [(at, late) for at, late in page.evaluate("ms => formcheckLag.since(ms)", last_ms)]
        last_ms = run.rows[-1][0] if run.rows else last_ms
    run.wall_s = time.monotonic() - begun_s
    run.server_s, run.browser_s = cpu_s(server) - before[0], cpu_s(psutil.Process(), server) - before[1]
    run.told = page.evaluate("() => ({...document.querySelector('.stage')?.dataset})")
    return run


def cpu_s(process: psutil.Process, but: psutil.Process | None = None) -> float:
    """Processor seconds of a process with all below it, less those of another one and this very script."""
    left_out = {one.pid for one in (but, *but.children(recursive=True))} if but else set[int]()
    total_s = 0.0
    for one in (process, *process.children(recursive=True)):
        if one.pid not in left_out and one.pid != os.getpid():
            with suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                total_s += times.user + times.system
    return total_s


def show(run: Run, mode: str) -> None:
    """Print the figures."""
    late = [one for _, one in run.rows]
    if len(late) < 20:
        sys.exit(f"only {len(late)} moments were drawn; the stage says {run.told}")
    tenth = max(1, len(late) // 10)
    rows = {
        "captured to drawn, median": f"{median(late):.1f} ms",
        "captured to drawn, 95th percentile": f"{quantiles(late, n=20)[-1]:.1f} ms",
        "growth of the median, first tenth to last": f"{median(late[-tenth:]) - median(late[:tenth]):.1f} ms",
        "moments a second": f"{1000 * (len(late) - 1) / (run.rows[-1][0] - run.rows[0][0]):.1f}",
        "processor time of the server": f"{run.server_s / run.wall_s:.2f} cores of {os.cpu_count()}",
        "processor time of the browser": f"{run.browser_s / run.wall_s:.2f} cores of {os.cpu_count()}",
        "repetitions counted": run.told.get("reps", "none"),
    }
    table = Table("figure", "value", title=f"live in a browser, pose in the {mode}, {run.wall_s:.0f} s")
    for name, value in rows.items():
        table.add_row(name, value)
    if MODES[mode] != run.told.get("mode"):
        table.caption = f"measured with {run.told.get('mode')}: the browser cannot find the pose itself"
    Console().print(table)


if __name__ == "__main__":
    main()
