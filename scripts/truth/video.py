"""Writes pictures as H.264 in MP4."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import cv2
import numpy as np
from numpy.typing import NDArray

# Ticks a second for frames that carry their own time.
_TICKS = 90_000


class ClipWriter:
    """A context manager with ``write(picture)``; adds slight blur and sensor noise first.

    The defaults keep a sample clip near 500 kB.

    Args:
        path: the MP4 to write.
        size_px: width and height.
        fps: whole frames a second.
        seed: makes the noise repeatable.
        noise: standard deviation of the sensor's noise, in grey levels of 255.
        blur_px: standard deviation of the lens's blur.
        crf: quality for libx264; more is worse.
        preset: how hard libx264 tries, its own names.
    """

    def __init__(
        self,
        path: Path,
        size_px: tuple[int, int],
        fps: int,
        seed: int,
        *,
        noise: float = 2.0,
        blur_px: float = 0.55,
        crf: int = 21,
        preset: str = "slow",
    ) -> None:
        self._noise, self._blur_px = noise, blur_px
        self._container = av.open(str(path), "w", options={"movflags": "faststart"})
        self._stream = self._container.add_stream("libx264", rate=Fraction(fps))
        self._stream.width, self._stream.height = size_px
        self._stream.pix_fmt = "yuv420p"
        # one thread: with more, the file would depend on the machine
        self._stream.options = {"crf": str(crf), "preset": preset, "threads": "1"}
        self._random = np.random.default_rng(seed)

    def __enter__(self) -> "ClipWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._container.mux(self._stream.encode())
        self._container.close()

    def write(self, picture: NDArray[np.uint8], t_s: float | None = None) -> None:
        """Append one RGB picture (height, width, 3).

        Args:
            picture: the picture.
            t_s: its time, for all frames or for none; None gives the next place at ``fps``.
        """
        noisy = self._soft(picture) + self._random.normal(0, self._noise, (*picture.shape[:2], 1))
        frame = av.VideoFrame.from_ndarray(np.clip(noisy, 0, 255).astype(np.uint8), format="rgb24")
        if t_s is not None:
            self._stream.codec_context.time_base = frame.time_base = Fraction(1, _TICKS)
            frame.pts = round(t_s * _TICKS)
        self._container.mux(self._stream.encode(frame))

    def _soft(self, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
        exact = picture.astype(np.float32)
        if self._blur_px == 0:
            return exact
        side = 2 * round(3 * self._blur_px) + 1
        soft = cv2.GaussianBlur(exact, (side, side), self._blur_px, borderType=cv2.BORDER_REFLECT)
        return np.asarray(soft, np.float32)
