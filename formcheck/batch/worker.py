"""The other end of `process`: does one task after the other in a process of its own.

    python -P -m formcheck.batch.worker

Reads pickled tasks, each as bytes in a pickle of their own, from standard input, and writes pickled pairs to
standard output: ``("told", message)`` while a task runs, ``("done", value)`` or ``("failed", error)`` at its
end. It dies when its input ends: nobody waits for its work any more.
"""

import os
import pickle
import queue
import signal
import sys
import threading
from typing import IO, Any

from formcheck.batch.executor import Limits, Task, TaskFailed, Tell
from formcheck.errors import FormcheckError

_NICE = 5  # a server answers first, and works on the clips of others then


def main() -> None:
    """Work until there is nothing more to be done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    pipe = _take_stdout()
    tasks: queue.SimpleQueue[Task[Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks, pipe), daemon=True).start()
    while True:
        _write(pipe, _done(tasks.get(), lambda message: _write(pipe, ("told", message))))


def _take_stdout() -> IO[bytes]:
    """Keep the pipe for ourselves: what native code prints goes to standard error."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _listen(pipe: IO[bytes], tasks: "queue.SimpleQueue[Task[Any]]", answers: IO[bytes]) -> None:
    while True:
        try:
            content = pickle.load(pipe)
        except EOFError:  # also when the other process was killed: what it asked for is asked for again
            os._exit(0)
        try:
            tasks.put(pickle.loads(content))
        except Exception as error:  # a task of a module that this process does not find
            _write(answers, ("failed", TaskFailed("a task cannot be read", cause=_said(error))))


def _done(task: Task[Any], tell: Tell) -> tuple[str, Any]:
    restrict(task.limits)
    try:
        return "done", task(tell)
    except FormcheckError as error:
        return "failed", _travelling(error)
    except MemoryError:
        return "failed", TaskFailed(f"{task.name} needs more memory than it may take", mend="Save it smaller")
    except Exception as error:  # native code reports damage in many ways; the tasks after it go on
        return "failed", TaskFailed(f"{task.name} cannot be analyzed", cause=_said(error))


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {str(error)[:200]}".split())


def _travelling(error: FormcheckError) -> FormcheckError:
    """The error as it is, unless its class cannot be unpickled."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever its constructor raises
        return FormcheckError(error.what, cause=error.cause, mend=error.mend)
    return error


def restrict(limits: Limits) -> None:
    """Take away from this process what the task does not need, for good; Windows knows no such limits."""
    if sys.platform == "win32" or not limits.stay:
        return
    import resource

    os.nice(_NICE)
    wanted = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_FSIZE: limits.output_bytes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 256,
    }
    for kind, value in wanted.items():
        if value is not None:
            most = resource.getrlimit(kind)[1]
            value = value if most == resource.RLIM_INFINITY else min(value, most)
            try:
                resource.setrlimit(kind, (value, value))
            except (ValueError, OSError):
                # macOS refuses some of them; the wall clock and the others still hold
                continue


def _write(pipe: IO[bytes], answer: tuple[str, Any]) -> None:
    try:
        pickle.dump(answer, pipe)
        pipe.flush()
    except BrokenPipeError:  # nobody is there any more
        os._exit(0)


if __name__ == "__main__":
    main()
