"""``--save``: keeps what is counted in the history while it is counted."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.analysis import Stream
from formcheck.engine.sets import SEVERAL, UNKNOWN
from formcheck.errors import PlanError
from formcheck.ground import Ground, ground_of
from formcheck.results import Result
from formcheck.sinks.sink import Sink

if TYPE_CHECKING:
    from formcheck.store import Recorder


_WHY_NOT = {
    UNKNOWN: "no exercise was recognised. Name it with --exercise",
    SEVERAL: "the history keeps one exercise a session. Run it once for each with --exercise",
}


class Saving:
    """Begins a session in the history once the exercise is known, and ends it with the result.

    Args:
        wanted: whether anything is kept at all.
        data: the data folder, or None for the usual one.
        kind: of the source: ``clip``, ``camera`` or ``landmarks``.
        ground: what it was done on.
        store_url: of the database; None is a file in the data folder.
    """

    def __init__(
        self, wanted: bool, data: Path | None, kind: str, ground: Ground, store_url: str | None = None
    ) -> None:
        self._wanted, self._data, self._kind, self._ground = wanted, data, kind, ground
        self._store_url = store_url
        self._recorder: Recorder | None = None

    def sinks(self, stream: Stream, exercise: str) -> list[AbstractContextManager[Sink]]:
        """The recorder, or nothing: also where no exercise was recognised, or several were."""
        if not self._wanted or exercise in (UNKNOWN, SEVERAL):
            return []
        # the database package costs a tenth of a second: only who asks for it waits
        from formcheck.store import Store

        begin = Store(self._store_url, self._data).begin
        self._recorder = begin(exercise, source_kind=self._kind, source_name=stream.name, ground=self._ground)
        return [self._recorder]

    def finish(self, result: Result) -> None:
        """Keep the result, and say how to find it again."""
        if self._recorder:
            self._recorder.finish(result)
            typer.echo(f"saved: formcheck report {self._recorder.id[:8]}", err=True)
        elif self._wanted:
            typer.echo(f"not saved: {_WHY_NOT[result.exercise]}", err=True)


def label(surface: str | None, footwear: str | None, *, is_saved: bool) -> Ground:
    """What a session is done on, as it was typed.

    Raises:
        PlanError: there is no such surface or footwear, or nothing that is to bear the label.
    """
    if not is_saved and (surface or footwear):
        raise PlanError("--surface and --footwear are kept with a session", mend="Add --save")
    return ground_of(surface, footwear)


def kind_of(clip: Path) -> str:
    """Whether a file is a clip or saved landmarks."""
    return "landmarks" if clip.suffix == ".npz" else "clip"
