"""Results for people: one line, or tables."""

from collections.abc import Iterable

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from formcheck.engine.sets import SEVERAL, UNKNOWN
from formcheck.results import (
    FaultFound,
    NotCheckedHere,
    PersonalLimits,
    RepFound,
    Result,
    SetFound,
    SideDifference,
)


def one_line(r: Result) -> str:
    """A result in one line, with the personal limits it was judged by."""
    return f"{_counts(r)} [{r.personal.personal.words}]" if r.personal else _counts(r)


def _counts(r: Result) -> str:
    if r.exercise == UNKNOWN:
        return f"{UNKNOWN}: no exercise was recognised"
    if r.exercise == SEVERAL:
        return f"{many(len(r.sets), 'set')}: {'; '.join(map(set_text, r.sets))}"
    parts = [f"{r.exercise}: {many(r.reps, 'rep')}"]
    if r.reps_by_side.left or r.reps_by_side.right:
        parts[0] += f" (left {r.reps_by_side.left}, right {r.reps_by_side.right})"
    parts.append(f"{r.good_reps} without a fault")
    if r.partials:
        parts.append(many(r.partials, "partial"))
    if r.holds:
        parts.append("held " + ", ".join(f"{end - start:.1f}" for start, end, _ in r.holds) + " s")
    faults = dict.fromkeys(f"{f.title} ({_where(f)})" for f in r.faults)
    return ", ".join(parts) + (f"; {', '.join(faults)}" if faults else "")


def report(r: Result) -> RenderableType:
    """A result as tables: repetitions, faults with value and limit, what was not counted or not checked."""
    parts: list[RenderableType] = [Text(_counts(r), style="bold")]
    if len(r.sets) > 1 and r.exercise != SEVERAL:
        parts.append(_lines("sets", map(set_text, r.sets)))
    if r.repetitions:
        parts.append(_reps(r.repetitions))
    if r.faults:
        parts.append(_lines("faults", (fault_text(f) for f in r.faults)))
    if r.side_difference:
        parts.append(Text(difference_text(r.side_difference)))
    if r.dropped:
        parts.append(_lines("not counted", r.dropped))
    if r.not_checked:
        parts.append(_lines("not checked", not_checked_lines(r.not_checked)))
    if r.personal:
        parts.append(_lines("own limits", personal_lines(r.personal)))
    return Group(*parts)


def set_text(s: SetFound) -> str:
    """A set in some words."""
    faults = f", {', '.join(s.faults)}" if s.faults else ""
    return f"{s.reps} {s.exercise.replace('_', ' ')} from {s.start_s:.1f} to {s.end_s:.1f} s{faults}"


def not_checked_lines(missing: Iterable[NotCheckedHere]) -> list[str]:
    """A line a reason, with all the faults that it holds for."""
    names: dict[str, list[str]] = {}
    for one in missing:
        names.setdefault(one.reason, []).append(one.name)
    return [f"{', '.join(same)}: {reason}" for reason, same in names.items()]


def personal_lines(limits: PersonalLimits) -> list[str]:
    """The targets file, and each figure that is the person's own."""
    changes = [change.words for change in limits.personal.changes]
    return [limits.file, *(changes or ["none of this exercise"])]


def _lines(heading: str, lines: Iterable[str]) -> Table:
    """A heading with lines that wrap under themselves."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column()
    for i, line in enumerate(lines):
        table.add_row(heading if i == 0 else "", Text(line))
    return table


def _reps(repetitions: Iterable[RepFound]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("rep", "side", "start", "peak", "end", "range", "out", "hold", "back", "quality"):
        table.add_column(heading, justify="left" if heading == "side" else "right")
    for rep in repetitions:
        table.add_row(
            str(rep.number),
            rep.side or "",
            *(f"{t:.1f}" for t in (rep.start_s, rep.peak_s, rep.end_s)),
            f"{rep.range:.0f} {rep.range_unit}",
            *(f"{t:.1f}" for t in (rep.out_s, rep.hold_s, rep.back_s)),
            f"{rep.quality:.0f}",
        )
    return table


# Decimals that a measurement of this unit is good for.
_PLACES = {"deg": 0, "in a row": 0, "ratio": 3}


def fault_text(f: FaultFound) -> str:
    """A fault with its value, its error and its limit."""
    value, limit, error = f.value or 0.0, f.limit or 0.0, f.standard_error or 0.0
    places = _PLACES.get(f.unit, 2)
    plus_minus = f" ±{error:.{places}f}" if error else ""
    where = f"rep {f.rep}{f' {f.side}' if f.side else ''}, {f.t_s:.1f} s"
    measured = f"{value:.{places}f}{plus_minus} {f.unit}, limit {limit:g}"
    return f"{f.title} ({where}): {measured} [{f.severity}]"


def difference_text(d: SideDifference) -> str:
    """Left against right, and whether that means anything."""
    verdict = "more than" if d.exceeds_spread else "within"
    return (
        f"range left {d.left_mean:.0f}, right {d.right_mean:.0f} {d.unit}:"
        f" {verdict} the spread of {d.spread:.1f} between repetitions and measurements"
    )


def tell(r: Result) -> None:
    """Say on standard error what went wrong, and what may explain a count of 0."""
    for line in (*r.warnings, *r.notes):
        typer.echo(f"formcheck: {line}", err=True)


def _where(f: FaultFound) -> str:
    # a repetition with nothing but cautions is among the good ones: say that it is one
    parts = (f"rep {f.rep}", f.side, "caution" if f.severity == "caution" else None)
    return ", ".join(part for part in parts if part)


def many(n: int, noun: str) -> str:
    """A count with its noun."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
