"""The pages of the documentation follow from the declarations."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import make_pages
from formcheck.engine.spec import Exercise
from formcheck.exercises import discovered

EXERCISES = [pytest.param(e, id=e.name) for e in discovered().values()]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_page_of_an_exercise_says_what_its_declaration_says(exercise: Exercise) -> None:
    kept = (make_pages.FOLDER / f"{exercise.name}.md").read_text(encoding="utf-8")
    assert kept == make_pages.text_of(exercise), "run python scripts/make_pages.py"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_limit_and_its_source_stands_on_the_page(exercise: Exercise) -> None:
    text = make_pages.text_of(exercise)
    for judged in exercise.judged:
        assert f"`{judged.name}`" in text
        assert judged.source in text


def test_the_list_names_every_exercise() -> None:
    kept = (make_pages.FOLDER / "index.md").read_text(encoding="utf-8")
    assert kept == make_pages.index()
    assert kept.count(".md)") == len(discovered())


def test_the_references_are_what_the_code_says() -> None:
    for path, text in make_pages.texts().items():
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name}: run python scripts/make_pages.py --text"
        )


def test_how_it_works_names_every_folder_of_the_package() -> None:
    text = (make_pages.DOCS / "how_it_works.md").read_text(encoding="utf-8")
    folders = {init.parent.name for init in (make_pages.DOCS.parent / "formcheck").glob("*/__init__.py")}
    assert folders - set(re.findall(r"`(\w+)`", text)) == set()


def test_the_site_builds_and_no_link_is_broken(tmp_path: Path) -> None:
    config = Path(make_pages.__file__).parent / "site" / "mkdocs.yml"
    # not with -q: warnings that are not told are not counted either
    words = ["build", "--strict", "-f", str(config), "-d", str(tmp_path)]
    command = [sys.executable, "-m", "mkdocs", *words]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    front = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(f'href="exercises/{name}.html"' in front for name in discovered()), (
        "the list of pages names them"
    )
    for page in tmp_path.rglob("*.html"):
        assert not list(loaded_from_elsewhere(page.read_text(encoding="utf-8"))), page.name
    for style in tmp_path.rglob("*.css"):
        assert not re.findall(r"url\([\"']?(?:https?:)?//", style.read_text(encoding="utf-8")), style.name


def loaded_from_elsewhere(page: str) -> Iterator[str]:
    """What a page loads from the network as soon as it is opened: scripts, styles, pictures, frames."""
    for tag in re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", page):
        yield from re.findall(r'(?:src|href)="?((?:https?:)?//[^">\s]+)', tag)
