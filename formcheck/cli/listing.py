"""``formcheck exercises``: what is counted, from where, and which limits hold."""

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.cli import options
from formcheck.engine.spec import Exercise, Fault, RepCheck, base_name
from formcheck.engine.words import limit_text, views_text
from formcheck.errors import ExerciseError
from formcheck.exercises import FOLDER, discovered, find
from formcheck.folder import data_folder
from formcheck.motion.signals import SIGNALS, Signal
from formcheck.targets import template


def exercises(
    name: Annotated[
        str | None,
        typer.Argument(callback=options.exercise_of, help="One exercise in full; a name or a file."),
    ] = None,
    signals: Annotated[
        bool, typer.Option("--signals", help="List what can be measured, for an exercise of your own.")
    ] = False,
    targets: Annotated[
        bool, typer.Option("--targets", help="Print a targets file of the exercise, to change limits in.")
    ] = False,
) -> None:
    """List the exercises, or show one: camera, faults, limits and their sources."""
    console = Console()
    if signals:
        console.print(_signals(SIGNALS.values()))
    elif targets:
        typer.echo(template(_named(name)))
    elif name is None:
        console.print(_overview(discovered().values()))
        console.print("One in full: formcheck exercises NAME", style="dim")
        console.print(f"Your own: a file in {data_folder() / FOLDER}", style="dim", soft_wrap=True)
    else:
        _show(console, find(name))


def _named(name: str | None) -> Exercise:
    if name is None:
        raise ExerciseError(
            "--targets needs an exercise", mend="Name it: formcheck exercises lunge --targets"
        )
    return find(name)


def _signals(all_of_them: Iterable[Signal]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for s in sorted(all_of_them, key=lambda s: s.name):
        name = f"{s.name}_{{side}}" if s.sided else s.name
        about = f"{s.title}; {s.unit}, standard error {s.error:g}; seen from: {views_text(s.views)}"
        table.add_row(name, Text(about))
    return table


def _overview(all_of_them: Iterable[Exercise]) -> Table:
    table = Table(title="Exercises", title_justify="left")
    for heading in ("name", "counts", "flags"):
        table.add_column(heading, overflow="fold")
    for e in all_of_them:
        names = dict.fromkeys(j.name for j in e.judged)
        table.add_row(e.name, e.counts, ", ".join(names))
    return table


def _show(console: Console, e: Exercise) -> None:
    facts = Table.grid(padding=(0, 2))
    facts.add_column(no_wrap=True)
    facts.add_row("Names", ", ".join((e.name, *e.aliases)))
    facts.add_row("Counts", e.counts)
    facts.add_row("Range", range_text(e))
    facts.add_row("Camera", e.setup)
    facts.add_row("Source", e.source)
    console.print(Text(e.title, style="bold"), facts, Text("\nFaults", style="bold"), _faults(e))


def _faults(e: Exercise) -> Table:
    # not a column for each fact: five of them are unreadable in 80 columns
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for judged in e.judged:
        table.add_row(judged.name, _told(judged))
    for unseen in e.unseen:
        text = Text(f"{unseen.title}\n{unseen.reason}\n")
        table.add_row(unseen.name, text.append(f"{unseen.source}\n", style="dim"))
    return table


def _told(judged: Fault | RepCheck) -> Text:
    limit = [f"limit {limit_text(judged)}"]
    if judged.error:
        limit.append(f"standard error {judged.error:g} {judged.unit}")
    limit.append(f"seen from: {views_text(judged.views)}")
    text = Text(f"{judged.title} ({judged.severity})\n{'; '.join(limit)}\n")
    return text.append(f"{judged.source}\n", style="dim")


def range_text(e: Exercise) -> str:
    """What is measured to count, from where it counts, and what is a full range."""
    drive, signal = e.drive, SIGNALS[base_name(e.drive.signal)]
    counts, at_most = (
        drive.rest + drive.depth.on * (end - drive.rest) for end in (drive.work_limit, drive.work)
    )
    return (
        f"{signal.title}: rest about {drive.rest:g}, full {drive.work:g} {signal.unit}; counts from"
        f" {counts:.0f} {signal.unit}, from {at_most:.0f} for who has shown the full range"
    )
