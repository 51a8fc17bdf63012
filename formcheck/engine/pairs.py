"""Two movements, one of each side, make one repetition of a diagonal exercise."""

from formcheck.engine.events import Raise


class Pairing:
    """Waits for the other side."""

    def __init__(self) -> None:
        self._waiting: Raise | None = None

    def add(self, raise_: Raise) -> tuple[Raise, Raise] | None:
        """Take a movement; return the pair when it completes one."""
        waiting = self._waiting
        if waiting is None or waiting.side == raise_.side:
            self._waiting = raise_
            return None
        self._waiting = None
        return waiting, raise_
