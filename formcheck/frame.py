"""One picture and the moment it was taken."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture with its time.

    Attributes:
        t_s: seconds, from the container or the camera's clock, never from a frame count.
        image_rgb: (height, width, 3) uint8, upright (rotation metadata already applied).
    """

    t_s: float
    image_rgb: NDArray[np.uint8]

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image_rgb.shape[1], self.image_rgb.shape[0]
