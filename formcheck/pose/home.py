"""Where the followed person was and what they wear: the way back when a passer-by takes the track along."""

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.choose import change
from formcheck.pose.landmarker import Landmarks
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import FloatArray
from formcheck.pose.region import Region

# Engineering defaults. A square's side is about 2.3 m of a standing person: exercises move the hips by less
# than 0.9 m, a passer-by who took the track along goes on.
_LEFT_SIDES = 0.4
_SAME_SIZE_LN = 0.4
# The place is looked at again and again while two people are still close together, then given up.
_CHECK_EVERY_S, _GIVE_UP_S = 0.3, 1.5
# A person at home may look less like the one who was there by so much, of 255 (light and posture).
_COLOUR_SLACK = 25.0
_COLOUR_WEIGHT, _COLOUR_EVERY_S = 0.03, 0.1

# Colours are taken along these lines through the trunk; legs leave their lines too often.
_LINES = (
    (L.LEFT_SHOULDER, L.LEFT_HIP),
    (L.LEFT_SHOULDER, L.RIGHT_HIP),
    (L.RIGHT_SHOULDER, L.RIGHT_HIP),
    (L.RIGHT_SHOULDER, L.LEFT_HIP),
)
_STEPS = np.linspace(0.2, 0.8, 7)[:, None]


class Home:
    """The place and the colours of one person.

    Args:
        image: the picture the person was first seen in.
        seen: their landmarks.
    """

    def __init__(self, image: NDArray[np.uint8], seen: Landmarks) -> None:
        self.region = seen.next_region
        self._colours = clothes(image, seen)
        self._left_s = self._check_s = math.inf
        self._remembered_s = -math.inf

    def left(self, region: Region) -> bool:
        """Whether a square is away from home."""
        return change(region, self.region)[0] > _LEFT_SIDES

    def holds(self, region: Region) -> bool:
        """Whether a square lies at home and has the size of the person there."""
        shift, size_ln = change(region, self.region)
        return shift <= _LEFT_SIDES and size_ln <= _SAME_SIZE_LN

    def due(self, t_s: float) -> bool:
        """Whether to look at the place now that the track is away from it; counts from the first call."""
        if self._left_s == math.inf:
            self._left_s = self._check_s = t_s
        if t_s < self._check_s:
            return False
        self._check_s = t_s + _CHECK_EVERY_S
        return True

    def given_up(self, t_s: float) -> bool:
        """Whether the track has been away for so long that it has a new home."""
        return t_s - self._left_s >= _GIVE_UP_S

    def remember(self, t_s: float, image: NDArray[np.uint8], seen: Landmarks) -> None:
        """Take in the colours of a person who is at home, slowly."""
        self._left_s = self._check_s = math.inf
        if t_s - self._remembered_s < _COLOUR_EVERY_S:
            return
        self._remembered_s = t_s
        self._colours = self._colours + _COLOUR_WEIGHT * (clothes(image, seen) - self._colours)

    def prefers(self, image: NDArray[np.uint8], other: Landmarks, present: Landmarks) -> bool:
        """Whether another person looks like the one at home about as much as the present one, or more."""
        return self._unlike(image, other) <= self._unlike(image, present) + _COLOUR_SLACK

    def _unlike(self, image: NDArray[np.uint8], seen: Landmarks) -> float:
        return float(np.abs(clothes(image, seen) - self._colours).mean())


def clothes(image: NDArray[np.uint8], seen: Landmarks) -> FloatArray:
    """Return the (4, 3) mean colours along lines through the trunk, clipped to the picture."""
    ends = seen.xy_px[np.array(_LINES)]
    points = ends[:, None, 0] * (1 - _STEPS) + ends[:, None, 1] * _STEPS
    limit = np.array([image.shape[1], image.shape[0]]) - 1
    x, y = np.moveaxis(np.clip(points, 0, limit).astype(int), -1, 0)
    return np.asarray(image[y, x].mean(axis=1, dtype=np.float64))
