"""The exercises as the pages show them."""

from typing import Any

from formcheck.engine.spec import Exercise, Fault, RepCheck, Unseen
from formcheck.exercises import discovered
from formcheck.motion.view import ViewKind


def catalog() -> list[dict[str, Any]]:
    """Every exercise with its faults, limits and their sources."""
    return [_exercise(e) for e in discovered().values()]


def _exercise(e: Exercise) -> dict[str, Any]:
    return {
        "name": e.name,
        "title": e.title,
        "kind": str(e.kind),
        "sides": str(e.sides),
        "counts": e.counts,
        "setup": e.setup,
        "source": e.source,
        "faults": [_fault(judged) for judged in e.judged],
        "unseen": [_unseen(u) for u in e.unseen],
    }


def _fault(judged: Fault | RepCheck) -> dict[str, Any]:
    gate = judged.gate
    return {
        "name": judged.name,
        "title": judged.title,
        "limit": gate.on,
        "direction": "or more" if gate.rising else "or less",
        "for_s": gate.for_s,
        "relative": isinstance(judged, Fault) and judged.relative,
        "unit": judged.unit,
        "error": judged.error,
        "views": [str(v) for v in ViewKind if v in judged.views and v is not ViewKind.UNKNOWN],
        "advice": judged.advice,
        "cue": judged.cue,
        "source": judged.source,
        "severity": str(judged.severity),
    }


def _unseen(u: Unseen) -> dict[str, Any]:
    return {"name": u.name, "title": u.title, "reason": u.reason, "source": u.source}
