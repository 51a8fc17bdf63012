"""Keeps what is counted in the history while it is counted."""

import uuid
from contextlib import AbstractContextManager
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from formcheck.analysis import Stream
from formcheck.batch.executor import Saved, Tell
from formcheck.batch.work import Keep
from formcheck.engine.sets import UNKNOWN
from formcheck.ground import Ground
from formcheck.results import Result
from formcheck.sinks.sink import Sink

if TYPE_CHECKING:
    from formcheck.store import Keeper, Recorder, Store

# uuid.uuid5(uuid.NAMESPACE_DNS, "outcomes.formcheck"): the space of ids that are made of keys
_OUTCOMES = uuid.UUID("17a7eb8f-ce1a-5a23-b9ed-fbc34fd2369e")


class Saving:
    """Begins a session in the history for each exercise once it is known, and ends it with the result.

    A context manager; leaving it lets go of the database.

    Args:
        keep: where; None keeps nothing.
        kind: of the source: ``clip`` or ``landmarks``.
        tell: is told of each session when it is begun.
        key: of the outcome: doing it again replaces its sessions. Empty begins new ones each time.

    Attributes:
        session_ids: of the sessions that were begun, by exercise.
    """

    def __init__(self, keep: Keep | None, kind: str, tell: Tell, key: str = "") -> None:
        self._keep, self._kind, self._tell = keep, kind, tell
        self._key = key
        self._keeper: Keeper | None = None
        self._store: Store | None = None
        self.session_ids: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._store:
            self._store.close()

    def sinks(self, stream: Stream, exercise: str) -> list[AbstractContextManager[Sink]]:
        """What keeps it, or nothing: also where no exercise was recognised."""
        if self._keep is None or exercise == UNKNOWN:
            return []
        # the database package costs a tenth of a second: only who asks for it waits
        from formcheck.store import Keeper, Store

        self._store = Store(self._keep.store_url, self._keep.data)
        self._keeper = Keeper(exercise, partial(self._begin, self._store, self._keep.ground, stream.name))
        return [self._keeper]

    def _begin(self, store: "Store", ground: Ground, source: str, exercise: str) -> "Recorder":
        recorder = store.begin(
            exercise,
            source_kind=self._kind,
            source_name=source,
            ground=ground,
            session_id=str(uuid.uuid5(_OUTCOMES, f"{self._key} {exercise}")) if self._key else None,
        )
        self.session_ids[exercise] = recorder.id
        self._tell(Saved(recorder.id, exercise))
        return recorder

    def finish(self, result: Result) -> None:
        """Keep the result.

        Raises:
            StoreError: the history cannot be written.
        """
        if self._keeper:
            self._keeper.finish(result)
