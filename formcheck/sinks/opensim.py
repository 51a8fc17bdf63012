"""Markers (TRC) and angles (MOT) as OpenSim, Sports2D and Pose2Sim read them.

Both formats want the number of rows at their top, which is known at the end: rows go to the file as they
come, below a head of fixed length that is written anew on closing. A file cut short keeps its rows.
Format: OpenSim's documentation of marker (.trc) and motion (.mot) files, and what OpenSim 4.6 itself takes:
an empty cell at the end of a row ends its reading of a TRC file, and shifts every later value of a MOT file.
So what is missing is written as nan.
"""

import math
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO

import numpy as np
from numpy.typing import NDArray

from formcheck.loop import Step
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose
from formcheck.pose.scale import px_per_m
from formcheck.sinks.tables import TextFile, cannot_write

_COUNT_DIGITS = 8
_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
# OpenSim's names and its senses: a straight joint is 0, flexion positive. The trunk's sign is not told by the
# picture alone: it is given as it is measured.
_SIDES = ("right", "left")
_FLEXION = {"knee_angle": "knee_deg", "hip_flexion": "hip_open_deg"}
_AS_MEASURED = ("trunk_lean_deg",)


class CountedFile(TextFile):
    """A text file whose head holds the number of its rows."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.rows = 0
        self._first_s = self._last_s = math.nan

    @property
    def rate_hz(self) -> float:
        """Rows a second, on average."""
        length_s = self._last_s - self._first_s
        return (self.rows - 1) / length_s if length_s > 0 else 0.0

    def head(self) -> str:
        """The lines above the rows, of the same length whatever is counted."""
        raise NotImplementedError

    def begin(self) -> None:
        """Write the head, without a count yet."""
        self.put(self.head())

    def add(self, t_s: float, cells: Sequence[float]) -> None:
        """Write one row below its time."""
        self.rows += 1
        self._first_s = t_s if math.isnan(self._first_s) else self._first_s
        self._last_s = t_s
        self.put("\t".join([*self._before(t_s), *(_cell(c) for c in cells)]) + "\n")

    def _before(self, t_s: float) -> list[str]:
        return [f"{t_s:.6f}"]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        try:
            with self.path.open("r+", encoding="utf-8", newline="") as file:
                _write_head(file, self.head())
        except OSError as failure:
            raise cannot_write(self.path, failure) from failure


def _write_head(file: IO[str], head: str) -> None:
    file.seek(0)
    file.write(head)


def _cell(value: float) -> str:
    return f"{value:.6f}" if math.isfinite(value) else "nan"


def _counted(number: int) -> str:
    return f"{number:>{_COUNT_DIGITS}}"


class Markers(CountedFile):
    """A TRC file of the 33 landmarks in metres: x to the right of the picture, y up, z towards the camera.

    The pose model's metres are about the middle of the hips; where that is comes from the picture, so that
    whoever walks across moves, too. Depth is the model's own and stays about the hips: one camera does not
    see how far away somebody stands.
    """

    def head(self) -> str:
        """Kind, rates and counts, markers, axes."""
        names = "\t\t\t".join(landmark.name.lower() for landmark in Landmark)
        axes = "\t".join(f"{axis}{i}" for i in range(1, len(Landmark) + 1) for axis in "XYZ")
        rate, count = f"{self.rate_hz:>{_COUNT_DIGITS}.3f}", _counted(self.rows)
        return (
            f"PathFileType\t4\t(X/Y/Z)\t{self.path.name}\n"
            "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\t"
            "OrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n"
            f"{rate}\t{rate}\t{count}\t{len(Landmark)}\tm\t{rate}\t1\t{count}\n"
            f"Frame#\tTime\t{names}\t\t\n\t\t{axes}\n\n"
        )

    def _before(self, t_s: float) -> list[str]:
        return [str(self.rows), f"{t_s:.6f}"]

    def write(self, step: Step) -> None:
        """Write one frame; one without a person is nan throughout."""
        if step.is_last:
            return
        self.add(step.sighting.t_s, [float(v) for v in _placed_m(step.pose).ravel()])


def _placed_m(pose: Pose | None) -> NDArray[np.float64]:
    """(33, 3) metres, y up; NaN where nobody is seen, or the backend has no metres."""
    if pose is None:
        return np.full((len(Landmark), 3), math.nan)
    world_m = pose.world_m.astype(np.float64)
    hips_m = pose.xy_px[_HIPS].astype(np.float64).mean(0) / px_per_m(pose)
    world_m[:, :2] += hips_m - world_m[_HIPS, :2].mean(0)
    # from the picture's lower edge upwards, and towards the camera: a right-handed system, as OpenSim has it
    high_m = pose.size_px[1] / px_per_m(pose)
    return np.stack([world_m[:, 0], high_m - world_m[:, 1], -world_m[:, 2]], axis=1)


class Angles(CountedFile):
    """A MOT file of joint angles in degrees: straight is 0, flexion positive, nan where not measurable.

    Of OpenSim's two readers one, which its window uses, stops at the first nan. So a column that is never
    measured, such as the hips' bend seen from the front, is left out, and so is a row without any value.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.names = (*(f"{name}_{side[0]}" for name in _FLEXION for side in _SIDES), *_AS_MEASURED)
        self._is_measured = np.zeros(len(self.names), np.bool_)

    def head(self) -> str:
        """Name, counts, columns."""
        columns = "\t".join(("time", *self.names))
        return (
            f"{self.path.stem}\nversion=1\nnRows={_counted(self.rows)}\nnColumns={len(self.names) + 1}\n"
            f"inDegrees=yes\nendheader\n{columns}\n"
        )

    def write(self, step: Step) -> None:
        """Write one frame."""
        if step.is_last:
            return
        seen = step.observation.values
        flexed = [
            180.0 - seen.get(f"{name}_{side}", math.nan) for name in _FLEXION.values() for side in _SIDES
        ]
        cells = [*flexed, *(seen.get(name, math.nan) for name in _AS_MEASURED)]
        if np.isfinite(cells).any():
            self.add(step.sighting.t_s, cells)

    def add(self, t_s: float, cells: Sequence[float]) -> None:
        """Write one row below its time."""
        self._is_measured |= np.isfinite(cells)
        super().add(t_s, cells)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        if not self._is_measured.any() or self._is_measured.all():
            return
        try:
            self._leave_out_unmeasured()
        except OSError as failure:
            raise cannot_write(self.path, failure) from failure

    def _leave_out_unmeasured(self) -> None:
        above, kept = self.head().count("\n"), np.flatnonzero([True, *self._is_measured])
        self.names = tuple(np.array(self.names)[self._is_measured].tolist())
        whole = self.path.with_name(f"{self.path.name}.part")
        with (
            self.path.open(encoding="utf-8", newline="") as rows,
            whole.open("w", encoding="utf-8", newline="") as file,
        ):
            file.write(self.head())
            for row in islice(rows, above, None):
                cells = row.rstrip("\n").split("\t")
                file.write("\t".join(cells[i] for i in kept) + "\n")
        whole.replace(self.path)
