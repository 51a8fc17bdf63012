"""Says whether sessions are in the history now, and how to find them again."""

from collections.abc import Mapping

import typer


def say_saved(session_ids: Mapping[str, str]) -> None:
    """Say it on standard error.

    Args:
        session_ids: by exercise; empty where none was recognised.
    """
    for exercise, session_id in session_ids.items():
        of = f" ({exercise})" if len(session_ids) > 1 else ""
        typer.echo(f"saved{of}: formcheck report {session_id[:8]}", err=True)
    if not session_ids:
        typer.echo("not saved: no exercise was recognised. Name it with --exercise", err=True)
