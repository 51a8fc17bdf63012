"""Run the documentation's notebook, and keep what it prints and draws, in it and as a page.

    python scripts/run_notebook.py    docs/notebook.ipynb, docs/notebook.md, docs/notebook/*.png

Needs ``pip install "formcheck[docs,parquet]"`` and no Jupyter; any Jupyter opens the notebook.
"""

import json
from pathlib import Path
from typing import Any

from notebooks.cells import Run, source_of
from notebooks.page import page, pictures

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
PAGE, PICTURES = NOTEBOOK.with_suffix(".md"), NOTEBOOK.with_suffix("")


def read() -> dict[str, Any]:
    """The notebook as it is kept."""
    notebook: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return notebook


def executed(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook with what its cells show now."""
    run = Run(NOTEBOOK.parent)
    number = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            cell |= {"outputs": run.cell(source_of(cell)).as_outputs(), "execution_count": number}
    return notebook


def main() -> None:
    import matplotlib

    matplotlib.use("Agg")
    notebook = executed(read())
    NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(notebook, NOTEBOOK.name), encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for name, png in pictures(notebook).items():
        (PICTURES / name).write_bytes(png)


if __name__ == "__main__":
    main()
