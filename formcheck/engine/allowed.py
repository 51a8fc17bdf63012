"""How far a limit may move with the person, and the exercise with the limits moved.

A limit moves in shares of itself (``movable``, half to twice unless declared), counted from where nothing is
wrong: from 0, or from 180 degrees for the angle of a joint that should be straight. It never comes closer to
that than its own standard error. The full range ends at the clinical floor (``work_limit``) and at ``best``.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from formcheck.engine.gate import Gate
from formcheck.engine.personal import RANGE, Change, Personal
from formcheck.engine.spec import Drive, Exercise, Fault, RepCheck, Severity, Unseen

Judged = Fault | RepCheck
J = TypeVar("J", Fault, RepCheck)
Range = tuple[float, float]

# A range of motion may be half as much again as the usual one, and rest a quarter of it further back.
BEST_SHARE, BACK_SHARE = 1.5, -0.25
# Longer than this, a fault of most repetitions would never be one.
DWELL_MORE_S = 1.0
STRAIGHT_DEG, BENT_DEG = 180.0, 90.0


def limits_of(exercise: Exercise) -> dict[str, Judged]:
    """Every limit by its key: its name, numbered from 1 where several bear the same."""
    names = [judged.name for judged in exercise.judged]
    seen: dict[str, int] = {}
    found = {}
    for judged in exercise.judged:
        seen[judged.name] = seen.get(judged.name, 0) + 1
        several = names.count(judged.name) > 1
        found[f"{judged.name}_{seen[judged.name]}" if several else judged.name] = judged
    return found


def allowed_on(judged: Judged) -> Range:
    """From and to which ``on`` may move."""
    is_joint = judged.unit == "deg" and abs(judged.gate.on) > BENT_DEG
    right = math.copysign(STRAIGHT_DEG, judged.gate.on) if is_joint else 0.0
    far = judged.gate.on - right
    # where the declared limit is closer than its error, that is as close as it comes
    closest = min(judged.error, abs(far))
    least, most = (math.copysign(max(share * abs(far), closest), far) for share in judged.movable)
    return _ordered(right + least, right + most)


def allowed_off(judged: Judged, on: float) -> Range:
    """From and to which ``off`` may move: half to twice the declared way from ``on``."""
    way = judged.gate.off - judged.gate.on
    return _ordered(on + 0.5 * way, on + 2.0 * way)


def allowed_for_s(judged: Judged) -> Range:
    """From and to which the dwell may move: a shorter one would flag noise."""
    return _ordered(0.5 * judged.gate.for_s, judged.gate.for_s + DWELL_MORE_S)


def allowed_work(drive: Drive) -> Range:
    """From and to which the full range may move: from the clinical floor to the best."""
    best = drive.rest + BEST_SHARE * (drive.work - drive.rest) if drive.best is None else drive.best
    return _ordered(drive.work_limit, best)


def allowed_rest(drive: Drive) -> Range:
    """From and to which the resting value may move."""
    return _ordered(drive.rest_limit, drive.rest + BACK_SHARE * (drive.work - drive.rest))


def _ordered(a: float, b: float) -> Range:
    # sums such as 0.1 + 0.2 must not shut out the end that they name
    return (round(min(a, b), 6), round(max(a, b), 6))


def with_changes(exercise: Exercise, personal: Personal) -> Exercise:
    """The exercise with a person's own figures; all of them must lie in their allowed ranges.

    Raises:
        ValueError: the exercise has no limit of such a key.
    """
    limits = limits_of(exercise)
    mine = {key: [c for c in personal.changes if c.limit == key] for key in (RANGE, *limits)}
    if unknown := {c.limit for c in personal.changes} - set(mine):
        raise ValueError(f"exercise {exercise.name}: no limit {sorted(unknown)}; there are {sorted(limits)}")
    gone = [limits[key] for key, changes in mine.items() if any(c.field == "skip" for c in changes)]
    kept = {key: judged for key, judged in limits.items() if not any(judged is one for one in gone)}
    return replace(
        exercise,
        drive=_ranged(exercise.drive, mine[RANGE]),
        faults=tuple(_moved(j, mine[key], personal) for key, j in kept.items() if isinstance(j, Fault)),
        checks=tuple(_moved(j, mine[key], personal) for key, j in kept.items() if isinstance(j, RepCheck)),
        unseen=(*exercise.unseen, *_left_out(gone, kept.values(), personal)),
        personal=personal,
    )


def _ranged(drive: Drive, changes: Sequence[Change]) -> Drive:
    ends: dict[str, Any] = {change.field: change.own for change in changes}
    return replace(drive, **ends)


def _moved(judged: J, changes: Sequence[Change], personal: Personal) -> J:
    if not changes:
        return judged
    fields: dict[str, Any] = {change.field: change.own for change in changes}
    gate = moved_gate(judged.gate, {k: fields.pop(k) for k in ("on", "off", "for_s") if k in fields})
    if "severity" in fields:
        fields["severity"] = Severity(fields["severity"])
    source = f"{personal.file}; without it: {judged.source}"
    return replace(judged, gate=gate, source=source, **fields)


def moved_gate(gate: Gate, figures: dict[str, float]) -> Gate:
    """A gate with other figures; where only ``on`` moves, ``off`` moves along."""
    if "on" in figures:
        figures = {"off": figures["on"] + gate.off - gate.on} | figures
    return replace(gate, **figures)


def _left_out(gone: Iterable[Judged], kept: Iterable[Judged], personal: Personal) -> list[Unseen]:
    """What is judged no more, under any form of its name: reported as not checked."""
    still = {judged.name for judged in kept}
    titles = {judged.name: judged.title for judged in gone if judged.name not in still}
    reason = f"left out by {personal.file}"
    return [Unseen(name=n, title=t, reason=reason, source=personal.file) for n, t in titles.items()]
