"""Cameras as frames: timed by a monotonic clock, always the newest picture."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from formcheck.errors import VideoError
from formcheck.frame import Frame
from formcheck.video.opencv import load_cv2
from formcheck.video.prefetch import Prefetch

_RETRIES = 5  # a webcam drops single pictures, for one when the light changes
_RETRY_WAIT_S = 0.05
FROZEN_S = 5.0  # a camera without a picture for this long hangs; waking from sleep takes two
_PROBE_UP_TO = 10  # highest camera number tried where the system cannot list them


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera that opens: its number, picture size and frames a second (0 when it does not say)."""

    index: int
    size_px: tuple[int, int]
    fps: float


def open_camera(source: int | str = 0) -> "Camera":
    """Start a camera.

    Args:
        source: the camera's number, a device path, or a stream address that OpenCV knows.

    Raises:
        VideoError: no such camera, it is in use, or it delivers no picture.
        BackendError: OpenCV does not load.
    """
    device = _open_device(source)
    try:
        return Camera(source, device)
    except BaseException:
        device.release()
        raise


class Camera:
    """A running camera: a context manager and an endless iterator of frames.

    A background thread reads all the time and keeps only the newest picture, so a slow reader sees the
    present, with fewer frames, and never a growing delay.

    Attributes:
        source: what was opened.
        size_px: width and height of the pictures.
        fps_nominal: frames a second the camera claims, 0 when it does not say.
    """

    def __init__(self, source: int | str, device: Any) -> None:
        self.source, self._device = source, device
        self._cv2 = load_cv2()
        found, first = device.read()
        if not found:
            raise _silent(source)
        self._start_s = self._taken_s = time.monotonic()
        self.size_px: tuple[int, int] = (first.shape[1], first.shape[0])
        self.fps_nominal = float(device.get(self._cv2.CAP_PROP_FPS))
        self._newest = Prefetch(self._frames(first), depth=1, newest_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        """Frames as they come, t_s from the first picture.

        Raises:
            VideoError: the camera stopped delivering.
        """
        return self._newest

    def take(self, wait_s: float) -> Frame | None:
        """The newest picture, or None when none came within ``wait_s``.

        Raises:
            VideoError: the camera stopped delivering, or hangs.
        """
        frame = self._newest.take(wait_s)
        now_s = time.monotonic()
        if frame is not None:
            self._taken_s = now_s
        elif now_s - self._taken_s > FROZEN_S:
            raise _lost(self.source, self._taken_s - self._start_s, "It hangs, or its cable is loose")
        return frame

    def age_s(self, frame: Frame) -> float:
        """How long ago a picture was taken."""
        return time.monotonic() - self._start_s - frame.t_s

    def close(self) -> None:
        """Stop the camera; safe to call twice."""
        self._newest.close()
        self._device.release()

    def _frames(self, first: Any) -> Iterator[Frame]:
        yield self._frame(0.0, first)
        while self._grab():
            t_s = time.monotonic() - self._start_s  # before the unpacking, which takes milliseconds
            found, image = self._device.retrieve()
            if found:
                yield self._frame(t_s, image)
        lost_s = time.monotonic() - self._start_s
        raise _lost(self.source, lost_s, "It was unplugged, or another program took it")

    def _grab(self) -> bool:
        for _ in range(_RETRIES):
            if self._device.grab():
                return True
            time.sleep(_RETRY_WAIT_S)
        return False

    def _frame(self, t_s: float, image_bgr: Any) -> Frame:
        return Frame(t_s, np.asarray(self._cv2.cvtColor(image_bgr, self._cv2.COLOR_BGR2RGB), np.uint8))


def list_cameras() -> list[CameraInfo]:
    """Every camera that opens here; an empty list, and no noise, when there is none.

    Raises:
        BackendError: OpenCV does not load.
    """
    cv2 = load_cv2()
    found = []
    for index in _candidates():
        device = cv2.VideoCapture(index)
        if device.isOpened():
            width, height = (
                int(device.get(p)) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)
            )
            found.append(CameraInfo(index, (width, height), float(device.get(cv2.CAP_PROP_FPS))))
        elif not sys.platform.startswith("linux"):
            break  # numbers are consecutive here, and each try is slow
        device.release()
    return found


def _candidates() -> list[int]:
    if sys.platform.startswith("linux"):  # the system lists them, so that nothing is tried in vain
        return sorted(int(p.name[5:]) for p in Path("/dev").glob("video*") if p.name[5:].isdigit())
    return list(range(_PROBE_UP_TO))


def _open_device(source: int | str) -> Any:
    cv2 = load_cv2()
    device = cv2.VideoCapture(source)
    if not device.isOpened():
        device.release()
        raise _absent(source)
    device.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return device


def _name(source: int | str) -> str:
    return f"Camera {source}"


def _absent(source: int | str) -> VideoError:
    if sys.platform == "darwin":
        cause = "No camera has this number, or the terminal may not use it (Privacy & Security, Camera)"
    elif sys.platform == "win32":
        cause = "No camera has this number, another program uses it, or the camera privacy setting is off"
    else:
        cause = "No camera has this number, another program uses it, or you are not in the group 'video'"
    return VideoError(
        f"{_name(source)} does not open", cause=cause, mend="See which there are: formcheck doctor"
    )


def _lost(source: int | str, lost_s: float, cause: str) -> VideoError:
    return VideoError(
        f"{_name(source)} was lost after {lost_s:.1f} s; results up to there are kept",
        cause=cause,
        mend="Plug it in and start again; see the cameras found: formcheck doctor",
    )


def _silent(source: int | str) -> VideoError:
    return VideoError(
        f"{_name(source)} opens but gives no picture",
        cause="Another program uses it, or its cover is closed",
        mend="Close the other program and start again",
    )
