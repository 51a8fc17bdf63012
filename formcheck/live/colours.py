"""Whether a camera's red and blue are exchanged: then every face is blue."""

import math
from statistics import median

import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose

_EYES = [Landmark.LEFT_EYE, Landmark.RIGHT_EYE]
_MOUTH = [Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT]
# Skin of every tone reflects more red than blue. Faces of the 48 sample clips give 0.07 to 0.155 (medians of
# four seconds), exchanged as much below nothing; a grey picture gives 0.
SWAPPED = -0.04
# So many looks, so far apart: a bluish lamp or a passing shadow decides nothing.
_LOOKS, _EVERY_S = 20, 0.1


class ColourWatch:
    """Looks at the face of who is followed until it is sure; then never again."""

    def __init__(self) -> None:
        self._seen: list[float] = []
        self._looked_s = -math.inf

    def step(self, pose: Pose | None, frame: Frame) -> bool:
        """Take one picture; true once, when its red and blue prove to be exchanged."""
        if pose is None or len(self._seen) >= _LOOKS or frame.t_s - self._looked_s < _EVERY_S:
            return False
        redness = face_redness(pose, frame.image_rgb)
        if math.isnan(redness):
            return False
        self._looked_s = frame.t_s
        self._seen.append(redness)
        return len(self._seen) == _LOOKS and median(self._seen) < SWAPPED


def face_redness(pose: Pose, image_rgb: NDArray[np.uint8]) -> float:
    """Red less blue, in shares of the brightness, between eyes and mouth; NaN where no face is seen."""
    eyes, mouth = pose.xy_px[_EYES].mean(axis=0), pose.xy_px[_MOUTH].mean(axis=0)
    middle, half_px = (eyes + mouth) / 2, float(np.hypot(*(mouth - eyes))) / 2
    if not (np.isfinite(middle).all() and 1.0 <= half_px <= max(image_rgb.shape)):
        return math.nan
    (left, top), (right, bottom) = np.maximum(middle - half_px, 0), middle + half_px
    patch = image_rgb[int(top) : math.ceil(bottom), int(left) : math.ceil(right)]
    if not patch.size or pose.visibility[Landmark.NOSE] < 0.5:
        return math.nan
    red, green, blue = patch.reshape(-1, 3).mean(axis=0)
    return float((red - blue) / max(red + green + blue, 1.0))
