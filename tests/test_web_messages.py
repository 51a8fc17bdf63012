"""Messages of live coaching that make no sense: one line, and the connection is closed."""

import struct
from collections.abc import Iterator

import numpy as np
import pytest
from websockets.sync.client import connect

from web_server import Running, running, small_limits
from web_training import NOBODY, STAMP, begin, jpeg, refused, start


def _huge_jpeg() -> bytes:
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65000, 65000)
    return bytes(data)


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
    ("mirrored-type", start(mirrored="yes"), "mirrored must be"),
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
    ("no-size", jpeg().replace(struct.pack(">HH", 48, 64), bytes(4)), "0x0"),
    ("head-only", jpeg()[:200], "cannot be decoded"),
    ("progressive", jpeg(progressive=True), "sequential"),
    ("large", b"\xff\xd8" + bytes(2_200_000), "may have 2097152 bytes"),
]


@pytest.fixture(scope="module")
def roomy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("data"), limits=small_limits(picture_coaches=20)) as started:
        yield started


@pytest.mark.parametrize(("message", "says"), [r[1:] for r in BAD_FIRST], ids=[r[0] for r in BAD_FIRST])
def test_a_bad_first_message_is_one_line_and_the_end(roomy: Running, message: str | bytes, says: str) -> None:
    with connect(roomy.socket) as socket:
        refused(socket, message, says)


@pytest.mark.parametrize(("message", "says"), [r[1:] for r in BAD_LATER], ids=[r[0] for r in BAD_LATER])
def test_a_bad_message_is_one_line_and_the_end(roomy: Running, message: str | bytes, says: str) -> None:
    with connect(roomy.socket) as socket:
        begin(socket)
        refused(socket, message, says)


@pytest.mark.parametrize(("jpeg", "says"), [r[1:] for r in BAD_PICTURES], ids=[r[0] for r in BAD_PICTURES])
def test_a_bad_picture_is_one_line_and_the_end(roomy: Running, jpeg: bytes, says: str) -> None:
    with connect(roomy.socket) as socket:
        begin(socket, mode="frames", size=[64, 48])
        refused(socket, STAMP + jpeg, says)
