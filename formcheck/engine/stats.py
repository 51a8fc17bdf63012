"""The numbers of one finished movement, taken from its samples."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from formcheck.engine.events import Raise, Side
from formcheck.engine.machine import Cycle, Sample
from formcheck.engine.spec import Drive

# A movement has begun once it left its own rest by a twentieth of its own range.
ONSET = 0.05
# Held: within a tenth of the furthest point.
HELD = 0.9


@dataclass(frozen=True, slots=True)
class Past:
    """What is kept of a counted movement: its times and range, and every signal's median at the peak."""

    raise_: Raise
    peaks: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RepStats:
    """A finished movement, ready to be asked.

    Attributes:
        raise_: its times and range.
        moving, held: the samples from start to end, and those of the hold.
        before: the movements of the same side that were counted before it.
    """

    raise_: Raise
    moving: Sequence[Sample]
    held: Sequence[Sample]
    before: Sequence[Past]

    @property
    def side(self) -> Side | None:
        """The moving or leading side."""
        return self.raise_.side

    def _seen(self, samples: Iterable[Sample], signal: str) -> list[float]:
        name = sided(signal, self.side)
        return [v for s in samples if not math.isnan(v := s.values.get(name, math.nan))]

    def at_peak(self, signal: str) -> float:
        """Median of a signal during the hold; NaN when it was not seen."""
        seen = self._seen(self.held, signal)
        return median(seen) if seen else math.nan

    def worse_than_own(self, signal: str) -> float:
        """A signal at the peak above its smallest of the movements before; NaN for the first."""
        name = sided(signal, self.side)
        own = [v for past in self.before if not math.isnan(v := past.peaks.get(name, math.nan))]
        return self.at_peak(signal) - min(own, default=math.nan)

    def remembered(self) -> Past:
        """The part that later movements are held against."""
        return Past(self.raise_, {name: self.at_peak(name) for name in self.held[0].values})

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
    cycle: Cycle, drive: Drive, side: Side | None, known_s: float, before: Sequence[Past]
) -> RepStats:
    """Find start, peak, hold and end of a counted movement.

    The gates tell late by design, so the edges are found on the samples: the start is where the signal left
    its own rest, the end where it came back.
    """
    samples = _on_one_scale(cycle.samples, drive)
    top = max(range(len(samples)), key=lambda i: samples[i].progress)
    first = _edge(samples, top, -1, ONSET)
    last = _edge(samples, top, +1, ONSET)
    hold_0, hold_1 = _edge(samples, top, -1, HELD), _edge(samples, top, +1, HELD)
    extreme = max if drive.work > drive.rest else min
    raise_ = Raise(
        t_s=samples[last].t_s,
        known_s=known_s,
        side=side,
        start_s=samples[first].t_s,
        peak_s=(_crossing(samples, top, -1, 0.97) + _crossing(samples, top, +1, 0.97)) / 2,
        end_s=samples[last].t_s,
        hold_start_s=_crossing(samples, top, -1, HELD),
        hold_end_s=_crossing(samples, top, +1, HELD),
        rest_value=samples[first].value,
        peak_value=extreme(s.value for s in samples[first : last + 1]),
    )
    return RepStats(raise_, samples[first : last + 1], samples[hold_0 : hold_1 + 1], before)


def _on_one_scale(samples: Sequence[Sample], drive: Drive) -> Sequence[Sample]:
    """Progress of all samples on the declared range: the person's own may have moved in between."""
    return [s._replace(progress=drive.progress(s.value, drive.rest, drive.work)) for s in samples]


def _level(samples: Sequence[Sample], top: int, step: int, share: float) -> float:
    """Progress at a share of the way from this side's lowest point up to the peak."""
    part = samples[: top + 1] if step < 0 else samples[top:]
    low = min(s.progress for s in part)
    return low + share * (samples[top].progress - low)


def _edge(samples: Sequence[Sample], top: int, step: int, share: float) -> int:
    """Index of the last sample before (the first after) the peak that lies below the level."""
    level, i = _level(samples, top, step, share), top
    stop = 0 if step < 0 else len(samples) - 1
    # a hold may waver: the outermost crossing counts, not the first one met
    if share >= HELD:
        beyond = [k for k, s in enumerate(samples) if s.progress >= level]
        return beyond[0] if step < 0 else beyond[-1]
    while i != stop and samples[i].progress > level:
        i += step
    return i


def _crossing(samples: Sequence[Sample], top: int, step: int, share: float) -> float:
    """Time at which the level was crossed, between two samples."""
    level = _level(samples, top, step, share)
    i = _edge(samples, top, step, max(share, HELD))
    j = i + step
    if not 0 <= j < len(samples) or samples[j].progress >= samples[i].progress:
        return samples[i].t_s
    part = (samples[i].progress - level) / (samples[i].progress - samples[j].progress)
    return samples[i].t_s + max(0.0, min(1.0, part)) * (samples[j].t_s - samples[i].t_s)
