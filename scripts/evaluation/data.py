"""The evaluation as data: the same figures as the Markdown, for machines."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evaluation.numbers import Share
from evaluation.real import Real
from evaluation.score import ClipScore
from evaluation.signals import with_legs
from evaluation.summary import (
    DIMENSIONS,
    FaultFigures,
    Scores,
    agreement,
    by_size,
    checks,
    counts,
    delays,
    fault_figures,
    grouped,
    names_by_exercise,
    signals,
    timing,
)
from evaluation.targets import Target

Json = dict[str, Any]
DIGITS = 4


def as_data(scores: Scores, targets: Sequence[Target], real: Real | None) -> Json:
    """Everything in the report; NaN becomes null, a share {k, n, value, low, high}."""
    ours = [s for s in scores if not s.truth.is_empty]
    found = {
        "clips": len(scores),
        "targets": [asdict(t) for t in targets],
        "groups": {
            name: {word: _group(group) for word, group in grouped(ours, keys).items()}
            for name, keys in DIMENSIONS.items()
        },
        "no_exercise": counts([s for s in scores if s.truth.is_empty]),
        "angles": _angles(ours),
        "faults": [_fault(*key, group) for key, group in names_by_exercise(ours).items()],
        "real": real,
        "clip": [_clip(s) for s in scores],
    }
    plain: Json = _plain(found)
    return plain


def _group(group: Scores) -> Json:
    return {
        "counts": counts(group),
        "times": timing(group),
        "faults": _figures(fault_figures(group)),
        "not_checked": checks(group),
        "delays": delays(group),
    }


def _figures(found: FaultFigures) -> Json:
    return {**_plain(found), "false_per_100": found.false_per_100}


def _angles(scores: Scores) -> list[Json]:
    return [
        {"signal": signal, "unit": unit, "place": place, "leg": leg, **asdict(found)}
        for signal, unit in signals(scores).items()
        for place in sorted({s.truth.place.value for s in scores})
        for leg in with_legs(place)
        if (found := agreement(scores, signal, (place,), leg)).n
    ]


def _fault(exercise: str, name: str, group: Scores) -> Json:
    return {
        "exercise": exercise,
        "name": name,
        "figures": _figures(fault_figures(group, name)),
        "flagged_by_size": {f"{size:g}": share for size, share in by_size(group, name).items()},
        "not_checked": checks(group, name),
        "delays": delays(group, name),
    }


def _clip(s: ClipScore) -> Json:
    return {"clip": s.truth.clip, "expected": s.expected, "got": s.got, "wrong": s.reasons}


def _plain(value: Any) -> Any:
    """Data classes and numbers as JSON knows them."""
    if isinstance(value, Share):
        low, high = value.interval
        return _plain({"k": value.k, "n": value.n, "value": value.value, "low": low, "high": high})
    if hasattr(value, "__dataclass_fields__"):
        return {key: _plain(getattr(value, key)) for key in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, DIGITS) if math.isfinite(value) else None
    return value
