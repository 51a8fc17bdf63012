"""``--save``: keeps what is counted in the history while it is counted."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.analysis import Stream
from formcheck.results import Result
from formcheck.sinks.sink import Sink

if TYPE_CHECKING:
    from formcheck.store import Recorder


class Saving:
    """Begins a session in the history once the exercise is known, and ends it with the result.

    Args:
        wanted: whether anything is kept at all.
        data: the data folder, or None for the usual one.
        kind: of the source: ``clip``, ``camera`` or ``landmarks``.
    """

    def __init__(self, wanted: bool, data: Path | None, kind: str) -> None:
        self._wanted, self._data, self._kind = wanted, data, kind
        self._recorder: Recorder | None = None

    def sinks(self, stream: Stream, exercise: str) -> list[AbstractContextManager[Sink]]:
        """The recorder, or nothing."""
        if not self._wanted:
            return []
        # the database package costs a tenth of a second: only who asks for it waits
        from formcheck.store import Store

        begin = Store(folder=self._data).begin
        self._recorder = begin(exercise, source_kind=self._kind, source_name=stream.name)
        return [self._recorder]

    def finish(self, result: Result) -> None:
        """Keep the result, and say how to find it again."""
        if self._recorder:
            self._recorder.finish(result)
            typer.echo(f"saved: formcheck report {self._recorder.id[:8]}", err=True)


def kind_of(clip: Path) -> str:
    """Whether a file is a clip or saved landmarks."""
    return "landmarks" if clip.suffix == ".npz" else "clip"
