"""Causal One-Euro smoothing on the frames' own times.

Method: Casiez, Roussel & Vogel 2012, "1 Euro Filter" (CHI). Values are scaled to metres first, so that one
setting fits a person near the camera and one far away.
"""

import math

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Landmark jitter at rest is 3-8 mm with energy above 2 Hz, a resting body moves below 0.5 Hz: 1.8 Hz halves
# the jitter at 88 ms delay. A slow squat moves the hips at 0.5 m/s, a quick leg at 2 m/s: with 2.5 Hz per m/s
# the delay falls to 50 and 23 ms, so that peaks keep their height and edges their time.
MIN_CUTOFF_HZ = 1.8
CUTOFF_PER_SPEED = 2.5
SPEED_CUTOFF_HZ = 1.5


class OneEuro:
    """Smooths an array of points; a point that was NaN starts anew.

    Args:
        min_cutoff_hz: cutoff at rest.
        per_speed: what each unit of value per second adds to the cutoff.
        speed_cutoff_hz: cutoff of the speed estimate itself.
    """

    def __init__(
        self,
        min_cutoff_hz: float = MIN_CUTOFF_HZ,
        per_speed: float = CUTOFF_PER_SPEED,
        speed_cutoff_hz: float = SPEED_CUTOFF_HZ,
    ) -> None:
        self._min_hz, self._per_speed, self._speed_hz = min_cutoff_hz, per_speed, speed_cutoff_hz
        self.reset()

    def reset(self) -> None:
        """Forget the past."""
        self._t_s = math.nan
        self._value: FloatArray | None = None
        self._speed: FloatArray | None = None

    def step(self, t_s: float, value: FloatArray) -> FloatArray:
        """Take points of shape (n, d) at a later time; return them smoothed, NaN where they are NaN."""
        if self._value is None or self._speed is None:
            self._t_s, self._value, self._speed = t_s, value.copy(), np.zeros_like(value)
            return value
        dt_s = t_s - self._t_s
        if dt_s <= 0:
            return self._value
        fresh = np.isnan(self._value)
        speed = np.where(fresh, 0.0, (value - self._value) / dt_s)
        self._speed = np.where(fresh, 0.0, self._speed + _alpha(self._speed_hz, dt_s) * (speed - self._speed))
        # one cutoff a point, from its speed in all directions: axes must not lag differently
        pace = np.sqrt((self._speed**2).sum(axis=-1, keepdims=True))
        alpha = _alpha(self._min_hz + self._per_speed * np.nan_to_num(pace), dt_s)
        self._value = np.where(fresh, value, self._value + alpha * (value - self._value))
        self._speed = np.nan_to_num(self._speed)
        self._t_s = t_s
        return self._value


def _alpha(cutoff_hz: FloatArray | float, dt_s: float) -> FloatArray:
    rate = 2.0 * math.pi * np.asarray(cutoff_hz) * dt_s
    return np.asarray(rate / (rate + 1.0))
