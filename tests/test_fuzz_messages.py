"""Any message to the web coach: an answer, or one line and the end; the server never fails."""

import json
import logging
import math
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from formcheck.errors import FormcheckError
from formcheck.web import wire
from formcheck.web.settings import Limits
from fuzz import LETTERS, VALUES, altered, damaged
from web_server import Running, running, small_limits
from web_training import jpeg, packed, sightings, start

many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
GOOD = json.loads(
    start(plan={"sets": 2, "reps": 4, "rest_s": 1.5, "side": "both"}, surface="mat", mirrored=True)
)
ROUTED = GOOD | {
    "routine": {
        "title": "t",
        "about": "a",
        "steps": [{"exercise": "squat", "sets": 1, "reps": 3, "note": "n"}],
    }
}
STARTS = st.one_of(altered(GOOD), altered(ROUTED)).map(json.dumps)


def one_line(error: FormcheckError) -> None:
    assert "\n" not in str(error)
    str(error).encode("utf-8")


@many
@given(text=st.one_of(STARTS, st.text(LETTERS), VALUES.map(json.dumps)))
@example("[" * 4000)
@example('{"type": "start", "mode": "landmarks", "size": [1' + "0" * 4000 + ", 2]}")
def test_any_first_message_is_understood_or_one_line(text: str) -> None:
    try:
        wire.read_start(text)
    except FormcheckError as error:
        one_line(error)


@many
@given(text=st.one_of(st.text(LETTERS), VALUES.map(json.dumps)))
def test_any_command_is_understood_or_one_line(text: str) -> None:
    try:
        assert wire.read_command(text) in wire.COMMANDS
    except FormcheckError as error:
        one_line(error)


@many
@given(data=st.one_of(damaged(packed(sightings()[0])), st.binary(max_size=2000), damaged(bytes(8) + jpeg())))
def test_any_bytes_are_a_moment_or_one_line(data: bytes) -> None:
    for read in (
        wire.read_time,
        lambda data: wire.read_landmarks(data, 1.0, (480, 640)),
        lambda data: wire.read_jpeg(data, Limits()),
    ):
        try:
            read(data)
        except FormcheckError as error:
            one_line(error)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    limits = small_limits(coaches=500, picture_coaches=50, resume_s=0.2)
    with running(tmp_path_factory.mktemp("data"), limits=limits) as started:
        yield started


def talk(server: Running, messages: list[str | bytes]) -> list[Any]:
    """Say all that, as far as the server lets one; what it answered."""
    told: list[Any] = []
    with connect(server.socket, proxy=None) as socket:
        try:
            for message in messages:
                socket.send(message)
                if message not in QUIET:
                    told.append(json.loads(socket.recv(timeout=30)))
        except ConnectionClosed:
            pass
    # 1011 would be a failure of the server's own
    assert socket.close_code in (1000, 1005, 1006, 1008, 1009), told
    return told


# These are obeyed without an answer.
QUIET = tuple(json.dumps({"type": name}) for name in ("pause", "resume", "next"))
TABLES = st.builds(
    lambda seed, scale, holes: np.where(
        np.random.default_rng(seed).random((33, 6)) < holes,
        np.nan,
        np.random.default_rng(seed).normal(size=(33, 6)) * scale,
    ).astype("<f4"),
    st.integers(0, 999),
    st.sampled_from([0.0, 1e-30, 1.0, 300.0, 9e4]),
    st.sampled_from([0.0, 0.1, 0.9, 1.0]),
).map(lambda table: table.tobytes())
STEPS_S = st.one_of(st.floats(1e-9, 3.0), st.sampled_from([5e-324, 3600.0, 86_000.0]))


@few
@given(
    first=STARTS,
    later=st.lists(
        st.one_of(st.text(LETTERS.filter(lambda c: not "\ud800" <= c <= "\udfff")), st.binary(max_size=900)),
        max_size=3,
    ),
)
@example('{"type": "start", "exercise": "\\ud800", "mode": "landmarks", "size": [64, 48]}', [])
@example('{"type": "start", "routine": "\\ud800", "mode": "landmarks", "size": [64, 48]}', [])
@example('{"type": "start", "routine": {"\\ud800": 1}, "mode": "landmarks", "size": [64, 48]}', [])
@example(
    '{"type": "start", "exercise": "squat", "surface": "\\ud800", "mode": "landmarks", "size": [64, 48]}', []
)
def test_the_server_answers_any_beginning(server: Running, first: str, later: list[str | bytes]) -> None:
    for told in talk(server, [first, *later]):
        assert "\n" not in told.get("error", "")


@few
@given(
    moments=st.lists(st.tuples(STEPS_S, TABLES, st.sampled_from(["", *QUIET])), max_size=25),
    exercise=st.sampled_from(["squat", "bridge", "balance"]),
)
def test_the_server_coaches_whatever_moves(
    server: Running, moments: list[tuple[float, bytes, str]], exercise: str
) -> None:
    said: list[str | bytes] = [start(exercise=exercise)]
    t_s = 0.0
    for step_s, table, command in moments:
        t_s = math.nextafter(t_s + step_s, math.inf)
        said += [struct.pack("<d", t_s) + table, *([command] if command else [])]
    told = talk(server, [*said, '{"type": "finish"}'])
    assert told[-1]["type"] in ("summary", "error")


def test_the_log_holds_no_failure(server: Running, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        talk(server, [start(), b"\x00", "nonsense"])
    assert not caplog.records
