"""``formcheck routine``: the routines there are, and what is in one."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from formcheck.cli import FAILED, options

if TYPE_CHECKING:
    from formcheck.routines import Routine, RoutineStep

routine = typer.Typer(name="routine", help="List and show routines.", no_args_is_help=True)


@routine.command("list")
def list_(data: options.Data = None) -> None:
    """List the routines: those that come with formcheck, and your own."""
    # only who asks for routines waits for what they are made of
    from formcheck.routines import available, own_folder

    found, problems = available(data)
    Console().print(_table(found))
    typer.echo(f"Your own go into {own_folder(data)}. One in full: formcheck routine show NAME")
    for problem in problems:
        typer.echo(f"formcheck: {problem}", err=True)
    if problems:
        raise typer.Exit(FAILED)


@routine.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A routine's name, or a TOML file.")],
    data: options.Data = None,
) -> None:
    """Show one routine: its steps, and where to put the camera for each."""
    from formcheck.routines import load

    found = load(name, data)
    typer.echo(f"{found.title}\n{found.about}".strip())
    for number, step in enumerate(found.steps, start=1):
        typer.echo(f"{number}. {step.exercise.title}: {step.words}. Rest {step.plan.rest_s:g} s")
        typer.echo(f"   {_where(step)}")
    typer.echo(f"About {_minutes(found)}. Begin: formcheck live --routine {name}")


def _table(found: "list[Routine]") -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("name", "title", "takes", "steps"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "takes" else "left")
    for one in found:
        titles = dict.fromkeys(step.exercise.title for step in one.steps)
        mark = " (your own)" if one.is_own else ""
        table.add_row(one.name, one.title + mark, _minutes(one), ", ".join(titles))
    return table


def _where(step: "RoutineStep") -> str:
    camera = f"Camera {step.exercise.placements[0].name}"
    return f"{camera}. {step.note}" if step.note else camera


def _minutes(found: "Routine") -> str:
    return f"{max(1, round(found.duration_s / 60))} min"
