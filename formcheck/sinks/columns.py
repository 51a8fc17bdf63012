"""Tidy tables of every frame: signals a row a frame, landmarks a row a landmark; as CSV and as Parquet."""

import importlib
import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from formcheck.errors import FormcheckError, VideoError
from formcheck.loop import Step
from formcheck.pose.landmarks import Landmark
from formcheck.sinks.tables import CsvFile, SignalTable, cannot_write

# Rows of a group: memory stays flat, and a group is large enough to be read quickly.
_GROUP = 5000
_LANDMARKS = ("t_s", "landmark", "x_px", "y_px", "x_m", "y_m", "z_m", "visibility")
_WORDS = frozenset({"landmark", "view", "posture", "phase"})


def landmark_rows(step: Step) -> Iterator[tuple[Any, ...]]:
    """A row a landmark, repaired and smoothed as the signals see it; none where nobody is seen."""
    pose = None if step.is_last else step.pose
    if pose is None:
        return
    for landmark in Landmark:
        xy_px, world_m = pose.xy_px[landmark].tolist(), pose.world_m[landmark].tolist()
        seen = float(pose.visibility[landmark])
        yield (step.sighting.t_s, landmark.name.lower(), *xy_px, *world_m, seen)


class LandmarkTable(CsvFile):
    """One row a landmark and frame: pixels, metres about the hips, visibility."""

    header = _LANDMARKS

    def write(self, step: Step) -> None:
        """Write one frame."""
        for row in landmark_rows(step):
            self.row(row)


class ParquetFile:
    """A sink that writes rows as a Parquet file, a group at a time.

    Args:
        path: the file.
        columns: names, with their units in them.

    Raises:
        FormcheckError: pyarrow is not installed.
    """

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self.path, self._columns = path, columns
        self._arrow, self._parquet = pyarrow()
        kinds = {name: self._arrow.string() if name in _WORDS else self._arrow.float64() for name in columns}
        self._schema = self._arrow.schema(list(kinds.items()))
        self._rows: list[Mapping[str, Any]] = []
        self._has_failed = False

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = self._parquet.ParquetWriter(str(self.path), self._schema)
        except OSError as error:
            raise cannot_write(self.path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not self._has_failed:
                self._flush()
                self._close()
        finally:
            if self._has_failed:
                self._drop()

    def _close(self) -> None:
        try:
            self._writer.close()
        except OSError as error:
            self._has_failed = True
            raise self._cannot_write(error) from error

    def add(self, row: tuple[Any, ...]) -> None:
        """Take one row; NaN becomes an empty cell."""
        self._rows.append({name: _plain(v) for name, v in zip(self._columns, row, strict=True)})
        if len(self._rows) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        rows, self._rows = self._rows, []
        try:
            self._writer.write_table(self._arrow.Table.from_pylist(rows, schema=self._schema))
        except OSError as error:
            self._has_failed = True
            raise self._cannot_write(error) from error

    def _drop(self) -> None:
        """A table without its end can be read by nobody."""
        with suppress(OSError, self._arrow.ArrowException):
            self._writer.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _cannot_write(self, error: Exception) -> VideoError:
        cause = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        mend = "Free some space or choose another folder with --out"
        return VideoError(f"cannot write {self.path}", cause=cause, mend=mend)


class LandmarkParquet(ParquetFile):
    """The landmarks of every frame."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _LANDMARKS)

    def write(self, step: Step) -> None:
        """Write one frame."""
        for row in landmark_rows(step):
            self.add(row)


class SignalParquet(ParquetFile):
    """The signals of every frame."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, SignalTable.header)

    def write(self, step: Step) -> None:
        """Write one frame."""
        if not step.is_last:
            self.add(tuple(SignalTable.cells(step)))


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return None if value is None else str(value)


def pyarrow() -> tuple[Any, Any]:
    """The packages pyarrow and pyarrow.parquet.

    Raises:
        FormcheckError: they are not installed.
    """
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise FormcheckError(
            "Parquet needs a package that is not installed",
            cause=str(error),
            mend='Install it: pip install "formcheck[parquet]", or write CSV',
        ) from error
