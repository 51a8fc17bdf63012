"""When each repetition happens: quiet start, repetitions of slightly varying tempo and range, quiet end."""

from dataclasses import dataclass

import numpy as np

from truth.kinematics import ease

# Long enough for a program that arms itself from a start posture held for about a second.
LEAD_IN_S = 1.4
LEAD_OUT_S = 1.0


@dataclass(frozen=True, kw_only=True)
class Tempo:
    """Seconds to full range, there, back, and at rest before the next repetition."""

    out_s: float
    hold_s: float
    back_s: float
    rest_s: float


@dataclass(frozen=True, kw_only=True)
class Rep:
    """One repetition on the clip's clock (s); ``amplitude`` is the share of its range it reaches."""

    start_s: float
    full_s: float
    leave_s: float
    end_s: float
    amplitude: float

    @property
    def peak_s(self) -> float:
        """Middle of the time at full range."""
        return (self.full_s + self.leave_s) / 2

    def phase(self, t_s: float) -> float:
        """Phase u at ``t_s``: 0 at rest, ``amplitude`` at full range."""
        if t_s < self.full_s:
            return self.amplitude * ease((t_s - self.start_s) / (self.full_s - self.start_s))
        return self.amplitude * (1 - ease((t_s - self.leave_s) / (self.end_s - self.leave_s)))

    def above(self, share: float) -> tuple[float, float]:
        """First and last moment (s) at which u is at least ``share``."""
        t = np.arange(self.start_s, self.end_s, 0.001)
        u = np.array([self.phase(float(x)) for x in t])
        inside = t[u >= share]
        return float(inside[0]), float(inside[-1])


@dataclass(frozen=True, kw_only=True)
class Onward(Rep):
    """A repetition that ends elsewhere than it began: u goes on to 2 instead of coming back."""

    def phase(self, t_s: float) -> float:
        """Phase u at ``t_s``: 0 where it begins, about 1 half-way, 2 where it ends."""
        if t_s < self.full_s:
            return super().phase(t_s)
        way = ease((t_s - self.leave_s) / (self.end_s - self.leave_s))
        return self.amplitude + (2 - self.amplitude) * way


def onward(rep: Rep) -> Onward:
    """The same repetition, going on."""
    return Onward(**vars(rep))


def schedule(tempos: list[Tempo], random: np.random.Generator) -> tuple[list[Rep], float]:
    """The repetitions and the clip's length (s).

    Tempo varies by 8 % and range by 3 % from one repetition to the next; a hold varies by 3 %, as if counted.
    """
    reps: list[Rep] = []
    t = LEAD_IN_S
    for tempo in tempos:
        out, back = random.uniform(0.92, 1.08, 2)
        full = t + tempo.out_s * float(out)
        leave = full + tempo.hold_s * float(random.uniform(0.97, 1.03))
        end = leave + tempo.back_s * float(back)
        amplitude = float(random.uniform(0.97, 1.0))
        reps.append(Rep(start_s=t, full_s=full, leave_s=leave, end_s=end, amplitude=amplitude))
        t = end + tempo.rest_s
    return reps, reps[-1].end_s + LEAD_OUT_S


def at(reps: list[Rep], t_s: float) -> tuple[int, float]:
    """Index of the repetition under way or last begun (0 before the first), and u."""
    begun = [i for i, rep in enumerate(reps) if rep.start_s <= t_s]
    if not begun:
        return 0, 0.0
    return begun[-1], reps[begun[-1]].phase(t_s)
