"""A page's side of live coaching, from recorded landmarks."""

import json
import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from formcheck.analysis import replay
from formcheck.loop import Sighting
from formcheck.pose.recorded import RecordedPoses
from web_server import JSON

ROOT = Path(__file__).parents[1]
NOBODY = np.full((33, 6), np.nan, "<f4").tobytes()
STAMP = struct.pack("<d", 1.0)


@cache
def sightings() -> tuple[Sighting, ...]:
    return tuple(replay(RecordedPoses(ROOT / "tests" / "recorded" / "squat_clean.npz")))


def start(**changes: Any) -> str:
    first: JSON = {
        "type": "start",
        "exercise": "squat",
        "plan": {"countdown_s": 0},
        "mode": "landmarks",
        "size": list(sightings()[0].size_px),
        "resume": None,
    }
    return json.dumps(first | changes)


def packed(sighting: Sighting) -> bytes:
    stamp = struct.pack("<d", sighting.t_s)
    pose = sighting.pose
    if pose is None:
        return stamp + NOBODY
    return stamp + np.hstack([pose.xy_px, pose.visibility[:, None], pose.world_m]).astype("<f4").tobytes()


def ask(socket: ClientConnection, message: str | bytes) -> JSON:
    socket.send(message)
    answer: JSON = json.loads(socket.recv(timeout=30))
    return answer


def begin(socket: ClientConnection, **changes: Any) -> str:
    ready = ask(socket, start(**changes))
    assert ready["type"] == "ready", ready
    return str(ready["token"])


def train(socket: ClientConnection, seen: Iterable[Sighting]) -> list[JSON]:
    return [ask(socket, packed(sighting)) for sighting in seen]


def jpeg(width: int = 64, height: int = 48, *, progressive: bool = False) -> bytes:
    picture = np.full((height, width, 3), 90, np.uint8)
    ok, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_PROGRESSIVE, int(progressive)])
    assert ok
    return data.tobytes()


def refused(socket: ClientConnection, message: str | bytes, says: str) -> None:
    told = ask(socket, message)
    assert told["type"] == "error"
    assert says in told["error"]
    assert "\n" not in told["error"]
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=10)
    assert socket.close_code == 1008
