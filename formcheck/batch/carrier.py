"""Hands works to an executor whose machines see neither this one's clips nor its folders."""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from formcheck.batch.addresses import is_address, mark_of
from formcheck.batch.book import Book
from formcheck.batch.carried import Carried, Delivery
from formcheck.batch.executor import Executor, Task, Tell, nobody_listens
from formcheck.batch.key import key_of
from formcheck.batch.work import Outcome, Work
from formcheck.errors import FormcheckError

T = TypeVar("T")


class Carrier:
    """An ``Executor`` over another: a ``Work`` travels with its clip, and its files come back.

    What an earlier run has finished is found here, before anything travels; files are put in their places
    here, each in one step, and the outcome is kept last. So it is no matter how often a machine was lost
    with a clip.

    Args:
        executor: does what is carried to it; entered and left with this.
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        # two, so that what comes back does not wait until everything is sent
        self._sender = ThreadPoolExecutor(1, "formcheck-sends")
        self._receiver = ThreadPoolExecutor(1, "formcheck-receives")
        self._closed = False

    @property
    def jobs(self) -> int:
        """How many tasks run at the same time."""
        return self._executor.jobs

    def __enter__(self) -> Self:
        self._executor.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._sender.shutdown()
        self._executor.__exit__(kind, error, trace)
        self._receiver.shutdown()

    def submit(self, task: Task[T], tell: Tell = nobody_listens) -> "Future[T]":
        """Take a task; see ``Executor``."""
        if not isinstance(task, Work):
            return self._executor.submit(task, tell)
        ticket: Future[Outcome] = Future()
        self._sender.submit(self._send, task, tell, ticket)
        return cast("Future[T]", ticket)

    def _send(self, work: Work, tell: Tell, ticket: "Future[Outcome]") -> None:
        if self._closed or ticket.cancelled():
            _cancelled(ticket)
            return
        try:
            key = _key(work)
            kept = Book(work.wanted.out).find(key) if key and not work.again else None
        except FormcheckError as error:
            _settle(ticket, Outcome(clip=work.clip, name=work.name, errors=(str(error),)))
            return
        if kept is not None:
            _settle(ticket, replace(kept, clip=work.clip))
            return
        sent = self._executor.submit(Carried.packed(work), tell)
        ticket.add_done_callback(lambda ended: sent.cancel() if ended.cancelled() else None)
        sent.add_done_callback(lambda done: self._receiver.submit(_receive, work, key, done, ticket))


def _key(work: Work) -> str:
    """Of the outcome here; of a clip elsewhere by what its place says of it, for it is not read here."""
    if not work.settings:
        return ""
    if not is_address(work.clip):
        return key_of(work)
    said = "\n".join((work.settings, work.name, mark_of(work.clip)))
    return hashlib.sha256(said.encode()).hexdigest()


def _receive(work: Work, key: str, done: "Future[Delivery]", ticket: "Future[Outcome]") -> None:
    if done.cancelled():
        _cancelled(ticket)
        return
    try:
        outcome = replace(done.result().unpacked(work), key=key)
        if key:
            Book(work.wanted.out).keep(outcome)
    except FormcheckError as error:
        outcome = Outcome(clip=work.clip, name=work.name, errors=(str(error),))
    _settle(ticket, outcome)


def _cancelled(ticket: "Future[Any]") -> None:
    ticket.cancel()
    ticket.set_running_or_notify_cancel()


def _settle(ticket: "Future[Any]", outcome: Outcome) -> None:
    if ticket.set_running_or_notify_cancel():
        ticket.set_result(outcome)
