"""Some hundred damaged, odd and lying clips, made on the spot: the same ones every time.

Each is made from a small good clip by what accidents, cheap cameras and strangers do to files.
"""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hostile_clips import hostile
from made_clips import make_clip, noise
from odd_clips import ODD

PICTURES = 12
# Each container with what is usual in it; noise, because a flipped bit in a flat picture changes nothing.
BASES: dict[str, dict[str, Any]] = {
    "mp4": {},
    "fast.mp4": {"container_options": {"movflags": "faststart"}},
    "frag.mp4": {"container_options": {"movflags": "frag_keyframe+empty_moov"}},
    "mov": {"codec": "mjpeg", "pix_fmt": "yuvj420p"},
    "mkv": {},
    "webm": {"codec": "libvpx", "options": {"deadline": "realtime", "cpu-used": "8"}},
    "avi": {"codec": "mpeg4", "ticks_per_s": 10},
    "ts": {"codec": "mpeg2video", "ticks_per_s": 25, "step_s": 0.04},
    "gif": {"codec": "gif", "pix_fmt": "rgb8"},
}


@dataclass(frozen=True)
class Case:
    """One clip.

    Attributes:
        id: says what is wrong with it.
        name: of its file.
        make: its bytes.
        works: whether it must be read to the end; else a line may say why not.
    """

    id: str
    name: str
    make: Callable[[], bytes]
    works: bool = False


@cache
def base(kind: str) -> bytes:
    """A good clip of 12 noisy pictures, 64 x 48."""
    how = dict(BASES[kind])
    step_s = how.pop("step_s", 0.1)
    times_s = tuple(round(i * step_s, 3) for i in range(PICTURES))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"base.{kind.rpartition('.')[2]}"
        make_clip(path, times_s, picture=lambda i: noise(64, 48, i), **how)
        return path.read_bytes()


def _ending(kind: str) -> str:
    return f"clip.{kind.rpartition('.')[2]}"


def _cases(family: str, number: int, change: Callable[[bytes, random.Random], bytes]) -> Iterator[Case]:
    """A change made in every container, a few times."""
    for kind in BASES:
        for i in range(number):
            seed = f"{family} {kind} {i}"
            yield Case(
                seed.replace(" ", "-"),
                _ending(kind),
                partial(_changed, kind, change, seed),
            )


def _changed(kind: str, change: Callable[[bytes, random.Random], bytes], seed: str) -> bytes:
    return change(base(kind), random.Random(seed))


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data))]


def _flip(data: bytes, dice: random.Random) -> bytes:
    """Turn a few bits, or very many."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 5, 30, 300))):
        changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _splice(data: bytes, dice: random.Random) -> bytes:
    """Lose, double, move, blank or scramble a stretch."""
    at, size = dice.randrange(len(data)), dice.randrange(1, 2000)
    head, part, tail = data[:at], data[at : at + size], data[at + size :]
    return dice.choice(
        (
            lambda: head + tail,
            lambda: head + part + part + tail,
            lambda: tail + head + part,
            lambda: head + bytes(len(part)) + tail,
            lambda: head + dice.randbytes(len(part)) + tail,
        )
    )()


def _patched(kind: str, mark: bytes, offset: int, value: bytes) -> bytes:
    """Overwrite what stands so many bytes behind a mark."""
    data = base(kind)
    at = data.index(mark) + offset
    return data[:at] + value + data[at + len(value) :]


# Places behind a box's name: ISO/IEC 14496-12. Each is overwritten with each of the four numbers.
BOXES: dict[str, tuple[bytes, int]] = {
    "movie-timescale": (b"mvhd", 16),
    "movie-duration": (b"mvhd", 20),
    "track-matrix": (b"tkhd", 44),
    "track-width": (b"tkhd", 80),
    "media-timescale": (b"mdhd", 16),
    "media-duration": (b"mdhd", 20),
    "handler": (b"hdlr", 12),
    "edit-duration": (b"elst", 12),
    "edit-start": (b"elst", 16),
    "sample-size": (b"avc1", 28),
    "sps": (b"avcC", 12),
    "time-count": (b"stts", 8),
    "time-run": (b"stts", 12),
    "time-step": (b"stts", 16),
    "offset-count": (b"ctts", 8),
    "chunk-count": (b"stsc", 8),
    "chunk-samples": (b"stsc", 16),
    "size-count": (b"stsz", 12),
    "size-first": (b"stsz", 16),
    "place-first": (b"stco", 12),
}
NUMBERS = {"zero": 0, "one": 1, "large": 0x7FFFFFFF, "all-ones": 0xFFFFFFFF}
# Elements of Matroska by their id; the offset leaves the length byte as it is.
EBML: dict[str, tuple[bytes, int, int]] = {
    "width": (b"\xb0\x81", 2, 1),
    "height": (b"\xba\x81", 2, 1),
    "timescale": (b"\x2a\xd7\xb1\x83", 4, 3),
    "duration": (b"\x44\x89\x88", 3, 8),
    "cluster-time": (b"\xe7\x81", 2, 1),
    "cluster-size": (b"\x1f\x43\xb6\x75", 4, 4),
    "segment-size": (b"\x18\x53\x80\x67", 4, 8),
}
AVI: dict[str, tuple[bytes, int]] = {
    "frame-us": (b"avih", 8),
    "frames": (b"avih", 24),
    "width": (b"avih", 40),
    "scale": (b"strh", 28),
    "rate": (b"strh", 32),
    "start": (b"strh", 36),
    "length": (b"strh", 40),
    "picture-width": (b"strf", 12),
    "picture-height": (b"strf", 16),
    "bits": (b"strf", 22),
}


def _patches() -> Iterator[Case]:
    for place, (mark, offset) in BOXES.items():
        for number, value in NUMBERS.items():
            of = _Patch("mp4", mark, offset, struct.pack(">I", value))
            yield Case(f"mp4-{place}-{number}", "clip.mp4", of)
    for place, (mark, offset) in AVI.items():
        for number, value in NUMBERS.items():
            of = _Patch("avi", mark, offset, struct.pack("<I", value))
            yield Case(f"avi-{place}-{number}", "clip.avi", of)
    for place, (mark, offset, size) in EBML.items():
        for fill in (0x00, 0x01, 0x7F, 0xFF):
            yield Case(
                f"mkv-{place}-{fill:02x}", "clip.mkv", _Patch("mkv", mark, offset, bytes([fill]) * size)
            )


@dataclass(frozen=True)
class _Patch:
    kind: str
    mark: bytes
    offset: int
    value: bytes

    def __call__(self) -> bytes:
        return _patched(self.kind, self.mark, self.offset, self.value)


# What a name may claim besides the truth.
WRONG = ("avi", "mp4", "mov", "mkv", "ts", "mp3", "jpg", "txt", "", "npz", "m3u8", "y4m")


def _misnamed() -> Iterator[Case]:
    for i, ending in enumerate(WRONG):
        kind = list(BASES)[i % len(BASES)]
        yield Case(f"{kind}-named-{ending or 'nothing'}", f"clip.{ending}".rstrip("."), partial(base, kind))


def _strange() -> Iterator[Case]:
    """Those that no reader should even try; their names are another test's business."""
    with TemporaryDirectory() as folder:
        for name, _, make in hostile(9):
            data = make(Path(folder) / name)
            yield Case(f"hostile-{name}", "clip.mp4", partial(bytes, data))


def cases() -> list[Case]:
    """All of them."""
    odd = [Case(f"odd-{name}", f"clip.{ending}", make, works) for name, ending, make, works in ODD]
    return [
        *(Case(f"whole-{kind}", _ending(kind), partial(base, kind), True) for kind in BASES),
        *_cases("cut", 5, _cut),
        *_cases("flip", 8, _flip),
        *_cases("splice", 4, _splice),
        *_patches(),
        *_misnamed(),
        *_strange(),
        *odd,
    ]
