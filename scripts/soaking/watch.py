"""What is watched during a soak: memory, counts, and whether anything drifts."""

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
        memory: (simulated seconds, MB).
        reps: (time of each repetition, when it was known).
        cues: (time of each spoken cue, the flagged moment).
        frame_s: wall seconds of each frame.
    """

    name: str
    period_s: float
    loops: int
    reps_a_loop: int
    process: Any
    memory: list[tuple[float, float]] = field(default_factory=list)
    reps: list[tuple[float, float]] = field(default_factory=list)
    cues: list[tuple[float, float]] = field(default_factory=list)
    frame_s: list[float] = field(default_factory=list)
    frames: int = 0
    counted: int = 0
    kept: int = 0
    wall_s: float = 0.0
    _sampled_s: float = -60.0
    _begun_s: float = field(default_factory=time.monotonic)
    _last_s: float = field(default_factory=time.perf_counter)

    def step(self, t_s: float) -> None:
        """Take the end of one frame; the memory is looked at once a simulated minute."""
        now_s = time.perf_counter()
        # every tenth frame tells as much as all of them, and keeps this list out of the memory watched
        if self.frames % 10 == 0:
            self.frame_s.append(now_s - self._last_s)
        self._last_s, self.frames = now_s, self.frames + 1
        if t_s - self._sampled_s >= 60.0:
            self._sampled_s = t_s
            self.memory.append((t_s, self.process.memory_info().rss / 1e6))
            self._tell(t_s)
            self._last_s = time.perf_counter()

    def _tell(self, t_s: float) -> None:
        """A line every ten simulated minutes."""
        if round(t_s / 60) % 10 == 0:
            done = f"{self.name}: {t_s / 60:.0f} of {self.simulated_s / 60:.0f} min"
            print(f"{done}, {len(self.reps)} repetitions, {self.memory[-1][1]:.1f} MB", flush=True)

    def end(self, counted: int, kept: int) -> None:
        """Take what was counted, and what the history says."""
        self.counted, self.kept, self.wall_s = counted, kept, time.monotonic() - self._begun_s
        self.memory.append((self.simulated_s, self.process.memory_info().rss / 1e6))

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
    def growth_ms(self) -> float:
        """How much longer a frame takes in the last tenth than in the second."""
        tenth = max(1, len(self.frame_s) // 10)
        return 1000 * (median(self.frame_s[-tenth:]) - median(self.frame_s[tenth : 2 * tenth] or [0.0]))


def delays_s(pairs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The median delay of the first tenth, and of the last."""
    late = [later - t_s for t_s, later in pairs]
    if not late:
        return float("nan"), float("nan")
    tenth = max(1, len(late) // 10)
    return median(late[:tenth]), median(late[-tenth:])
