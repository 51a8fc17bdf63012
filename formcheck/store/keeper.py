"""Keeps what a run counts: one session for each of its exercises."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from formcheck.engine.sets import SEVERAL
from formcheck.loop import Step
from formcheck.parts import Parts
from formcheck.results import Result
from formcheck.store.recorder import Recorder


class Keeper:
    """A sink like a `Recorder`, for a run of which nobody knows how many exercises it holds.

    Args:
        exercise: what is counted, or `several`: then each one's session begins with its first moment.
        begin: begins the session of an exercise.
    """

    def __init__(self, exercise: str, begin: Callable[[str], Recorder]) -> None:
        self._begin = begin
        self._parts = Parts() if exercise == SEVERAL else None
        self._one = exercise
        self._recorders: dict[str, Recorder] = {}
        if self._parts is None:
            self._recorders[exercise] = begin(exercise)

    @property
    def session_ids(self) -> Mapping[str, str]:
        """The sessions that were begun, by exercise, in the order in which they were."""
        return {name: recorder.id for name, recorder in self._recorders.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for recorder in self._recorders.values():
            recorder.close()

    def write(self, step: Step) -> None:
        """Take one step.

        Raises:
            StoreError: the database cannot be written.
        """
        for name, part in self._parts.of(step) if self._parts else [(self._one, step)]:
            if name not in self._recorders:
                self._recorders[name] = self._begin(name)
            self._recorders[name].write(part)

    def finish(self, result: Result) -> None:
        """Keep what the run came to: of each exercise its own part.

        Raises:
            StoreError: the database cannot be written, or a session has been deleted meanwhile.
        """
        for part in result.parts or [result]:
            self._recorders[part.exercise].finish(part)
