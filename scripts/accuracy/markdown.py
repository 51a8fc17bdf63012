"""Measurements as Markdown."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

NONE = "-"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in (header, ["---"] * len(header), *rows))


def spread(errors: Sequence[float]) -> str:
    """Median and largest size of some errors."""
    sizes = [abs(e) for e in errors if not math.isnan(e)]
    return f"{median(sizes):.2f} / {max(sizes):.2f}" if sizes else NONE


def middle(errors: Sequence[float]) -> str:
    """Median size of some errors."""
    return f"{median(map(abs, errors)):.2f}" if errors else NONE


def listed(words: Sequence[str]) -> str:
    """Words in one cell."""
    return ", ".join(words) or NONE


def write(path: Path, title: str, command: str, body: str) -> None:
    """Save a report with the command that made it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# {title}\n\nMade by `{command}`; not edited by hand.\n\n{body}\n", encoding="utf-8")
