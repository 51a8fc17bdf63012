"""The numbers of one finished movement, taken from its samples."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from formcheck.engine.curve import Curve, with_step
from formcheck.engine.events import Raise, Side
from formcheck.engine.machine import Cycle, Sample
from formcheck.engine.spec import Drive

# Held: within 15 % of the furthest point. Real holds sink slowly: at 10 %, one of 2.2 s labelled by hand read
# 0.8 s, at 20 % rendered ones read 0.15 s too long. On top: within what noise moves it.
HELD, TOP = 0.85, 0.97
# Samples in which a movement begins.
AT_START = 3


@dataclass(frozen=True, slots=True)
class Past:
    """What is kept of a counted movement: numbers only, as a session keeps thousands of these.

    Attributes:
        raise_: its times and range.
        peaks: each signal's median at the peak, as far as a check has asked for it: to measure all would take
            longer than everything else of a movement together, in the middle of a live session.
    """

    raise_: Raise
    peaks: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RepStats:
    """A finished movement, ready to be asked.

    Attributes:
        raise_: its times and range.
        moving, held: the samples from start to end, and those of the hold.
        before: the movements of the same side that were counted before it.
        in_a_row: how many movements of this side have followed each other, this one included.
    """

    raise_: Raise
    moving: Sequence[Sample]
    held: Sequence[Sample]
    before: Sequence[Past]
    in_a_row: int = 1
    _peaks: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def side(self) -> Side | None:
        """The moving or leading side."""
        return self.raise_.side

    def _seen(self, samples: Iterable[Sample], signal: str) -> list[float]:
        name = sided(signal, self.side)
        return [v for s in samples if not math.isnan(v := s.values.get(name, math.nan))]

    def at_peak(self, signal: str) -> float:
        """Median of a signal during the hold; NaN when it was not seen for half of it."""
        name = sided(signal, self.side)
        if name not in self._peaks:
            seen = self._seen(self.held, name)
            self._peaks[name] = median(seen) if 2 * len(seen) >= len(self.held) else math.nan
        return self._peaks[name]

    def peaks_before(self, signal: str) -> list[float]:
        """The same of the movements before it in which it was asked for and seen, the oldest first."""
        self.at_peak(signal)
        name = sided(signal, self.side)
        return [v for past in self.before if not math.isnan(v := past.peaks.get(name, math.nan))]

    def seen_from_start(self, signal: str) -> bool:
        """Whether a signal was there as the movement began, and not only in its course."""
        return bool(self._seen(self.moving[:AT_START], signal))

    def worse_than_own(self, signal: str) -> float:
        """A signal at the peak above its smallest of the movements before; NaN for the first."""
        return self.at_peak(signal) - min(self.peaks_before(signal), default=math.nan)

    def remembered(self) -> Past:
        """The part that later movements are held against."""
        return Past(self.raise_, self._peaks)

    def lowest(self, signal: str) -> float:
        """Smallest value of a signal during the movement; NaN when it was not seen."""
        return min(self._seen(self.moving, signal), default=math.nan)

    def highest(self, signal: str) -> float:
        """Largest value of a signal during the movement; NaN when it was not seen."""
        return max(self._seen(self.moving, signal), default=math.nan)

    def share_of_best(self) -> float:
        """Range against the largest range of the movements before it; NaN for the first."""
        best = max((past.raise_.range for past in self.before), default=math.nan)
        return self.raise_.range / best


def sided(signal: str, side: Side | None) -> str:
    """A signal's name for the moving side, or for the other one."""
    if side is None:
        return signal
    return signal.replace("{side}", side).replace("{other}", "right" if side == "left" else "left")


def measure(
    cycle: Cycle,
    drive: Drive,
    side: Side | None,
    known_s: float,
    before: Sequence[Past] = (),
    in_a_row: int = 1,
) -> RepStats:
    """Find start, peak, hold and end of a counted movement.

    The gates tell late by design, so the edges are found on the samples.
    """
    curve = Curve.of(cycle, drive)
    out, back = curve.way_out(), curve.way_back()
    start_s, end_s = with_step(cycle, drive, (out.foot_s(), back.foot_s()))
    start_s, end_s = max((*cycle.before, *cycle.samples)[0].t_s, start_s), min(known_s, end_s)
    hold_start_s, hold_end_s = out.outermost_s(HELD), back.outermost_s(HELD)
    moving = [s for s in cycle.samples if start_s <= s.t_s <= end_s]
    extreme = max if drive.work > drive.rest else min
    raise_ = Raise(
        t_s=end_s,
        known_s=known_s,
        side=side,
        start_s=start_s,
        peak_s=(out.outermost_s(TOP) + back.outermost_s(TOP)) / 2,
        end_s=end_s,
        hold_start_s=hold_start_s,
        hold_end_s=hold_end_s,
        rest_value=cycle.samples[0].value,
        peak_value=extreme(s.value for s in cycle.samples),
    )
    held = [s for s in moving if hold_start_s <= s.t_s <= hold_end_s]
    return RepStats(raise_, moving, held or [cycle.samples[curve.top]], before, in_a_row)
