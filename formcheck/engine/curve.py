"""Where a movement began, was held and ended, read off its curve."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.engine.machine import Cycle
from formcheck.engine.spec import Drive

# A movement leaves rest too softly to see. Voluntary movements follow a minimum-jerk profile,
# 10x^3 - 15x^4 + 6x^5 (Flash & Hogan 1985, J Neurosci 5:1688), which passes 5 % of its range at x = 0.189 of
# its time and 20 % at 0.327: its foot lies 0.189 / (0.327 - 0.189) of the time between the two before the
# first.
LOW, HIGH = 0.05, 0.2
FOOT = 0.189 / (0.327 - 0.189)
# A slow start is no minimum-jerk movement: believe no more than this.
FOOT_MAX_S = 0.5


@dataclass(frozen=True, slots=True)
class Way:
    """One flank, from the peak outwards in time: at least one point.

    Attributes:
        t_s: times, away from the peak (backwards for the way out).
        height: 0 at the flank's lowest point, 1 at the peak.
        rise: from the lowest point to the peak, in the unit of the curve.
    """

    t_s: Sequence[float]
    height: Sequence[float]
    rise: float

    def innermost_s(self, level: float) -> float:
        """When the curve first falls below a level, going away from the peak."""
        for i, height in enumerate(self.height):
            if height <= level:
                return self._between(i, level)
        return self.t_s[-1]

    def outermost_s(self, level: float) -> float:
        """When it was last above a level: a hold may waver in between."""
        above = max(i for i, height in enumerate(self.height) if height >= level)
        return self._between(min(above + 1, len(self.t_s) - 1), level)

    def _between(self, i: int, level: float) -> float:
        if i == 0 or self.height[i - 1] <= self.height[i]:
            return self.t_s[i]
        part = (self.height[i - 1] - level) / (self.height[i - 1] - self.height[i])
        return self.t_s[i - 1] + min(1.0, max(0.0, part)) * (self.t_s[i] - self.t_s[i - 1])

    def foot_s(self) -> float:
        """Where the flank begins or ends, extrapolated below what can be seen."""
        low_s, high_s = self.innermost_s(LOW), self.innermost_s(HIGH)
        beyond_s = FOOT * (low_s - high_s)
        return low_s + max(-FOOT_MAX_S, min(FOOT_MAX_S, beyond_s))


@dataclass(frozen=True, slots=True)
class Curve:
    """A movement as times and progress, with the index of its peak."""

    t_s: Sequence[float]
    progress: Sequence[float]
    top: int

    @classmethod
    def of(cls, cycle: Cycle, drive: Drive) -> "Curve":
        """The driving signal on the declared range: the person's own may have moved in between."""
        progress = [drive.progress(s.value, drive.rest, drive.work) for s in cycle.samples]
        top = max(range(len(progress)), key=progress.__getitem__)
        return cls([s.t_s for s in cycle.samples], progress, top)

    @property
    def top_s(self) -> float:
        """When it was furthest."""
        return self.t_s[self.top]

    def way_out(self) -> Way:
        """From the peak back to the start."""
        return self._way(range(self.top, -1, -1))

    def way_back(self) -> Way:
        """From the peak on to the end."""
        return self._way(range(self.top, len(self.progress)))

    def _way(self, indices: range) -> Way:
        low, high = min(self.progress[i] for i in indices), self.progress[self.top]
        height = [(self.progress[i] - low) / (high - low) if high > low else 1.0 for i in indices]
        return Way([self.t_s[i] for i in indices], height, high - low)


# A step of less than this part of a leg's length is a shuffle, and none is part of the repetition.
STEP_MIN = 0.25


def with_step(cycle: Cycle, drive: Drive, feet_s: tuple[float, float]) -> tuple[float, float]:
    """Start and end, moved outwards to those of the signal that moves along; unchanged where it does not."""
    seen = [s for s in (*cycle.before, *cycle.samples) if not math.isnan(s.values.get(drive.also, math.nan))]
    if not drive.also or len(seen) < 2:
        return feet_s
    top_s = Curve.of(cycle, drive).top_s
    top = min(range(len(seen)), key=lambda i: abs(seen[i].t_s - top_s))
    curve = Curve([s.t_s for s in seen], [s.values[drive.also] for s in seen], top)
    out, back = curve.way_out(), curve.way_back()
    start_s, end_s = feet_s
    if out.rise >= STEP_MIN:
        start_s = min(start_s, out.foot_s())
    if back.rise >= STEP_MIN:
        # the weight settles slowly behind the foot: what can be seen of it is all
        end_s = max(end_s, back.innermost_s(LOW))
    return start_s, end_s
