"""Which faults could not be judged, why, and what would help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formcheck.engine.spec import Exercise, Fault, RepCheck, base_name
from formcheck.engine.track import Track
from formcheck.motion.signals import SIGNALS

# A fault counts as checked when it could be judged in at least half of the time it is about.
ENOUGH = 0.5
UNMADE = "no earlier repetition to compare with, or a joint hidden"


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A fault nobody could see here, with the reason and what to do."""

    name: str
    reason: str


def not_checked(exercise: Exercise, tracks: Sequence[Track]) -> list[NotChecked]:
    """List them as declared; each name once, and only if no other form of it was judged."""
    found = [(f.name, _fault_reason(f, tracks)) for f in exercise.faults]
    found += [(c.name, _check_reason(c, tracks)) for c in exercise.checks]
    judged = {name for name, reason in found if not reason}
    reasons = {name: reason for name, reason in reversed(found) if name not in judged}
    listed = [NotChecked(name, reasons[name]) for name in dict(found) if name in reasons]
    return listed + [NotChecked(u.name, u.reason) for u in exercise.unseen]


def _fault_reason(fault: Fault, tracks: Iterable[Track]) -> str:
    shares = [w.share for t in tracks for w in t.watches if w.fault is fault]
    *most, last = SIGNALS[base_name(fault.signal)].joints
    joints = f"{', '.join(most)} or {last}" if most else last
    return _reason(
        sum(s.judged for s in shares),
        sum(s.wrong_view for s in shares),
        sum(s.missing for s in shares),
        fault.advice,
        f"not shown clearly from here, or {joints.replace('_', ' ')} hidden",
    )


def _check_reason(check: RepCheck, tracks: Iterable[Track]) -> str:
    tallies = [t.checked[check.name] for t in tracks]
    made, wrong, missing = (sum(getattr(t, k) for t in tallies) for k in ("made", "wrong_view", "missing"))
    # a check against one's own earlier repetitions cannot be made on the first: once made is enough
    return "" if made else _reason(made, wrong, missing, check.advice, UNMADE)


def _reason(judged: int, wrong_view: int, missing: int, advice: str, absent: str) -> str:
    total = judged + wrong_view + missing
    if total == 0:
        return "no repetition was counted, so there was nothing to judge"
    if judged >= ENOUGH * total:
        return ""
    why = "not measurable from this view" if wrong_view >= missing else absent
    return f"{why}: {advice}" if advice else why
