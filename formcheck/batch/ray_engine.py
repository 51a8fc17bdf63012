"""The executor on a Ray cluster: Ray finds a machine for each task, and another one when that is lost.

A task runs in a worker process of `local` on the machine that Ray chose, so that what a damaged clip does to
its process, and what the task's limits do to it, is the same here as on one machine.
"""

import asyncio
import importlib
import itertools
import os
import socket
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self, TypeVar

from formcheck.batch.executor import SECRETS, Message, Saved, Task, TaskFailed, Tell, nobody_listens
from formcheck.batch.local import Local
from formcheck.errors import FormcheckError

T = TypeVar("T")

# How often Ray begins a task again whose machine or worker was lost: no fault of the task's.
RETRIES = 5
_REACH_S = 10.0
# Given to Ray for each core: no machine waits for its next task, and few clips wait in memory.
_AHEAD = 2


class ClusterError(FormcheckError):
    """There is no Ray here, no cluster where it was said to be, or it has another formcheck."""


class RayEngine:
    """An ``Executor`` on a cluster; without an address on a cluster of this machine's own, gone at the end.

    Args:
        address: of a running cluster, ``host:port``, ``auto`` or ``ray://host:port``.
        jobs: cores to use of this machine without an address; all of them if None.

    Raises:
        ClusterError: Ray is not installed.
    """

    def __init__(self, address: str | None = None, *, jobs: int | None = None) -> None:
        self._ray = _package()
        self._address, self._wanted = address, jobs
        self._tells: dict[int, Tell] = {}
        self._tickets: set[Future[Any]] = set()
        self._numbers = itertools.count()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="formcheck-ray", daemon=True)
        self._listening: asyncio.Task[None] | None = None
        self._closed = False

    def __enter__(self) -> Self:
        self._connect()
        self._gate = asyncio.Semaphore(_AHEAD * self.jobs)
        self._sending = asyncio.Lock()
        self._task = self._ray.remote(num_cpus=1, max_retries=RETRIES)(_run)
        here = self._ray.get_runtime_context().get_node_id()
        beside = self._ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(here, soft=True)
        self._mailbox = self._ray.remote(num_cpus=0)(Mailbox).options(scheduling_strategy=beside).remote()
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        for ticket in list(self._tickets):
            ticket.cancel()
        # what was cancelled is told to Ray by the loop's thread, before its end
        asyncio.run_coroutine_threadsafe(self._wind_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_REACH_S)
        self._ray.shutdown()

    @property
    def jobs(self) -> int:
        """Cores of the cluster, as they were when it was entered or have become since."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def submit(self, task: Task[T], tell: Tell = nobody_listens) -> "Future[T]":
        """Take a task; see ``Executor``.

        Raises:
            RuntimeError: the executor is closed.
        """
        if self._closed:
            raise RuntimeError("this executor is closed")
        ticket: Future[T] = Future()
        self._tickets.add(ticket)
        asyncio.run_coroutine_threadsafe(self._follow(next(self._numbers), task, tell, ticket), self._loop)
        return ticket

    def _connect(self) -> None:
        _reach(self._address)
        more: Mapping[str, Any] = (
            {} if self._address else {"include_dashboard": False, "num_cpus": self._wanted}
        )
        try:
            self._ray.init(
                self._address or "local",
                namespace="formcheck",
                log_to_driver=False,
                logging_level="ERROR",
                **more,
            )
        except (OSError, RuntimeError, ValueError, ImportError) as error:
            raise _no_cluster(self._address, str(error)) from error

    async def _follow(self, number: int, task: Task[Any], tell: Tell, ticket: "Future[Any]") -> None:
        self._tells[number] = tell
        try:
            async with self._gate:
                answer = None if ticket.cancelled() else await self._answered(number, task, ticket)
        except FormcheckError as error:  # the task cannot be sent
            answer = "failed", error
        except Exception as error:  # whatever happened, the ticket must not wait for ever
            answer = "failed", _lost(task, error)
        del self._tells[number]
        self._tickets.discard(ticket)
        if not ticket.set_running_or_notify_cancel() or answer is None:
            return
        kind, value = answer
        if kind == "done":
            ticket.set_result(value)
        else:
            ticket.set_exception(value)

    async def _answered(self, number: int, task: Task[Any], ticket: "Future[Any]") -> tuple[str, Any]:
        # a clip may travel with its task: in a thread, and one at a time, for it is in memory until then
        async with self._sending:
            began = await asyncio.to_thread(self._task.remote, task, number, self._mailbox, Asker())
        ticket.add_done_callback(
            lambda t: self._loop.call_soon_threadsafe(self._end, began) if t.cancelled() else None
        )
        kind, value, saved = await began
        for message in saved:  # the mailbox may be slower; told twice is no harm
            self._tells[number](message)
        return kind, value

    def _end(self, began: Any) -> None:
        with suppress(self._ray.exceptions.RayError, ValueError):
            self._ray.cancel(began, force=True)

    async def _wind_up(self) -> None:
        """Let every ticket learn that it is cancelled."""
        left = [task for task in asyncio.all_tasks() if task not in (asyncio.current_task(), self._listening)]
        if left:
            await asyncio.wait(left, timeout=_REACH_S)
        if self._listening:
            self._listening.cancel()

    async def _listen(self) -> None:
        self._listening = asyncio.current_task()

        while True:
            for number, message in await self._mailbox.take.remote():
                if number in self._tells:
                    self._tells[number](message)


class Mailbox:
    """Takes what tasks tell, and hands it on to the executor that they belong to."""

    def __init__(self) -> None:
        self._messages: list[tuple[int, Message]] = []
        self._any = asyncio.Event()

    async def put(self, number: int, message: Message) -> None:
        """Take a message of the task of this number."""
        self._messages.append((number, message))
        self._any.set()

    async def take(self) -> list[tuple[int, Message]]:
        """All messages since the last time; waits for one."""
        await self._any.wait()
        self._any.clear()
        messages, self._messages = self._messages, []
        return messages


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it decides what comes of a task.

    Attributes:
        program: version of formcheck.
        folder: where relative paths begin; there is none of this name on another machine.
    """

    program: str = field(default_factory=lambda: version("formcheck"))
    folder: str = field(default_factory=os.getcwd)

    def stand_in(self) -> None:
        """Make this process as good as the asker's own.

        Raises:
            ClusterError: it runs another formcheck.
        """
        here = version("formcheck")
        if here != self.program:
            cause = f"{socket.gethostname()} has formcheck {here}, and {self.program} was asked for"
            raise ClusterError("the clip was not analyzed", cause=cause, mend="Install the same on all")
        with suppress(OSError):
            os.chdir(self.folder)


def _run(task: Task[Any], number: int, mailbox: Any, asker: Asker) -> tuple[str, Any, list[Saved]]:
    """Do one task, in a worker of Ray's: what it came to, and the sessions that it has begun."""
    saved: list[Saved] = []

    def tell(message: Message) -> None:
        if isinstance(message, Saved):
            saved.append(message)
        mailbox.put.remote(number, message)

    try:
        asker.stand_in()
        return "done", _workers().submit(task, tell).result(), saved
    except FormcheckError as error:
        return "failed", error, saved


@cache
def _workers() -> Local:
    """The one worker process of this worker of Ray's: its pose session outlives a task."""
    return Local(jobs=1, hide=SECRETS)


def _package() -> Any:
    # without this, Ray reports usage figures to its maker
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        importlib.import_module("ray.util.scheduling_strategies")
        return importlib.import_module("ray")
    except ImportError as error:
        raise ClusterError(
            "Ray is not installed", cause=str(error), mend="pip install 'formcheck[ray]'"
        ) from error


def _reach(address: str | None) -> None:
    """Whether anybody listens there: Ray itself would wait for a minute."""
    host, _, port = (address or "").rpartition("/")[2].rpartition(":")
    if not host or not port.isdecimal():
        return
    try:
        socket.create_connection((host, int(port)), _REACH_S).close()
    except OSError as error:
        raise _no_cluster(address, error.strerror or str(error)) from error


def _no_cluster(address: str | None, cause: str) -> ClusterError:
    where = f"at {address}" if address else "on this machine"
    mend = "Start one: ray start --head; and look at --address" if address else "Try --engine local"
    return ClusterError(f"no Ray cluster can be used {where}", cause=_first_line(cause), mend=mend)


def _lost(task: Task[Any], error: Exception) -> FormcheckError:
    return TaskFailed(f"{task.name} cannot be analyzed", cause=f"Ray: {_first_line(str(error))}")


def _first_line(text: str) -> str:
    return " ".join(text.strip().partition("\n")[0].split())[:200]
