"""A notebook as a page of the documentation: Markdown, and a picture a figure."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from notebooks.cells import source_of

JSON = dict[str, Any]
_NOTE = (
    "This page is made from the notebook [{name}]({name}) by `python scripts/run_notebook.py`,\n"
    "which runs it; the tests run it, too."
)


def page(notebook: JSON, name: str) -> str:
    """The page.

    Args:
        notebook: with its outputs.
        name: of its file, which lies beside the page.
    """
    title, *cells = notebook["cells"]
    numbers = iter(range(1, 100))
    parts = [source_of(title), _NOTE.format(name=name)]
    parts += [part for cell in cells for part in _cell(cell, numbers, Path(name).stem)]
    return "\n\n".join(parts) + "\n"


def pictures(notebook: JSON) -> dict[str, bytes]:
    """Every figure by the name of its file."""
    outputs = (out for cell in notebook["cells"] for out in cell.get("outputs", ()))
    found = (out["data"]["image/png"] for out in outputs if "image/png" in out.get("data", {}))
    return {f"{number}.png": base64.b64decode(png) for number, png in enumerate(found, 1)}


def _cell(cell: JSON, numbers: Iterator[int], folder: str) -> Iterator[str]:
    if cell["cell_type"] == "markdown":
        yield source_of(cell)
        return
    yield f"```python\n{source_of(cell)}\n```"
    for out in cell["outputs"]:
        if out["output_type"] == "stream":
            yield f"```text\n{''.join(out['text']).rstrip()}\n```"
        else:
            number = next(numbers)
            yield f"![{cell['metadata'].get('alt', 'Figure')}]({folder}/{number}.png)"
