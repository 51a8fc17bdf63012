"""Live coaching over the WebSocket: counting, commands, cuts and comebacks."""

import json
import struct
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from web_server import JSON, Running, running, small_limits, wait_for
from web_training import NOBODY, STAMP, ask, begin, jpeg, packed, refused, sightings, start, train


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    limits = small_limits(picture_coaches=1, coaches=8, resume_s=5.0)
    with running(tmp_path_factory.mktemp("data"), limits=limits) as started:
        yield started


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


def test_pictures_are_looked_at_here(server: Running) -> None:
    with connect(server.socket) as socket:
        begin(socket, mode="frames", size=[64, 48])
        for i in range(3):
            moment = ask(socket, struct.pack("<d", i / 10) + jpeg())
            assert (moment["type"], moment["pose"]) == ("moment", None)
        with connect(server.socket) as second:
            refused = ask(second, start(mode="frames"))
            assert "all that this machine can follow" in refused["error"]
        summary(socket)
    with connect(server.socket) as socket:
        begin(socket, mode="frames", size=[64, 48])
        summary(socket)


def test_times_must_grow(server: Running) -> None:
    with connect(server.socket) as socket:
        token = begin(socket)
        ask(socket, STAMP + NOBODY)
        refused(socket, STAMP + NOBODY, "times must grow")
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
        refused(two, start(), "as many trainings")


def test_who_says_nothing_any_more_gives_way(tmp_path: Path) -> None:
    with (
        running(tmp_path, limits=small_limits(coaches=1, silent_s=0.3)) as server,
        connect(server.socket) as silent,
        connect(server.socket) as next_one,
    ):
        begin(silent)
        assert train(silent, sightings()[:200])[-1]["reps"] > 0
        time.sleep(0.4)
        begin(next_one)
        with pytest.raises(ConnectionClosed):
            silent.recv(timeout=10)
        train(next_one, sightings()[:5])
        with server.client() as client:
            (kept,) = client.get("/api/sessions").json()
        assert (kept["complete"], kept["reps"] > 0) == (False, True)


# the feet lie beyond the picture's left edge, which a mirror shows on the right
@pytest.mark.parametrize(("mirrored", "edge"), [(True, "right"), (False, "left")])
def test_edges_are_named_as_the_person_sees_them(server: Running, *, mirrored: bool, edge: str) -> None:
    seen = sightings()[0]
    assert seen.pose is not None
    xy_px = seen.pose.xy_px - [seen.pose.xy_px[27:33, 0].max() + 30.0, 0.0]
    aside = replace(seen, pose=replace(seen.pose, xy_px=xy_px))
    with connect(server.socket) as socket:
        begin(socket, mirrored=mirrored)
        assert f"outside the {edge} edge" in train(socket, [aside])[0]["framing"]
        summary(socket)


def test_who_asks_for_nothing_is_let_go(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.web.coach._START_WAIT_S", 0.2)
    with connect(server.socket) as socket:
        begun_s = time.monotonic()
        told = json.loads(socket.recv(timeout=10))
        assert "nothing was asked for" in told["error"]
        assert time.monotonic() - begun_s < 5
