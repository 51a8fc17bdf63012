"""The documentation's notebook runs as it stands and shows what it says it shows."""

import json
from typing import Any

import pytest

import run_notebook
from notebooks.page import page, pictures

matplotlib = pytest.importorskip("matplotlib")


def shown(notebook: dict[str, Any]) -> list[tuple[str, int]]:
    """What each cell prints, and how many figures it draws."""
    found = []
    for cell in notebook["cells"]:
        outputs = cell.get("outputs", [])
        text = "".join(line for out in outputs for line in out.get("text", ()))
        found.append((text, sum("data" in out for out in outputs)))
    return found


def test_it_shows_what_is_kept() -> None:
    matplotlib.use("Agg")
    kept = run_notebook.read()
    assert shown(run_notebook.executed(json.loads(json.dumps(kept)))) == shown(kept)
    assert sum(figures for _, figures in shown(kept)) == 2
    assert "too shallow, 122.6 deg, limit 106" in shown(kept)[4][0]


def test_the_page_is_the_notebook() -> None:
    kept = run_notebook.read()
    told = "run python scripts/run_notebook.py"
    assert run_notebook.PAGE.read_text(encoding="utf-8") == page(kept, run_notebook.NOTEBOOK.name), told
    found = {path.name: path.read_bytes() for path in run_notebook.PICTURES.iterdir()}
    assert found == pictures(kept), told
