"""The page on adding an exercise: its files are written and its commands run as they stand there."""

import os
import re
import shutil
import stat
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import pytest

from formcheck.engine.spec import Phase, Severity, Sides
from formcheck.motion.view import Posture, ViewKind
from shell import ROOT

PAGE = (ROOT / "docs" / "adding_an_exercise.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"In `([\w./-]+)`:\n\n```(?:python|toml)\n(.*?)```", PAGE, re.DOTALL))
# What pip does with a package of one module, where there is no network to fetch setuptools from.
PIP = """
import sys, shutil, tomllib
from pathlib import Path
command, source = sys.argv[1], Path(sys.argv[2])
assert command == "install"
told = tomllib.loads((source / "pyproject.toml").read_text())
project, site = told["project"], Path(SITE)
info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
info.mkdir()
(info / "METADATA").write_text(
    f"Metadata-Version: 2.1\\nName: {project['name']}\\nVersion: {project['version']}\\n"
)
lines = []
for group, entries in project["entry-points"].items():
    lines += [f"[{group}]", *(f"{name} = {value}" for name, value in entries.items())]
(info / "entry_points.txt").write_text("\\n".join(lines) + "\\n")
for module in told["tool"]["setuptools"]["py-modules"]:
    shutil.copy(source / f"{module}.py", site)
"""


def commands() -> list[tuple[str, str]]:
    """Every command of the page in order, with the output that the page shows."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def shows(output: str, shown: str) -> bool:
    """Whether an output is what the page shows; three dots stand for anything, spaces for any space."""
    words = [re.escape(word) for word in shown.split()]
    pattern = (
        r"\s+".join(words).replace(r"\s+\.\.\.", r".*").replace(r"\.\.\.\s+", r".*").replace(r"\.\.\.", ".*")
    )
    return re.fullmatch(rf"\s*{pattern}\s*", output, re.DOTALL) is not None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the page's files and clip, and its commands in ``bin``."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "recorded" / "squat_clean.npz", tmp_path / "squat.npz")
    (tmp_path / "site").mkdir()
    (tmp_path / "pip.py").write_text(PIP.replace("SITE", repr(str(tmp_path / "site"))), encoding="utf-8")
    (tmp_path / "bin").mkdir()
    for name, words in (("formcheck", "-m formcheck"), ("python", ""), ("pip", str(tmp_path / "pip.py"))):
        script = tmp_path / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return tmp_path


def run(command: str, folder: Path) -> str:
    """Run a line of the page as it stands; both streams as a person sees them."""
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{folder / 'site'}{os.pathsep}{ROOT}",
        "FORMCHECK_DATA": str(folder / "data"),
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="the page's commands are those of a POSIX shell")
def test_the_page_works_as_it_is_written(folder: Path) -> None:
    for command, shown in commands():
        output = run(command, folder)
        assert shows(output, shown), f"$ {command}\n{output}"


def test_the_page_has_its_files_and_commands() -> None:
    assert list(FILES) == ["mini_squat.py", "measure.py", "mini-squat/pyproject.toml"]
    said = " ".join(command for command, _ in commands())
    for word in ("--signals", "mini_squat.py", "formcheck.conformance", "FORMCHECK_DATA=", "pip install"):
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
    assert [name for name in names if f"`{name}`" not in PAGE] == []
