"""What the project promises on the report set, and whether it is met."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.numbers import Agreement, Share
from evaluation.signals import CHANGE, KNEE
from evaluation.summary import Counts, Scores, agreement, counts, fault_figures, timing

SIDES = ("side_left", "side_right")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One promise: what, the limit in words, the figure in words with its cases, and whether it is met."""

    what: str
    target: str
    figure: str
    met: bool | None


def targets(scores: Scores, real: Share | None) -> list[Target]:
    """All promises on one part of the set.

    Args:
        scores: of every clip.
        real: of the real clips whose hand count is sure, those counted exactly; None where they were not run.
    """
    ours, empty = ([s for s in scores if s.truth.is_empty is is_empty] for is_empty in (False, True))
    return [
        *_counting(counts(ours), counts(empty)),
        *_times(ours),
        *_angles(ours),
        *_faults(ours),
        *_real(real),
    ]


def percent(share: Share) -> str:
    """A share with its interval and its cases."""
    if not share.n:
        return "- (0)"
    low, high = share.interval
    return f"{share.value:.1%} ({share.k}/{share.n}; {100 * low:.0f}-{100 * high:.0f})"


def _at_most(value: float, limit: float) -> bool | None:
    return None if math.isnan(value) else value <= limit


def _at_least(value: float, limit: float) -> bool | None:
    return None if math.isnan(value) else value >= limit


def _counting(c: Counts, empty: Counts) -> list[Target]:
    stray = c.outside + c.extra + empty.got
    figure = (
        f"{stray}: {c.outside} getting into position, {c.extra} at rest, {empty.got} in"
        f" {empty.clips} clips of no exercise"
    )
    return [
        Target(
            what="count exact", target="98 %", figure=percent(c.exact), met=_at_least(c.exact.value, 0.98)
        ),
        Target(
            what="count off by at most one",
            target="100 %",
            figure=percent(c.near),
            met=_at_least(c.near.value, 1.0),
        ),
        Target(
            what="mean relative count error",
            target="0.01",
            figure=f"{c.relative_error:.3f} ({c.clips} clips)",
            met=_at_most(c.relative_error, 0.01),
        ),
        Target(
            what="reps counted while getting into position, resting, or doing something else",
            target="0",
            figure=figure,
            met=stray == 0,
        ),
        Target(
            what="wrong side",
            target="0",
            figure=f"{c.wrong_side.k} of {c.wrong_side.n} movements",
            met=c.wrong_side.k == 0 if c.wrong_side.n else None,
        ),
    ]


def _times(ours: Scores) -> list[Target]:
    t = timing(ours)
    return [
        Target(
            what="rep boundary (start or end), median error",
            target="0.12 s",
            figure=f"{t.boundary.median:.3f} s ({t.boundary.n})",
            met=_at_most(t.boundary.median, 0.12),
        ),
        Target(
            what="hold seconds, median error",
            target="0.2 s",
            figure=f"{t.hold.median:.3f} s ({t.hold.n})",
            met=_at_most(t.hold.median, 0.2),
        ),
    ]


def _angles(ours: Scores) -> list[Target]:
    near, far = (agreement(ours, KNEE, SIDES, leg) for leg in ("near", "far"))
    legs = f"; near leg {near.mean_size:.1f}, far leg {far.mean_size:.1f}"
    standing = [s for s in ours if s.truth.exercise in ("squat", "lunge")]
    line = "hip-line tilt, front view standing"
    return [
        _angle("knee angle, side view, mean error", agreement(ours, KNEE, SIDES), 4.0, legs),
        _angle(
            "frontal plane projection angle, front view", agreement(standing, "fppa_deg", ("front",)), 3.0
        ),
        _angle(line, agreement(standing, "hip_line_deg", ("front",)), 2.5),
        _angle(f"{line}, change from rest", agreement(standing, "hip_line_deg" + CHANGE, ("front",)), 2.5),
    ]


def _angle(what: str, a: Agreement, limit_deg: float, more: str = "") -> Target:
    return Target(
        what=what,
        target=f"{limit_deg:g} deg",
        figure=f"{a.mean_size:.1f} deg{more} ({a.n} frames, {a.clips} traces)",
        met=_at_most(a.mean_size, limit_deg),
    )


def _faults(ours: Scores) -> list[Target]:
    f = fault_figures(ours)
    return [
        Target(
            what="faults at 1.5 times the limit or more, in a view that shows them: recall",
            target="95 %",
            figure=f"{percent(f.recall)}; {percent(f.recall_of_shown)} with those not checked",
            met=_at_least(f.recall.value, 0.95),
        ),
        Target(
            what="false flags per 100 clean reps",
            target="2",
            figure=f"{f.false_per_100:.1f} ({f.false} on {f.clean});"
            f" {f.false_beside} more on reps with another fault",
            met=_at_most(f.false_per_100, 2.0),
        ),
        Target(
            what="faults on the wrong side",
            target="0",
            figure=f"{f.right_side.n - f.right_side.k} of {f.right_side.n}",
            met=f.right_side.k == f.right_side.n if f.right_side.n else None,
        ),
    ]


def _real(real: Share | None) -> Sequence[Target]:
    figure = "not run" if real is None else percent(real)
    met = None if real is None else _at_least(real.value, 0.95)
    return [Target(what="real clips marked sure: exact", target="95 %", figure=figure, met=met)]
