"""Whatever is written for others fits its schema, and nothing is written that has none."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner

from formcheck.batch.whole import COLUMNS
from formcheck.cli.app import app
from formcheck.engine.events import Flag
from formcheck.engine.spec import Severity
from formcheck.errors import FormcheckError
from formcheck.schemas import SCHEMAS, TABLES, schema_of
from formcheck.schemas.events import kinds
from formcheck.sinks.tables import event_dict
from shell import ROOT, formcheck

RECORDED = ROOT / "tests" / "recorded"
KINDS = {"number": float, "integer": int, "string": str, "boolean": str, "datetime": str}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that is written of a clip and of a history with two clips in it."""
    out = tmp_path_factory.mktemp("out")
    clips = (RECORDED / "squat_clean.npz", RECORDED / "squat_knee_collapse.npz")
    words = ("--csv", "--json", "--save", "--data", out, "--out", out)
    done = formcheck("analyze", *clips, "--exercise", "squat", *words)
    assert done.returncode == 0, done.stderr
    for name in ("history.json", "history.csv"):
        assert formcheck("history", "--data", out, "export", out / name).returncode == 0
    return out


def validator(name: str) -> Draft202012Validator:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_a_result_and_a_history_fit_their_schemas(folder: Path) -> None:
    validator("result").validate(json.loads((folder / "squat_knee_collapse.json").read_text()))
    sessions = json.loads((folder / "history.json").read_text())
    validator("history").validate(sessions)
    assert len(sessions) == 2
    assert not validator("history").is_valid([{**sessions[0], "more": 1}])
    assert not validator("history").is_valid([{**sessions[0], "reps": "four"}])


def test_every_event_fits_its_schema(folder: Path) -> None:
    events = validator("events")
    lines = [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]
    assert {"armed", "started", "reached", "rep", "raise", "flag", "noticed"} <= {e["event"] for e in lines}
    for line in lines:
        events.validate(line)
    rep = next(line for line in lines if line["event"] == "rep")
    for wrong in ({**rep, "event": "rip"}, {**rep, "more": 1}, {**rep, "t_s": None}, {**rep, "raises": [{}]}):
        assert not events.is_valid(wrong), wrong


def test_every_kind_of_event_has_a_schema_and_a_missing_number_is_null() -> None:
    named = {
        name.removesuffix("Line").lower() for name in schema_of("events")["$defs"] if name.endswith("Line")
    }
    assert named == set(kinds()) >= {"held", "partial", "dropped", "resumed", "recognised", "disarmed"}
    missing = float("nan")
    flag = Flag(1.0, 1.1, "knee", "knee", None, 1, missing, 10.0, "deg", missing, Severity.FAULT, "Knee out")
    told = event_dict(flag)
    assert (told["value"], told["error"]) == (None, None)
    validator("events").validate(told)


def test_a_test_fits_its_schema() -> None:
    words = ("--source", RECORDED / "balance_clean.npz", "--age", 34, "--sex", "woman", "--no-save", "--json")
    done = formcheck("test", "single_leg_stance", *words)
    assert done.returncode == 0, done.stderr
    validator("test").validate(json.loads(done.stdout))


FILES = [
    ("landmarks", "squat_clean.landmarks.csv"),
    ("signals", "squat_clean.signals.csv"),
    ("reps", "squat_knee_collapse.reps.csv"),
    ("sets", "squat_clean.sets.csv"),
    ("history_table", "history.csv"),
]


@pytest.mark.parametrize(("name", "file"), FILES)
def test_a_table_holds_what_its_columns_say(folder: Path, name: str, file: str) -> None:
    columns = {column["name"]: column for column in schema_of(name)["fields"]}
    rows = list(rows_of(folder / file))
    assert rows
    assert list(rows[0]) == list(columns)
    filled = ((columns[key], cell) for row in rows for key, cell in row.items() if cell)
    for column, cell in filled:
        KINDS[column["type"]](cell)
        allowed = column.get("constraints", {}).get("enum")
        assert allowed is None or cell in allowed, (column["name"], cell)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_of_a_batch_holds_what_its_columns_say(name: str) -> None:
    kinds = {"string": "string", "float64": "number", "int32": "integer", "bool_": "boolean", "list": "array"}
    columns = {column["name"]: column["type"] for column in schema_of(f"batch_{name}")["fields"]}
    assert columns == {column: kinds[kind] for column, kind in COLUMNS[name].items()}


@pytest.mark.parametrize("name", TABLES)
def test_a_number_has_its_unit_in_its_name_or_beside_it(name: str) -> None:
    units = {"s": "_s", "px": "_px", "m": "_m", "deg": "_deg"}
    for column in TABLES[name].columns:
        ending = units.get(column.unit)
        assert ending is None or re.search(rf"{ending}(_|$)", column.name), column


def test_each_schema_is_printed_and_an_unknown_one_is_told() -> None:
    printed = CliRunner().invoke(app, ["schema", "events"])
    assert json.loads(printed.stdout) == schema_of("events")
    for words in (["evnets"], ["events", "--openapi"]):
        refused = CliRunner().invoke(app, ["schema", *words]).exception
        assert isinstance(refused, FormcheckError)
        assert refused.mend


def test_every_schema_is_named_where_they_are_asked_for() -> None:
    told = CliRunner().invoke(app, ["schema", "--help"], env={"COLUMNS": "200"}).stdout
    assert {*SCHEMAS, *TABLES} <= set(re.findall(r"\w+", told))
