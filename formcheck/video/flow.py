"""How far each part of a region has moved, by optical flow from picture to picture."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.video.region import Region

# The region is looked at in this size, and told in so many cells each way.
SIZE_PX, CELLS = 96, 6
# Flow adds up from picture to picture, and so do its errors: what was longer ago fades.
FADE_S = 10.0


class Flow:
    """Follows a region of a film.

    Args:
        region: which part of the picture.
    """

    def __init__(self, region: Region) -> None:
        self._region = region
        self._grey: NDArray[np.uint8] | None = None
        self._moved = np.zeros(2 * CELLS * CELLS)
        self._t_s = math.nan

    def step(self, t_s: float, image_rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Take one picture; return how far each cell has moved across and down, in shares of the region.

        Args:
            t_s: seconds.
            image_rgb: (height, width, 3) the whole picture.

        Returns:
            (72,) six by six cells, across and down.
        """
        part = cv2.resize(self._region.cut(image_rgb), (SIZE_PX, SIZE_PX), interpolation=cv2.INTER_AREA)
        grey = np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), np.uint8)
        if self._grey is not None:
            fade = math.exp(-(t_s - self._t_s) / FADE_S)
            self._moved = fade * self._moved + _cells(self._grey, grey)
        self._grey, self._t_s = grey, t_s
        return self._moved


def _cells(before: NDArray[np.uint8], now: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Mean flow of each cell in shares of the region."""
    # pyramid of 3 at half size, windows of 15 px, 3 rounds, neighbourhoods of 5 px: the usual values
    still = np.zeros((SIZE_PX, SIZE_PX, 2), np.float32)
    flow = cv2.calcOpticalFlowFarneback(before, now, still, 0.5, 3, 15, 3, 5, 1.1, 0)
    side = SIZE_PX // CELLS
    cells = np.asarray(flow, np.float64).reshape(CELLS, side, CELLS, side, 2).mean(axis=(1, 3))
    moved: NDArray[np.float64] = cells.ravel() / SIZE_PX
    return moved
