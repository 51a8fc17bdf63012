"""What every sink is: told each step, closed at the end."""

from typing import Protocol

from formcheck.loop import Step


class Sink(Protocol):
    """Does something with each step. Used inside its own context manager, which finishes its file."""

    def write(self, step: Step) -> None:
        """Take one step."""
        ...
