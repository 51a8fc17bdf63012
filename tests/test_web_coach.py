"""Live coaching over the WebSocket: counting, commands, cuts and comebacks, messages that make no sense."""

import json
import struct
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from formcheck.analysis import replay
from formcheck.loop import Sighting
from formcheck.pose.recorded import RecordedPoses
from web_server import JSON, Running, running, small_limits, wait_for

ROOT = Path(__file__).parents[1]
NOBODY = np.full((33, 6), np.nan, "<f4").tobytes()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    limits = small_limits(picture_coaches=1, coaches=8, resume_s=5.0)
    with running(tmp_path_factory.mktemp("data"), limits=limits) as started:
        yield started


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


def summary(socket: ClientConnection) -> JSON:
    told = ask(socket, '{"type": "finish"}')
    assert told["type"] == "summary"
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=10)
    assert socket.close_code == 1000
    return told


def test_a_whole_training_is_counted_and_kept(server: Running) -> None:
    with connect(server.socket) as socket:
        begin(socket)
        moments = train(socket, sightings())
        told = summary(socket)
    assert {m["type"] for m in moments} == {"moment"}
    assert [m["t_s"] for m in moments] == [s.t_s for s in sightings()]
    assert moments[-1]["reps_total"] == told["result"]["reps"] == 4
    assert told["result"]["complete"]
    assert {"active", "ready"} & {m["state"] for m in moments}
    assert "rep" in {s["kind"] for m in moments for s in m["say"]}
    assert sum(e["type"] == "rep" for m in moments for e in m["events"]) == 4
    assert all(m["pose"] is None for m in moments)
    with server.client() as client:
        kept = client.get(f"/api/sessions/{told['session_id']}").json()
        assert kept["result"] == told["result"]
        assert kept["summary"]["source_kind"] == "browser"
        assert not kept["has_video"]
        assert client.get(f"/api/sessions/{told['session_id']}/video").status_code == 404


def test_a_cut_connection_goes_on_in_the_same_set(server: Running) -> None:
    seen = sightings()
    half = len(seen) // 2
    with connect(server.socket) as socket:
        token = begin(socket, plan={"countdown_s": 0, "sets": 2, "reps": 4})
        before = train(socket, seen[:half])[-1]
        socket.socket.close()  # without a word, as when the power fails
    assert 1 <= before["reps"] <= 3
    with connect(server.socket) as socket:
        assert begin(socket, resume=token) == token
        after = train(socket, seen[half:])
        told = summary(socket)
    assert after[0]["reps"] >= before["reps"]
    assert after[0]["set_number"] == 1
    assert told["result"]["reps"] == 4


def test_a_second_connection_takes_the_training_over(server: Running) -> None:
    seen = sightings()
    with connect(server.socket) as first, connect(server.socket) as second:
        token = begin(first)
        train(first, seen[:60])
        begin(second, resume=token)
        with pytest.raises(ConnectionClosed):
            first.recv(timeout=10)
        assert train(second, seen[60:])[-1]["reps_total"] == 4
        summary(second)


def test_who_does_not_come_back_is_kept_as_cut_off(tmp_path: Path) -> None:
    with running(tmp_path, limits=small_limits(resume_s=0.5)) as server, server.client() as client:
        with connect(server.socket) as socket:
            token = begin(socket)
            train(socket, sightings()[:200])
        wait_for(lambda: client.get("/api/status").json()["capacity"]["landmarks_taken"] == 0)
        (kept,) = client.get("/api/sessions").json()
        assert (kept["complete"], kept["reps"] > 0) == (False, True)
        with connect(server.socket) as socket:
            assert "no longer there" in ask(socket, start(resume=token))["error"]


def test_a_stopped_server_keeps_what_was_counted(tmp_path: Path) -> None:
    with running(tmp_path) as server, connect(server.socket) as socket:
        begin(socket)
        train(socket, sightings()[:200])
    with running(tmp_path) as server, server.client() as client:
        (kept,) = client.get("/api/sessions").json()
        assert (kept["complete"], kept["reps"] > 0) == (False, True)


def test_a_training_in_which_nothing_began_is_not_kept(server: Running) -> None:
    with server.client() as client:
        before = client.get("/api/sessions").json()
        with connect(server.socket) as socket:
            begin(socket)
            assert ask(socket, struct.pack("<d", 0.1) + NOBODY)["state"] == "framing"
            assert summary(socket)["session_id"] is None
        assert client.get("/api/sessions").json() == before


COMMANDS = [("pause", ["paused"]), ("resume", ["ready", "active"]), ("next", ["resting"])]


def test_commands_are_obeyed(server: Running) -> None:
    seen = sightings()
    with connect(server.socket) as socket:
        begin(socket, plan={"countdown_s": 0, "sets": 2, "rest_s": 60})
        assert train(socket, seen[:120])[-1]["state"] == "active"
        for i, (command, states) in enumerate(COMMANDS):
            socket.send(json.dumps({"type": command}))
            assert ask(socket, packed(seen[120 + i]))["state"] in states, command


def _jpeg(width: int = 64, height: int = 48) -> bytes:
    ok, data = cv2.imencode(".jpg", np.full((height, width, 3), 90, np.uint8))
    assert ok
    return data.tobytes()


def test_pictures_are_looked_at_here(server: Running) -> None:
    with connect(server.socket) as socket:
        begin(socket, mode="frames", size=[64, 48])
        for i in range(3):
            moment = ask(socket, struct.pack("<d", i / 10) + _jpeg())
            assert (moment["type"], moment["pose"]) == ("moment", None)
        with connect(server.socket) as second:
            refused = ask(second, start(mode="frames"))
            assert "all that this machine can follow" in refused["error"]
        summary(socket)
    with connect(server.socket) as socket:
        begin(socket, mode="frames", size=[64, 48])
        summary(socket)


def _huge_jpeg() -> bytes:
    data = bytearray(_jpeg())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65000, 65000)
    return bytes(data)


STAMP = struct.pack("<d", 1.0)
BAD_FIRST: list[tuple[str, str | bytes, str]] = [
    ("no-json", "hello", "not JSON"),
    ("empty", "", "not JSON"),
    ("list", "[]", "must be a JSON object"),
    ("deep", "[" * 4000, "not JSON"),
    ("long", " " * 5000, "too long"),
    ("binary", b"\x00" * 100, "not JSON"),
    ("command", '{"type": "pause"}', "first message"),
    ("exercise", start(exercise="handstand"), "unknown exercise"),
    ("exercise-type", start(exercise=["squat"]), "exercise must be a name"),
    ("mode", start(mode="mind"), "mode must be"),
    ("size", start(size=[0, 48]), "size must be"),
    ("size-type", start(size="big"), "size must be"),
    ("size-bool", start(size=[True, True]), "size must be"),
    ("plan", start(plan=[1]), "plan may hold"),
    ("plan-name", start(plan={"__class__": 1}), "plan may hold"),
    ("plan-type", start(plan={"sets": "3"}), "whole number"),
    ("plan-range", start(plan={"sets": 10**9}), "must be from 1 to 50"),
    ("plan-nan", start(plan={"rest_s": float("nan")}), "must be from"),
    ("resume", start(resume="no such token"), "no longer there"),
    ("resume-type", start(resume=1), "resume must be"),
]
BAD_LATER: list[tuple[str, str | bytes, str]] = [
    ("short", b"\x00", "too short"),
    ("stamp-only", STAMP, "landmarks are"),
    ("one-byte-more", STAMP + NOBODY + b"\x00", "landmarks are"),
    ("nan-time", struct.pack("<d", float("nan")) + NOBODY, "the time must be"),
    ("negative-time", struct.pack("<d", -1.0) + NOBODY, "the time must be"),
    ("infinite-time", struct.pack("<d", float("inf")) + NOBODY, "the time must be"),
    ("infinite", STAMP + np.full((33, 6), np.inf, "<f4").tobytes(), "pixels and metres"),
    ("far-away", STAMP + np.full((33, 6), 1e30, "<f4").tobytes(), "pixels and metres"),
    ("no-command", '{"type": "start"}', "type must be one of"),
    ("command-type", '{"type": ["pause"]}', "type must be one of"),
    ("no-json", "{", "not JSON"),
]
BAD_PICTURES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "no JPEG"),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(99), "no JPEG"),
    ("markers-only", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 999, "no JPEG"),
    ("huge-claim", _huge_jpeg(), "65000x65000"),
    ("no-size", _jpeg().replace(struct.pack(">HH", 48, 64), bytes(4)), "0x0"),
    ("head-only", _jpeg()[:200], "cannot be decoded"),
    ("large", b"\xff\xd8" + bytes(2_200_000), "may have 2097152 bytes"),
]


def _refused(socket: ClientConnection, message: str | bytes, says: str) -> None:
    told = ask(socket, message)
    assert told["type"] == "error"
    assert says in told["error"]
    assert "\n" not in told["error"]
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=10)
    assert socket.close_code == 1008


@pytest.fixture(scope="module")
def roomy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("data"), limits=small_limits(picture_coaches=20)) as started:
        yield started


@pytest.mark.parametrize(("message", "says"), [r[1:] for r in BAD_FIRST], ids=[r[0] for r in BAD_FIRST])
def test_a_bad_first_message_is_one_line_and_the_end(
    server: Running, message: str | bytes, says: str
) -> None:
    with connect(server.socket) as socket:
        _refused(socket, message, says)


@pytest.mark.parametrize(("message", "says"), [r[1:] for r in BAD_LATER], ids=[r[0] for r in BAD_LATER])
def test_a_bad_message_is_one_line_and_the_end(roomy: Running, message: str | bytes, says: str) -> None:
    with connect(roomy.socket) as socket:
        begin(socket)
        _refused(socket, message, says)


@pytest.mark.parametrize(("jpeg", "says"), [r[1:] for r in BAD_PICTURES], ids=[r[0] for r in BAD_PICTURES])
def test_a_bad_picture_is_one_line_and_the_end(roomy: Running, jpeg: bytes, says: str) -> None:
    with connect(roomy.socket) as socket:
        begin(socket, mode="frames", size=[64, 48])
        _refused(socket, STAMP + jpeg, says)


def test_times_must_grow(server: Running) -> None:
    with connect(server.socket) as socket:
        token = begin(socket)
        ask(socket, STAMP + NOBODY)
        _refused(socket, STAMP + NOBODY, "times must grow")
    with connect(server.socket) as socket:
        begin(socket, resume=token)
        summary(socket)


def test_a_message_beyond_all_limits_is_not_even_read(server: Running) -> None:
    with connect(server.socket) as socket:
        begin(socket)
        with pytest.raises(ConnectionClosed):
            ask(socket, bytes(8_000_000))
        assert socket.close_code in (1006, 1009)


def test_places_are_limited(tmp_path: Path) -> None:
    with (
        running(tmp_path, limits=small_limits(coaches=1)) as server,
        connect(server.socket) as one,
        connect(server.socket) as two,
    ):
        begin(one)
        _refused(two, start(), "as many trainings")


def test_who_asks_for_nothing_is_let_go(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.web.coach._START_WAIT_S", 0.2)
    with connect(server.socket) as socket:
        begun_s = time.monotonic()
        told = json.loads(socket.recv(timeout=10))
        assert "nothing was asked for" in told["error"]
        assert time.monotonic() - begun_s < 5
