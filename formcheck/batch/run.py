"""A batch: all clips through an executor, each outcome as it comes."""

import queue
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from formcheck.batch.book import Book
from formcheck.batch.executor import Executor, Message, Progress
from formcheck.batch.key import key_of
from formcheck.batch.local import Local
from formcheck.batch.plan import ends_s, size_bytes
from formcheck.batch.segments import Part, fit, segments
from formcheck.batch.staging import HIDDEN
from formcheck.batch.work import Outcome, Work
from formcheck.errors import FormcheckError

_WAKE_S = 0.5
Told = Callable[[Work, Message], None]


def run(works: Sequence[Work], executor: Executor, told: Told) -> Iterator[Outcome]:
    """Have all works done; the large ones are begun first, so that none is left at the end.

    On this machine's cores, clips that would be left at the end all the same are cut into segments.

    Args:
        works: each with a name of its own.
        executor: does them.
        told: takes messages of each, in threads of the executor's.

    Yields:
        An outcome a work, in the order in which they are done.
    """
    return _Run(executor, told).outcomes(works)


def outcome_of(work: Work, ticket: "Future[Outcome]") -> Outcome:
    """What a ticket that is done came to; what the executor failed at is an outcome, too.

    Raises:
        CancelledError: it was cancelled.
    """
    try:
        return ticket.result()
    except FormcheckError as error:
        return Outcome(clip=work.clip, name=work.name, errors=(str(error),))


class _Run:
    """The tickets of one batch that are under way."""

    def __init__(self, executor: Executor, told: Told) -> None:
        self._executor, self._told = executor, told
        self._done: queue.SimpleQueue[Callable[[], Outcome | None]] = queue.SimpleQueue()

    def outcomes(self, works: Sequence[Work]) -> Iterator[Outcome]:
        cuts = ends_s(works, self._executor.jobs) if isinstance(self._executor, Local) else {}
        for work in sorted(works, key=size_bytes, reverse=True):
            if work.name in cuts and not _is_kept(work):
                self._cut(work, cuts[work.name])
            else:
                self._whole(work)
        left = len(works)
        while left:
            outcome = self._next()()
            if outcome is not None:
                left -= 1
                yield outcome

    def _whole(self, work: Work) -> None:
        ticket = self._executor.submit(work, partial(self._told, work))
        ticket.add_done_callback(lambda ended: self._done.put(partial(_ended, work, ended)))

    def _cut(self, work: Work, borders_s: Sequence[float]) -> None:
        folder = _folder(work)
        with suppress(OSError):  # where nothing can be written each segment tells it
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        gathering = _Gathering(work, len(borders_s) + 1, partial(self._told, work))
        for number, task in enumerate(segments(work.clip, work.name, work.pose, borders_s, folder)):
            ticket = self._executor.submit(task, partial(gathering.told, number))
            ticket.add_done_callback(partial(self._gathered, gathering, number))

    def _gathered(self, gathering: "_Gathering", number: int, ticket: "Future[Part]") -> None:
        self._done.put(lambda: self._judge(gathering) if gathering.take(number, ticket) else None)

    def _judge(self, gathering: "_Gathering") -> None:
        """Have a clip judged whose segments are there; or done as a whole, if they do not fit together."""
        parts = gathering.fitting
        if not parts:
            shutil.rmtree(_folder(gathering.work), ignore_errors=True)
        self._whole(replace(gathering.work, parts=parts))

    def _next(self) -> Callable[[], Outcome | None]:
        while True:
            with suppress(queue.Empty):
                # a wait without a limit cannot be interrupted by Ctrl-C on Windows
                return self._done.get(timeout=_WAKE_S)


class _Gathering:
    """The segments of one clip, as they come."""

    def __init__(self, work: Work, number: int, told: Callable[[Message], None]) -> None:
        self.work, self._told = work, told
        self._parts: list[Part | None] = [None] * number
        self._progress = [Progress(frames=0, of=None, share=0.0)] * number
        self._left = number

    def told(self, number: int, message: Message) -> None:
        """Tell how far the segments are, together."""
        if isinstance(message, Progress):
            self._progress[number] = message
            frames = sum(p.frames for p in self._progress)
            share = sum(p.share for p in self._progress) / len(self._progress)
            self._told(Progress(frames=frames, of=None, share=share))

    def take(self, number: int, ticket: "Future[Part]") -> bool:
        """Take a segment that is done; whether it was the last one."""
        with suppress(FormcheckError, CancelledError):
            self._parts[number] = ticket.result()
        self._left -= 1
        return not self._left

    @property
    def fitting(self) -> tuple[Part, ...]:
        """The segments, if all are there and are as one; else none."""
        parts = tuple(part for part in self._parts if part is not None)
        if len(parts) < len(self._parts):
            return ()
        with suppress(FormcheckError):
            return parts if fit(parts) else ()
        return ()


def _ended(work: Work, ticket: "Future[Outcome]") -> Outcome:
    if work.parts:
        shutil.rmtree(_folder(work), ignore_errors=True)
    return outcome_of(work, ticket)


def _folder(work: Work) -> Path:
    """Where the poses of its segments are."""
    return work.wanted.out / HIDDEN / "parts" / f"{work.stem}.segments"


def _is_kept(work: Work) -> bool:
    """Whether an earlier run has done it, as far as can be seen."""
    if not work.settings or work.again:
        return False
    with suppress(FormcheckError):
        return Book(work.wanted.out).find(key_of(work)) is not None
    return False
