"""What MkDocs asks of this site: the list of exercises follows from their pages."""

from pathlib import Path
from typing import Any

_EXERCISES = "exercises"


def on_config(config: Any) -> Any:
    """Put every exercise's page into the list of pages, so that a new one needs no edit here."""
    folder = Path(config["docs_dir"]) / _EXERCISES
    names = sorted(page.stem for page in folder.glob("*.md") if page.stem != "index")
    pages = [f"{_EXERCISES}/index.md", *(f"{_EXERCISES}/{name}.md" for name in names)]
    for entry in config["nav"]:
        if isinstance(entry, dict) and "Exercises" in entry:
            entry["Exercises"] = pages
    return config
