"""Signals and landmarks as a few bytes: thinned to 15 a second, in stretches of about a repetition.

A blob is one byte of format (1) and zlib-packed little-endian numbers, column by column: times as float64,
signals as float32, landmarks as 16-bit steps of 1/12000 of the picture's longer side, each as the difference
to the one before. The least 16-bit number stands for a landmark that was not seen.
"""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.spec import Exercise, base_name
from formcheck.loop import Step
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.signals import SIGNALS
from formcheck.pose.landmarks import COUNT
from formcheck.store.home import StoreError

Floats = NDArray[np.float64]

FORMAT = b"\x01"
# At 30 frames a second every second one is kept, at 25 likewise, at 15 each.
THIN_S = 0.06
STEPS_A_SIDE = 12_000
UNSEEN = -32_768
PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class Traces:
    """Signals over time.

    Attributes:
        t_s: (n,) seconds.
        signals: name to (n,) values, NaN where not measurable; ``progress`` goes from 0 at rest to 1.
        units: of each signal.
        driving: the signals that are counted by: one, or one a side.
    """

    t_s: Floats
    signals: dict[str, Floats]
    units: dict[str, str]
    driving: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Landmarks over time.

    Attributes:
        t_s: (n,) seconds.
        xy_px: (n, 33, 2) pixels; NaN where not seen.
        size_px: width and height of the picture.
    """

    t_s: Floats
    xy_px: Floats
    size_px: tuple[int, int]


def traced(exercise: Exercise) -> tuple[str, ...]:
    """The signals worth keeping: what is counted by, and what the faults are judged by."""
    used = (exercise.drive.signal, *(f.signal for f in exercise.faults))
    names = (name for signal in used for name in _names(signal))
    return (*dict.fromkeys(names), PROGRESS)


def driving(exercise: Exercise) -> tuple[str, ...]:
    """The driving signal, once a side where each side is counted by its own."""
    return _names(exercise.drive.signal)


def _names(signal: str) -> tuple[str, ...]:
    if "{" not in signal:
        return (signal,)
    return tuple(f"{base_name(signal)}_{side}" for side in SIDE_NAMES)


def unit_of(name: str) -> str:
    """The unit of a signal by its name."""
    signal = SIGNALS.get(base_name(name))
    return signal.unit if signal else ""


@dataclass(slots=True)
class Buffer:
    """The moments since the last chunk.

    Attributes:
        names: the signals kept.
    """

    names: tuple[str, ...]
    size_px: tuple[int, int] = (0, 0)
    _times: list[float] = field(default_factory=list)
    _values: list[list[float]] = field(default_factory=list)
    _points: list[NDArray[np.floating]] = field(default_factory=list)
    _last_s: float = -math.inf

    def __len__(self) -> int:
        return len(self._times)

    @property
    def span_s(self) -> float:
        """Seconds from the first moment to the last."""
        return self._times[-1] - self._times[0] if self._times else 0.0

    def wants(self, t_s: float) -> bool:
        """Whether a moment is far enough from the last one kept."""
        return t_s - self._last_s >= THIN_S

    def add(self, step: Step) -> None:
        """Keep one moment."""
        self._last_s = step.sighting.t_s
        self._times.append(self._last_s)
        values = step.observation.values
        self._values.append([step.progress if n == PROGRESS else values.get(n, math.nan) for n in self.names])
        self._points.append(_HIDDEN if step.pose is None else step.pose.xy_px)
        if step.pose is not None:
            self.size_px = step.pose.size_px

    def drain(self) -> dict[str, object]:
        """The columns of a chunk row; the buffer is empty afterwards."""
        width_px, height_px = self.size_px
        columns: dict[str, object] = {
            "start_s": self._times[0],
            "end_s": self._times[-1],
            "width_px": width_px,
            "height_px": height_px,
            "times": pack(np.array(self._times), "<f8"),
            "signals": pack(np.array(self._values), "<f4"),
            "points": pack_points(np.array(self._points), max(self.size_px)),
        }
        self._times, self._values, self._points = [], [], []
        return columns


_HIDDEN: NDArray[np.floating] = np.full((COUNT, 2), np.nan)


def pack(numbers: Floats, kind: str) -> bytes:
    """Numbers, a row a moment, as bytes: column by column, which packs better."""
    return FORMAT + zlib.compress(np.ascontiguousarray(numbers.T.astype(kind)).tobytes())


def unpack(blob: bytes, kind: str, columns: int) -> Floats:
    """What ``pack`` was given, (rows, columns).

    Raises:
        StoreError: the bytes are damaged or of a later format.
    """
    return _numbers(blob, kind, columns).astype(np.float64)


def pack_points(xy_px: Floats, side_px: int) -> bytes:
    """Landmarks (n, 33, 2) as bytes."""
    steps = np.rint(xy_px * (STEPS_A_SIDE / max(side_px, 1)))
    # what lies more than two picture sizes outside is no landmark
    steps = np.where(np.abs(steps) < -UNSEEN, steps, UNSEEN)
    whole = np.nan_to_num(steps, nan=UNSEEN).astype("<i2").reshape(len(xy_px), -1)
    # 16-bit numbers wrap round: the sums give back exactly what the differences were taken of
    changes = np.diff(whole, axis=0, prepend=np.zeros((1, whole.shape[1]), "<i2")).astype("<i2")
    return FORMAT + zlib.compress(np.ascontiguousarray(changes.T).tobytes())


def unpack_points(blob: bytes, side_px: int) -> Floats:
    """What ``pack_points`` was given, to a twelve-thousandth of the picture's side.

    Raises:
        StoreError: the bytes are damaged or of a later format.
    """
    changes = _numbers(blob, "<i2", 2 * COUNT)
    steps = np.cumsum(changes, axis=0, dtype="<i2").astype(np.float64)
    steps[steps == UNSEEN] = np.nan
    return (steps * (max(side_px, 1) / STEPS_A_SIDE)).reshape(-1, COUNT, 2)


def _numbers(blob: bytes, kind: str, columns: int) -> NDArray[Any]:
    if blob[:1] != FORMAT:
        raise StoreError("the history holds signals of a later format", mend="Update formcheck")
    try:
        return np.frombuffer(zlib.decompress(blob[1:]), kind).reshape(columns, -1).T
    except (zlib.error, ValueError) as error:
        raise StoreError("the history holds damaged signals", cause=str(error)) from error


def joined(parts: Sequence[Floats], empty: tuple[int, ...]) -> Floats:
    """Stretches one after the other; an empty array of a shape where there are none."""
    return np.concatenate(parts) if parts else np.empty(empty)
