"""Pictures of some moments, taken from the clip while it is at hand."""

import base64
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.video.reader import open_clip

# Large enough to see a knee on paper, small enough for six of them in a mail.
LONGEST_PX, QUALITY = 960, 78


def pictures(clip: Path, times_s: Iterable[float]) -> dict[float, str]:
    """The frame nearest to each moment as a data URI; the clip is read once.

    Raises:
        VideoError: the clip cannot be read.
    """
    open_, taken = sorted(set(times_s)), dict[float, str]()
    before: tuple[float, NDArray[np.uint8]] | None = None
    with open_clip(clip) as frames:
        for frame in frames:
            while open_ and frame.t_s >= open_[0]:
                wanted = open_.pop(0)
                is_nearer = before is not None and wanted - before[0] < frame.t_s - wanted
                taken[wanted] = _uri(before[1] if before and is_nearer else frame.image_rgb)
            if not open_:
                break
            before = (frame.t_s, frame.image_rgb)
    return taken


def _uri(image_rgb: NDArray[np.uint8]) -> str:
    height, width = image_rgb.shape[:2]
    scale = min(1.0, LONGEST_PX / max(height, width))
    small = cv2.resize(image_rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", small[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return "data:image/jpeg;base64," + base64.b64encode(jpeg.tobytes()).decode("ascii")
