"""A camera whose pictures are a clip's, round and round, and whose clock runs as fast as they are taken."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.video.camera import Camera
from formcheck.video.reader import open_clip

SIDE_PX = 640
_WAIT_S = 30.0


def jpegs(clip: Path, fps: float) -> list[bytes]:
    """A clip's pictures at another rate, small as a webcam's."""
    with open_clip(clip, max_side_px=SIDE_PX) as frames:
        seen = [(frame.t_s, _jpeg(frame.image_rgb)) for frame in frames]
    times_s = np.array([t_s for t_s, _ in seen])
    count = round((times_s[-1] + times_s[1]) * fps)
    return [seen[int(np.argmin(np.abs(times_s - i / fps)))][1] for i in range(count)]


def _jpeg(image_rgb: NDArray[np.uint8]) -> bytes:
    return bytes(cv2.imencode(".jpg", image_rgb[..., ::-1])[1])


class Device:
    """What OpenCV would give for such a camera: one picture each time it is let go on.

    Args:
        pictures: JPEG, shown round and round.
        fps: pictures a second of simulated time.
    """

    def __init__(self, pictures: Sequence[bytes], fps: float) -> None:
        self._pictures, self._fps = pictures, fps
        self._number, self._gate = 0, threading.Semaphore(0)

    @property
    def now_s(self) -> float:
        """Simulated seconds."""
        return self._number / self._fps

    def go_on(self) -> None:
        """Let the next picture come."""
        self._gate.release()

    def grab(self) -> bool:
        """Wait for leave to go on."""
        self._gate.acquire()
        self._number += 1
        return True

    def retrieve(self) -> tuple[bool, Any]:
        """The picture of now."""
        data = np.frombuffer(self._pictures[self._number % len(self._pictures)], np.uint8)
        return True, cv2.imdecode(data, cv2.IMREAD_COLOR)

    def read(self) -> tuple[bool, Any]:
        """The first picture."""
        return self.retrieve()

    def get(self, _what: int) -> float:
        """The rate."""
        return self._fps

    def release(self) -> None:
        """Nothing is open."""


class Stepped:
    """The real camera class on that device, as a live source: a picture a call, until the time is up.

    Args:
        device: the camera.
        seconds: of simulated time.
    """

    name, kind = "soak", "camera"

    def __init__(self, device: Device, seconds: float) -> None:
        self._device, self._seconds = device, seconds
        self._camera = Camera(0, device, clock=lambda: device.now_s)
        self.size_px = self._camera.size_px
        self._is_first = True

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self._device.now_s >= self._seconds

    @property
    def trouble(self) -> str:
        """As the camera's."""
        return self._camera.trouble

    @property
    def is_blind(self) -> bool:
        """As the camera's."""
        return self._camera.is_blind

    def swap_colours(self) -> None:
        """As the camera's; the clip's are right."""
        raise AssertionError("the colours were taken for exchanged")

    def take(self, _wait_s: float) -> Frame | None:
        """The next picture."""
        if not self._is_first:
            self._device.go_on()
        self._is_first = False
        return self._camera.take(_WAIT_S)

    def age_s(self, frame: Frame) -> float:
        """How late a picture is by the simulated clock."""
        return self._camera.age_s(frame)

    def close(self) -> None:
        """Stop the camera."""
        closing = threading.Thread(target=self._camera.close)
        closing.start()
        # its thread waits for the next picture
        self._device.go_on()
        closing.join()
