"""Keeps a failing sink from ending the count."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from formcheck.errors import FormcheckError
from formcheck.loop import Step
from formcheck.sinks.sink import Sink


class Outlet:
    """Hands steps to a sink until it fails; the failure is told once, and counting goes on.

    A sink that cannot even be opened still raises: nothing is lost by stopping there.

    Args:
        sink: where the steps go.
        troubles: takes one line when the sink fails.
    """

    def __init__(self, sink: AbstractContextManager[Sink], troubles: list[str]) -> None:
        self._context, self._troubles = sink, troubles
        self._sink: Sink | None = None

    def __enter__(self) -> Self:
        self._sink = self._context.__enter__()
        return self

    def write(self, step: Step) -> None:
        """Take one step."""
        if self._sink is None:
            return
        try:
            self._sink.write(step)
        except FormcheckError as error:
            self._sink = None
            self._troubles.append(str(error))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._context.__exit__(kind, error, trace)
        except FormcheckError as failure:
            if self._sink is not None:
                self._troubles.append(str(failure))
