"""Turns a clip into what Chromium takes for a webcam: Motion JPEG at 30 pictures a second.

Give the file to ``--use-file-for-fake-video-capture``; it plays from the moment the camera is opened, and
again from its start when it is over. For the tests of the pages and their screenshots.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.video.reader import open_clip

# Chromium plays Motion JPEG at this rate, whatever the clip's own was.
PER_S = 30.0
LONGEST_PX = 640
QUALITY = 88


def film(clip: Path, path: Path, stretches: Sequence[tuple[float, float, float]]) -> Path:
    """Write a webcam file.

    Args:
        clip: the video to show.
        path: the file to write, ``.mjpeg``.
        stretches: in order: from and to in seconds of the clip, and how long to stand still at the end of it.
    """
    times_s, pictures = _pictures(clip)
    shown = (int(np.searchsorted(times_s, t_s, "right")) - 1 for t_s in _moments(stretches))
    path.write_bytes(b"".join(pictures[max(0, i)] for i in shown))
    return path


def _moments(stretches: Iterable[tuple[float, float, float]]) -> Iterator[float]:
    for start_s, end_s, still_s in stretches:
        yield from np.arange(start_s, end_s, 1.0 / PER_S).tolist()
        yield from [end_s] * round(still_s * PER_S)


def _pictures(clip: Path) -> tuple[NDArray[np.float64], list[bytes]]:
    times_s, pictures = [], []
    with open_clip(clip) as frames:
        for frame in frames:
            times_s.append(frame.t_s)
            pictures.append(_jpeg(frame.image_rgb))
    return np.array(times_s), pictures


def _jpeg(image_rgb: NDArray[np.uint8]) -> bytes:
    scale = min(1.0, LONGEST_PX / max(image_rgb.shape[:2]))
    height, width = (round(side * scale / 2) * 2 for side in image_rgb.shape[:2])
    small = cv2.resize(image_rgb, (width, height), interpolation=cv2.INTER_AREA)
    settings = [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    return bytes(cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), settings)[1])
