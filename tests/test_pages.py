"""The pages of the documentation follow from the declarations."""

import re
import subprocess
import sys
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


def test_the_site_builds_and_no_link_is_broken(tmp_path: Path) -> None:
    config = Path(make_pages.__file__).parent / "site" / "mkdocs.yml"
    words = ["build", "--strict", "-q", "-f", str(config), "-d", str(tmp_path)]
    command = [sys.executable, "-m", "mkdocs", *words]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "exercises" / "lunge.html").exists()
    pages = [page.read_text(encoding="utf-8") for page in tmp_path.rglob("*.html")]
    # a page loads nothing from the network
    loaded = r'(?:src|href)="(https?://[^"]+\.(?:js|css|woff2?))"'
    assert not [address for page in pages for address in re.findall(loaded, page)]
