"""The executor on this machine: worker processes, each busy with one task at a time."""

import queue
import threading
from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from formcheck.batch.executor import Task, TaskFailed, Tell, nobody_listens
from formcheck.batch.process import Died, WorkerProcess
from formcheck.cores import cores
from formcheck.errors import FormcheckError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Order:
    task: Task[Any]
    tell: Tell
    ticket: "Future[Any]"


class Local:
    """An ``Executor`` of worker processes, started when there is work for them.

    A worker that dies costs only its task, which is tried again as often as its limits say.

    Args:
        jobs: how many; as many as there are cores if None.
        hide: environment variables that they do not get.
    """

    def __init__(self, jobs: int | None = None, *, hide: Collection[str] = ()) -> None:
        self.jobs, self._hide = jobs or cores(), hide
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._slots: list[_Slot] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, task: Task[T], tell: Tell = nobody_listens) -> "Future[T]":
        """Take a task; see ``Executor``.

        Raises:
            RuntimeError: the executor is closed.
        """
        if self._closed:
            raise RuntimeError("this executor is closed")
        ticket: Future[T] = Future()
        self._orders.put(_Order(task, tell, ticket))
        with self._lock:
            if len(self._slots) < self.jobs:
                self._slots.append(_Slot(self._orders, self._hide))
        return ticket

    def close(self) -> None:
        """End all workers at once; tickets that are not done are cancelled."""
        self._closed = True
        for slot in self._slots:
            slot.stop()
        self._cancel_waiting()
        for _ in self._slots:
            self._orders.put(None)
        for slot in self._slots:
            slot.join()

    def _cancel_waiting(self) -> None:
        while True:
            try:
                order = self._orders.get_nowait()
            except queue.Empty:
                return
            if order is not None and order.ticket.cancel():
                order.ticket.set_running_or_notify_cancel()


class _Slot(threading.Thread):
    """Hands one worker process task after task."""

    def __init__(self, orders: "queue.SimpleQueue[_Order | None]", hide: Collection[str]) -> None:
        super().__init__(name="formcheck-slot", daemon=True)
        self._orders, self._hide = orders, hide
        self._process: WorkerProcess | None = None
        self._order: _Order | None = None
        self._lock = threading.Lock()
        self._stopped = False
        self.start()

    def stop(self) -> None:
        """Begin nothing more, and end what runs."""
        with self._lock:
            self._stopped = True
            order = self._order
        if order is not None:
            order.ticket.cancel()

    def run(self) -> None:
        """Work until told to stop."""
        while (order := self._orders.get()) is not None:
            with self._lock:
                self._order = order
                if self._stopped:
                    order.ticket.cancel()
            self._take(order)
        self._end()

    def _take(self, order: _Order) -> None:
        value: Any = None
        error: BaseException | None = None
        if not order.ticket.cancelled():
            try:
                value = self._done(order)
            except FormcheckError as failure:
                error = failure
            except Exception as failure:  # whatever happened, the ticket must not wait for ever
                self._end()
                error = TaskFailed(f"{order.task.name} was not done", cause=str(failure))
        # a ticket stays pending while its task runs, so that it can be cancelled until now
        if not order.ticket.set_running_or_notify_cancel():
            return
        if error is None:
            order.ticket.set_result(value)
        else:
            order.ticket.set_exception(error)

    def _done(self, order: _Order) -> Any:
        died = Died(0)
        for _ in range(order.task.limits.tries):
            try:
                return self._tried(order)
            except Died as end:
                died = end
            if order.ticket.cancelled():
                break
        raise _lost(order.task, died)

    def _tried(self, order: _Order) -> Any:
        process, is_spent = self._worker(order), order.task.limits.stay
        try:
            return process.do(order.task, order.tell)
        except (Died, TaskFailed):
            is_spent = True
            raise
        finally:
            if is_spent:
                self._end()

    def _worker(self, order: _Order) -> WorkerProcess:
        if order.task.limits.stay or (self._process and not self._process.is_alive):
            self._end()
        process = self._process = self._process or WorkerProcess(self._hide)
        order.ticket.add_done_callback(lambda ticket: process.kill() if ticket.cancelled() else None)
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


def _lost(task: Task[Any], died: Died) -> TaskFailed:
    tries = task.limits.tries
    cause = died.cause if tries == 1 else f"{died.cause}. It was tried {tries} times"
    return TaskFailed(f"{task.name} cannot be analyzed", cause=cause, mend="Convert it to MP4 and try again")
