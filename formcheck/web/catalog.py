"""The exercises as the pages show them."""

from typing import Any

from formcheck.engine.spec import Exercise, Fault, Placement, RepCheck, Unseen
from formcheck.errors import ExerciseError
from formcheck.exercises import discovered
from formcheck.motion.signals_picture import PICTURE_MOTION
from formcheck.motion.view import ViewKind


def seen_by_pose(exercise: Exercise) -> Exercise:
    """The exercise, if the pose alone tells it.

    Raises:
        ExerciseError: it is counted in the picture, which the coach on a page does not follow.
    """
    if instead := _instead(exercise):
        raise ExerciseError(f"{exercise.title} cannot be coached on a page", cause=instead)
    return exercise


def _instead(exercise: Exercise) -> str:
    """Why the coach on a page does not offer it, and what to do; empty where it does."""
    if PICTURE_MOTION not in exercise.signals:
        return ""
    return (
        "It is counted by the motion of the picture, and the coach on this page follows the pose alone."
        " Film it and choose it under Analyze, or train in a window:"
        f" formcheck live --exercise {exercise.name}"
    )


def catalog() -> list[dict[str, Any]]:
    """Every exercise with its faults, limits and their sources, by title; what is none of them comes last."""
    found = sorted(discovered().values(), key=lambda e: (e.name == "any", e.title))
    return [_exercise(e) for e in found]


def _exercise(e: Exercise) -> dict[str, Any]:
    return {
        "name": e.name,
        "title": e.title,
        "kind": str(e.kind),
        "sides": str(e.sides),
        "counts": e.counts,
        "setup": e.setup,
        "postures": sorted(e.postures),
        "placements": [_placement(p) for p in e.placements],
        "source": e.source,
        "faults": [_fault(judged) for judged in e.judged],
        "instead": _instead(e),
        "unseen": [_unseen(u) for u in e.unseen],
    }


def _placement(place: Placement) -> dict[str, Any]:
    return {
        "name": place.name,
        "shows": place.shows,
        "yaw_deg": place.yaw_deg,
        "height_m": place.height_m,
        "distance_m": place.distance_m,
        "is_upright": place.is_upright,
        "in_picture": place.in_picture,
        "source": place.source,
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
