"""Says whether a session is in the history now, and how to find it again."""

import typer

from formcheck.engine.sets import SEVERAL, UNKNOWN

_WHY_NOT = {
    UNKNOWN: "no exercise was recognised. Name it with --exercise",
    SEVERAL: "the history keeps one exercise a session. Run it once for each with --exercise",
}


def say_saved(session_id: str | None, exercise: str) -> None:
    """Say it on standard error.

    Args:
        session_id: None where none was kept.
        exercise: what was counted.
    """
    if session_id:
        typer.echo(f"saved: formcheck report {session_id[:8]}", err=True)
    else:
        typer.echo(f"not saved: {_WHY_NOT[exercise]}", err=True)
