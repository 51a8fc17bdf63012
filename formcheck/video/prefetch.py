"""Run an iterator in one background thread, a few items ahead of its reader."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")

_WAKE_S = 0.5  # a wait without a limit cannot be interrupted by Ctrl-C on Windows
_JOIN_S = 5.0  # a camera driver may hang in a read; the thread is a daemon, so leaving it is safe


class Prefetch(Generic[T]):
    """Iterates ``items`` in a background thread and hands them over in order.

    An error raised by ``items`` is raised here after the items before it. Leaving the ``with`` block stops
    the thread after the item it is working on.

    Args:
        items: what to iterate; only the background thread touches it.
        depth: how many finished items may wait, which bounds the memory.
        newest_only: when full, drop the oldest item instead of waiting, so that a live reader never lags.
    """

    def __init__(self, items: Iterator[T], depth: int = 4, *, newest_only: bool = False) -> None:
        if depth < 1:
            raise ValueError(f"depth must be at least 1, not {depth}")
        self._items, self._depth, self._newest_only = items, depth, newest_only
        self._ready: deque[T] = deque()
        self._changed = threading.Condition()
        self._error: BaseException | None = None
        self._done = self._stop = False
        self._thread = threading.Thread(target=self._produce, name="formcheck-prefetch", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        with self._changed:
            while not (self._ready or self._done):
                self._changed.wait(_WAKE_S)
            if self._ready:
                self._changed.notify_all()
                return self._ready.popleft()
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        raise StopIteration

    def take(self, wait_s: float) -> T | None:
        """The next item; None when none has come within ``wait_s``, or when there are no more (`is_over`)."""
        until_s = time.monotonic() + wait_s
        with self._changed:
            while not (self._ready or self._done) and (left_s := until_s - time.monotonic()) > 0:
                self._changed.wait(left_s)
            if not self._ready and not self._done:
                return None
        return next(self, None)

    @property
    def is_over(self) -> bool:
        """Whether every item was taken."""
        with self._changed:
            return self._done and not self._ready and self._error is None

    def close(self) -> None:
        """Stop the thread and drop what is waiting; safe to call twice."""
        with self._changed:
            self._stop = True
            self._changed.notify_all()
        if self._thread is not threading.current_thread():
            self._thread.join(_JOIN_S)
        with self._changed:
            self._ready.clear()

    def _produce(self) -> None:
        try:
            for item in self._items:
                if not self._put(item):
                    break
        except BaseException as error:  # whatever it is, the reading thread has to see it
            self._error = error
        finally:
            with self._changed:
                self._done = True
                self._changed.notify_all()

    def _put(self, item: T) -> bool:
        """Queue one item, waiting for room; False when the reader has left."""
        with self._changed:
            while len(self._ready) >= self._depth and not self._stop:
                if self._newest_only:
                    self._ready.popleft()
                else:
                    self._changed.wait(_WAKE_S)
            if not self._stop:
                self._ready.append(item)
            self._changed.notify_all()
            return not self._stop
