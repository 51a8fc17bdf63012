"""Runs the cells of a notebook, in this process, and keeps what they print and draw."""

import base64
import contextlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

JSON = dict[str, Any]
_DPI = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """What one cell shows.

    Attributes:
        printed: its text.
        figures: its figures, as PNG.
    """

    printed: str
    figures: tuple[bytes, ...]

    def as_outputs(self) -> list[JSON]:
        """The outputs of a notebook's cell."""
        text = (
            [{"output_type": "stream", "name": "stdout", "text": _lines(self.printed)}]
            if self.printed
            else []
        )
        return [*text, *(_figure(png) for png in self.figures)]


@dataclass(slots=True)
class Run:
    """Runs cells one after the other in one namespace, as a notebook's kernel does.

    Args:
        folder: the one to run in: the notebook's own, as in Jupyter.
    """

    folder: Path
    names: JSON = field(default_factory=lambda: {"__name__": "__main__"})

    def cell(self, source: str) -> Shown:
        """Run one cell."""
        import matplotlib.pyplot as plt

        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(source, "cell", "exec"), self.names)
        figures = tuple(_png(plt.figure(number)) for number in plt.get_fignums())
        plt.close("all")
        return Shown(printed.getvalue(), figures)


def source_of(cell: JSON) -> str:
    """The text of a cell."""
    return "".join(cell["source"])


def _png(figure: Any) -> bytes:
    out = io.BytesIO()
    # without the name of the program and its version, which would change the file and not the picture
    figure.savefig(out, format="png", dpi=_DPI, bbox_inches="tight", metadata={"Software": None})
    return out.getvalue()


def _figure(png: bytes) -> JSON:
    data = {"image/png": base64.b64encode(png).decode() + "\n"}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
