"""Whatever a camera's driver calls a picture, as upright RGB of 8 bits."""

from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray


def as_rgb(image: Any, cv2: ModuleType, *, is_swapped: bool = False) -> NDArray[np.uint8]:
    """Convert a picture of OpenCV.

    Args:
        image: (height, width) grey, or with 1, 2 (YUY2), 3 (BGR) or 4 (BGRA) channels; 8 or 16 bits.
        cv2: the loaded OpenCV.
        is_swapped: the driver gives RGB where BGR is meant.

    Returns:
        (height, width, 3) uint8.
    """
    image = np.asarray(image)
    if image.dtype != np.uint8:
        # infrared and depth cameras give 16 bits, of which the upper ones are the picture
        image = (image >> 8).astype(np.uint8) if image.dtype == np.uint16 else image.astype(np.uint8)
    channels = 1 if image.ndim == 2 else image.shape[2]
    code = {
        1: cv2.COLOR_GRAY2RGB,
        2: cv2.COLOR_YUV2RGB_YUY2,
        3: cv2.COLOR_BGR2RGB,
        4: cv2.COLOR_BGRA2RGB,
    }[channels]
    rgb = np.asarray(cv2.cvtColor(image, code), np.uint8)
    return np.ascontiguousarray(rgb[..., ::-1]) if is_swapped and channels > 1 else rgb
