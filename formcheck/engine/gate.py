"""Where a value is followed past a limit: hysteresis, dwell, and edges dated back to when they happened."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edge:
    """A gate that opened or closed.

    Attributes:
        is_on: what it is now.
        at_s: when the value crossed the limit.
        known_s: when it had stayed beyond for long enough to be believed.
    """

    is_on: bool
    at_s: float
    known_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A limit with hysteresis and dwell.

    Attributes:
        on: the value at which it opens.
        off: the value at which it closes again; the order of the two gives the direction.
        for_s: how long the value must stay beyond ``on``.
        off_for_s: how long it must stay back beyond ``off``.

    Raises:
        ValueError: ``on`` equals ``off`` (no hysteresis), or a dwell is negative.
    """

    on: float
    off: float
    for_s: float = 0.0
    off_for_s: float = 0.0

    def __post_init__(self) -> None:
        if self.on == self.off:
            raise ValueError(f"a gate needs on != off, both are {self.on}")
        if min(self.for_s, self.off_for_s) < 0:
            raise ValueError(f"a dwell cannot be negative: {self.for_s}, {self.off_for_s}")

    @property
    def rising(self) -> bool:
        """Whether larger values open it."""
        return self.on > self.off

    def beyond(self, value: float) -> bool:
        """Whether a single value is past ``on``; NaN is not."""
        return value >= self.on if self.rising else value <= self.on

    def back(self, value: float) -> bool:
        """Whether a single value is back past ``off``; NaN is not."""
        return value <= self.off if self.rising else value >= self.off

    def worse(self, a: float, b: float) -> float:
        """The one of two values that lies further in the gate's direction; NaN gives way."""
        if math.isnan(a) or math.isnan(b):
            return b if math.isnan(a) else a
        return max(a, b) if self.rising else min(a, b)


class GateState:
    """Follows one value through one gate. A NaN breaks a dwell and changes nothing else."""

    __slots__ = ("_since_s", "gate", "is_on")

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.reset()

    def reset(self) -> None:
        """Close the gate without an edge."""
        self.is_on = False
        self._since_s: float | None = None

    def step(self, t_s: float, value: float) -> Edge | None:
        """Take one value; return the edge when the gate opens or closes, else None."""
        crossed = self.gate.back(value) if self.is_on else self.gate.beyond(value)
        if not crossed:
            self._since_s = None
            return None
        if self._since_s is None:
            self._since_s = t_s
        needed_s = self.gate.off_for_s if self.is_on else self.gate.for_s
        # a hair of tolerance: sums of frame times must not miss an exact dwell
        if t_s - self._since_s < needed_s - 1e-9:
            return None
        self.is_on = not self.is_on
        edge = Edge(self.is_on, self._since_s, t_s)
        self._since_s = None
        return edge
