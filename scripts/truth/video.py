"""Writes pictures as H.264 in MP4."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

# Quality for libx264, and what a small camera does to a picture; tuned on these clips to stay near 500 kB.
_CRF = "21"
_BLUR_PX = 0.55
_NOISE = 2.0


class ClipWriter:
    """A context manager with ``write(picture)``; adds slight blur and sensor noise first.

    Args:
        path: the MP4 to write.
        size_px: width and height.
        fps: whole frames a second.
        seed: makes the noise repeatable.
    """

    def __init__(self, path: Path, size_px: tuple[int, int], fps: int, seed: int) -> None:
        self._container = av.open(str(path), "w", options={"movflags": "faststart"})
        self._stream = self._container.add_stream("libx264", rate=Fraction(fps))
        self._stream.width, self._stream.height = size_px
        self._stream.pix_fmt = "yuv420p"
        # one thread: with more, the file would depend on the machine
        self._stream.options = {"crf": _CRF, "preset": "slow", "threads": "1"}
        self._random = np.random.default_rng(seed)

    def __enter__(self) -> "ClipWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._container.mux(self._stream.encode())
        self._container.close()

    def write(self, picture: NDArray[np.uint8]) -> None:
        """Append one RGB picture (height, width, 3)."""
        soft = gaussian_filter(picture.astype(np.float32), (_BLUR_PX, _BLUR_PX, 0), truncate=3)
        noisy = soft + self._random.normal(0, _NOISE, (*picture.shape[:2], 1))
        frame = av.VideoFrame.from_ndarray(np.clip(noisy, 0, 255).astype(np.uint8), format="rgb24")
        self._container.mux(self._stream.encode(frame))
