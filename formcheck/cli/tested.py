"""A test's outcome for people."""

from collections.abc import Iterator

from formcheck.assess.outcome import Change, NormOf, Outcome, Score, SwayOf
from formcheck.ground import ground_words


def lines(o: Outcome) -> Iterator[str]:
    """An outcome line by line."""
    # lying down or holding on to a wall, eyes make no difference
    eyes = f"eyes {o.eyes}" if o.exercise == "balance" else ""
    conditions = ", ".join(c for c in (eyes, ground_words(o.surface, o.footwear)) if c)
    yield f"{o.title} ({conditions}): {o.source}" if conditions else f"{o.title}: {o.source}"
    for score in o.scores:
        yield from _score(score)
    if o.not_checked:
        yield "not checked:"
        yield from (f"  {reason}" for reason in o.not_checked)
    yield o.said


def _score(s: Score) -> Iterator[str]:
    place = f"{s.side} leg: " if s.side else ""
    yield f"{place}{_number(s.score)} {s.unit}"
    if len(s.trials) > 1:
        yield f"  best of {len(s.trials)} trials"
    yield from (f"  {_number(t.value)} {s.unit}: {t.ended}" for t in s.trials)
    for figure in s.figures:
        yield f"  {figure.title}: {figure.unseen or _number(figure.value)}"
    for norm in (*([s.norm] if s.norm else []), *s.besides):
        yield f"  {_norm(norm, s.unit)}"
    if s.sway:
        yield f"  {_sway(s.sway)}"
    if s.change:
        yield f"  {_change(s.change, s.unit)}"


def _norm(n: NormOf, unit: str) -> str:
    by = n.difference or 0.0
    where = "the same as" if abs(by) < 0.05 else f"{_number(abs(by))} {unit} {'above' if by > 0 else 'below'}"
    return f"{where} the mean of {n.who}, {_number(n.value)} {unit} [{n.source}]"


def _sway(s: SwayOf) -> str:
    before = (
        ""
        if s.before_pct_per_s is None
        else f" (last time {s.before_pct_per_s:.2f} % a second; no least detectable change is known)"
    )
    return (
        f"sway of the hips over {_number(s.seconds)} s, in % of the standing height: path {s.path_pct:.1f} %,"
        f" {s.path_pct_per_s:.2f} % a second{before}, 95 % ellipse {s.ellipse_pct2:.2f} %²"
    )


def _change(c: Change, unit: str) -> str:
    by = c.difference or 0.0
    change = f"{'+' if by >= 0 else '-'}{_number(abs(by))} {unit} since {c.at:%Y-%m-%d} ({_number(c.before)})"
    if c.detectable is None:
        return f"{change}; {c.source}"
    verdict = "more than" if c.is_more_than_error else "within"
    return f"{change}: {verdict} the error of {_number(c.detectable)} {unit} [{c.source}]"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}".removesuffix(".0")
