"""Bring README's table of exercises up to date with the declarations.

    python scripts/readme_table.py          rewrite README.md where it differs

A test holds README against this table, so that it cannot drift.
"""

from pathlib import Path

from formcheck.engine.spec import Exercise
from formcheck.exercises import discovered

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- exercises -->\n", "<!-- /exercises -->"


def table() -> str:
    """The table in Markdown."""
    head = "| exercise | what one repetition is | what is flagged |\n|---|---|---|\n"
    return head + "".join(_row(e) for e in discovered().values())


def _row(e: Exercise) -> str:
    names = ", ".join(f"`{name}`" for name in dict.fromkeys(j.name for j in e.judged))
    return f"| `{e.name}` | {e.counts} | {names} |\n"


def with_table(readme: str) -> str:
    """README's text with the table put in its place."""
    before, rest = readme.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return before + BEGIN + table() + END + after


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
