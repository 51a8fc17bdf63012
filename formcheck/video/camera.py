"""Cameras as frames: timed by a monotonic clock, always the newest, and back when plugged in again."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from formcheck.errors import VideoError
from formcheck.frame import Frame
from formcheck.video.health import Rate, Stillness
from formcheck.video.layout import as_rgb
from formcheck.video.opencv import load_cv2
from formcheck.video.prefetch import Prefetch

_RETRIES = 5  # a webcam drops single pictures, for one when the light changes
_RETRY_WAIT_S = 0.05
FROZEN_S = 5.0  # a camera without a picture for this long hangs; waking from sleep takes two
QUIET_S = 2.0  # and after this long it is said
REOPEN_S = 1.0  # how often a camera that is gone is looked for
_WAKE_S = 0.5
_PROBE_UP_TO = 10  # highest camera number tried where the system cannot list them

GONE = "The camera is gone: plug it in again, and it goes on by itself"
HANGS = "The camera gives no picture: if it stays so, unplug it and plug it in again"
STILL = "The camera shows the same picture all the time: open its cover, or unplug it and plug it in again"


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera that opens: its number, picture size and frames a second (0 when it does not say)."""

    index: int
    size_px: tuple[int, int]
    fps: float


def open_camera(source: int | str = 0, *, waits_s: float = 0.0) -> "Camera":
    """Start a camera.

    Args:
        source: the camera's number, a device path, or a stream address that OpenCV knows.
        waits_s: how long a camera that is lost later on is waited for.

    Raises:
        VideoError: no such camera, it is in use, or it delivers no picture.
        BackendError: OpenCV does not load.
    """
    device = _open_device(source)
    try:
        return Camera(source, device, waits_s=waits_s)
    except BaseException:
        device.release()
        raise


class Camera:
    """A running camera: a context manager and an endless iterator of frames.

    A background thread reads all the time and keeps only the newest picture, so a slow reader sees the
    present, with fewer frames, and never a growing delay. A camera that shows the same picture all the time
    gives no frames: nobody holds still like that, and no hold may run on.

    Args:
        source: what was opened.
        device: an OpenCV capture.
        waits_s: how long a camera that is lost is waited for; opened again, it goes on.
        reopen: opens the device anew; raises VideoError while it is gone.
        clock: seconds that run on, whatever the time of day does.

    Attributes:
        source: what was opened.
        size_px: width and height of the first picture; after a change of cameras they may differ.
        fps_nominal: frames a second the camera claims, 0 when it does not say.
        is_swapped: whether red and blue are exchanged, for a driver that has them the wrong way round.
    """

    def __init__(
        self,
        source: int | str,
        device: Any,
        *,
        waits_s: float = 0.0,
        reopen: Callable[[], Any] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.source, self._device, self._waits_s, self._clock = source, device, waits_s, clock
        self._reopen = reopen or (lambda: _open_device(source))
        self._cv2 = load_cv2()
        found, first = device.read()
        if not found:
            raise _silent(source)
        self.is_swapped = False
        self._start_s = self._taken_s = clock()
        self.size_px: tuple[int, int] = (first.shape[1], first.shape[0])
        self.fps_nominal = float(device.get(self._cv2.CAP_PROP_FPS))
        self._closing, self._stillness, self._rate = threading.Event(), Stillness(), Rate()
        self._trouble = ""
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
        while not self._closing.is_set():
            frame = self.take(_WAKE_S)
            if frame is not None:
                yield frame

    @property
    def trouble(self) -> str:
        """What keeps the camera from showing the person, and what helps; empty while all is well."""
        if self._trouble:
            return self._trouble
        if self._clock() - self._taken_s > QUIET_S:
            return HANGS
        fps = self._rate.fps
        if not self._rate.is_slow or fps is None:
            return ""
        return f"Only {fps:.0f} pictures a second: switch on a light, or use another USB port"

    @property
    def is_blind(self) -> bool:
        """Whether no new pictures come at present."""
        return bool(self._trouble) or self._clock() - self._taken_s > QUIET_S

    def take(self, wait_s: float) -> Frame | None:
        """The newest picture, or None when none came within ``wait_s``.

        Raises:
            VideoError: the camera stopped delivering, or hangs.
        """
        frame = self._newest.take(wait_s)
        now_s = self._clock()
        if frame is not None:
            self._taken_s = now_s
        elif now_s - self._taken_s > max(FROZEN_S, self._waits_s):
            raise _lost(self.source, self._taken_s - self._start_s, _CAUSES.get(self._trouble, _LOOSE))
        return frame

    def age_s(self, frame: Frame) -> float:
        """How long ago a picture was taken."""
        return self._clock() - self._start_s - frame.t_s

    def close(self) -> None:
        """Stop the camera; safe to call twice."""
        self._closing.set()
        self._newest.close()
        self._device.release()

    def _frames(self, first: Any) -> Iterator[Frame]:
        yield Frame(0.0, self._rgb(first))
        while not self._closing.is_set():
            if not self._grab():
                self._find_again()
                continue
            t_s = self._clock() - self._start_s  # before the unpacking, which takes milliseconds
            found, image = self._device.retrieve()
            if found and self._is_news(t_s, image):
                yield Frame(t_s, self._rgb(image))

    def _is_news(self, t_s: float, image: Any) -> bool:
        self._rate.add(t_s)
        is_still = self._stillness.step(t_s, image)
        self._trouble = STILL if is_still else ""
        return not is_still

    def _grab(self) -> bool:
        for _ in range(_RETRIES):
            if self._device.grab():
                return True
            if self._closing.wait(_RETRY_WAIT_S):
                break
        return False

    def _find_again(self) -> None:
        """Open the camera anew as soon as it is there again.

        Raises:
            VideoError: it was waited for in vain.
        """
        lost_s, self._trouble = self._clock(), GONE
        # some systems give the number away as long as somebody holds the old one
        self._device.release()
        while self._clock() - lost_s < self._waits_s:
            if self._closing.wait(REOPEN_S):
                return
            try:
                self._device = self._reopen()
            except VideoError:
                continue
            self._stillness, self._rate = Stillness(), Rate()
            return
        if not self._closing.is_set():
            raise _lost(self.source, lost_s - self._start_s, _CAUSES[GONE])

    def _rgb(self, image: Any) -> Any:
        return as_rgb(image, self._cv2, is_swapped=self.is_swapped)


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


_LOOSE = "It hangs, or its cable is loose"
_CAUSES = {
    GONE: "It was unplugged, or another program took it",
    STILL: "It shows the same picture all the time: it hangs, or its cover is closed",
}


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
