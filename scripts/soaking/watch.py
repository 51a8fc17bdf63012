"""What is watched during a soak: memory, counts, and whether anything drifts."""

import itertools
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import numpy as np

# Caches fill and the allocator finds its size: what grows in this part of the run is no leak.
WARM_SHARE = 0.15


@dataclass(slots=True)
class Watch:
    """One soak.

    Attributes:
        name: what was soaked.
        period_s: after which everything that is seen repeats itself.
        loops: how often it does.
        reps_a_loop: that the person truly does.
        process: whose memory is looked at; a `psutil.Process`.
        memory: (simulated seconds, MB), once a minute.
        cpu_s: processor seconds of the process until then, and the moments.
        reps: (time of each repetition, when it was known).
        cues: (time of each spoken cue, the flagged moment).
        frames: moments so far.
        counted, kept: repetitions by the result, and by the history.
    """

    name: str
    period_s: float
    loops: int
    reps_a_loop: int
    process: Any
    memory: list[tuple[float, float]] = field(default_factory=list)
    reps: list[tuple[float, float]] = field(default_factory=list)
    cues: list[tuple[float, float]] = field(default_factory=list)
    cpu_s: list[tuple[float, int]] = field(default_factory=list)
    frames: int = 0
    counted: int = 0
    kept: int = 0
    wall_s: float = 0.0
    _sampled_s: float = -60.0
    _begun_s: float = field(default_factory=time.monotonic)

    def step(self, t_s: float) -> None:
        """Take the end of one moment; memory and processor are looked at once a simulated minute."""
        self.frames += 1
        if t_s - self._sampled_s >= 60.0:
            self._sampled_s = t_s
            self._sample(t_s)
            self._tell(t_s)

    def _sample(self, t_s: float) -> None:
        used = self.process.cpu_times()
        self.memory.append((t_s, self.process.memory_info().rss / 1e6))
        # processor time, not the clock's: the machine has other work
        self.cpu_s.append((used.user + used.system, self.frames))

    def _tell(self, t_s: float) -> None:
        """A line every ten simulated minutes."""
        if round(t_s / 60) % 10 == 0:
            done = f"{self.name}: {t_s / 60:.0f} of {self.simulated_s / 60:.0f} min"
            print(f"{done}, {len(self.reps)} repetitions, {self.memory[-1][1]:.1f} MB", flush=True)

    def end(self, counted: int, kept: int) -> None:
        """Take what was counted, and what the history says."""
        self.counted, self.kept, self.wall_s = counted, kept, time.monotonic() - self._begun_s
        self._sample(self.simulated_s)

    @property
    def simulated_s(self) -> float:
        """How long the session lasts by its own clock."""
        return self.loops * self.period_s

    @property
    def truth(self) -> int:
        """Repetitions that were truly done."""
        return self.loops * self.reps_a_loop

    @property
    def slope_mb_h(self) -> float:
        """Growth of the memory an hour, by least squares after the beginning; NaN of too few samples."""
        late = [(t_s, mb) for t_s, mb in self.memory if t_s >= WARM_SHARE * self.simulated_s]
        if len(late) < 3:
            return float("nan")
        t_s, mb = np.array(late).T
        return float(np.polyfit(t_s / 3600, mb, 1)[0])

    @property
    def drift_s(self) -> float:
        """The largest difference of a repetition's time in its loop from the same one in the first loops."""
        by_place: dict[int, list[float]] = {}
        for number, (t_s, _) in enumerate(self.reps):
            by_place.setdefault(number % self.reps_a_loop, []).append(t_s % self.period_s)
        # the first loop begins without a past, and may see its first repetition otherwise
        spans = [max(abs(t_s - one[1]) for t_s in one[1:]) for one in by_place.values() if len(one) > 1]
        return max(spans, default=float("nan"))

    @property
    def cost_ms(self) -> tuple[float, float]:
        """Processor milliseconds a moment: in the second tenth of the minutes, and in the last."""
        pairs = itertools.pairwise(self.cpu_s)
        costs = [1000 * (b - a) / (m - n) for (a, n), (b, m) in pairs if m - n > 1]
        if not costs:
            return float("nan"), float("nan")
        tenth = max(1, len(costs) // 10)
        return median(costs[tenth : 2 * tenth] or costs), median(costs[-tenth:])


def delays_s(pairs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The median delay of the first tenth, and of the last."""
    late = [later - t_s for t_s, later in pairs]
    if not late:
        return float("nan"), float("nan")
    tenth = max(1, len(late) // 10)
    return median(late[:tenth]), median(late[-tenth:])
