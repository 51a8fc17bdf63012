"""What the command line prints and writes when all goes well."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from made_clips import read
from shell import SAMPLES, Done, beginning, environment, formcheck, one_clear_line

SQUAT = ("--exercise", "squat", "--model", "lite")
EVERYTHING = ("--video", "--csv", "--json", "--save-landmarks")
ENDINGS = [
    "annotated.mp4",
    "events.jsonl",
    "json",
    "landmarks.csv",
    "landmarks.npz",
    "reps.csv",
    "sets.csv",
    "signals.csv",
]
CLIP = SAMPLES / "squat_clean.mp4"
TRUTH = json.loads(CLIP.with_suffix(".json").read_text())
POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")

# what the command line promises at least
KEYS = {"exercise", "reps", "reps_by_side", "partials", "rep_times", "holds", "faults", "not_checked"}
FAULT_KEYS = {"name", "side", "rep", "t_s", "value", "limit", "unit"}


@pytest.fixture(scope="module")
def counted() -> dict[str, Any]:
    done = formcheck("count", CLIP, *SQUAT, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def analyzed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    out = tmp_path_factory.mktemp("analyzed") / "new" / "folder"
    return formcheck("analyze", CLIP, *SQUAT, *EVERYTHING, "--out", out), out


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(formcheck("schema").stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_count_prints_one_json_object_that_fits_the_schema(
    counted: dict[str, Any], validator: Draft202012Validator
) -> None:
    validator.validate(counted)
    assert counted.keys() >= KEYS
    assert (counted["exercise"], counted["source"], counted["complete"]) == ("squat", "squat_clean.mp4", True)
    assert counted["reps"] == len(counted["rep_times"]) == TRUTH["reps"]
    for (start_s, peak_s, end_s, _), true in zip(counted["rep_times"], TRUTH["rep_times"], strict=True):
        assert start_s < peak_s < end_s
        assert abs(peak_s - true[1]) < 0.5


def test_the_schema_refuses_what_is_no_result(
    counted: dict[str, Any], validator: Draft202012Validator
) -> None:
    assert not validator.is_valid({**counted, "reps": "four"})
    assert not validator.is_valid({k: v for k, v in counted.items() if k != "rep_times"})


def test_faults_hold_value_and_limit(validator: Draft202012Validator) -> None:
    clip = SAMPLES / "squat_knee_collapse.mp4"
    found = json.loads(formcheck("count", clip, *SQUAT, "--json").stdout)
    validator.validate(found)
    assert "knee_collapse" in {fault["name"] for fault in found["faults"]}
    for fault in found["faults"]:
        assert fault.keys() >= FAULT_KEYS
        assert 1 <= fault["rep"] <= found["reps"]


def test_count_ends_with_one_line() -> None:
    done = formcheck("count", CLIP, *SQUAT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"squat: {TRUTH['reps']} reps, ")
    assert len(done.stdout.splitlines()) == 1


def test_analyze_writes_what_was_asked_for(
    analyzed: tuple[Done, Path], counted: dict[str, Any], validator: Draft202012Validator
) -> None:
    done, out = analyzed
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(p.name for p in out.iterdir()) == [f"squat_clean.{ending}" for ending in ENDINGS]
    written = json.loads((out / "squat_clean.json").read_text(encoding="utf-8"))
    validator.validate(written)
    assert written == counted, "count and analyze tell the same"
    for path in out.iterdir():
        assert path.name in done.stdout.replace("\n", "")


def test_tables_hold_every_rep_and_frame(analyzed: tuple[Done, Path], counted: dict[str, Any]) -> None:
    _, out = analyzed
    reps, signals = rows_of(out / "squat_clean.reps.csv"), rows_of(out / "squat_clean.signals.csv")
    assert [float(row["peak_s"]) for row in reps] == pytest.approx(
        [t[1] for t in counted["rep_times"]], abs=1e-3
    )
    (one_set,) = rows_of(out / "squat_clean.sets.csv")
    assert (one_set["exercise"], int(one_set["reps"])) == ("squat", counted["reps"])
    assert float(one_set["from_s"]) == pytest.approx(counted["rep_times"][0][0], abs=1e-3)
    assert len(signals) == counted["frames"]
    knees = [float(row["knee_deg_left"]) for row in signals if row["knee_deg_left"]]
    assert min(knees) < 110, "a squat bends the knee"
    assert max(knees) > 150, "and stretches it"


def test_events_come_one_a_line_in_order(analyzed: tuple[Done, Path], counted: dict[str, Any]) -> None:
    _, out = analyzed
    events = [json.loads(line) for line in (out / "squat_clean.events.jsonl").read_text().splitlines()]
    known_s = [event["known_s"] for event in events]
    assert known_s == sorted(known_s)
    assert sum(event["event"] == "rep" for event in events) == counted["reps"]


def test_the_annotated_clip_plays_in_the_time_of_the_source(analyzed: tuple[Done, Path]) -> None:
    _, out = analyzed
    drawn, source = read(out / "squat_clean.annotated.mp4"), read(CLIP)
    assert [f.t_s for f in drawn] == pytest.approx([f.t_s for f in source], abs=1e-3)
    assert drawn[0].size_px[0] >= source[0].size_px[0]


def test_saved_landmarks_replay_to_the_same_result(
    analyzed: tuple[Done, Path], counted: dict[str, Any], tmp_path: Path
) -> None:
    _, out = analyzed
    saved = out / "squat_clean.landmarks.npz"
    done = formcheck("analyze", saved, *SQUAT, "--csv", "--json", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    again = json.loads(next(tmp_path.glob("*.json")).read_text(encoding="utf-8"))
    assert again == counted
    for ending in ("events.jsonl", "signals.csv", "reps.csv"):
        replayed = next(tmp_path.glob(f"*.{ending}"))
        assert replayed.read_bytes() == (out / f"squat_clean.{ending}").read_bytes()


def test_landmarks_have_no_pictures_to_draw_on(analyzed: tuple[Done, Path], tmp_path: Path) -> None:
    _, out = analyzed
    done = formcheck("analyze", out / "squat_clean.landmarks.npz", *SQUAT, "--video", "--out", tmp_path)
    assert "Leave --video away" in one_clear_line(done)


def test_clips_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    clips = [tmp_path / folder / "clip.mp4" for folder in ("monday", "tuesday")]
    for clip in clips:
        clip.parent.mkdir()
        beginning("squat_clean", 1, clip)
    done = formcheck("analyze", *clips, *SQUAT, "--json", "--out", tmp_path / "out")
    assert "same names" in one_clear_line(done)
    assert not (tmp_path / "out").exists()


def test_names_with_dots_keep_them(tmp_path: Path) -> None:
    clip = beginning("squat_clean", 1, tmp_path / "VID.2026.01.02.mp4")
    formcheck("analyze", clip, *SQUAT, *EVERYTHING, "--out", tmp_path / "out")
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == [f"VID.2026.01.02.{ending}" for ending in ENDINGS]


@POSIX
def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m formcheck schema | head -1',
        shell=True,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_exercises_lists_all_and_shows_one() -> None:
    everything, one = formcheck("exercises").stdout, formcheck("exercises", "lunge").stdout
    for name in ("bridge", "clamshell", "lunge", "squat", "superman", "superman_prone"):
        assert name in everything
    for word in ("Camera", "Source", "knee_collapse", "limit"):
        assert word in one
