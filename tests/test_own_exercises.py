"""Exercises from users' files and from other packages: found, counted, and wrong ones told in one line."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck import exercises
from formcheck.cli.app import app
from formcheck.errors import ExerciseError
from formcheck.exercises import discovered, find, load
from shell import ROOT, formcheck, one_clear_line

SQUAT = ROOT / "tests" / "recorded" / "squat_clean.npz"
PLAIN = """
from dataclasses import replace
from formcheck.exercises.squat import EXERCISE as SQUAT

EXERCISE = replace(SQUAT, name="slow_squat", title="Slow squat", aliases=("lento",))
"""


def written(folder: Path, text: str = PLAIN, name: str = "slow_squat") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder that the exercises are looked for in, now and not after the test."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    exercises._registry.cache_clear()
    exercises._files.clear()


def said(*words: object) -> str:
    """What a command prints, in this process."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exception is None, done.exception
    return done.stdout


# --- found


def test_a_file_in_the_data_folder_is_found_by_name_and_alias(data: Path) -> None:
    written(data / "exercises")
    assert [find(name).title for name in ("slow_squat", "Slow Squat", "lento")] == ["Slow squat"] * 3
    assert list(discovered())[-1] == "slow_squat"
    assert "slow_squat" in said("exercises")
    assert str(data / "exercises") in said("exercises")


def test_it_is_counted(data: Path) -> None:
    written(data / "exercises")
    done = formcheck("count", SQUAT, "-e", "lento", FORMCHECK_DATA=str(data))
    assert done.stdout == "slow_squat: 4 reps, 4 without a fault\n"


@pytest.mark.parametrize("near", ["slow_sqat", "lent"])
def test_a_near_name_is_hinted_at(data: Path, near: str) -> None:
    written(data / "exercises")
    with pytest.raises(ExerciseError, match=r"Did you mean slow_squat\? Choose one of: .*, slow_squat"):
        find(near)


def test_a_given_file_is_loaded_wherever_an_exercise_is_named(data: Path) -> None:
    path = written(data)
    assert "slow_squat: 4 reps" in said("count", SQUAT, "-e", path)
    assert "4 reps" in said("analyze", SQUAT, "-e", path, "--out", data)
    assert "Slow squat" in said("exercises", path)
    assert "[slow_squat.too_fast]" in said("exercises", path, "--targets")
    assert "[slow_squat]" in said("calibrate", SQUAT, "-e", path, "--person", "anna")


def test_a_saved_session_of_an_own_exercise_is_in_the_history(data: Path) -> None:
    written(data / "exercises")
    said("count", SQUAT, "-e", "slow_squat", "--save")
    assert "slow_squ" in said("history")


def test_a_file_is_loaded_once(data: Path) -> None:
    path = written(data)
    once = load(path)
    assert load(path) is once
    assert find("lento") is once


# --- told in one line


WRONG = [
    ("EXERCISE = 3", "holds no exercise. It defines no constant EXERCISE"),
    (
        "import nothing_of_this_name",
        "cannot be used. Line 1: ModuleNotFoundError: No module named 'nothing_of",
    ),
    ("\n\nx = [", "cannot be used. Line 3: '[' was never closed"),
    ("def f():\n    return 1 / 0\nf()", "cannot be used. Line 2: ZeroDivisionError: division by zero"),
    (
        PLAIN.replace("slow_squat", "squat_slow"),
        "calls itself squat_slow. Give both the same name: slow_squat",
    ),
    (
        PLAIN.replace("lento", "squats"),
        "answers to squats, which is squat already. Choose another name or alias",
    ),
    (
        PLAIN + "\nfrom formcheck.engine.gate import Gate\nGate(on=1.0, off=1.0)",
        "cannot be used. Line 8: a gate needs on != off, both are 1.0",
    ),
    (
        PLAIN + "\nEXERCISE = replace(EXERCISE, drive=replace(SQUAT.drive, signal='knee_bend'))",
        "cannot be used. Line 7: exercise slow_squat: unknown signal 'knee_bend'; formcheck exercises",
    ),
    (
        PLAIN + "\nEXERCISE = replace(EXERCISE, drive=replace(SQUAT.drive, signal='knee_deg'))",
        "would measure nothing. knee_deg is measured on each side: write knee_deg_{side}, or knee_deg_left",
    ),
    (
        PLAIN + "\nEXERCISE = replace(EXERCISE, drive=replace(SQUAT.drive, signal='knee_deg_{side}'))",
        "would measure nothing. knee_deg_{side} is counted on one side at a time, which sides=both",
    ),
    (
        PLAIN + "\nEXERCISE = replace(EXERCISE, drive=replace(SQUAT.drive, also='sunk_ratio_{side}'))",
        "would measure nothing. sunk_ratio is not measured by side: leave the side away",
    ),
]


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_a_wrong_file_is_one_line(data: Path, text: str, reason: str) -> None:
    path = written(data, text)
    with pytest.raises(ExerciseError) as raised:
        load(path)
    assert f"{path}" in str(raised.value)
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_wrong_file_in_the_data_folder_is_one_line_of_every_command(tmp_path: Path) -> None:
    path = written(tmp_path / "exercises", "x = [")
    line = one_clear_line(formcheck("exercises", FORMCHECK_DATA=str(tmp_path)))
    assert line == (
        f"formcheck: {path} cannot be used. Line 1: '[' was never closed. Mend the file, or take it away:"
        " docs/adding_an_exercise.md"
    )


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError) as raised:
        load(tmp_path / "none.py")
    assert str(raised.value) == f"there is no exercise file {tmp_path / 'none.py'}"


def test_no_name_from_elsewhere_runs_a_file(tmp_path: Path) -> None:
    # names come from browsers, history and targets files, too
    path = written(tmp_path, "raise SystemExit('this ran')")
    with pytest.raises(ExerciseError, match="unknown exercise"):
        find(str(path))


# --- from another package


def installed(folder: Path, text: str = PLAIN, entry: str = "slow_squat") -> None:
    """A package of one module, as an installer leaves it."""
    written(folder, text, "their_squats")
    info = folder / "their_squats-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-squats\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[formcheck.exercises]\n{entry} = their_squats:EXERCISE\n")


def test_an_entry_point_is_found(tmp_path: Path) -> None:
    installed(tmp_path / "site")
    done = formcheck("count", SQUAT, "-e", "lento", over=tmp_path / "site", FORMCHECK_DATA=str(tmp_path))
    assert done.stdout == "slow_squat: 4 reps, 4 without a fault\n"


@pytest.mark.parametrize(
    ("text", "entry", "reason"),
    [
        (
            "1 / 0",
            "slow_squat",
            "slow_squat of the package their-squats cannot be used. ZeroDivisionError: div",
        ),
        (PLAIN, "quick_squat", "quick_squat of the package their-squats calls itself slow_squat. Give both"),
        (PLAIN.replace("slow_squat", "squat"), "squat", "answers to squat, which is squat already"),
    ],
)
def test_a_wrong_entry_point_is_one_line(
    data: Path, monkeypatch: pytest.MonkeyPatch, text: str, entry: str, reason: str
) -> None:
    installed(data / "site", text, entry)
    monkeypatch.syspath_prepend(str(data / "site"))
    monkeypatch.delitem(sys.modules, "their_squats", raising=False)
    with pytest.raises(ExerciseError) as raised:
        discovered()
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)
