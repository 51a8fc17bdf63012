"""Print how many live coachings from landmarks one server process holds, and with what delay.

    python scripts/bench/coaches.py [--coaches 10 25 50 100 200] [--seconds 10] [--fps 30] [--profile]

Starts ``formcheck serve`` on a free loopback port with a data folder of its own, connects simulated browsers
that send the recorded landmarks of ``tests/recorded`` at 30 a second each, and ends. As a browser does, each
keeps one message under way and sends the newest picture next. The delay runs from a picture's moment to the
answer for it; a coach is held when it answers at least 29 of 30 a second, 95 of 100 within 200 ms.
``--profile`` prints where one coaching step spends its time instead.

Clients and server share this machine: the clients' own processor time is printed, too.
"""

import argparse
import asyncio
import base64
import cProfile
import json
import os
import pstats
import re
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from formcheck.analysis import replay
from formcheck.coach.plan import Plan
from formcheck.coached import Coached
from formcheck.exercises import find
from formcheck.pose.recorded import RecordedPoses
from formcheck.web.telling import moment_text

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests" / "recorded"
CLIPS = {
    "squat": "squat_clean",
    "lunge": "lunge_clean",
    "bridge": "bridge_clean",
    "clamshell": "clamshell_clean",
}
HELD_SHARE, HELD_S = 29 / 30, 0.2
WARM_UP_S = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--coaches", type=int, nargs="+", default=[10, 25, 50, 100, 200])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--fps", type=float, default=30.0)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.profile:
        profile()
        return
    with tempfile.TemporaryDirectory() as data, Server(Path(data)) as server:
        print(f"{'coaches':>8}{'answers/s':>11}{'median ms':>11}{'p95 ms':>8}{'p99 ms':>8}", end="")
        print(f"{'server CPU':>12}{'clients CPU':>12}  held")
        for number in options.coaches:
            asyncio.run(measure(server, number, options.seconds, options.fps))


class Server:
    """A server process on a free port; a context manager."""

    def __init__(self, data: Path) -> None:
        line = [sys.executable, "-m", "formcheck", "serve", "--port", "0", "--no-open"]
        self._process = subprocess.Popen(
            line, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"FORMCHECK_DATA": str(data)}
        )
        assert self._process.stdout is not None
        found = re.search(r":(\d+)/", self._process.stdout.readline())
        if found is None:
            raise SystemExit("the server did not start")
        self.port, self.pid = int(found[1]), self._process.pid

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)

    def cpu_s(self) -> float:
        """Processor seconds so far; NaN where the system does not say."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return float("nan")
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def messages(exercise: str) -> list[bytes]:
    """The recorded landmarks of a clip, each as the end of a message: all but its time."""
    packed = []
    for sighting in replay(RecordedPoses(RECORDED / f"{CLIPS[exercise]}.npz")):
        pose = sighting.pose
        table = np.full((33, 6), np.nan)
        if pose is not None:
            table = np.hstack([pose.xy_px, pose.visibility[:, None], pose.world_m])
        packed.append(table.astype("<f4").tobytes())
    # there and back again, so that no jump breaks the set off
    return packed + packed[::-1]


@dataclass(eq=False)
class Browser(asyncio.Protocol):
    """One simulated page: a WebSocket client that does as little as possible itself.

    Attributes:
        delays_s: from a picture's moment to its answer.
        sent: pictures that were sent.
    """

    exercise: str
    frames: list[bytes]
    period_s: float
    port: int
    is_ready: asyncio.Event = field(default_factory=asyncio.Event)
    delays_s: list[float] = field(default_factory=list)
    error: str = ""
    _buffer: bytearray = field(default_factory=bytearray)
    _is_open: bool = False
    _taken_s: float | None = None
    _waiting_s: float | None = None
    _begun_s: float = 0.0
    _next: int = 0
    _transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the WebSocket."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /ws/coach HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Take some bytes of the answers."""
        self._buffer += data
        if not self._is_open:
            head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head.split(b"\r\n")[0] + b" ", head
            self._is_open, self._buffer = True, bytearray(rest)
            self._send(1, json.dumps(self._start()).encode())
        while (length := self._whole()) is not None:
            del self._buffer[:length]

    def _start(self) -> dict[str, object]:
        plan = {"countdown_s": 0}
        first = {"type": "start", "exercise": self.exercise, "plan": plan, "mode": "landmarks"}
        return first | {"size": [720, 1280], "resume": None}

    def _whole(self) -> int | None:
        """Take a whole frame from the buffer; its length, None when there is none."""
        if len(self._buffer) < 2:
            return None
        size, head = self._buffer[1] & 127, 2
        if size == 126:
            size, head = int.from_bytes(self._buffer[2:4]), 4
        if len(self._buffer) < head + size:
            return None
        if self._buffer[0] & 15 == 1:
            self._take(bytes(self._buffer[head : head + min(size, 200)]))
        return head + size

    def _take(self, text: bytes) -> None:
        if text.startswith(b'{"type":"moment"'):
            assert self._taken_s is not None
            self.delays_s.append(time.monotonic() - self._taken_s)
            self._taken_s = None
            if self._waiting_s is not None:
                self._offer(self._waiting_s)
        elif b'"ready"' in text:
            self.is_ready.set()
        else:
            self.error = text.decode()
            self.is_ready.set()

    def run(self, begin_s: float, until_s: float) -> None:
        """Take a picture every period from now on."""
        self._begun_s = self._begun_s or begin_s
        loop = asyncio.get_running_loop()

        def tick(at_s: float) -> None:
            self._offer(time.monotonic())
            if at_s + self.period_s < until_s:
                loop.call_at(at_s + self.period_s, tick, at_s + self.period_s)

        loop.call_at(begin_s, tick, begin_s)

    def _offer(self, taken_s: float) -> None:
        if self._taken_s is not None:
            self._waiting_s = taken_s
            return
        self._taken_s, self._waiting_s = taken_s, None
        # the frame that a camera would show at that moment
        at = int((taken_s - self._begun_s) * 25) % len(self.frames)
        self._send(2, struct.pack("<d", taken_s - self._begun_s + 0.1) + self.frames[at])

    def _send(self, kind: int, payload: bytes) -> None:
        assert self._transport is not None
        # masked with zeros, which RFC 6455 allows, and which costs nothing
        size = len(payload)
        head = bytes([128 | kind, 128 | size]) if size < 126 else bytes([128 | kind, 254]) + size.to_bytes(2)
        self._transport.write(head + bytes(4) + payload)

    def close(self) -> None:
        """End the training."""
        if self._transport is not None:
            self._send(1, b'{"type": "finish"}')


async def measure(server: Server, number: int, seconds: float, fps: float) -> None:
    """Run some browsers for a while and print a line."""
    loop = asyncio.get_running_loop()
    kinds = [(name, messages(name)) for name in CLIPS]
    browsers = [Browser(*kinds[i % len(kinds)], 1 / fps, server.port) for i in range(number)]
    for browser in browsers:
        await loop.create_connection(lambda b=browser: b, "127.0.0.1", server.port)  # type: ignore[misc]
        await asyncio.wait_for(browser.is_ready.wait(), 30)
        if browser.error:
            raise SystemExit(browser.error)
    begin_s = time.monotonic() + 0.2
    for i, browser in enumerate(browsers):
        browser.run(begin_s + i / number / fps, begin_s + WARM_UP_S + seconds)
    await asyncio.sleep(0.2 + WARM_UP_S)
    for browser in browsers:
        browser.delays_s.clear()
    server_s, own_s = server.cpu_s(), time.process_time()
    await asyncio.sleep(seconds)
    shares = ((server.cpu_s() - server_s) / seconds, (time.process_time() - own_s) / seconds)
    _tell([b.delays_s[:] for b in browsers], seconds, fps, shares)
    for browser in browsers:
        browser.close()
    await asyncio.sleep(1 + number / 50)


def _tell(delays_s: list[list[float]], seconds: float, fps: float, shares: tuple[float, float]) -> None:
    rates = [len(one) / seconds for one in delays_s]
    every = sorted(delay for one in delays_s for delay in one)
    p50, p95, p99 = (every[min(len(every) - 1, int(part * len(every)))] for part in (0.5, 0.95, 0.99))
    held = sum(rate >= HELD_SHARE * fps for rate in rates) if p95 <= HELD_S else 0
    print(
        f"{len(rates):>8}{statistics.median(rates):>11.1f}{1000 * p50:>11.1f}{1000 * p95:>8.1f}"
        f"{1000 * p99:>8.1f}{100 * shares[0]:>11.0f}%{100 * shares[1]:>11.0f}%  {held}",
        flush=True,
    )


def profile() -> None:
    """Print what one step costs, and where."""
    for name, clip in CLIPS.items():
        seen = list(replay(RecordedPoses(RECORDED / f"{clip}.npz")))
        coached = Coached(find(name), Plan(), source="browser")
        begun_s = time.process_time()
        moments = [coached.step(sighting) for sighting in seen]
        stepped_s = time.process_time()
        for moment in moments:
            moment_text(moment, coached.exercise, with_pose=False)
        told_s = time.process_time()
        per = 1e6 / len(seen)
        step_us, text_us = per * (stepped_s - begun_s), per * (told_s - stepped_s)
        print(f"{name:<12}step {step_us:6.0f} us, as text {text_us:4.0f} us")
    coached = Coached(find("squat"), Plan(), source="browser")
    seen = list(replay(RecordedPoses(RECORDED / "squat_clean.npz")))
    watch = cProfile.Profile()
    watch.runcall(lambda: [coached.step(sighting) for sighting in seen])
    pstats.Stats(watch).sort_stats("cumulative").print_stats(40)


if __name__ == "__main__":
    main()
