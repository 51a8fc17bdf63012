"""Whether a running camera still shows the world: the same picture again and again, or too few of them."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

# Noise alone changes every picture of a sensor. Shorter, a driver may give one twice that it has not renewed.
STILL_S = 3.0
# Every eighth pixel each way: 14 KB at 640 x 480, compared in microseconds.
_EVERY_PX = 8
# Pictures a second are counted over this long, as one slow picture is no slow camera.
_OVER_S = 3.0
# Repetitions are told apart from 8 pictures a second on: the exercises' conformance tests begin there.
LEAST_FPS = 8.0


class Stillness:
    """Notices that a camera gives the same picture all the time."""

    def __init__(self) -> None:
        self._last: NDArray[np.generic] | None = None
        self._since_s = 0.0

    def step(self, t_s: float, image: NDArray[np.generic]) -> bool:
        """Take one picture; whether nothing in it has changed for ``STILL_S``."""
        few = image[::_EVERY_PX, ::_EVERY_PX]
        if self._last is None or not np.array_equal(few, self._last):
            # a copy, because drivers use their memory again
            self._last, self._since_s = few.copy(), t_s
        return t_s - self._since_s >= STILL_S


class Rate:
    """Counts the pictures of the last seconds."""

    def __init__(self) -> None:
        self._times_s: deque[float] = deque()
        self._begun_s: float | None = None

    def add(self, t_s: float) -> None:
        """Take the time of one picture."""
        self._times_s.append(t_s)
        self._begun_s = t_s if self._begun_s is None else self._begun_s
        while t_s - self._times_s[0] > _OVER_S:
            self._times_s.popleft()

    @property
    def fps(self) -> float | None:
        """Pictures a second; None until it has been watched for long enough."""
        times_s = self._times_s
        if self._begun_s is None or times_s[-1] - self._begun_s < _OVER_S:
            return None
        return (len(times_s) - 1) / (times_s[-1] - times_s[0]) if len(times_s) > 1 else 1 / _OVER_S

    @property
    def is_slow(self) -> bool:
        """Whether too few come to tell repetitions apart."""
        return self.fps is not None and self.fps < LEAST_FPS
