"""Keeps what is counted in the history while it is counted."""

import uuid
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from formcheck.analysis import Stream
from formcheck.batch.executor import Saved, Tell
from formcheck.batch.work import Keep
from formcheck.engine.sets import SEVERAL, UNKNOWN
from formcheck.results import Result
from formcheck.sinks.sink import Sink

if TYPE_CHECKING:
    from formcheck.store import Recorder, Store

# uuid.uuid5(uuid.NAMESPACE_DNS, "outcomes.formcheck"): the space of ids that are made of keys
_OUTCOMES = uuid.UUID("17a7eb8f-ce1a-5a23-b9ed-fbc34fd2369e")


class Saving:
    """Begins a session in the history once the exercise is known, and ends it with the result.

    A context manager; leaving it lets go of the database.

    Args:
        keep: where; None keeps nothing.
        kind: of the source: ``clip`` or ``landmarks``.
        tell: is told of the session when it is begun.
        key: of the outcome: doing it again replaces its session. Empty begins a new one each time.
    """

    def __init__(self, keep: Keep | None, kind: str, tell: Tell, key: str = "") -> None:
        self._keep, self._kind, self._tell = keep, kind, tell
        self._wanted_id = str(uuid.uuid5(_OUTCOMES, key)) if key else None
        self._recorder: Recorder | None = None
        self._store: Store | None = None
        self.session_id: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._store:
            self._store.close()

    def sinks(self, stream: Stream, exercise: str) -> list[AbstractContextManager[Sink]]:
        """The recorder, or nothing: also where no exercise was recognised, or several were."""
        if self._keep is None or exercise in (UNKNOWN, SEVERAL):
            return []
        # the database package costs a tenth of a second: only who asks for it waits
        from formcheck.store import Store

        self._store = Store(self._keep.store_url, self._keep.data)
        recorder = self._store.begin(
            exercise,
            source_kind=self._kind,
            source_name=stream.name,
            ground=self._keep.ground,
            session_id=self._wanted_id,
        )
        self._recorder, self.session_id = recorder, recorder.id
        self._tell(Saved(recorder.id))
        return [recorder]

    def finish(self, result: Result) -> None:
        """Keep the result.

        Raises:
            StoreError: the history cannot be written.
        """
        if self._recorder:
            self._recorder.finish(result)
