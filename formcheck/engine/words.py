"""Limits in words, for lists and reports."""

from formcheck.engine.spec import Fault, RepCheck
from formcheck.motion.view import ViewKind


def limit_text(judged: Fault | RepCheck) -> str:
    """A limit in words: direction, value, unit, dwell."""
    gate = judged.gate
    text = f"{gate.on:g} {judged.unit} or {'more' if gate.rising else 'less'}"
    if isinstance(judged, Fault) and judged.relative:
        text += " from one's own rest"
    return text + (f" for {gate.for_s:g} s" if gate.for_s else "")


def views_text(views: frozenset[ViewKind]) -> str:
    """The views of a fault in words."""
    real = views - {ViewKind.UNKNOWN}
    if len(real) == len(ViewKind) - 1:
        return "anywhere it is counted"
    return ", ".join(v.replace("_", " ") for v in ViewKind if v in real)
