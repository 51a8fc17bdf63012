"""Watches one fault on one side, through one movement at a time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.engine.events import Flag, Noticed, Side
from formcheck.engine.gate import GateState
from formcheck.engine.spec import Fault, Phase
from formcheck.engine.stats import sided
from formcheck.motion.view import ViewKind

# The resting value fades in over this time, so that it follows the person and not one frame.
REST_S = 0.7
# After a movement the first moment at rest must not count for all the time that rest was not seen.
REST_STEP_S = 0.1
# Who rests where the signal cannot be seen, or in another way, has left the old resting value behind.
REST_GONE_S = 1.0


@dataclass(slots=True)
class Share:
    """How much of the time a fault could be judged, and what stood in the way."""

    judged: int = 0
    wrong_view: int = 0
    missing: int = 0


class FaultWatch:
    """One fault, one side: gate, resting value, worst value, and whether it could be judged at all."""

    def __init__(self, fault: Fault, side: Side | None) -> None:
        self.fault, self.side = fault, side
        self.signal = sided(fault.signal, side)
        self.share = Share()
        self._gate = GateState(fault.gate)
        self._rest, self._rest_t_s = math.nan, math.nan
        self.reset()

    def reset(self) -> None:
        """A movement has ended: keep the resting value, forget the rest."""
        self._gate.reset()
        self.onset_s = self.worst = math.nan
        self._recent = Share()

    @property
    def is_flagged(self) -> bool:
        """Whether the limit was passed for long enough in this movement."""
        return not math.isnan(self.onset_s)

    def step(
        self, t_s: float, phase: Phase, view: ViewKind, values: Mapping[str, float], *, at_rest: bool
    ) -> bool:
        """Take one moment; return whether the fault has just become known."""
        value = values.get(self.signal, math.nan)
        if at_rest:
            self._learn_rest(t_s, value)
        if phase not in self.fault.during:
            return False
        if view not in self.fault.views:
            self._recent.wrong_view += 1
            value = math.nan
        elif self.fault.relative:
            value -= self._rest
        return self._judge(t_s, value, view)

    def _learn_rest(self, t_s: float, value: float) -> None:
        if math.isnan(value):
            if t_s - self._rest_t_s > REST_GONE_S:
                self._rest = math.nan
            return
        if math.isnan(self._rest):
            self._rest = value
        else:
            self._rest += (value - self._rest) * min(REST_STEP_S, t_s - self._rest_t_s) / REST_S
        self._rest_t_s = t_s

    def _judge(self, t_s: float, value: float, view: ViewKind) -> bool:
        if math.isnan(value):
            self._recent.missing += view in self.fault.views
        else:
            self._recent.judged += 1
        edge = self._gate.step(t_s, value)
        if self._gate.is_on:
            self.worst = self.fault.gate.worse(self.worst, value)
        if edge and edge.is_on and not self.is_flagged:
            self.onset_s = edge.at_s
            return True
        return False

    def count(self) -> None:
        """The movement counts: so does what was or was not seen of the fault in it."""
        self.share.judged += self._recent.judged
        self.share.wrong_view += self._recent.wrong_view
        self.share.missing += self._recent.missing

    def flag(self, known_s: float, rep: int = 0) -> Flag:
        """The event for results."""
        f = self.fault
        return Flag(
            t_s=self.onset_s,
            known_s=known_s,
            name=f.name,
            title=f.title,
            side=self.side,
            rep=rep,
            value=self.worst,
            limit=f.gate.on,
            unit=f.unit,
            error=f.error,
            severity=f.severity,
            cue=f.cue,
        )

    def notice(self, t_s: float) -> Noticed:
        """The event for the coach."""
        return Noticed(self.onset_s, t_s, self.fault.name, self.side, self.fault.severity, self.fault.cue)
