"""Small clips with known pictures and times, made on the spot."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TypeVar, cast

import av
import numpy as np
import pytest
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.video.reader import open_clip

T = TypeVar("T")
Image = NDArray[np.uint8]
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
TENTHS_S = tuple(i / 10 for i in range(10))
VFR_S = (0.0, 0.1, 0.15, 0.4, 1.0, 1.04, 1.05, 3.0)


def quadrants(width: int, height: int) -> Image:
    """Red top left, green top right, blue bottom left, white bottom right."""
    image = np.empty((height, width, 3), np.uint8)
    image[: height // 2, : width // 2], image[: height // 2, width // 2 :] = RED, GREEN
    image[height // 2 :, : width // 2], image[height // 2 :, width // 2 :] = BLUE, WHITE
    return image


def noise(width: int, height: int, seed: int) -> Image:
    return np.random.default_rng(seed).integers(0, 255, (height, width, 3), np.uint8)


def corners(image: Image) -> list[str]:
    """Name the colour at top left, top right, bottom left, bottom right."""
    height, width = image.shape[:2]
    names = {RED: "red", GREEN: "green", BLUE: "blue", WHITE: "white"}
    found = []
    for y, x in ((0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)):
        distances = {
            int(np.abs(image[int(y * height), int(x * width)].astype(int) - colour).sum()): name
            for colour, name in names.items()
        }
        found.append(distances[min(distances)])
    return found


@contextmanager
def usual_priority() -> Iterator[None]:
    """Give this thread its priority back: run by root, the AV1 encoder takes the highest there is.

    Every process started later would have it, too, and a busy browser with it brings the machine to a stop.
    """
    yield
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def make_clip(
    path: Path,
    times_s: tuple[float, ...] = TENTHS_S,
    *,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    size_px: tuple[int, int] = (64, 48),
    rotation: float = 0,
    mirrored: bool = False,
    pixel_aspect: Fraction | None = None,
    picture: Callable[[int], Image] | None = None,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    start_s: float = 0.0,
    ticks_per_s: int = 90_000,
) -> Path:
    try:
        av.Codec(codec, "w")
    except av.error.FFmpegError:
        pytest.skip(f"this PyAV has no {codec} encoder")
    with usual_priority(), av.open(str(path), "w", options=container_options or {}) as container:
        stream = cast(VideoStream, container.add_stream(codec, rate=10, options=options or {}))
        stream.width, stream.height = size_px
        stream.pix_fmt = pix_fmt
        stream.codec_context.time_base = Fraction(1, ticks_per_s)
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if rotation or mirrored:
            stream.set_display_rotation(rotation, hflip=mirrored)
        container.start_encoding()  # so that a clip without pictures has a header too
        for i, t_s in enumerate(times_s):
            frame = av.VideoFrame.from_ndarray(picture(i) if picture else quadrants(*size_px), "rgb24")
            frame.pts, frame.time_base = round((t_s + start_s) * ticks_per_s), Fraction(1, ticks_per_s)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def read(path: Path) -> list[Frame]:
    with open_clip(path) as clip:
        return list(clip)


def times_of(path: Path) -> list[float]:
    return [frame.t_s for frame in read(path)]


def collect(items: Iterable[T], into: list[T]) -> None:
    """Append the items one by one, so that those before an error are kept."""
    for item in items:
        into.append(item)
