"""Follows one driving signal from rest to full range and back: the same machine for every exercise."""

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from formcheck.engine.gate import GateState
from formcheck.engine.spec import Drive, Phase

# A movement begins when it leaves rest, a little before the gate tells: keep what went before.
BEFORE_S = 1.5
# Turning round below this progress, by this much, ends a repetition that never came quite to rest.
TURN_BELOW, TURN_BY = 0.45, 0.12
# Back at rest means: no lower for this long, or below the start gate for the longer time.
SETTLED_S, SETTLED_BY, RESTED_S = 0.2, 0.02, 0.5
# Staying within this part of the range for this long, near rest, is rest; what seems lower counts only as it
# lasts: one bad frame must not keep the next movement from being seen.
STILL_BY, STILL_S, SETTLE_S = 0.08, 0.6, 0.25
# The foot that steps back after a lunge takes this much longer.
ALSO_S = 0.7
# The signal that moves along must rise again by this much, in its own unit, before the next one has begun.
ALSO_TURN_BY = 0.05
# A movement that showed less than this is fidgeting, not a partial repetition.
PARTIAL_FROM = 0.35


class Sample(NamedTuple):
    """One moment of a movement."""

    t_s: float
    progress: float
    value: float
    values: Mapping[str, float]
    in_posture: bool


class Ending(StrEnum):
    """How a movement ended."""

    WHOLE = "whole"
    PARTIAL = "partial"
    GLITCH = "glitch"


@dataclass(frozen=True, slots=True)
class Cycle:
    """A finished movement.

    Attributes:
        ending: how it ended.
        before: what is still known of the time at rest; it cannot have begun earlier.
        samples: from the last moment at rest on, to the first one at rest again.
        low_s: when it was back at its lowest.
    """

    ending: Ending
    before: tuple[Sample, ...]
    samples: tuple[Sample, ...]
    low_s: float

    @property
    def share_in_posture(self) -> float:
        """Part of its time that was spent in one of the exercise's postures."""
        return sum(s.in_posture for s in self.samples) / len(self.samples)


class Ebb:
    """How low a value has fallen, and when it last fell."""

    __slots__ = ("low", "low_s")

    def __init__(self, t_s: float = math.nan, value: float = math.inf) -> None:
        self.low, self.low_s = value, t_s

    def step(self, t_s: float, value: float) -> None:
        """Take one value; NaN is passed over."""
        if value < self.low - SETTLED_BY:
            self.low, self.low_s = value, t_s


class Machine:
    """Rest, out, hold, back, on progress.

    Args:
        drive: the signal's range and gates; the person's own rest and range adapt within its limits.
        max_s: a movement longer than this is forgotten.
    """

    def __init__(self, drive: Drive, max_s: float) -> None:
        self.drive, self._max_s = drive, max_s
        self._start, self._depth = GateState(drive.start), GateState(drive.depth)
        # Rest starts lenient and moves back as the person shows it; range starts at the floor and grows.
        self.rest, self.work = drive.rest_limit, drive.work_limit
        self.reset()

    def reset(self) -> None:
        """Forget the movement under way; keep the person's own rest and range."""
        self.phase = Phase.REST
        self.progress = math.nan
        self._samples: deque[Sample] = deque()
        self._rested = False
        self._begin = 0
        self._ebb, self._also_ebb = Ebb(), Ebb()
        self._below_s = math.nan
        self._start.reset()
        self._depth.reset()

    @property
    def at_rest(self) -> bool:
        """Whether the signal lies at the person's rest."""
        return self.phase is Phase.REST and self.drive.start.back(self.progress)

    @property
    def is_near_rest(self) -> bool:
        """Whether the signal is back at rest, even while the end of the movement is not yet certain.

        A movement under way shows in its signal before it shows in the phase.
        """
        is_quiet = self.phase in (Phase.REST, Phase.BACK)
        return is_quiet and self.drive.start.back(self.progress)

    @property
    def has_come_back(self) -> bool:
        """Whether the movement has been back at rest, even while its end is not yet certain."""
        return self.phase is Phase.BACK and self.drive.start.back(self._ebb.low)

    def step(self, t_s: float, value: float, values: Mapping[str, float], in_posture: bool) -> Cycle | None:
        """Take one value that is not NaN; return the movement when one has ended."""
        self._settle_rest(t_s, value)
        self.progress = self.drive.progress(value, self.rest, self.work)
        self._samples.append(Sample(t_s, self.progress, value, values, in_posture))
        match self.phase:
            case Phase.REST:
                self._resting(t_s)
            case Phase.OUT:
                return self._going_out(t_s)
            case Phase.HOLD:
                self._holding(t_s)
            case Phase.BACK:
                return self._coming_back(t_s)
        return None

    def _settle_rest(self, t_s: float, value: float) -> None:
        if self.phase is not Phase.REST:
            return
        if self._is_still_near_rest():
            rest = self._still_value()
        else:
            further = min if self.drive.work > self.drive.rest else max
            share = min(1.0, (t_s - self._samples[-1].t_s) / SETTLE_S) if self._samples else 1.0
            rest = self.rest + (further(self.rest, value) - self.rest) * share
        self.rest = self._within(rest, self.drive.rest, self.drive.rest_limit)

    def _is_still_near_rest(self) -> bool:
        if not self._samples or self._samples[-1].t_s - self._samples[0].t_s < STILL_S:
            return False
        recent = [s.progress for s in self._samples if self._samples[-1].t_s - s.t_s <= STILL_S]
        return max(recent) - min(recent) <= STILL_BY and not self.drive.start.beyond(max(recent))

    def _still_value(self) -> float:
        return median(s.value for s in self._samples if self._samples[-1].t_s - s.t_s <= STILL_S)

    @staticmethod
    def _within(value: float, a: float, b: float) -> float:
        return max(min(a, b), min(max(a, b), value))

    def _resting(self, t_s: float) -> None:
        while self._samples and t_s - self._samples[0].t_s > BEFORE_S:
            self._samples.popleft()
        self._rested = self._rested or self.drive.start.back(self.progress)
        edge = self._start.step(t_s, self.progress)
        # a clip that starts in the middle of a movement has no start to measure from
        if edge and self._rested:
            self.phase = Phase.OUT
            self._begin = self._lowest()
        elif edge:
            self._start.reset()

    def _lowest(self) -> int:
        """Index of the last resting sample: whatever led to it belongs to something else."""
        low = min(s.progress for s in self._samples)
        return max(i for i, s in enumerate(self._samples) if s.progress <= low + SETTLED_BY)

    def _going_out(self, t_s: float) -> Cycle | None:
        if self._depth.step(t_s, self.progress):
            self.phase = Phase.HOLD
            return None
        edge = self._start.step(t_s, self.progress)
        if edge:
            return self._close(self._partial_or_glitch(), t_s)
        return self._give_up(t_s)

    def _holding(self, t_s: float) -> None:
        if self._depth.step(t_s, self.progress):
            self._turn_back(t_s)

    def _turn_back(self, t_s: float) -> None:
        self.phase = Phase.BACK
        self._ebb, self._also_ebb = Ebb(t_s, self.progress), Ebb(t_s)
        self._below_s = math.nan

    def _coming_back(self, t_s: float) -> Cycle | None:
        self._ebb.step(t_s, self.progress)
        self._also_ebb.step(t_s, self._along())
        if self._turned_round():
            return self._close(self._whole_or_glitch(), self._ebb.low_s)
        if self._depth.step(t_s, self.progress):
            self.phase = Phase.HOLD
            return None
        if self.drive.start.back(self.progress):
            self._below_s = t_s if math.isnan(self._below_s) else self._below_s
            if self._settled(t_s):
                return self._close(self._whole_or_glitch(), self._lowest_s())
        return self._give_up(t_s)

    def _settled(self, t_s: float) -> bool:
        """Whether the movement has come to rest, with what follows it, or has had time enough to."""
        patience_s = RESTED_S + (ALSO_S if self.drive.also else 0.0)
        return t_s - self._lowest_s() >= SETTLED_S or t_s - self._below_s >= patience_s

    def _turned_round(self) -> bool:
        """Whether the next movement has begun before this one came quite to rest.

        A leg that steps back bends on its own: there, the next one has begun when what moves along rises
        too, or when the bend grows deep.
        """
        if self._ebb.low >= TURN_BELOW or self.progress - self._ebb.low <= TURN_BY:
            return False
        along = self._along()
        rises_along = math.isnan(along) or along - self._also_ebb.low > ALSO_TURN_BY
        return rises_along or self.drive.depth.beyond(self.progress)

    def _along(self) -> float:
        return self._samples[-1].values.get(self.drive.also, math.nan)

    def _lowest_s(self) -> float:
        also_s = self._also_ebb.low_s
        return max(self._ebb.low_s, also_s) if self.drive.also else self._ebb.low_s

    def _whole_or_glitch(self) -> Ending:
        return Ending.WHOLE if self._lasted() else Ending.GLITCH

    def _partial_or_glitch(self) -> Ending:
        shown = max(s.progress for s in self._samples) >= PARTIAL_FROM
        return Ending.PARTIAL if shown and self._lasted() else Ending.GLITCH

    def _lasted(self) -> bool:
        """Whether the movement took as long as a body needs: a leap of the tracking does not."""
        away = [s.t_s for s in self._samples if self.drive.start.beyond(s.progress)]
        return away[-1] - away[0] >= self.drive.fastest_s

    def _give_up(self, t_s: float) -> Cycle | None:
        if t_s - self._samples[0].t_s < self._max_s:
            return None
        return self._close(Ending.GLITCH, t_s)

    def finish(self) -> Cycle | None:
        """The stream has ended: a movement that had come back far enough to turn round is whole."""
        if self.phase is Phase.HOLD and self._last_frame_counts():
            self._turn_back(self._samples[-1].t_s)
        if self.phase is Phase.BACK and self._ebb.low < TURN_BELOW:
            return self._close(self._whole_or_glitch(), self._lowest_s())
        return None

    def _last_frame_counts(self) -> bool:
        """Whether the last picture alone, at few frames a second, stands for the time the gate asks for."""
        before, last = list(self._samples)[-2:]
        long_enough = last.t_s - before.t_s >= self.drive.depth.off_for_s
        return long_enough and self.drive.depth.back(last.progress)

    def _close(self, ending: Ending, low_s: float) -> Cycle:
        seen, begin = tuple(self._samples), self._begin
        # what comes after the lowest moment is the next movement's
        samples = tuple(s for s in seen[begin:] if s.t_s <= low_s)
        at_low = samples[-1]
        self.rest = self._within(at_low.value, self.drive.rest, self.drive.rest_limit)
        if ending is Ending.WHOLE:
            self._learn_range(samples)
        self._restart(seen, low_s)
        return Cycle(ending, seen[:begin], samples, low_s)

    def _learn_range(self, samples: tuple[Sample, ...]) -> None:
        best = max if self.drive.work > self.drive.rest else min
        reached = best(s.value for s in samples)
        self.work = self._within(best(self.work, reached), self.drive.work_limit, self.drive.work)

    def _restart(self, samples: tuple[Sample, ...], low_s: float) -> None:
        self.reset()
        self._rested = True
        self._samples.extend(s for s in samples if s.t_s >= low_s)
        self.progress = self.drive.progress(samples[-1].value, self.rest, self.work)
