"""Repetitions whose exact values pass a limit of the product though nothing was planted there.

A repetition that was made shallow to be uneven, or quick to be fast, may truly be too shallow or too fast: a
flag of it is not false. The exact signals are put to the product's own declarations to find out.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.numbers import Floats
from evaluation.signals import resting
from evaluation.truth import Hold, Movement, Planted, Truth
from formcheck.engine.events import Raise, Side
from formcheck.engine.machine import Sample
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Sides
from formcheck.engine.stats import Past, RepStats, sided
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.view import ViewKind

# Past the limit, by how much nobody planned: as good as one at the limit, where either is right.
SIZE = 1.0
# Without a hold, the furthest point is this long; the deep part begins and ends at this share of the way.
PEAK_S, DEEP = 0.3, 0.3


@dataclass(frozen=True, slots=True)
class Attempt:
    """A true movement with its hold, and the number of its repetition."""

    rep: int
    movement: Movement
    hold: Hold


def attempts(truth: Truth, exercise: Exercise) -> list[Attempt]:
    """The movements of a clip; on hands and knees one a hold, elsewhere one a repetition."""
    numbered = list(enumerate(truth.reps, 1))
    if exercise.sides is not Sides.DIAGONAL:
        return [Attempt(n, rep, _hold_of(rep, truth.holds)) for n, rep in numbered]
    return [
        Attempt(n, Movement(hold.start_s, hold.middle_s, hold.end_s, hold.side), hold)
        for n, rep in numbered
        for hold in truth.holds
        if rep.holds(hold.middle_s)
    ]


def _hold_of(rep: Movement, holds: Iterable[Hold]) -> Hold:
    inside = [hold for hold in holds if rep.holds(hold.middle_s)]
    return inside[0] if inside else Hold(rep.peak_s - PEAK_S / 2, rep.peak_s + PEAK_S / 2, rep.side)


def beyond(
    truth: Truth, exercise: Exercise, t_s: Sequence[float], exact: Mapping[str, Floats]
) -> tuple[Planted, ...]:
    """Faults that nobody planted, by the exact signals, with a size of 1.

    Args:
        truth: gives the repetitions.
        exercise: whose limits are meant.
        t_s: of each frame.
        exact: signal name with side to one value a frame; what is missing passes no limit.
    """
    times = np.array(t_s)
    names, past, found = list(exact), dict[str | None, list[Past]](), dict[tuple[int, str], Planted]()
    columns = np.stack([exact[name] for name in names], 1) if names else np.empty((times.size, 0))
    rows = [dict(zip(names, values, strict=True)) for values in columns.tolist()]
    samples = [Sample(t, np.nan, np.nan, row, True) for t, row in zip(times.tolist(), rows, strict=True)]
    rest = {name: _middle(values[resting(truth, times)]) for name, values in exact.items()}
    for attempt in attempts(truth, exercise):
        before = past.setdefault(attempt.movement.side, [])
        stats = _stats(attempt, samples, before, exercise.drive, rest)
        if not stats.held:
            continue
        for name in _past_limit(stats, exercise, truth.place, rest):
            found[attempt.rep, name] = Planted(name, None, attempt.rep, SIZE)
        before.append(stats.remembered())
    planted = {(p.rep, p.name) for p in truth.faults}
    return tuple(fault for key, fault in found.items() if key not in planted)


def _middle(values: Floats) -> float:
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if seen.size else float("nan")


def _stats(
    attempt: Attempt,
    samples: Sequence[Sample],
    before: Sequence[Past],
    drive: Drive,
    rest: Mapping[str, float],
) -> RepStats:
    m, hold = attempt.movement, attempt.hold
    side: Side | None = "left" if m.side == "left" else "right" if m.side == "right" else None
    moving = [s for s in samples if m.holds(s.t_s)]
    held = [s for s in moving if hold.start_s <= s.t_s <= hold.end_s]
    name = sided(drive.signal, side)
    furthest = max if drive.work > drive.rest else min
    seen = [v for s in moving if not math.isnan(v := s.values.get(name, math.nan))]
    raise_ = Raise(
        t_s=m.end_s,
        known_s=m.end_s,
        side=side,
        start_s=m.start_s,
        peak_s=m.peak_s,
        end_s=m.end_s,
        hold_start_s=hold.start_s,
        hold_end_s=hold.end_s,
        rest_value=rest.get(name, math.nan),
        peak_value=furthest(seen, default=math.nan),
    )
    return RepStats(raise_, moving, held, tuple(before))


def _past_limit(stats: RepStats, exercise: Exercise, place: ViewKind, rest: Mapping[str, float]) -> list[str]:
    checks = [c.name for c in exercise.checks if place in c.views and c.gate.beyond(c.measure(stats))]
    return checks + [f.name for f in exercise.faults if place in f.views and _is_on(f, stats, rest)]


def _is_on(fault: Fault, stats: RepStats, rest: Mapping[str, float]) -> bool:
    """Whether the exact signal stays past a fault's limit for as long as the fault asks."""
    r = stats.raise_
    first_s, last_s = r.start_s, r.end_s
    if fault.during == LOADED:
        first_s, last_s = r.start_s + DEEP * (r.peak_s - r.start_s), r.end_s - DEEP * (r.end_s - r.peak_s)
    seen = [s for s in stats.moving if first_s <= s.t_s <= last_s]
    step_s = (seen[-1].t_s - seen[0].t_s) / (len(seen) - 1) if len(seen) > 1 else 0.0
    for side in [r.side] if r.side else SIDE_NAMES:
        name = sided(fault.signal, "left" if side == "left" else "right")
        zero = rest.get(name, np.nan) if fault.relative else 0.0
        on = sum(fault.gate.beyond(s.values.get(name, np.nan) - zero) for s in seen)
        if on * step_s >= fault.gate.for_s and on:
            return True
    return False
