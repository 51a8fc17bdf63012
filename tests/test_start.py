"""The start script: how it gets an environment, what it runs, and what it returns."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

import start
from start import Facts, Way

NOTHING = Facts(ensurepip=False, pip=None, apt=False, may_install=False)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(True, (24, 0), False, False), [Way.PLAIN, Way.BORROW_PIP]),
        (Facts(True, None, False, False), [Way.PLAIN]),
        (Facts(False, (23, 0), True, False), [Way.BORROW_PIP]),
        (Facts(False, (22, 3), True, True), [Way.BORROW_PIP, Way.APT]),
        (Facts(False, (22, 2), True, True), [Way.APT]),
        (Facts(False, None, True, True), [Way.APT]),
        (Facts(False, None, True, False), []),
        (NOTHING, []),
    ],
    ids=[
        "python.org",
        "macos-without-pip",
        "debian-with-pip",
        "debian-with-pip-as-root",
        "old-pip",
        "bare-debian-as-root",
        "bare-debian",
        "nothing",
    ],
)
def test_ways_to_an_environment(facts: Facts, expected: list[Way]) -> None:
    assert start.ways(facts) == expected


def test_when_nothing_works_the_next_command_is_named() -> None:
    debian = Facts(ensurepip=False, pip=None, apt=True, may_install=False)
    assert f"sudo apt-get install -y python3.{sys.version_info[1]}-venv" in start.advice(debian)
    assert "python.org" in start.advice(NOTHING)


@pytest.mark.parametrize(
    ("version", "refused"),
    [((3, 10), True), ((3, 8), True), ((3, 11), False), ((3, 13), False), ((4, 0), False)],
)
def test_python_too_old(version: tuple[int, int], refused: bool) -> None:
    line = start.too_old(version)
    assert bool(line) == refused
    assert "\n" not in line


def test_an_environment_without_pip_is_not_healthy(tmp_path: Path) -> None:
    assert not start.healthy(start._bin(tmp_path, "python"))
    venv.create(tmp_path / "bare", with_pip=False)
    assert not start.healthy(start._bin(tmp_path / "bare", "python"))


def test_a_healthy_environment_is_used_again() -> None:
    assert start.healthy(Path(sys.executable))


def test_something_else_in_the_place_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / ".venv"
    place.mkdir()
    (place / "diary.txt").write_text("mine")
    with pytest.raises(start.StartError, match="in the way"):
        start.environment(place)
    assert (place / "diary.txt").read_text() == "mine"


def test_a_broken_environment_is_made_anew(tmp_path: Path) -> None:
    place = tmp_path / ".venv"
    venv.create(place, with_pip=False)
    if not start.look().ensurepip:
        pytest.skip("this Python carries no pip")
    assert start.healthy(start.environment(place))


def test_borrowing_pip_names_the_new_environment(tmp_path: Path) -> None:
    make, pip = start.making(Way.BORROW_PIP, tmp_path, "python3")
    assert make == ["python3", "-m", "venv", str(tmp_path), "--without-pip"]
    assert pip[:5] == ["python3", "-m", "pip", "--python", str(start._bin(tmp_path, "python"))]


def test_demo_runs_the_analysis_of_the_sample_clip(tmp_path: Path) -> None:
    (command,) = start.steps("demo", [], tmp_path)
    assert Path(command[0]).stem == "formcheck"
    assert command[1:5] == ["analyze", start.DEMO_CLIP, "--exercise", start.DEMO_EXERCISE]
    assert "--video" in command


def test_test_runs_every_check_and_hands_arguments_to_pytest(tmp_path: Path) -> None:
    commands = start.steps("test", ["-k", "gate"], tmp_path)
    assert [command[2] for command in commands] == ["ruff", "ruff", "mypy", "pytest"]
    assert commands[-1][3:] == [*start.SIDE_BY_SIDE, "-k", "gate"]


@pytest.mark.parametrize(("codes", "expected"), [((0, 0), 0), ((3, 0), 3), ((0, 5), 5), ((2, 1), 1)])
def test_a_failure_anywhere_is_the_exit_code(codes: tuple[int, ...], expected: int) -> None:
    assert start.run([[sys.executable, "-c", f"raise SystemExit({code})"] for code in codes]) == expected


@pytest.mark.parametrize(("args", "code"), [([], 2), (["dmeo"], 2), (["--help"], 0)])
def test_how_to_use_it(args: list[str], code: int) -> None:
    done = subprocess.run([sys.executable, start.__file__, *args], capture_output=True, text=True)
    assert done.returncode == code
    assert "start.py demo" in done.stdout


def test_the_sample_clip_is_shipped() -> None:
    assert (start.ROOT / start.DEMO_CLIP).is_file()
