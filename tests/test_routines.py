"""Routines as files: the shipped ones, one's own, and every way in which a file may be wrong."""

import tomllib
from pathlib import Path

import pytest

from formcheck.coach.plan import PlanSide
from formcheck.exercises import discovered
from formcheck.routines import RoutineError, available, load, own_folder
from formcheck.routines.finding import files, load_named
from formcheck.routines.lines import line_of

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
    assert problem.startswith(f"{path}, line 1: title must be text")


@pytest.mark.parametrize("wanted", ["../mine", "/etc/passwd", "mine.toml"])
def test_a_name_is_never_a_path(tmp_path: Path, wanted: str) -> None:
    own(tmp_path, "mine", GOOD)
    with pytest.raises(RoutineError, match="unknown routine"):
        load_named(wanted, tmp_path)


# Each with the line that is named, and what is said of the field.
WRONG = [
    ("no title", '[[steps]]\nexercise = "squat"', 1, "title is missing"),
    ("empty title", 'title = " "\n[[steps]]\nexercise = "squat"', 1, "title must be text of at most 200"),
    ("no steps", 'title = "A"', 1, "steps is missing"),
    ("empty steps", 'title = "A"\n\nsteps = []', 3, "steps must be from 1 to 40 tables"),
    ("unknown field", 'title = "A"\nsteps = [{exercise = "squat"}]\nrest = 3', 3, "unknown field 'rest'"),
    ("unknown exercise", 'title = "A"\n[[steps]]\nexercise = "sqat"', 3, "unknown exercise 'sqat'"),
    ("no exercise", 'title = "A"\n[[steps]]\nsets = 2', 2, "exercise is missing"),
    ("exercise a number", 'title = "A"\n[[steps]]\nexercise = 3', 3, "exercise must be the name"),
    ("no sets", 'title = "A"\n[[steps]]\nexercise = "squat"\nsets = 0', 4, "sets must be a whole number"),
    ("sets as text", 'title = "A"\n[[steps]]\nexercise = "squat"\nsets = "3"', 4, "from 1 to 50, not '3'"),
    ("half a repetition", 'title = "A"\n[[steps]]\nexercise = "squat"\nreps = 1.5', 4, "from 1 to 1000"),
    ("true", 'title = "A"\n[[steps]]\nexercise = "squat"\nreps = true', 4, "not 'True'"),
    ("a long rest", 'title = "A"\n[[steps]]\nexercise = "squat"\nrest_s = 4000', 4, "from 0 to 3600"),
    (
        "nan",
        'title = "A"\n[[steps]]\nexercise = "squat"\nhold_s = nan',
        4,
        "hold_s must be a number from 0.5",
    ),
    ("no such side", 'title = "A"\n[[steps]]\nexercise = "lunge"\nside = "up"', 4, "both or left or right"),
    (
        "no sides",
        'title = "A"\n[[steps]]\nexercise = "squat"\nside = "left"',
        4,
        "side must be both for squat",
    ),
    ("the second", GOOD + "sets = 99\n", 14, "sets must be a whole number from 1 to 50, not '99'"),
    ("field of a step", 'title = "A"\n[[steps]]\nexercise = "squat"\ntempo = 3', 4, "unknown field 'tempo'"),
    ("a step no table", 'title = "A"\nsteps = [1]', 2, "a step must be a table"),
    (
        "inline",
        'title = "A"\nsteps = [\n{exercise = "squat"},\n{exercise = "squat", sets = 0}]',
        4,
        "sets must",
    ),
]


@pytest.mark.parametrize(("text", "line", "says"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_named_with_its_line_and_what_is_allowed(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    path = own(tmp_path, "wrong", text)
    tomllib.loads(text)  # it is the content that is wrong
    with pytest.raises(RoutineError) as caught:
        load(path)
    told = str(caught.value)
    assert told.startswith(f"{path}, line {line}: ")
    assert says in told
    assert "\n" not in told


NO_FILE = [
    ("syntax", b'title = "A"\nsets = = 3', "line 2"),
    ("binary", b"\xff\xfe\x00", "no UTF-8 text"),
    ("deep", b"a = " + b"[" * 5000, "no TOML file"),
]


@pytest.mark.parametrize(("content", "says"), [n[1:] for n in NO_FILE], ids=[n[0] for n in NO_FILE])
def test_what_is_no_toml_is_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(RoutineError, match=says) as caught:
        load(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RoutineError, match="cannot read"):
        load(tmp_path / "none.toml")


PLACES = '''# steps = wrong
title = "sets = 1, [[steps]]"
about = """
[[steps]]
sets = 2
"""
other = 'x' # [[steps]]

[[steps]] # first
exercise = "squat"
  "sets" = 3
note = "# reps = 4"
reps=5
[[ steps ]]
exercise = "lunge"
[tail]
sets = 7
'''
LINES = [
    (None, 0, "title", 2),
    (None, 0, "about", 3),
    (None, 0, "other", 7),
    (None, 0, "none", 1),
    ("steps", 0, None, 9),
    ("steps", 0, "sets", 11),
    ("steps", 0, "note", 12),
    ("steps", 0, "reps", 13),
    ("steps", 0, "rest_s", 9),
    ("steps", 1, None, 14),
    ("steps", 1, "exercise", 15),
    ("steps", 1, "sets", 14),
    ("steps", 2, None, 1),
]


@pytest.mark.parametrize(("table", "index", "key", "line"), LINES)
def test_the_line_of_a_key_is_found(table: str | None, index: int, key: str | None, line: int) -> None:
    assert line_of(PLACES, table, index, key) == line


def test_the_line_of_a_key_in_an_inline_table_is_found() -> None:
    text = 'title = "A"\nsteps = [\n  {exercise = "squat",\n   sets = 3},\n  {reps = 2, exercise = "}{"},\n]'
    assert line_of(text, "steps", 0, None) == 3
    assert line_of(text, "steps", 0, "sets") == 4
    assert line_of(text, "steps", 1, "exercise") == 5
    assert line_of(text, "steps", 1, "sets") == 5
