"""Hand labels: how they are read, and what is counted against them."""

import json
from pathlib import Path
from typing import Any

import pytest

from accuracy import samples
from accuracy.labels import LABELS, Label, load, outcome
from evaluate_clips import report, share
from formcheck.errors import FormcheckError

SEEN: dict[str, Any] = {
    "file": "a.mp4",
    "exercise": "bird-dog",
    "target": "superman",
    "reps": 4,
    "rep_times": [[1.4, 2.9, 4.4], [None, 6.0, 7.0]],
    "count_confidence": "sure (4 full)",
}


def folder(path: Path, **changes: Any) -> Path:
    (path / LABELS).write_text(json.dumps([{**SEEN, **changes}]), encoding="utf-8")
    return path


def label(**changes: Any) -> Label:
    known: dict[str, Any] = {
        "shows": "",
        "target": "superman",
        "reps": 4,
        "rep_times": [],
        "confidence": "sure",
    }
    return Label(Path("a.mp4"), **{**known, **changes})


def test_label_is_read(tmp_path: Path) -> None:
    assert load(folder(tmp_path)) == [
        Label(tmp_path / "a.mp4", "bird-dog", "superman", 4, [[1.4, 2.9, 4.4]], "sure (4 full)")
    ]


def test_no_rep_times_is_an_empty_list(tmp_path: Path) -> None:
    assert load(folder(tmp_path, rep_times=None))[0].rep_times == []


@pytest.mark.parametrize("text", ["", "[{}]", "[1]", "{}x"])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / LABELS).write_text(text, encoding="utf-8")
    with pytest.raises(FormcheckError, match="cannot read"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("changes", "ours", "empty", "sure"),
    [
        ({}, True, False, True),
        ({"confidence": "+-1"}, True, False, False),
        ({"reps": None}, True, False, False),
        ({"target": None, "reps": 0, "confidence": "n/a"}, False, True, False),
        ({"target": None}, False, False, True),
        ({"target": "plank"}, False, False, True),
    ],
)
def test_which_clips_a_label_belongs_to(changes: dict[str, Any], ours: bool, empty: bool, sure: bool) -> None:
    one = label(**changes)
    assert (one.is_ours, one.is_empty, one.is_sure) == (ours, empty, sure)


def test_raises_are_counted_on_hands_and_knees() -> None:
    right = outcome(label(rep_times=[[1.4, 2.9, 4.4]]), samples.RECORDED / "superman_clean.npz")
    assert (right.got, right.error, right.others) == (4, 0, {})
    (errors,) = right.errors_s
    assert max(map(abs, errors)) < 0.4


def test_what_another_exercise_counts_is_false() -> None:
    recording = samples.RECORDED / "squat_clean.npz"
    wrong = outcome(label(target=None, reps=0), recording)
    assert wrong.others == {"squat": 4}
    assert "False counts: 4 in 1 of 1 clips." in report([wrong])


def test_share_of_exact_counts() -> None:
    recording = samples.RECORDED / "squat_clean.npz"
    outcomes = [outcome(label(target="squat", reps=reps), recording) for reps in (4, 5, 6, None)]
    assert share(outcomes) == "1 of 3 exact (33%), 2 off by at most one (67%)"
    assert share(outcomes[-1:]) == "none counted by hand"
