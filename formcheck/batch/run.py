"""A batch: all clips through an executor, each outcome as it comes."""

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from formcheck.batch.executor import Executor, Message
from formcheck.batch.work import Outcome, Work
from formcheck.errors import FormcheckError

_WAKE_S = 0.5
Told = Callable[[Work, Message], None]


def run(works: Sequence[Work], executor: Executor, told: Told) -> Iterator[Outcome]:
    """Have all works done; the large ones are begun first, so that none is left at the end.

    Args:
        works: each with a name of its own.
        executor: does them.
        told: takes messages of each, in threads of the executor's.

    Yields:
        An outcome a work, in the order in which they are done.
    """
    done: queue.SimpleQueue[tuple[Work, Future[Any]]] = queue.SimpleQueue()
    for work in sorted(works, key=size_bytes, reverse=True):
        ticket = executor.submit(work, partial(told, work))
        ticket.add_done_callback(partial(_put, done, work))
    for _ in works:
        yield outcome_of(*_next(done))


def size_bytes(work: Work) -> int:
    """Of the clip's file; 0 for one that cannot be seen from here."""
    with suppress(OSError):
        return Path(work.clip).stat().st_size
    return 0


def outcome_of(work: Work, ticket: "Future[Outcome]") -> Outcome:
    """What a ticket that is done came to; what the executor failed at is an outcome, too.

    Raises:
        CancelledError: it was cancelled.
    """
    try:
        return ticket.result()
    except FormcheckError as error:
        return Outcome(clip=work.clip, name=work.name, errors=(str(error),))


def _next(done: "queue.SimpleQueue[tuple[Work, Future[Any]]]") -> "tuple[Work, Future[Any]]":
    while True:
        with suppress(queue.Empty):
            # a wait without a limit cannot be interrupted by Ctrl-C on Windows
            return done.get(timeout=_WAKE_S)


def _put(done: "queue.SimpleQueue[tuple[Work, Future[Any]]]", work: Work, ticket: "Future[Any]") -> None:
    done.put((work, ticket))
