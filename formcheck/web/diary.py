"""A coaching's way into the history: written beside the event loop, a repetition at a time."""

import asyncio
import logging
from concurrent.futures import Executor, Future
from dataclasses import asdict

from formcheck.coach.moment import Moment, State
from formcheck.coach.plan import Plan
from formcheck.engine.events import Rep
from formcheck.engine.spec import Exercise
from formcheck.loop import Step
from formcheck.results import Result
from formcheck.store import Recorder, Store, StoreError

# Handed over at a repetition, or after this many moments: a call to another thread costs more than one.
_MANY = 30
_log = logging.getLogger(__name__)


class Diary:
    """Writes one coaching down, from the first moment that counts.

    Args:
        store: the history.
        writer: one thread, so that everything is written in order.
        exercise, plan: what is trained.
        source_kind: ``camera`` where the pose is seen here, ``browser`` where the browser sees it.
    """

    def __init__(
        self, store: Store, writer: Executor, exercise: Exercise, plan: Plan, source_kind: str
    ) -> None:
        self._store, self._writer = store, writer
        self._about = (exercise, plan, source_kind)
        self._recorder: Recorder | None = None
        self._steps: list[Step] = []
        self._has_begun = False
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why nothing more is written down, in one line; empty while all is well."""
        return self._trouble

    def add(self, moment: Moment) -> None:
        """Take one moment."""
        self._has_begun = self._has_begun or moment.state is State.ACTIVE
        if not self._has_begun:
            return
        self._steps.append(moment.step)
        if len(self._steps) >= _MANY or any(isinstance(event, Rep) for event in moment.events):
            self._hand_over()

    def _hand_over(self) -> "Future[None]":
        steps, self._steps = self._steps, []
        return self._writer.submit(self._write, steps)

    async def finish(self, result: Result) -> str | None:
        """Write the result; the session's id, None where nothing ever counted or it cannot be written."""
        if not self._has_begun:
            return None
        self._hand_over()
        await asyncio.wrap_future(self._writer.submit(self._finish, result))
        return None if self._recorder is None or self._trouble else self._recorder.id

    def _write(self, steps: list[Step]) -> None:
        if self._trouble:
            return
        try:
            recorder = self._recorder = self._recorder or self._begin()
            for step in steps:
                recorder.write(step)
        except StoreError as error:
            self._fail(error)

    def _begin(self) -> Recorder:
        exercise, plan, kind = self._about
        return self._store.begin(exercise, source_kind=kind, source_name=kind, plan=asdict(plan))

    def _finish(self, result: Result) -> None:
        if self._recorder is None or self._trouble:
            return
        try:
            self._recorder.finish(result)
        except StoreError as error:
            self._fail(error)

    def _fail(self, error: StoreError) -> None:
        self._trouble = str(error)
        _log.error("a training is not written down: %s", error)
