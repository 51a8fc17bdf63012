"""Two movements, one of each side, make one repetition of a diagonal exercise."""

from formcheck.engine.events import Flag, Raise
from formcheck.engine.spec import Severity


class Pairing:
    """Waits for the other side."""

    def __init__(self) -> None:
        self._waiting: Raise | None = None
        self._last: Raise | None = None

    def check(self, raise_: Raise, title: str) -> tuple[Flag, ...]:
        """Flag the same side twice in a row."""
        if self._last is None or self._last.side != raise_.side:
            return ()
        return (
            Flag(
                t_s=raise_.start_s,
                known_s=raise_.known_s,
                name="same_side_twice",
                title="same diagonal twice",
                side=raise_.side,
                rep=0,
                value=2.0,
                limit=1.0,
                unit="raises in a row",
                error=0.0,
                severity=Severity.CAUTION,
                cue=f"Other side now: {title} alternates",
            ),
        )

    def add(self, raise_: Raise) -> tuple[Raise, Raise] | None:
        """Take a movement; return the pair when it completes one."""
        self._last = raise_
        waiting = self._waiting
        if waiting is None or waiting.side == raise_.side:
            self._waiting = raise_
            return None
        self._waiting = None
        return waiting, raise_
