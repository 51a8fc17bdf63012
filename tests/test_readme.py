"""README says what the code does: its table, its commands and its Python example."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from formcheck.cli.app import app
from readme_table import with_table

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_exercises_is_that_of_the_declarations() -> None:
    assert with_table(README) == README, "run python scripts/readme_table.py"


def test_every_command_is_named_and_every_named_command_exists() -> None:
    commands = "count|analyze|live|calibrate|serve|report|test|routine|history|exercises|doctor|schema"
    named = set(re.findall(rf"\bformcheck ({commands})\b", README))
    assert named == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_option_named_exists() -> None:
    commands = get_command(app).commands.values()  # type: ignore[attr-defined]
    known = {option for c in commands for p in c.params for option in p.opts}
    of_scripts_left_out = re.sub(r"python3? scripts/[^`\n]*", "", README)
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", of_scripts_left_out))
    assert named - known == set()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_every_linked_file_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


def test_the_python_example_runs() -> None:
    block = re.search(r"((?:    .*\n|\n)+)", README.split("In Python:\n", 1)[1])
    assert block is not None
    code = re.sub(r"^    ", "", block.group(1), flags=re.MULTILINE)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "4 [('knee_collapse', 2, 'right'), ('knee_collapse', 3, 'left')]\n"
