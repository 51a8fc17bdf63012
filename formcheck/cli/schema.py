"""``formcheck schema``: the shape of every result file."""

import json

import typer

from formcheck.results import json_schema


def schema() -> None:
    """Print the JSON schema of result files."""
    typer.echo(json.dumps(json_schema(), indent=2))
