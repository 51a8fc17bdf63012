"""One number a repetition, 0 to 100, and what it is made of.

40 points for range: the part of full range that was reached, full range being the exercise's own figure.
20 points for control: the way back as slow as the way out or slower earns all, a drop at five times the
speed none. 40 points for form: each flagged fault takes 25, each caution 10, none goes below 0.
The weights are an engineering default, the same for every exercise, so that scores compare within a person.
"""

from collections.abc import Sequence

from formcheck.engine.events import Flag, Raise
from formcheck.engine.spec import Drive, Severity

RANGE_POINTS, CONTROL_POINTS, FORM_POINTS = 40.0, 20.0, 40.0
COST = {Severity.FAULT: 25.0, Severity.CAUTION: 10.0}
DROP_RATIO = 0.2


def quality(raises: Sequence[Raise], flags: Sequence[Flag], drive: Drive) -> float:
    """Score one repetition, 0 to 100."""
    full = abs(drive.work - drive.rest)
    reached = sum(min(1.0, r.range / full) for r in raises) / len(raises)
    form = max(0.0, FORM_POINTS - sum(COST[f.severity] for f in flags))
    return round(RANGE_POINTS * reached + CONTROL_POINTS * _control(raises) + form, 1)


def _control(raises: Sequence[Raise]) -> float:
    out_s, back_s = sum(r.out_s for r in raises), sum(r.back_s for r in raises)
    ratio = back_s / out_s if out_s > 0 else 1.0
    return max(0.0, min(1.0, (ratio - DROP_RATIO) / (1.0 - DROP_RATIO)))
