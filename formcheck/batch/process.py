"""A worker process as seen by who started it: give it a task, hear it, end it."""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar

import formcheck
from formcheck.batch.executor import Task, TaskFailed, Tell

T = TypeVar("T")
_OVER = ("over", None)
_GONE_S = 5.0


class Died(Exception):
    """The process ended without a word.

    Args:
        code: its exit code; below 0 the signal that ended it.
    """

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"exit code {code}")

    @property
    def cause(self) -> str:
        """In words for people."""
        if self.code >= 0:
            return f"Its worker process ended with code {self.code}"
        known = {s.value: s.name for s in signal.Signals}
        name = known.get(-self.code, str(-self.code))
        return f"Its worker process was ended by {name}: damaged data, or too much memory or time"


class WorkerProcess:
    """One process that does tasks one after the other.

    Args:
        hide: environment variables that it does not get.
    """

    def __init__(self, hide: Collection[str] = ()) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "formcheck.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(hide),
            **_apart(),
        )
        self._answers: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="formcheck-hears", daemon=True).start()

    def do(self, task: Task[T], tell: Tell) -> T:
        """Have a task done.

        Raises:
            FormcheckError: the task raised it.
            TaskFailed: it took too long, or told nothing for too long; the process is ended.
            Died: the process ended.
        """
        self._send(task)
        end_s = _after(task.limits.wall_s)
        while True:
            kind, about = self._answer(task, end_s)
            match kind:
                case "told":
                    tell(about)
                case "done":
                    value: T = about
                    return value
                case "failed":
                    raise about
                case _:
                    raise Died(self._code())

    @property
    def is_alive(self) -> bool:
        """Whether it can be given a task."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process; safe at any time and from any thread."""
        self._process.kill()

    def end(self) -> None:
        """End the process and wait until it is gone."""
        self.kill()
        self._process.wait()
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
        except OSError:  # what it was never told
            return

    def _code(self) -> int:
        """The exit code of a process that is silent for ever, and should be gone soon."""
        try:
            return self._process.wait(_GONE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.wait()

    def _send(self, task: Task[Any]) -> None:
        assert self._process.stdin is not None
        try:
            pickle.dump(pickle.dumps(task), self._process.stdin)
            self._process.stdin.flush()
        except OSError:  # it has died meanwhile, which its silence tells
            return

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            while True:
                try:
                    self._answers.put(pickle.load(pipe))
                except Exception:  # its end, in the middle of a word or not
                    self._answers.put(_OVER)
                    return

    def _answer(self, task: Task[Any], end_s: float | None) -> tuple[str, Any]:
        silent_s = task.limits.silent_s
        left_s = None if end_s is None else end_s - time.monotonic()
        waits_s = [limit_s for limit_s in (left_s, silent_s) if limit_s is not None]
        try:
            return self._answers.get(timeout=max(0.0, min(waits_s)) if waits_s else None)
        except queue.Empty:
            self.end()
            stood_still = silent_s is not None and (left_s is None or silent_s < left_s)
            raise _too_slow(task.name, stood_still=stood_still) from None


def _apart() -> dict[str, Any]:
    """A group of its own: Ctrl-C in the terminal is for the process that decides about the others."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _after(limit_s: float | None) -> float | None:
    return None if limit_s is None else time.monotonic() + limit_s


def _too_slow(name: str, *, stood_still: bool) -> TaskFailed:
    cause = "Reading it got no further" if stood_still else "It took longer than a clip may take"
    return TaskFailed(f"{name} was given up", cause=cause, mend="Convert it to MP4, or cut it")


def _environment(hide: Collection[str]) -> dict[str, str]:
    """This process's own, with the package's folder for a checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in hide}
    folders = [str(Path(formcheck.__file__).parents[1]), kept.get("PYTHONPATH", "")]
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, folders))}
