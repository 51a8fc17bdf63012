"""Results for people: one line, or tables."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from formcheck.results import FaultFound, RepFound, Result


def one_line(r: Result) -> str:
    """A result in one line."""
    parts = [f"{r.exercise}: {_many(r.reps, 'rep')}"]
    if r.reps_by_side.left or r.reps_by_side.right:
        parts[0] += f" (left {r.reps_by_side.left}, right {r.reps_by_side.right})"
    parts.append(f"{r.good_reps} good")
    if r.partials:
        parts.append(_many(r.partials, "partial"))
    if r.holds:
        parts.append("held " + ", ".join(f"{end - start:.1f}" for start, end, _ in r.holds) + " s")
    faults = dict.fromkeys(f"{f.title} (rep {f.rep}{_side(f.side)})" for f in r.faults)
    return ", ".join(parts) + (f"; {', '.join(faults)}" if faults else "")


def report(r: Result) -> RenderableType:
    """A result as tables: repetitions, faults with value and limit, and what could not be checked."""
    parts: list[RenderableType] = [Text(one_line(r), style="bold")]
    if r.repetitions:
        parts.append(_reps(r.repetitions, r.faults))
    if r.side_difference:
        d = r.side_difference
        verdict = "more than the spread" if d.exceeds_spread else "within the spread"
        parts.append(Text(f"left - right range {d.difference:+.1f} {d.unit}, spread {d.spread:.1f}: {verdict}"))
    parts += [Text(f"not checked: {n.name}: {n.reason}", style="dim") for n in r.not_checked]
    return Group(*parts)


def _reps(repetitions: Iterable[RepFound], faults: Iterable[FaultFound]) -> Table:
    table = Table()
    for heading in ("rep", "side", "start", "peak", "end", "range", "out", "hold", "back", "quality", "faults"):
        table.add_column(heading, justify="left" if heading in ("side", "faults") else "right")
    found = list(faults)
    for rep in repetitions:
        mine = [fault_text(f) for f in found if f.rep == rep.number]
        table.add_row(
            str(rep.number),
            rep.side or "",
            *(f"{t:.1f}" for t in (rep.start_s, rep.peak_s, rep.end_s)),
            f"{rep.range:.0f} {rep.range_unit}",
            *(f"{t:.1f}" for t in (rep.out_s, rep.hold_s, rep.back_s)),
            f"{rep.quality:.0f}",
            "\n".join(mine),
        )
    return table


def fault_text(f: FaultFound) -> str:
    """A fault with its value, its error and its limit."""
    value, limit, error = f.value or 0.0, f.limit or 0.0, f.standard_error or 0.0
    places = 0 if f.unit == "deg" else 2
    plus_minus = f" ±{error:.{places}f}" if error else ""
    return f"{f.title}{_side(f.side)}: {value:.{places}f}{plus_minus} {f.unit}, limit {limit:.{places}f} ({f.severity})"


def _side(side: str | None) -> str:
    return f", {side}" if side else ""


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
