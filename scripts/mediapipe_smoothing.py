"""The smoothing that MediaPipe Tasks puts over its landmarks in VIDEO mode, to compare a raw chain with it.

One-Euro on pixels, the speed scaled by the size of the next frame's square; cutoff 0.05 Hz, beta 80,
derivative cutoff 1 Hz. Source: MediaPipe `pose_landmarks_detector_graph`, `landmarks_smoothing_calculator`,
`one_euro_filter`.
"""

import math

import numpy as np

from formcheck.pose.pose import FloatArray

MIN_CUTOFF_HZ = 0.05
BETA = 80.0
DERIVATIVE_CUTOFF_HZ = 1.0
FIRST_RATE_HZ = 30.0


class MediaPipeSmoother:
    """Smooths the landmarks of one person, frame by frame; a lost person starts it anew."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the past."""
        self._t_s = math.nan
        self._raw: FloatArray = np.empty(0)
        self._smooth: FloatArray = self._raw
        self._speed: FloatArray = self._raw

    def __call__(self, t_s: float, xy_px: FloatArray, object_px: float) -> FloatArray:
        """Return the smoothed positions.

        Args:
            t_s: time of the frame, later than the last.
            xy_px: raw positions.
            object_px: side of the person's square, by which speed is measured.
        """
        first = not self._raw.size
        rate_hz = FIRST_RATE_HZ if first else 1.0 / (t_s - self._t_s)
        speed = np.zeros_like(xy_px) if first else (xy_px - self._raw) / object_px * rate_hz
        self._speed = speed if first else _blend(speed, self._speed, _alpha(DERIVATIVE_CUTOFF_HZ, rate_hz))
        cutoff_hz = MIN_CUTOFF_HZ + BETA * np.abs(self._speed)
        self._smooth = xy_px if first else _blend(xy_px, self._smooth, _alpha(cutoff_hz, rate_hz))
        self._t_s, self._raw = t_s, xy_px
        return self._smooth


def _alpha(cutoff_hz: FloatArray | float, rate_hz: float) -> FloatArray:
    return np.asarray(1.0 / (1.0 + rate_hz / (2 * math.pi * np.asarray(cutoff_hz))))


def _blend(new: FloatArray, old: FloatArray, alpha: FloatArray) -> FloatArray:
    return np.asarray(alpha * new + (1.0 - alpha) * old)
