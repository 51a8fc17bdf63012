"""When everything in a clip happens: getting into position, the attempts, getting out."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from evalset.cases import Try
from evalset.trial import HOLD_SHARE
from evalset.trials import trials
from truth.timing import Rep, Tempo

LEAD_IN_S, LEAD_OUT_S = 1.3, 0.9


@dataclass(frozen=True)
class Timeline:
    """A clip's clock.

    Attributes:
        enter_s: length of getting into position at its start; 0 without.
        reps: the attempts.
        leave_from_s: when getting out of position begins; the clip's end without.
        length_s: of the clip.
    """

    enter_s: float
    reps: Sequence[Rep]
    leave_from_s: float
    length_s: float

    def at(self, t_s: float) -> tuple[int, float]:
        """Index of the attempt under way or last begun (0 before the first), and its phase."""
        begun = [i for i, rep in enumerate(self.reps) if rep.start_s <= t_s]
        return (begun[-1], self.reps[begun[-1]].phase(t_s)) if begun else (0, 0.0)


def timeline(
    exercise: str, tries: Sequence[Try], rng: random.Random, enter_s: float, leave_s: float
) -> Timeline:
    """Lay out a clip; tempo varies by 8 % and range by 2 % from one attempt to the next."""
    t, reps, rest_s = enter_s + LEAD_IN_S, [], 0.0
    for attempt in tries:
        rep, rest_s = _rep(trials()[exercise].tempo, attempt, t, rng)
        reps.append(rep)
        t = rep.end_s + rest_s
    leave_from_s = reps[-1].end_s + LEAD_OUT_S
    return Timeline(enter_s, tuple(reps), leave_from_s, leave_from_s + leave_s)


def _rep(tempo: Tempo, attempt: Try, t_s: float, rng: random.Random) -> tuple[Rep, float]:
    pace = attempt.pace * rng.uniform(0.92, 1.08)
    hold_s = tempo.hold_s / max(1.0, attempt.pace) if attempt.hold_s is None else attempt.hold_s
    if attempt.is_partial:
        # who gives up turns round at once, and sooner
        pace, hold_s = 1.4 * pace, 0.1
    full = t_s + tempo.out_s / pace
    leave = full + hold_s
    amplitude = attempt.reach * rng.uniform(0.98, 1.0)
    rest_s = tempo.rest_s / max(0.7, attempt.pace) if attempt.rest_s is None else attempt.rest_s
    return Rep(
        start_s=t_s, full_s=full, leave_s=leave, end_s=leave + tempo.back_s / pace, amplitude=amplitude
    ), rest_s


def held(rep: Rep, share: float = HOLD_SHARE) -> tuple[float, float]:
    """First and last moment (s) at this share of the attempt's own full range, or further."""
    return rep.above(share * rep.amplitude)
