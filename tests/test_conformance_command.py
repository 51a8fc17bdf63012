"""The conformance tests on an exercise of one's own: passed, failed, and refused in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from formcheck import conformance
from formcheck.errors import FormcheckError
from shell import ROOT, Done, environment

PLAIN = """
from dataclasses import replace
from formcheck.exercises.superman_prone import EXERCISE as PRONE

DRIVE = replace(PRONE.drive, rest_limit={rest_limit})
EXERCISE = replace(PRONE, name="plain", aliases=(), drive=DRIVE, checks=(), guards=())
"""


def run(folder: Path, *words: object) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "formcheck.conformance", *map(str, words)],
        cwd=folder,
        env=environment(FORMCHECK_DATA=str(folder)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(("rest_limit", "status"), [(14.0, 0), (27.0, 1)])
def test_a_file_conforms_or_does_not(tmp_path: Path, rest_limit: float, status: int) -> None:
    (tmp_path / "plain.py").write_text(PLAIN.format(rest_limit=rest_limit), encoding="utf-8")
    done = run(tmp_path, "plain.py")
    assert done.returncode == status, done.stdout
    assert ("test_declared_range_is_legal_and_in_order[plain]" in done.stdout) is bool(status)
    # nobody else's exercise is tested along
    assert "squat" not in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.py"], "formcheck: there is no exercise file nothing.py\n"),
        ([], "formcheck: one exercise is needed. python -m formcheck.conformance FILE.py\n"),
    ],
)
def test_a_wrong_command_is_one_line(tmp_path: Path, words: list[str], said: str) -> None:
    done = run(tmp_path, *words)
    assert (done.stderr, done.returncode) == (said, 1)


def test_an_installation_without_the_tests_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "FOLDERS", (tmp_path,))
    with pytest.raises(FormcheckError, match="brings no conformance tests"):
        conformance.suite()


def test_the_suite_is_all_of_the_generated_tests() -> None:
    generated = {path for path in (ROOT / "tests").glob("test_conformance_*.py") if path != Path(__file__)}
    assert set(conformance.suite()) == generated
