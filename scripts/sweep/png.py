"""Small PNG files of plots: few colours, each pixel one byte."""

import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Most colours that one byte can name.
_COLOURS = 256


def write_png(path: Path, image_rgb: NDArray[np.uint8]) -> None:
    """Write a plot with its colours rounded until 256 are enough.

    Args:
        path: the file.
        image_rgb: (height, width, 3).
    """
    palette, index = _few_colours(image_rgb)
    high, wide = index.shape
    lines = np.concatenate([np.zeros((high, 1), np.uint8), index], axis=1)
    head = struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks))


def _few_colours(image_rgb: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The palette (colours, 3) and each pixel's place in it (height, width)."""
    step = 1
    while True:
        step *= 2
        # white must stay white
        rounded = 255 - (255 - image_rgb.astype(np.uint32)) // step * step
        codes = rounded[..., 0] << 16 | rounded[..., 1] << 8 | rounded[..., 2]
        found, index = np.unique(codes, return_inverse=True)
        if len(found) <= _COLOURS:
            palette = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1)
            return palette.astype(np.uint8), index.reshape(codes.shape).astype(np.uint8)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
