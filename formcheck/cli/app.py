"""The commands, by name."""

from typing import Annotated

import typer

from formcheck.cli.analyze import analyze
from formcheck.cli.calibrate import calibrate
from formcheck.cli.count import count
from formcheck.cli.doctor import doctor
from formcheck.cli.history import history
from formcheck.cli.listing import exercises
from formcheck.cli.live import live
from formcheck.cli.report import report
from formcheck.cli.routine import routine
from formcheck.cli.schema import schema
from formcheck.cli.serve import serve
from formcheck.cli.test import take_test

app = typer.Typer(
    help="Counts good repetitions, times holds and flags form faults.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

for command in (count, analyze, live, calibrate, serve, report, exercises, doctor, schema):
    app.command()(command)
app.command("test")(take_test)
app.add_typer(history)
app.add_typer(routine)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"formcheck {version('formcheck')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Counts good repetitions, times holds and flags form faults."""
