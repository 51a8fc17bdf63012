"""``formcheck history``: what was saved, to list, show, export and delete."""

import sys
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from formcheck.cli import FAILED, options
from formcheck.cli.show import report
from formcheck.errors import FormcheckError
from formcheck.ground import ground_words

if TYPE_CHECKING:
    from formcheck.store import StepDone, Store, Summary

history = typer.Typer(
    name="history", help="List, show, export and delete saved sessions.", no_args_is_help=False
)

Exercise = Annotated[str | None, typer.Option("--exercise", "-e", help="Of this exercise only.")]
OnSurface = Annotated[str | None, typer.Option("--surface", help="On this surface only.")]
InFootwear = Annotated[str | None, typer.Option("--footwear", help="In this footwear only.")]
Day = typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class _Where:
    """What the commands below are given: the data folder and the database's URL."""

    data: Path | None
    url: str | None


def _store(where: _Where) -> "Store":
    # the database package costs a tenth of a second: only who asks for it waits
    from formcheck.store import Store

    return Store(where.url, where.data)


@history.callback(invoke_without_command=True)
def default(context: typer.Context, data: options.Data = None, store: options.StoreUrl = None) -> None:
    """List, show, export and delete saved sessions; without a command, list them."""
    context.obj = _Where(data, store)
    if context.invoked_subcommand is None:
        list_(context)


@history.command("list")
def list_(
    context: typer.Context,
    exercise: Exercise = None,
    since: Annotated[datetime | None, Day] = None,
    until: Annotated[datetime | None, Day] = None,
    surface: OnSurface = None,
    footwear: InFootwear = None,
) -> None:
    """List sessions, the newest first."""
    begins = since.astimezone() if since else None
    ends = datetime.combine(until, time.max).astimezone() if until else None
    with _store(context.obj) as store:
        found = store.sessions(exercise, since=begins, until=ends, surface=surface, footwear=footwear)
        where = store.where
    if not found and (surface or footwear):
        typer.echo("Nothing saved on that surface in that footwear.")
        return
    if not found:
        typer.echo(f"Nothing saved in {where}. Keep a session: formcheck analyze CLIP --save")
        return
    Console().print(_table(found))


def _table(found: "list[Summary]") -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("session", "when", "exercise", "reps", "good", "held", "faults", "source"):
        table.add_column(heading, justify="right" if heading in ("reps", "good", "held") else "left")
    for s in found:
        faults = ", ".join(f"{name} {number}" for name, number in s.faults.items())
        table.add_row(
            s.id[:8],
            f"{s.started_at:%Y-%m-%d %H:%M}",
            s.exercise,
            str(s.reps),
            str(s.good_reps),
            f"{s.hold_s_total:.0f} s" if s.hold_s_total else "",
            faults,
            _source(s),
        )
    return table


def _source(s: "Summary") -> str:
    notes = (
        ground_words(s.surface, s.footwear),
        "" if s.complete else "incomplete",
        "clip kept" if s.kept_video else "",
        f"{s.routine}, step {s.routine_step}" if s.routine else "",
    )
    return s.source + "".join(f" ({note})" for note in notes if note)


@history.command()
def routines(context: typer.Context) -> None:
    """List the routines that were begun, the newest first, and what was done of each."""
    with _store(context.obj) as store:
        found = store.routines()
    if not found:
        typer.echo("No routine done yet. Begin one: formcheck live --routine hips")
        return
    for done in found:
        typer.echo(
            f"{done.started_at:%Y-%m-%d %H:%M}  {done.title}: {done.steps_done} of {len(done.steps)} steps"
        )
        for step in done.steps:
            typer.echo(f"    {_step(step)}")


def _step(step: "StepDone") -> str:
    side = "" if step.side in ("both", "each") else f", {step.side}"
    planned = "" if step.reps_planned is None else f" of {step.reps_planned}"
    held = f", held {step.hold_s_total:.0f} s" if step.hold_s_total else ""
    where = f"  ({step.session_id[:8]})" if step.session_id else ""
    return f"{step.number}. {step.title}{side}: {step.reps}{planned} reps{held}{where}"


Session = Annotated[
    str, typer.Argument(metavar="SESSION", help="A session's id, the beginning of it, or last.")
]


@history.command()
def show(context: typer.Context, session: Session) -> None:
    """Show one session as tables."""
    with _store(context.obj) as store:
        stored = store.session(store.resolve(session))
    s = stored.summary
    ground = ground_words(s.surface, s.footwear)
    about = ", ".join(part for part in (s.title, ground, s.source) if part)
    typer.echo(f"{s.id}  {s.started_at:%Y-%m-%d %H:%M %z}  {about}")
    Console().print(report(stored.result))
    for line in (*stored.result.warnings, *stored.result.notes):
        typer.echo(line)


@history.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="FILE.csv|FILE.json", help="The file to write.")],
    exercise: Exercise = None,
    surface: OnSurface = None,
    footwear: InFootwear = None,
) -> None:
    """Write sessions to a file: a table of repetitions (.csv), or everything (.json)."""
    if out.suffix not in (".csv", ".json"):
        raise FormcheckError(f"cannot tell what to write to {out}", mend="End its name in .csv or .json")
    with _store(context.obj) as store:
        ids = [s.id for s in reversed(store.sessions(exercise, surface=surface, footwear=footwear))]
        try:
            with out.open("w", encoding="utf-8", newline="") as file:
                write = store.export_csv if out.suffix == ".csv" else store.export_json
                write(file, ids)
        except OSError as error:
            cause = error.strerror or str(error)
            raise FormcheckError(f"cannot write {out}", cause=cause, mend="Choose another file") from error
    typer.echo(f"wrote {out} ({len(ids)} session{'' if len(ids) == 1 else 's'})")


@history.command()
def delete(
    context: typer.Context,
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="A session's id, or the beginning of it.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Delete every session and clip.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete one session for good, or everything."""
    if everything == (session is not None):
        raise FormcheckError("nothing was deleted", cause="It needs a session, or --all, and not both")
    with _store(context.obj) as store:
        if session is not None:
            session = store.resolve(session)
        what = f"session {session[:8]}" if session else f"all {len(store.sessions())} sessions"
        _ask(what, yes)
        if session:
            store.delete(session)
        else:
            store.delete_all()
    typer.echo(f"deleted {what}")


def _ask(what: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise FormcheckError(f"{what} not deleted", cause="There is nobody to ask", mend="Add --yes")
    if not typer.confirm(f"Delete {what} for good?"):
        raise typer.Exit(FAILED)
