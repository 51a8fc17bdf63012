"""The reference of all commands, in Markdown, from the commands themselves."""

from typing import Any

import typer
from typer.main import get_command

from formcheck.cli.app import app

_HEAD = "# Commands\n\nMade from the commands themselves; `formcheck COMMAND --help` says the same.\n"


def commands() -> str:
    """Every command with its arguments and options."""
    root = get_command(app)
    context = typer.Context(root, info_name="formcheck")
    found = [_section(name, command, context) for name, command in _all("", root)]
    return _HEAD + "".join(found)


def _all(before: str, command: Any) -> list[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        return [(before.strip(), command)]
    return [pair for name, sub in command.commands.items() for pair in _all(f"{before} {name}", sub)]


def _section(name: str, command: Any, context: Any) -> str:
    rows = [row for p in command.params if (row := p.get_help_record(context)) is not None]
    usage = " ".join(command.collect_usage_pieces(context))
    table = "".join(f"| {_code(what)} | {_cell(text)} |\n" for what, text in rows)
    head = "| | |\n|---|---|\n" if rows else ""
    text = " ".join((command.help or "").split())
    return f"\n## {name}\n\n    formcheck {name} {usage}\n\n{text}\n\n{head}{table}"


def _code(text: str) -> str:
    """Code in a cell; where it holds a bar as HTML, for a backslash before the bar would be shown."""
    line = " ".join(text.split())
    plain = line.replace("<", "&lt;").replace("|", "&#124;")
    return f"<code>{plain}</code>" if "|" in line else f"`{line}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
