"""``formcheck doctor``: what works here, and for each thing that does not, the command that mends it."""

import typer


def doctor() -> None:
    """Check this computer: packages, models, cameras, codecs, backends."""
    from formcheck.doctor import checks

    failed = 0
    for check in checks():
        failed += not check.works and check.needed
        typer.echo(check.line())
    if failed:
        raise typer.Exit(1)
