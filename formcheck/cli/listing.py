"""``formcheck exercises``: what is counted, from where, and which limits hold."""

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from formcheck.engine.spec import Exercise, Fault, RepCheck
from formcheck.exercises import discovered, find
from formcheck.motion.view import ViewKind


def exercises(
    name: Annotated[str | None, typer.Argument(help="One exercise in full.")] = None,
) -> None:
    """List the exercises, or show one: camera, faults, limits and their sources."""
    console = Console()
    if name is None:
        console.print(_overview(discovered().values()))
        console.print("One in full: formcheck exercises NAME", style="dim")
        return
    _show(console, find(name))


def _overview(all_of_them: Iterable[Exercise]) -> Table:
    table = Table(title="Exercises", title_justify="left")
    for heading in ("name", "counts", "flags"):
        table.add_column(heading, overflow="fold")
    for e in all_of_them:
        names = dict.fromkeys(j.name for j in e.judged)
        table.add_row(e.name, e.counts, ", ".join(names))
    return table


def _show(console: Console, e: Exercise) -> None:
    console.print(f"[bold]{e.title}[/bold] ({', '.join((e.name, *e.aliases))})")
    console.print(f"Counts  {e.counts}")
    console.print(f"Camera  {e.setup}")
    console.print(f"Source  {e.source}")
    table = Table(title="Faults", title_justify="left")
    for heading in ("name", "what", "limit", "standard error", "seen from", "source"):
        table.add_column(heading, overflow="fold")
    for judged in e.judged:
        table.add_row(
            judged.name,
            f"{judged.title} ({judged.severity})",
            limit_text(judged),
            f"{judged.error:g} {judged.unit}" if judged.error else "",
            views_text(judged.views),
            judged.source,
        )
    console.print(table)


def limit_text(judged: Fault | RepCheck) -> str:
    """A limit in words: direction, value, unit, dwell."""
    gate = judged.gate
    text = f"{'above' if gate.rising else 'below'} {gate.on:g} {judged.unit}"
    if isinstance(judged, Fault) and judged.relative:
        text += " from one's own rest"
    return text + (f" for {gate.for_s:g} s" if gate.for_s else "")


def views_text(views: frozenset[ViewKind]) -> str:
    """The views of a fault in words."""
    real = views - {ViewKind.UNKNOWN}
    if len(real) == len(ViewKind) - 1:
        return "anywhere it is counted"
    return ", ".join(v.replace("_", " ") for v in ViewKind if v in real)
