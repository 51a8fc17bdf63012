"""Make the pages that follow from the code: one an exercise, with its picture, and one of all commands.

    python scripts/make_pages.py            docs/exercises/*.md and *.jpg, docs/commands.md, docs/files.md,
                                            docs/web_api.md, docs/openapi.json
    python scripts/make_pages.py --text     the text only

A test holds the text against the code, so that it cannot drift.
"""

import argparse
import json
from pathlib import Path

from formcheck.engine.spec import Exercise
from formcheck.exercises import discovered
from formcheck.web.app import described
from pages import pictures
from pages.commands import commands
from pages.exercise import page
from pages.files import files
from pages.web_api import web_api

DOCS = Path(__file__).resolve().parent.parent / "docs"
FOLDER, COMMANDS = DOCS / "exercises", DOCS / "commands.md"
FILES, WEB_API, OPENAPI = DOCS / "files.md", DOCS / "web_api.md", DOCS / "openapi.json"


def index() -> str:
    """The list of all exercises."""
    rows = [f"| [{e.title}]({e.name}.md) | `{e.name}` | {e.counts} |" for e in discovered().values()]
    return (
        "\n".join(["# Exercises", "", "| exercise | name | what is counted |", "|---|---|---|", *rows]) + "\n"
    )


def text_of(exercise: Exercise) -> str:
    """The text of an exercise's page."""
    return page(exercise, has_picture=(FOLDER / f"{exercise.name}.jpg").exists())


def texts() -> dict[Path, str]:
    """Every page that has no picture, by its place."""
    document = described()
    return {
        COMMANDS: commands(),
        FILES: files(),
        WEB_API: web_api(document),
        OPENAPI: json.dumps(document, indent=1, ensure_ascii=False) + "\n",
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", action="store_true", help="leave the pictures as they are")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for exercise in discovered().values():
        clip = None if given.text else pictures.clip_of(exercise)
        if clip:
            pictures.write(pictures.picture(exercise, clip), FOLDER / f"{exercise.name}.jpg")
        (FOLDER / f"{exercise.name}.md").write_text(text_of(exercise), encoding="utf-8")
    (FOLDER / "index.md").write_text(index(), encoding="utf-8")
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
