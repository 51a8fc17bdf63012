"""Errors while standing on one leg for 20 s: the single-leg part of the Balance Error Scoring System."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from formcheck.assess.spec import Attempt, Count, Test
from formcheck.assess.taken import Stay, Taken
from formcheck.engine.events import Side
from formcheck.engine.gate import GateState
from formcheck.engine.spec import Fault
from formcheck.engine.stats import sided
from formcheck.exercises import find

CONDITION_S, MOST = 20.0, 10
# Out of position for longer is one more error.
AWAY_S = 5.0
# Errors at one time are one error.
AT_ONCE_S = 1.0
# Somebody's own place and posture: this long before the foot is up, or, of the foot, after it.
BEFORE_S, AFTER_S = 1.0, 0.5
TITLES = {
    "touch": "step, or the raised foot touches",
    "away": "out of position for more than 5 s",
    "arms_off": "hands off the hips",
    "hop": "stumble: the standing foot moves",
    "leg_out": "hip beyond 30 deg",
}
UNSEEN = {
    "forefoot or heel lifts": "not measurable from the front",
    "eyes opened": "a camera at this distance cannot tell; somebody has to watch",
}
Error = tuple[float, str]


def window(taken: Taken, side: Side | None) -> tuple[float, float] | None:
    """From and to: 20 s from when the foot is first up; None when it never was."""
    stays = taken.stays_of(side)
    return (stays[0].start_s, stays[0].start_s + CONDITION_S) if stays else None


def errors(taken: Taken, side: Side | None) -> list[Error]:
    """Every error of a condition, with its moment; those at one time only once."""
    span = window(taken, side)
    if span is None:
        return []
    stays = [s for s in taken.stays_of(side) if s.start_s < span[1]]
    found = [*_out_of_position(stays, span[1], taken.t_s), *_faults(taken, stays, span[1])]
    kept: list[Error] = []
    for error in sorted(found):
        if not kept or error[0] - kept[-1][0] > AT_ONCE_S:
            kept.append(error)
    return kept[:MOST]


def _out_of_position(stays: Sequence[Stay], end_s: float, seen_to_s: float) -> Iterable[Error]:
    ended = [s for s in stays if s.end_s < end_s and not s.is_open]
    yield from ((s.end_s, "touch") for s in ended)
    gaps = [(a.end_s, b.start_s) for a, b in pairwise(stays)]
    if ended and ended[-1] is stays[-1]:
        gaps.append((stays[-1].end_s, min(end_s, seen_to_s)))
    yield from ((a + AWAY_S, "away") for a, b in gaps if b - a > AWAY_S)


def _faults(taken: Taken, stays: Sequence[Stay], end_s: float) -> Iterable[Error]:
    for fault in find("balance").faults:
        if fault.name in TITLES:
            for stay in stays:
                yield from ((t, fault.name) for t in _onsets(taken, fault, stay, min(stay.end_s, end_s)))


def _onsets(taken: Taken, fault: Fault, stay: Stay, end_s: float) -> Iterable[float]:
    """When a fault began within a stay: as often as it did, not once only."""
    name = sided(fault.signal, stay.side)
    if stay.side is None and "{" in name:
        return
    own = _own(taken, fault, name, stay) if fault.relative else 0.0
    gate = GateState(fault.gate)
    times, values = taken.between(stay.start_s, end_s, name)
    for t_s, value in zip(times.tolist(), values.tolist(), strict=True):
        edge = gate.step(t_s, value - own)
        if edge and edge.is_on:
            yield edge.at_s


def _own(taken: Taken, fault: Fault, name: str, stay: Stay) -> float:
    is_foot = fault.name == "hop"
    span = (0.0, AFTER_S) if is_foot else (-BEFORE_S, 0.0)
    _, values = taken.between(stay.start_s + span[0], stay.start_s + span[1], name)
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if seen.size else math.nan


def condition(taken: Taken, side: Side | None) -> list[Attempt]:
    """The condition as one trial: its errors, ten at most."""
    span = window(taken, side)
    if span is None:
        return []
    end_s = min(span[1], taken.t_s)
    ended = "20 s were over" if end_s >= span[1] else "the pictures ended before the 20 s were over"
    return [Attempt(span[0], end_s, float(len(errors(taken, side))), ended)]


def by_kind(taken: Taken, side: Side | None) -> list[Count]:
    """The errors by what they were, and what no camera in front can see."""
    names = [name for _, name in errors(taken, side)]
    seen = [Count(title, float(names.count(name))) for name, title in TITLES.items()]
    return seen + [Count(title, math.nan, reason) for title, reason in UNSEEN.items()]


def is_over(taken: Taken) -> bool:
    """Whether the 20 s are over."""
    span = window(taken, None)
    return span is not None and taken.t_s >= span[1]


BESS = Test(
    name="bess_single_leg",
    title="Balance errors on one leg (BESS)",
    aliases=("bess",),
    exercise="balance",
    unit="errors",
    longest_s=CONDITION_S,
    how="Stand on one leg for 20 s, hands on the hips, eyes closed. After an error, go back and stand on.",
    ends="The condition ends after 20 s; ten errors at most are counted.",
    attempts=condition,
    counts=by_kind,
    is_over=is_over,
    more_is_better=False,
    usual_eyes="closed",
    sways=True,
    signals=(
        *("hands_off_ratio", "leg_out_deg_left", "leg_out_deg_right"),
        *("foot_x_ratio_left", "foot_x_ratio_right", "foot_y_ratio_left", "foot_y_ratio_right"),
    ),
    source="Balance Error Scoring System, single-leg stance",
)
