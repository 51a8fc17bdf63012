"""Long clips of several exercises, joined from the landmarks of rendered clips of one person."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from accuracy import compact
from evaluation.truth import Truth
from formcheck.exercises import find
from formcheck.loop import Sighting
from formcheck.pose.pose import Pose

# From one exercise to the next in the same posture, the person moves there in a straight line.
BETWEEN_S = 2.0
# Into another posture, the film is cut: this long after the last picture, the person lies or stands there and
# is still for as long.
CUT_S = 0.5
AT_ONCE = 3
Clip = tuple[Truth, Path]


@dataclass(frozen=True, slots=True)
class TrueSet:
    """What one part of a long clip holds."""

    exercise: str
    start_s: float
    end_s: float
    reps: int


@dataclass(frozen=True, slots=True)
class Long:
    """A long clip: its parts' names, what is seen in it, and the sets in it."""

    parts: tuple[str, ...]
    seen: list[Sighting]
    sets: list[TrueSet]


def plans(clips: Sequence[Clip]) -> list[tuple[Clip, ...]]:
    """Which clips are joined: of one person and camera size, no exercise twice in a row.

    Every clip is used once at most, in the order of the exercises' names, so that the choice is no choice.
    """
    groups: dict[tuple[str, tuple[int, int]], dict[str, list[Clip]]] = {}
    for truth, path in clips:
        if truth.reps and not truth.unseen:
            key = truth.person, compact.load(path)[0][0].size_px
            groups.setdefault(key, defaultdict(list))[truth.exercise].append((truth, path))
    return [plan for by_name in groups.values() for plan in _dealt(by_name)]


def _dealt(by_name: dict[str, list[Clip]]) -> Iterator[tuple[Clip, ...]]:
    """Deal three different exercises at a time, those with the most clips left first."""
    while len(left := [name for name in sorted(by_name) if by_name[name]]) >= AT_ONCE:
        names = sorted(left, key=lambda name: -len(by_name[name]))[:AT_ONCE]
        yield tuple(by_name[name].pop(0) for name in names)


def join(clips: Sequence[Clip]) -> Long:
    """Join the landmarks of some rendered clips."""
    parts = [(truth.exercise, compact.load(path)[0]) for truth, path in clips]
    seen, later_s = joined(parts)
    sets = [
        TrueSet(truth.exercise, truth.reps[0].start_s + by_s, truth.reps[-1].end_s + by_s, len(truth.reps))
        for (truth, _), by_s in zip(clips, later_s, strict=True)
    ]
    return Long(tuple(truth.clip for truth, _ in clips), seen, sets)


def joined(parts: Sequence[tuple[str, Sequence[Sighting]]]) -> tuple[list[Sighting], list[float]]:
    """Landmarks of some exercises one after the other, and how many seconds later each part begins."""
    seen, later_s, before = list[Sighting](), list[float](), ""
    for exercise, part in parts:
        step_s = part[1].t_s - part[0].t_s
        is_cut = bool(before) and find(before).postures != find(exercise).postures
        if seen:
            last = replace(part[0], t_s=seen[-1].t_s + CUT_S) if is_cut else seen[-1]
            seen += _between(last, part[0], step_s)
        by_s = seen[-1].t_s + step_s - part[0].t_s if seen else 0.0
        seen += [_later(s, by_s) for s in part]
        later_s.append(by_s)
        before = exercise
    return seen, later_s


def _later(s: Sighting, by_s: float) -> Sighting:
    t_s = s.t_s + by_s
    return replace(s, t_s=t_s, pose=s.pose and replace(s.pose, t_s=t_s))


def _between(last: Sighting, first: Sighting, step_s: float) -> list[Sighting]:
    """The way from the last pose of a part to the first of the next; nobody, where either is missing."""
    steps = round(BETWEEN_S / step_s)
    return [_on_the_way(last, first, last.t_s + i * step_s, i / (steps + 1)) for i in range(1, steps + 1)]


def _on_the_way(last: Sighting, first: Sighting, t_s: float, share: float) -> Sighting:
    a, b = last.pose, first.pose
    if a is None or b is None:
        return Sighting(t_s, None, first.size_px)
    pose = Pose(
        t_s,
        a.xy_px + share * (b.xy_px - a.xy_px),
        a.world_m + share * (b.world_m - a.world_m),
        a.visibility + share * (b.visibility - a.visibility),
        b.size_px,
    )
    return Sighting(t_s, pose, first.size_px)
