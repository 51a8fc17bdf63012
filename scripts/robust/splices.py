"""Clips cut together from saved landmarks: out of one movement into another, at moments drawn by lot."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accuracy import compact
from formcheck.loop import Sighting
from robust.clips import SAME_CUT_S, across, watched

KINDS = ("same", "other")
# Left in this part of a movement, gone on in that part of another.
_LEAVE, _RESUME = (0.25, 0.55), (0.75, 1.05)


@dataclass
class Splices:
    """Figures of one exercise and one kind of cut.

    Attributes:
        kind: ``same`` place, or ``other``: another person in another place.
        made, found: cuts.
        across: cuts over which a movement was counted.
    """

    exercise: str
    kind: str
    made: int = 0
    found: int = 0
    across: int = 0


def splices(folder: Path, truths: Sequence[dict[str, Any]], count: int) -> list[Splices]:
    """Cut clips together, ``count`` times for each exercise and kind.

    Args:
        folder: the evaluation set.
        truths: of the clips to use; those with a passer-by or their own cuts are left out.
        count: how often.
    """
    quiet = [t for t in truths if _is_quiet(t)]
    found = []
    for exercise in sorted({t["exercise"] for t in quiet}):
        mine = [t for t in quiet if t["exercise"] == exercise]
        found += [_made(folder, mine, Splices(exercise, kind), count) for kind in KINDS]
    return found


def _is_quiet(truth: dict[str, Any]) -> bool:
    return (
        truth["exercise"] != "none"
        and len(truth["rep_times"]) > 2
        and "rough" not in truth
        and "passer-by" not in truth["conditions"]
    )


def _made(folder: Path, truths: Sequence[dict[str, Any]], figures: Splices, count: int) -> Splices:
    rng = random.Random(f"{figures.exercise} {figures.kind}")
    for _ in range(count):
        first, second = rng.sample(list(truths), 2)
        second = first if figures.kind == "same" else second
        seen, cut_s = _spliced(folder, first, second, rng)
        figures.made += 1
        told, events = watched(seen, figures.exercise)
        figures.found += any(abs(t - cut_s) <= SAME_CUT_S for t in told)
        figures.across += across(events, cut_s) > 0
    return figures


def _spliced(
    folder: Path, first: dict[str, Any], second: dict[str, Any], rng: random.Random
) -> tuple[list[Sighting], float]:
    number = rng.randrange(len(first["rep_times"]) - 1)
    left = first["rep_times"][number]
    entered = second["rep_times"][min(number + 1, len(second["rep_times"]) - 1)]
    leave_s, resume_s = _within(left, rng.uniform(*_LEAVE)), _within(entered, rng.uniform(*_RESUME))
    before = [s for s in _sightings(folder, first) if s.t_s < leave_s]
    after = [s for s in _sightings(folder, second) if s.t_s >= resume_s]
    cut_s = before[-1].t_s + 1 / first["fps"]
    return before + [_moved(s, cut_s - after[0].t_s) for s in after], cut_s


def _within(rep: Sequence[Any], share: float) -> float:
    return float(rep[0] + share * (rep[2] - rep[0]))


def _sightings(folder: Path, truth: dict[str, Any]) -> list[Sighting]:
    return compact.load(folder / f"{truth['clip']}.npz")[0]


def _moved(seen: Sighting, by_s: float) -> Sighting:
    t_s = seen.t_s + by_s
    return replace(seen, t_s=t_s, pose=seen.pose and replace(seen.pose, t_s=t_s))
