"""Numbers to files, row by row as they come, so that an interruption loses nothing already known."""

import csv
import json
import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from formcheck.engine.events import Event, Rep
from formcheck.errors import VideoError
from formcheck.loop import Step
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.signals import SIGNALS
from formcheck.shapes import SetFound


class TextFile:
    """A text file opened for writing, flushed line by line, with disk errors in one clear line.

    Args:
        path: the file to write.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8", newline="", buffering=1)
        except OSError as error:
            raise cannot_write(self.path, error) from error
        try:
            self.begin()
        except VideoError:
            self._close_quietly()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            try:
                self._file.close()
            except OSError as failure:
                raise cannot_write(self.path, failure) from failure

    def _close_quietly(self) -> None:
        # closing writes what is left once more, which fails once more
        with suppress(OSError):
            if self._file is not None:
                self._file.close()

    def begin(self) -> None:
        """Write what stands at the top; nothing unless a subclass says so."""

    def put(self, text: str) -> None:
        """Write one line as it is."""
        assert self._file is not None, "used outside its with block"
        try:
            self._file.write(text)
        except OSError as error:
            raise cannot_write(self.path, error) from error


def cannot_write(path: Path, error: OSError) -> VideoError:
    """The error for a file that cannot be written."""
    return VideoError(
        f"cannot write {path}",
        cause=error.strerror or str(error),
        mend="Free some space or choose another folder with --out; what was written so far is kept",
    )


class CsvFile(TextFile):
    """A CSV file with a header."""

    header: tuple[str, ...] = ()

    def begin(self) -> None:
        """Write the header."""
        self.row(self.header)

    def row(self, cells: "tuple[Any, ...] | list[Any]") -> None:
        """Write one row; NaN becomes an empty cell."""
        csv.writer(_Put(self)).writerow([_cell(c) for c in cells])


class _Put:
    """Lets the csv module write through a ``TextFile``."""

    def __init__(self, file: TextFile) -> None:
        self._file = file

    def write(self, text: str) -> None:
        self._file.put(text)


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if math.isnan(value) else round(value, 4)
    return "" if value is None else value


class RepTable(CsvFile):
    """One row a repetition."""

    header = (
        "rep",
        "side",
        "start_s",
        "peak_s",
        "end_s",
        "range",
        "out_s",
        "hold_s",
        "back_s",
        "quality",
        "faults",
    )

    def write(self, step: Step) -> None:
        """Write the repetitions that became known in this step."""
        for event in step.events:
            if isinstance(event, Rep):
                self.row(_rep_row(event))


def _rep_row(rep: Rep) -> list[Any]:
    n, raises = len(rep.raises), rep.raises
    means = [sum(getattr(r, k) for r in raises) / n for k in ("range", "out_s", "hold_s", "back_s")]
    faults = "; ".join(f"{f.name} {f.value:.3g} {f.unit} (limit {f.limit:g})" for f in rep.flags)
    return [rep.number, rep.side, rep.start_s, rep.peak_s, raises[-1].end_s, *means, rep.quality, faults]


class SetTable(CsvFile):
    """One row a set."""

    header = ("set", "exercise", "from_s", "to_s", "first_rep", "reps", "good_reps", "faults")

    def write_all(self, sets: Iterable[SetFound]) -> None:
        """Write all sets: which of them go on is known at the end only."""
        for s in sets:
            cells = [s.number, s.exercise, s.start_s, s.end_s, s.first_rep, s.reps, s.good_reps]
            self.row([*cells, "; ".join(s.faults)])


class SignalTable(CsvFile):
    """One row a frame: every signal, empty where it was not measurable."""

    names = tuple(
        f"{s.name}_{side}" if side else s.name
        for s in SIGNALS.values()
        for side in (SIDE_NAMES if s.sided else ("",))
    )
    header = ("t_s", "view", "yaw_deg", "posture", "phase", "progress", *names)

    def write(self, step: Step) -> None:
        """Write one frame."""
        if not step.is_last:
            self.row(self.cells(step))

    @classmethod
    def cells(cls, step: Step) -> list[Any]:
        """One frame's row."""
        seen = step.observation
        fixed = [seen.t_s, seen.view.kind, seen.view.yaw_deg, seen.posture, step.phase, step.progress]
        return fixed + [seen.values.get(name, math.nan) for name in cls.names]


class EventLog(TextFile):
    """One JSON object a line for every event, as it becomes known."""

    def write(self, step: Step) -> None:
        """Write the events of this step."""
        for event in step.events:
            self.put(json.dumps(event_dict(event)) + "\n")


def event_dict(event: Event) -> dict[str, Any]:
    """An event as plain data, its kind first."""
    return {"event": type(event).__name__.lower(), **_plain(asdict(event))}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value
