"""What every executor promises: tasks go in, each comes back once, whatever its process comes to."""

import math
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, TypeVar

from formcheck.errors import FormcheckError

_TELL_EVERY_S = 0.1
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a task is.

    Attributes:
        frames: whose pose is known.
        of: frames in all, as far as the clip says; None when it does not.
        share: 0..1 of all the work, judging and drawing included.
    """

    frames: int
    of: int | None
    share: float


@dataclass(frozen=True, slots=True)
class Saved:
    """The task has begun a session in the history, which holds what was seen so far if the task fails."""

    session_id: str
    exercise: str


Message = Progress | Saved
Tell = Callable[[Message], None]
"""Takes messages; called in a thread of the executor's, while the task runs."""


def nobody_listens(message: Message) -> None:
    """Tell nobody."""


class Seldom:
    """Hands messages on, of those that follow each other closely the first one; every session is told.

    Args:
        tell: takes what is left.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell, self._told_s = tell, -math.inf

    def __call__(self, message: Message) -> None:
        """Take a message."""
        now_s = time.monotonic()
        if isinstance(message, Progress):
            if now_s - self._told_s < _TELL_EVERY_S:
                return
            self._told_s = now_s
        self._tell(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one task may cost its process; None is no limit.

    Attributes:
        memory_bytes: address space (not on Windows; macOS may ignore it).
        cpu_s: processor time, of all threads (likewise).
        output_bytes: largest file it may write (likewise).
        wall_s: seconds after which it is ended.
        silent_s: it is ended when it tells nothing for so long.
        tries: how often it is begun when its process dies; a task that took too long is not tried again.
    """

    memory_bytes: int | None = None
    cpu_s: int | None = None
    output_bytes: int | None = None
    wall_s: float | None = None
    silent_s: float | None = None
    tries: int = 2

    @property
    def stay(self) -> bool:
        """Whether they bind a process for good: then it is made for one task, and ends with it."""
        return any(limit is not None for limit in (self.memory_bytes, self.cpu_s, self.output_bytes))


UNLIMITED = Limits()
# Environment variables that a process which reads the clips of unknown people need not know.
SECRETS = ("FORMCHECK_TOKEN", "FORMCHECK_STORE")


class Task(Protocol[T_co]):
    """Something to be done in another process: plain data that pickles, with the means to do it."""

    @property
    def name(self) -> str:
        """What it is about, for a person: the clip's name."""
        ...

    @property
    def limits(self) -> Limits:
        """What it may cost."""
        ...

    def __call__(self, tell: Tell) -> T_co:
        """Do it, in whichever process; may be called again when that process died half-way.

        Raises:
            FormcheckError: it cannot be done; reaches the ticket as it is.
        """
        ...


class TaskFailed(FormcheckError):
    """A task did not come to an end: its process died, took too long or stood still."""


class Executor(Protocol):
    """Does tasks elsewhere. A context manager; leaving it ends what is still running.

    A ticket is a ``concurrent.futures.Future``: `as_completed`, `asyncio.wrap_future` and the like work on
    it. Its ``cancel`` also ends a task that is running, whose process dies at once. Its ``result`` raises
    what the task raised, or ``TaskFailed``.
    """

    @property
    def jobs(self) -> int:
        """How many tasks run at the same time."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def submit(self, task: Task[T], tell: Tell = nobody_listens) -> "Future[T]":
        """Take a task; those first taken are begun first.

        Args:
            task: what is to be done.
            tell: takes its messages, in a thread of the executor's.
        """
        ...
