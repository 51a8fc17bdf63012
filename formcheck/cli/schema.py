"""``formcheck schema``: the shape of everything that formcheck writes for others."""

import json
from typing import Annotated, Any

import typer

from formcheck.errors import FormcheckError

What = Annotated[
    str,
    typer.Argument(
        metavar="WHAT",
        help="result, events, history or test as JSON Schema; landmarks, signals, reps, sets, batch_clips,"
        " batch_sets, batch_repetitions or history_table as the columns of a table.",
    ),
]
OpenApi = Annotated[bool, typer.Option("--openapi", help="The web app's interface instead, as OpenAPI 3.1.")]


def schema(what: What = "result", openapi: OpenApi = False) -> None:
    """Print the JSON schema of result files, or of another kind of file, or the web app's interface."""
    typer.echo(json.dumps(_schema(what, openapi), indent=2, ensure_ascii=False))


def _schema(what: str, openapi: bool) -> dict[str, Any]:
    if openapi and what != "result":
        raise FormcheckError("two things were asked for", mend=f"Leave out {what}, or --openapi")
    # the database, the server and the models of all answers: only who asks for them waits
    if openapi:
        from formcheck.web.app import described

        return described()
    from formcheck.schemas import schema_of

    return schema_of(what)
