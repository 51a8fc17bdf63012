"""Results and limits in words: figures as precise as they are, and one line where one says it all."""

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from formcheck.cli.show import fault_text, not_checked_lines, one_line, report
from formcheck.engine.words import limit_text
from formcheck.exercises import find
from formcheck.results import BySide, FaultFound, NotCheckedHere, Result, SetFound


def found(**about: Any) -> FaultFound:
    known = {"name": "a_fault", "title": "a fault", "side": "left", "rep": 2, "t_s": 3.04, "cue": "Mend it"}
    measured = {"value": 2.0, "limit": 1.0, "unit": "s", "standard_error": 0.1, "severity": "fault"}
    return FaultFound(**{**known, **measured, **about})


def some_result(**about: Any) -> Result:
    nothing: dict[str, Any] = {k: [] for k in ("holds", "faults", "not_checked", "repetitions", "dropped")}
    counts = {"reps": 2, "reps_by_side": BySide(left=1, right=1), "good_reps": 1, "partials": 0}
    return Result.model_construct(
        **{"exercise": "squat", "side_difference": None, **counts, **nothing, **about}
    )


@pytest.mark.parametrize(
    ("value", "limit", "unit", "error", "text"),
    [
        (23.94, 15.0, "deg", 3.0, "24 ±3 deg, limit 15"),
        (9.1, 8.5, "deg", 3.0, "9 ±3 deg, limit 8.5"),
        (0.0842, 0.068, "ratio", 0.04, "0.084 ±0.040 ratio, limit 0.068"),
        (0.637, 1.0, "s", 0.2, "0.64 ±0.20 s, limit 1"),
        (2.0, 2.0, "in a row", 0.0, "2 in a row, limit 2"),
    ],
    ids=["degrees", "half-a-degree", "ratio", "seconds", "count"],
)
def test_a_fault_shows_its_value_its_error_and_its_exact_limit(
    value: float, limit: float, unit: str, error: float, text: str
) -> None:
    fault = found(value=value, limit=limit, unit=unit, standard_error=error)
    assert fault_text(fault) == f"a fault (rep 2 left, 3.0 s): {text} [fault]"


def test_faults_unchecked_for_one_reason_share_a_line() -> None:
    missing = [("knees", "too dark"), ("hips", "too near"), ("feet", "too dark")]
    lines = not_checked_lines(NotCheckedHere(name=name, reason=reason) for name, reason in missing)
    assert lines == ["knees, feet: too dark", "hips: too near"]


def test_a_limit_in_words_belongs_to_the_fault_itself() -> None:
    judged = {j.name: limit_text(j) for j in (*find("superman").judged, *find("bridge").judged)}
    assert judged["same_side_twice"] == "2 in a row or more"
    assert judged["back_sags"] == "12 deg or more from one's own rest for 0.4 s"
    assert judged["hips_low"] == "161 deg or less"


def test_a_report_names_the_movements_that_were_not_counted() -> None:
    console = Console(width=80, record=True, file=StringIO())
    console.print(report(some_result(dropped=["3.5 s: knees side by side: this is a squat"])))
    assert "not counted 3.5 s: knees side by side: this is a squat" in console.export_text()


def test_one_line_tells_a_caution_from_what_spoils_a_repetition() -> None:
    faults = [found(rep=1), found(side=None, severity="caution")]
    assert one_line(some_result(faults=faults)) == (
        "squat: 2 reps (left 1, right 1), 1 without a fault; a fault (rep 1, left), a fault (rep 2, caution)"
    )


def test_several_exercises_are_told_set_by_set() -> None:
    about: dict[str, Any] = {"start_s": 2.04, "end_s": 20.1, "first_rep": 1, "good_reps": 4}
    sets = [
        SetFound(number=1, exercise="squat", reps=5, faults=[], **about),
        SetFound(number=2, exercise="leg_lift_side", reps=6, faults=["hip_drop"], **about),
    ]
    assert one_line(some_result(exercise="several", sets=sets)) == (
        "2 sets: 5 squat from 2.0 to 20.1 s; 6 leg lift side from 2.0 to 20.1 s, hip_drop"
    )


def test_what_was_not_recognised_has_no_count() -> None:
    assert one_line(some_result(exercise="unknown")) == "unknown: no exercise was recognised"
