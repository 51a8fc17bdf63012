"""Ctrl-C between two steps, so that what was counted so far is whole."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Self


class StopAtStep:
    """While open, Ctrl-C sets `wanted` instead of breaking off anywhere; a second Ctrl-C breaks off.

    One within another both hear it. Outside the main thread, which Ctrl-C never reaches, it does nothing.
    """

    def __init__(self) -> None:
        self.wanted = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.wanted:
            raise KeyboardInterrupt
        self.wanted = True
        outer = getattr(self._before, "__self__", None)
        if isinstance(outer, StopAtStep):
            outer.wanted = True
