"""The times of a clip's frames: seconds from its first one."""

import math

_RESTART_S = 1.0  # a timestamp this far back is a second recording appended to the first
_MIN_STEP_S = 0.001  # smallest step kept between two pictures with the same timestamp


class FrameClock:
    """Turns container timestamps into seconds from the first frame that strictly increase.

    Args:
        step_s: the nominal frame interval, used for a frame without a timestamp.
        start_s: timestamp of the clip's first frame, for frames from elsewhere in it.
    """

    def __init__(self, step_s: float, start_s: float | None = None) -> None:
        self._step_s = step_s
        self._start_s = start_s
        self._last_s: float | None = None if start_s is None else -math.inf

    def __call__(self, stamp_s: float | None) -> float:
        """Seconds for a frame stamped ``stamp_s``, None when the container has no stamp for it."""
        if self._last_s is None:
            self._start_s, self._last_s = stamp_s, 0.0
            return 0.0
        t_s = self._last_s + self._step_s
        if stamp_s is not None:
            if self._start_s is None or stamp_s - self._start_s < self._last_s - _RESTART_S:
                self._start_s = stamp_s - t_s
            t_s = stamp_s - self._start_s
        self._last_s = max(t_s, self._last_s + _MIN_STEP_S)
        return self._last_s
