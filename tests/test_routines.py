"""Routines as files: the shipped ones, one's own, and every way in which a file may be wrong."""

import tomllib
from pathlib import Path

import pytest

from formcheck.coach.plan import PlanSide
from formcheck.errors import FormcheckError
from formcheck.exercises import discovered
from formcheck.routines import RoutineError, available, load, own_folder
from formcheck.routines.finding import files, load_named

SHIPPED = ("after_run", "ankles_and_feet", "balance", "before_run", "hips", "weekly_test")


def test_six_routines_are_shipped() -> None:
    assert tuple(files(Path("/nowhere"))) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_routine_is_whole_and_its_exercises_are_there(name: str) -> None:
    routine = load(name)
    assert routine.title
    assert routine.about
    assert {step.exercise.name for step in routine.steps} <= set(discovered())
    assert 2 * 60 <= routine.duration_s <= 25 * 60
    assert not routine.is_own


@pytest.mark.parametrize("wanted", ["before_run", "before-run", "Before Run", " before_run "])
def test_a_routine_is_found_however_its_name_is_typed(wanted: str) -> None:
    assert load(wanted).name == "before_run"


GOOD = """
title = "Mine"
[[steps]]
exercise = "bird_dog"   # an alias
sets = 3
reps = 12
side = "each"
[[steps]]
exercise = "lunges"
hold_s = 2
rest_s = 0
side = "left"
note = "slowly"
"""


def own(data: Path, name: str, text: str) -> Path:
    own_folder(data).mkdir(parents=True, exist_ok=True)
    path = own_folder(data) / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_as_it_says(tmp_path: Path) -> None:
    path = own(tmp_path, "mine", GOOD)
    by_name, by_path = load("mine", tmp_path), load(path)
    assert by_name == by_path
    first, second = by_name.steps
    assert (by_name.name, by_name.title, by_name.is_own) == ("mine", "Mine", True)
    assert (first.exercise.name, first.plan.sets, first.plan.reps) == ("superman", 3, 12)
    assert (first.plan.rest_s, first.plan.side, first.note) == (45.0, PlanSide.EACH, "")
    assert (second.exercise.name, second.plan.reps, second.plan.hold_s) == ("lunge", None, 2.0)
    assert (second.plan.rest_s, second.plan.side, second.note) == (0.0, PlanSide.LEFT, "slowly")


def test_ones_own_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    own(tmp_path, "hips", GOOD)
    assert load("hips", tmp_path).title == "Mine"
    assert load("hips", tmp_path / "elsewhere").title == "Hips"


def test_a_wrong_file_of_ones_own_hides_no_other(tmp_path: Path) -> None:
    path = own(tmp_path, "broken", "title = 1\nsteps = []")
    routines, (problem,) = available(tmp_path)
    assert [r.name for r in routines] == list(SHIPPED)
    assert problem.startswith(f"{path}, line 2, steps: a routine has from 1")


@pytest.mark.parametrize("wanted", ["../mine", "/etc/passwd", "mine.toml"])
def test_a_name_is_never_a_path(tmp_path: Path, wanted: str) -> None:
    own(tmp_path, "mine", GOOD)
    with pytest.raises(RoutineError, match="unknown routine"):
        load_named(wanted, tmp_path)


SQUAT = 'title = "A"\n[[steps]]\nexercise = "squat"\n'
# Each with the line that is named, and what is said.
WRONG = [
    ("no title", '[[steps]]\nexercise = "squat"', 1, "title: is missing"),
    ("empty title", 'title = " "\n[[steps]]\nexercise = "squat"', 1, "title: is ' ', but words"),
    ("no steps", 'title = "A"', 1, "steps: a routine has from 1 to 40 steps"),
    ("empty steps", 'title = "A"\n\nsteps = []', 3, "steps: a routine has from 1 to 40 steps"),
    ("unknown field", 'title = "A"\nsteps = [{exercise = "squat"}]\nrest = 3', 3, "rest: is unknown"),
    ("unknown exercise", 'title = "A"\n[[steps]]\nexercise = "sqat"', 3, "unknown exercise 'sqat'"),
    ("no exercise", 'title = "A"\n[[steps]]\nsets = 2', 2, "steps[1].exercise: is missing"),
    ("exercise a number", 'title = "A"\n[[steps]]\nexercise = 3', 3, "exercise: is 3, but words"),
    ("no sets", SQUAT + "sets = 0", 4, "steps[1].sets: is 0; allowed: 1 to 50"),
    ("sets as text", SQUAT + 'sets = "3"', 4, "sets: is '3'; allowed: 1 to 50"),
    ("half a repetition", SQUAT + "reps = 1.5", 4, "a whole number from 1 to 1000"),
    ("true", SQUAT + "reps = true", 4, "reps: is true; allowed: 1 to 1000"),
    ("a long rest", SQUAT + "rest_s = 4000", 4, "rest_s: is 4000; allowed: 0 to 3600"),
    ("nan", SQUAT + "hold_s = nan", 4, "hold_s: is nan; allowed: 0.5 to 3600"),
    ("no such side", 'title = "A"\n[[steps]]\nexercise = "lunge"\nside = "up"', 4, "both, left, right, each"),
    (
        "no sides",
        SQUAT + 'side = "left"',
        4,
        "side: is 'left'; allowed for squat, which tells no sides: both",
    ),
    ("a pair", 'title = "A"\n[[steps]]\nexercise = "superman"\nside = "left"', 4, "allowed: both, each"),
    ("the second", GOOD + "sets = 99\n", 14, "steps[2].sets: is 99; allowed: 1 to 50"),
    ("field of a step", SQUAT + "tempo = 3", 4, "tempo: is unknown"),
    ("a step no table", 'title = "A"\nsteps = [1]', 2, "steps[1]: is 1, but a table is needed"),
    (
        "inline",
        'title = "A"\nsteps = [\n{exercise = "squat"},\n{exercise = "squat", sets = 0}]',
        4,
        "sets: is 0",
    ),
    ("long", SQUAT + f'note = "{"x" * 201}"', 4, "note: has 201 letters; allowed: at most 200"),
]


@pytest.mark.parametrize(("text", "line", "says"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_named_with_its_line_and_what_is_allowed(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    path = own(tmp_path, "wrong", text)
    tomllib.loads(text)  # it is the content that is wrong
    with pytest.raises(FormcheckError) as caught:
        load(path)
    told = str(caught.value)
    assert told.startswith(f"{path}, line {line}, ")
    assert says in told
    assert "\n" not in told


NO_FILE = [
    ("syntax", b'title = "A"\nsets = = 3', "line 2"),
    ("binary", b"\xff\xfe\x00", "It is not UTF-8"),
    ("deep", b"a = " + b"[" * 5000, "too deep in each other"),
]


@pytest.mark.parametrize(("content", "says"), [n[1:] for n in NO_FILE], ids=[n[0] for n in NO_FILE])
def test_what_is_no_toml_is_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(FormcheckError, match=says) as caught:
        load(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match="cannot read"):
        load(tmp_path / "none.toml")
