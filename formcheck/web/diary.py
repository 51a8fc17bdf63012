"""A coaching's way into the history: written beside the event loop, a repetition at a time."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial

from formcheck.coach.moment import Moment, State
from formcheck.engine.events import Rep
from formcheck.loop import Step
from formcheck.results import Result
from formcheck.routines import KeptRun, Walk
from formcheck.store import Recorder, StoreError

# Handed over at a repetition, or after this many moments: a call to another thread costs more than one.
_MANY = 30
_log = logging.getLogger(__name__)


class Diary:
    """Writes one coaching down, from the first moment that counts.

    Args:
        writer: one thread, so that everything is written in order.
        begin: begins the session in the history; called by the writer.
    """

    def __init__(self, writer: Executor, begin: Callable[[], Recorder]) -> None:
        self._writer, self._begin = writer, begin
        self._recorder: Recorder | None = None
        self._steps: list[Step] = []
        self._has_begun = False
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why nothing more is written down, in one line; empty while all is well."""
        return self._trouble

    @property
    def session_id(self) -> str | None:
        """Where it is kept; None where nothing ever counted or it cannot be written."""
        return None if self._recorder is None or self._trouble else self._recorder.id

    def add(self, moment: Moment) -> None:
        """Take one moment."""
        self._has_begun = self._has_begun or moment.state is State.ACTIVE
        if not self._has_begun:
            return
        self._steps.append(moment.step)
        if len(self._steps) >= _MANY or any(isinstance(event, Rep) for event in moment.events):
            self._hand_over()

    def close(self, result: Result) -> "Future[None] | None":
        """Have the result written; None where nothing ever counted."""
        if not self._has_begun:
            return None
        self._hand_over()
        return self._writer.submit(self._finish, result)

    async def finish(self, result: Result) -> str | None:
        """Write the result and return the session's id."""
        written = self.close(result)
        if written is not None:
            await asyncio.wrap_future(written)
        return self.session_id

    def _hand_over(self) -> "Future[None]":
        steps, self._steps = self._steps, []
        return self._writer.submit(self._write, steps)

    def _write(self, steps: list[Step]) -> None:
        if self._trouble:
            return
        try:
            recorder = self._recorder = self._recorder or self._begin()
            for step in steps:
                recorder.write(step)
        except StoreError as error:
            self._fail(error)

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


class WalkDiary:
    """Writes a routine down: a diary for each exercise that is reached.

    Args:
        writer: one thread, so that everything is written in order.
        kept: the run in the history.
        walk: tells which exercise it is at.
    """

    def __init__(self, writer: Executor, kept: KeptRun, walk: Walk) -> None:
        self._writer, self._kept, self._walk = writer, kept, walk
        self._diaries: list[Diary] = []

    @property
    def trouble(self) -> str:
        """Why something is not written down, in one line; empty while all is well."""
        return next((diary.trouble for diary in self._diaries if diary.trouble), "")

    @property
    def session_ids(self) -> dict[int, str]:
        """Where the exercises that were begun are kept, by number from 1."""
        ids = ((number, diary.session_id) for number, diary in enumerate(self._diaries, start=1))
        return {number: session_id for number, session_id in ids if session_id is not None}

    def add(self, moment: Moment) -> None:
        """Take one moment."""
        diary = self._diary(moment.exercise_number)
        diary.add(moment)
        if moment.exercise_number <= len(self._walk.results):
            diary.close(self._walk.results[moment.exercise_number - 1])

    async def finish(self, result: Result) -> str | None:
        """Write the result of the exercise it ended in; the id of the last session, if there is one."""
        await self._diary(self._walk.number).finish(result)
        return next(reversed(self.session_ids.values()), None)

    def _diary(self, number: int) -> Diary:
        while len(self._diaries) < number:
            at = len(self._diaries) + 1
            self._diaries.append(Diary(self._writer, partial(self._kept.begin, at)))
        return self._diaries[number - 1]
