"""Which of several people is the user: the largest, most central, moving one; later the one followed."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.pose import FloatArray
from formcheck.pose.region import Region

# Engineering defaults: a person at the picture's edge counts half, and so does one who stands still: many an
# exercise starts with standing still, and passers-by move.
_EDGE_WEIGHT = 0.5
_STILL_WEIGHT = 0.5
_THUMB_PX, _MOTION_EVERY_S = 64, 0.1

# How far a followed person's square may move between frames, in sides and in ln of its size. Tuned on 42 real
# clips, 11 000 frame pairs: the largest seen at 30 frames a second were 0.21 and 0.15.
_SHIFT_SIDES, _SHIFT_SIDES_PER_S = 0.2, 2.0
_SIZE_LN, _SIZE_LN_PER_S = 0.25, 1.5


def prominence(region: Region, size_px: tuple[int, int], motion: float) -> float:
    """Return how much a person stands out, 0..1.

    Args:
        region: the person's square.
        size_px: width and height of the picture.
        motion: the person's motion relative to that of the one who moves most, 0..1; 1 when not known.
    """
    width, height = size_px
    size = min(region.side_px / max(size_px), 1.0) ** 2
    off = min(abs(region.x_px / width - 0.5) + abs(region.y_px / height - 0.5), 0.5) * 2
    return size * (1 - (1 - _EDGE_WEIGHT) * off) * (_STILL_WEIGHT + (1 - _STILL_WEIGHT) * motion)


def likeness(region: Region, last: Region, gap_s: float) -> float:
    """Return how well a square fits one seen `gap_s` seconds before, 0..1: e^-1 at the allowed change."""
    shift, size_ln = change(region, last)
    return math.exp(-shift / _allowed_shift(gap_s) - size_ln / (_SIZE_LN + _SIZE_LN_PER_S * gap_s))


def jumped(region: Region, last: Region, gap_s: float) -> bool:
    """Whether a square moved or changed its size more than a person can in `gap_s` seconds."""
    shift, size_ln = change(region, last)
    return shift > _allowed_shift(gap_s) or size_ln > _SIZE_LN + _SIZE_LN_PER_S * gap_s


def change(region: Region, last: Region) -> tuple[float, float]:
    """Return the shift of the centre in sides of the last square, and |ln| of the ratio of sizes."""
    shift = math.hypot(region.x_px - last.x_px, region.y_px - last.y_px) / last.side_px
    return shift, abs(math.log(region.side_px / last.side_px))


def _allowed_shift(gap_s: float) -> float:
    return _SHIFT_SIDES + _SHIFT_SIDES_PER_S * gap_s


class Motion:
    """Adds up where the picture changes, coarsely, to tell a mover from bystanders."""

    def __init__(self) -> None:
        self._last: FloatArray | None = None
        self._last_s = -math.inf
        self._sum: FloatArray = np.zeros((_THUMB_PX, _THUMB_PX), np.float32)
        self._size_px = (1, 1)

    def add(self, t_s: float, image_rgb: NDArray[np.uint8]) -> None:
        """Take the next picture; those that follow the last one closely are passed over."""
        if t_s - self._last_s < _MOTION_EVERY_S:
            return
        self._last_s = t_s
        self._size_px = (image_rgb.shape[1], image_rgb.shape[0])
        small = cv2.resize(image_rgb, (_THUMB_PX, _THUMB_PX), interpolation=cv2.INTER_LINEAR)
        thumb = small.astype(np.float32).mean(axis=2)
        if self._last is not None:
            self._sum = self._sum + np.abs(thumb - self._last)
        self._last = thumb

    def shares(self, regions: list[Region]) -> list[float]:
        """Return each square's motion relative to the largest of them; all 1 where nothing moved."""
        sums = [self._within(region) for region in regions]
        most = max(sums, default=0.0)
        return [value / most if most > 0 else 1.0 for value in sums]

    def _within(self, region: Region) -> float:
        """Motion in the middle half of a square, where its own person is."""
        scale = np.array([_THUMB_PX, _THUMB_PX]) / self._size_px
        centre = np.array([region.x_px, region.y_px]) * scale
        reach = np.maximum(region.side_px / 4 * scale, 1.0)
        low = np.clip(centre - reach, 0, _THUMB_PX - 1).astype(int)
        high = np.clip(centre + reach, 1, _THUMB_PX).astype(int)
        return float(self._sum[low[1] : high[1], low[0] : high[0]].sum())
