"""The web coach, soaked: a server in a process of its own, and a page that never pauses."""

import json
import os
import re
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
import psutil
from websockets.sync.client import ClientConnection, connect

from formcheck.analysis import replay
from formcheck.loop import Sighting
from formcheck.pose.recorded import RecordedPoses
from soaking.watch import Watch

ROOT = Path(__file__).parents[2]
_ANSWER_S = 60.0
# So many messages are under way: waiting for each answer would soak the machine's scheduler instead.
_AHEAD = 50


def soak(recorded: Path, exercise: str, reps: int, loops: int, fps: float) -> Watch:
    """Coach one person over the WebSocket for so many loops of recorded landmarks.

    Args:
        recorded: landmarks that begin and end in the start posture.
        exercise: done in them.
        reps: truly done in them.
        loops: how often they come round.
        fps: messages a second of simulated time.
    """
    tables, size_px = _tables(recorded, fps)
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as (port, process):
        watch = Watch("web server", len(tables) / fps, loops, reps, process)
        with connect(f"ws://127.0.0.1:{port}/ws/coach", proxy=None) as socket:
            _begin(socket, exercise, size_px)
            total = loops * len(tables)
            for number in range(total + _AHEAD):
                if number < total:
                    socket.send(struct.pack("<d", number / fps) + tables[number % len(tables)])
                if number >= _AHEAD:
                    _note(watch, str(socket.recv(timeout=_ANSWER_S)))
                    watch.step((number - _AHEAD) / fps)
            summary = json.loads(_ask(socket, '{"type": "finish"}'))
        result = summary["result"]
        watch.end(result["reps"], _kept(port, summary["session_id"]))
    return watch


def _kept(port: int, session_id: str) -> int:
    """Repetitions as the history has them."""
    with urlopen(f"http://127.0.0.1:{port}/api/sessions/{session_id}", timeout=_ANSWER_S) as answer:
        return int(json.load(answer)["result"]["reps"])


def _tables(recorded: Path, fps: float) -> tuple[list[bytes], tuple[int, int]]:
    """The landmarks at another rate, each as the end of a message."""
    seen = list(replay(RecordedPoses(recorded)))
    times_s = np.array([one.t_s for one in seen])
    count = round((times_s[-1] + times_s[1]) * fps)
    nearest = [seen[int(np.argmin(np.abs(times_s - i / fps)))] for i in range(count)]
    return [_packed(one) for one in nearest], seen[0].size_px


def _packed(sighting: Sighting) -> bytes:
    pose = sighting.pose
    table = np.full((33, 6), np.nan)
    if pose is not None:
        table = np.hstack([pose.xy_px, pose.visibility[:, None], pose.world_m])
    return table.astype("<f4").tobytes()


def _begin(socket: ClientConnection, exercise: str, size_px: tuple[int, int]) -> None:
    first = {"type": "start", "exercise": exercise, "plan": {"countdown_s": 0}, "mode": "landmarks"}
    told = json.loads(_ask(socket, json.dumps(first | {"size": size_px, "resume": None})))
    if told["type"] != "ready":
        raise SystemExit(told)


def _ask(socket: ClientConnection, message: str | bytes) -> str:
    socket.send(message)
    return str(socket.recv(timeout=_ANSWER_S))


def _note(watch: Watch, text: str) -> None:
    # few messages hold an event; reading all would cost as much as the server
    if '"events":[]' in text and '"say":[]' in text:
        return
    moment: dict[str, Any] = json.loads(text)
    events = moment["events"]
    watch.reps += [(event["t_s"], moment["t_s"]) for event in events if event["type"] == "rep"]
    flagged = [event["t_s"] for event in events if event["type"] in ("flag", "noticed")]
    if flagged and any(said["kind"] == "cue" for said in moment["say"]):
        watch.cues.append((flagged[-1], moment["t_s"]))


@contextmanager
def _server(data: Path) -> Iterator[tuple[int, psutil.Process]]:
    line = [sys.executable, "-m", "formcheck", "serve", "--port", "0", "--no-open"]
    environment = os.environ | {"FORMCHECK_DATA": str(data)}
    process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)/", process.stdout.readline())
        if found is None:
            raise SystemExit("the server did not start")
        yield int(found[1]), psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)
