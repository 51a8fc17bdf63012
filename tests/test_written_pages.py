"""The pages on adding an exercise and on personal targets work as they are written."""

import shutil
from enum import StrEnum
from pathlib import Path

import pytest

from formcheck.engine.spec import Phase, Severity, Sides
from formcheck.motion.view import Posture, ViewKind
from written_pages import Page, shows

ADDING, TARGETS = Page("adding_an_exercise.md"), Page("personal_targets.md")
posix = pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are those of a POSIX shell")


@posix
def test_an_exercise_is_added_as_the_page_says(tmp_path: Path) -> None:
    ADDING.check(tmp_path)


@posix
def test_targets_work_as_the_page_says(tmp_path: Path) -> None:
    TARGETS.check(tmp_path)


def test_the_pages_have_their_files_and_commands() -> None:
    assert list(ADDING.files) == ["mini_squat.py", "measure.py", "mini-squat/pyproject.toml"]
    assert list(TARGETS.files) == ["bob.toml"]
    said = " ".join(command for command, _ in (*ADDING.commands(), *TARGETS.commands()))
    for word in (
        *("--signals", "mini_squat.py", "formcheck.conformance", "FORMCHECK_DATA=", "pip install"),
        *("calibrate", "--person", "--targets"),
    ):
        assert word in said


@pytest.mark.parametrize(
    ("output", "shown", "expected"),
    [
        ("a b\nc\n", "a b\nc\n", True),
        ("a b\nc\n", "a\n...\n", True),
        ("a b\nc\n", "...\nc\n", True),
        ("a b\nc d e\n", "a ...\nc ... e\n", True),
        ("a b\nc\n", "a b\n", False),
        ("", "a", False),
        ("a", "", False),
    ],
)
def test_the_comparison_can_fail(output: str, shown: str, expected: bool) -> None:
    assert shows(output, shown) is expected


@pytest.mark.parametrize("names", [ViewKind, Posture, Sides, Phase, Severity])
def test_the_page_names_every_choice(names: type[StrEnum]) -> None:
    assert [name for name in names if f"`{name}`" not in ADDING.text] == []
