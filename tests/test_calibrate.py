"""Calibration: a targets file from good repetitions, with what was measured, and never below the floor."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import mean, stdev

import pytest

from formcheck.analysis import analyze
from formcheck.calibrate import Calibration, CalibrationError, calibrate, keep
from formcheck.engine.events import Raise, Rep, Side
from formcheck.exercises import find
from formcheck.targets import read_targets
from formcheck.toml_lines import TomlError
from shell import formcheck, one_clear_line

RECORDED = Path(__file__).parent / "recorded"
SQUAT = RECORDED / "squat_clean.npz"


def raised(rest: float, peak: float, side: Side | None = None) -> Raise:
    times = dict.fromkeys(("t_s", "known_s", "start_s", "peak_s", "end_s", "hold_start_s", "hold_end_s"), 0.0)
    return Raise(side=side, rest_value=rest, peak_value=peak, **times)


def of(exercise: str, *movements: tuple[float, float], sides: str = "") -> Calibration:
    """A calibration of repetitions with these rests and peaks; ``sides`` is a letter for each."""
    letters = {"l": "left", "r": "right"}
    reps = [
        Rep(0.0, 0.0, i + 1, (raised(*m, side=letters[sides[i]] if sides else None),), None, (), 100.0)  # type: ignore[arg-type]
        for i, m in enumerate(movements)
    ]
    return Calibration(find(exercise), "mine.mp4", date(2026, 3, 9), "side_left", len(reps) + 1, tuple(reps))


# --- the values


@pytest.mark.parametrize(
    ("exercise", "movements", "work", "rest"),
    [
        # squat: full range 72 to 115, rest -7.5 to 35
        ("squat", [(4.0, 90.0), (6.04, 96.26), (9.0, 93.0)], 96.3, 6.0),
        ("squat", [(4.0, 60.0), (6.0, 66.0), (9.0, 63.0)], 72.0, 6.0),
        ("squat", [(40.0, 120.0), (41.0, 126.0), (39.0, 123.0)], 115.0, 35.0),
        # of an even number, the middle lies between two
        ("squat", [(4.0, 90.0), (6.0, 90.0), (8.0, 90.0), (90.0, 90.0)], 90.0, 7.0),
    ],
)
def test_the_furthest_and_the_middle_within_the_floor(
    exercise: str, movements: list[tuple[float, float]], work: float, rest: float
) -> None:
    measured = of(exercise, *movements)
    assert (measured.work, measured.rest) == (work, rest)


def test_a_range_that_shrinks_ends_at_its_smallest() -> None:
    measured = of("squat", (170.0, 90.0), (171.0, 80.0), (169.0, 85.0))
    drive = replace(
        find("squat").drive, rest=175.0, work=100.0, rest_limit=150.0, work_limit=120.0, best=70.0
    )
    turned = replace(measured, exercise=replace(find("squat"), drive=drive))
    assert (turned.work, turned.rest) == (80.0, 170.0)


def test_the_file_tells_what_was_measured() -> None:
    text = of("lunge", (4.0, 90.0), (5.0, 92.0), (1.0, 80.0), (2.0, 86.0), sides="llrr").toml()
    assert text == "\n".join(
        (
            "# Lunge: calibrated on 2026-03-09 from mine.mp4.",
            "# 4 good repetitions of 5, seen from: side left. Bend of the legs, in deg;",
            "# standard error of one reading 8.",
            "[lunge]",
            "# Full range, the furthest: left 90.0, 92.0 (mean 91.0); right 80.0, 86.0 (mean 83.0);",
            "# spread 4.2; allowed 78 to 130.",
            "work = 92",
            "# Rest, the middle: left 4.0, 5.0 (mean 4.5); right 1.0, 2.0 (mean 1.5);",
            "# spread 0.7; allowed -10 to 40.",
            "rest = 3",
        )
    )


def test_the_file_says_where_the_floor_holds_a_value_back() -> None:
    text = of("squat", (4.0, 60.0), (6.0, 66.0), (9.0, 63.0)).toml()
    assert "# spread 3.0; allowed 72 to 115, which holds it back.\nwork = 72\n" in text


def test_no_file_name_becomes_a_field() -> None:
    measured = replace(of("squat", *[(4.0, 90.0)] * 3), clip="a\nrest = 9.mp4")
    assert "from a?rest = 9.mp4." in measured.toml()


# --- recorded landmarks


@pytest.mark.parametrize("name", ["squat", "lunge", "bridge", "clamshell", "superman_prone"])
def test_a_clean_clip_calibrates_and_is_then_judged_by_it(tmp_path: Path, name: str) -> None:
    exercise, clip = find(name), RECORDED / f"{name}_clean.npz"
    measured = calibrate(clip, exercise)
    keep(measured, tmp_path / "mine.toml")
    targets = read_targets(tmp_path / "mine.toml")
    mine = targets.apply(exercise)
    assert (mine.drive.work, mine.drive.rest) == (measured.work, measured.rest)
    before, after = analyze(clip, name), analyze(clip, name, targets=targets)
    assert (after.reps, after.good_reps) == (before.reps, before.good_reps)
    assert after.personal is not None
    assert [change.field for change in after.personal.changes] == ["rest", "work"]


def test_the_spread_is_that_of_the_repetitions() -> None:
    measured = calibrate(SQUAT, find("squat"))
    peaks = [movement.peak_value for rep in measured.good for movement in rep.raises]
    assert f"(mean {mean(peaks):.1f});\n# spread {stdev(peaks):.1f}; allowed 72 to 115." in measured.toml()


@pytest.mark.parametrize(
    ("clip", "exercise", "said"),
    [
        (
            "lunge_knee_collapse",
            "lunge",
            "2 good repetitions of lunge in lunge_knee_collapse.npz, 3 are needed. 4 were counted, with:"
            " knee caves in. Film at least 3 slow, clean repetitions. Camera facing you",
        ),
        (
            "superman_clean",
            "superman",
            "2 good repetitions of superman on hands and knees in superman_clean.npz",
        ),
        (
            "none_warm_up",
            "squat",
            "0 good repetitions of squat in none_warm_up.npz, 3 are needed. 0 were counted.",
        ),
    ],
)
def test_fewer_than_three_good_repetitions_are_refused(clip: str, exercise: str, said: str) -> None:
    with pytest.raises(CalibrationError) as raised:
        calibrate(RECORDED / f"{clip}.npz", find(exercise))
    assert str(raised.value).startswith(said)
    assert "\n" not in str(raised.value)


# --- the file


def test_what_the_file_holds_already_stays(tmp_path: Path) -> None:
    path = tmp_path / "new" / "mine.toml"
    path.parent.mkdir()
    path.write_text("# by hand\n[lunge.hip_drop]\nskip = true", encoding="utf-8")
    keep(of("squat", *[(4.0, 90.0)] * 3), path)
    assert path.read_text(encoding="utf-8").startswith("# by hand\n[lunge.hip_drop]\nskip = true\n\n# Squat")
    assert set(read_targets(path).personal) == {"lunge", "squat"}
    with pytest.raises(
        CalibrationError, match=r"holds targets for squat already. Remove its table \[squat\]"
    ):
        keep(of("squat", *[(4.0, 95.0)] * 3), path)


def test_a_file_that_is_none_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("reps = 3", encoding="utf-8")
    with pytest.raises(TomlError, match="reps: is no exercise"):
        keep(of("squat", *[(4.0, 90.0)] * 3), path)
    assert path.read_text(encoding="utf-8") == "reps = 3"


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CalibrationError, match="cannot write"):
        keep(of("squat", *[(4.0, 90.0)] * 3), tmp_path / "file" / "mine.toml")


# --- the command line


def test_a_person_is_calibrated_and_then_counted(tmp_path: Path) -> None:
    where = {"cwd": tmp_path, "FORMCHECK_DATA": str(tmp_path)}
    done = formcheck("calibrate", SQUAT, "-e", "squat", "--person", "anna", **where)  # type: ignore[arg-type]
    path = tmp_path / "targets" / "anna.toml"
    assert done.stdout.endswith(
        f"wrote {path}; use it: formcheck count CLIP --exercise squat --person anna\n"
    )
    assert path.read_text(encoding="utf-8") in done.stdout
    counted = formcheck("count", SQUAT, "-e", "squat", "--person", "anna", **where)  # type: ignore[arg-type]
    assert "4 reps, 4 without a fault [limits of anna.toml: range: rest " in counted.stdout


def test_without_a_person_the_file_bears_the_exercise(tmp_path: Path) -> None:
    done = formcheck("calibrate", SQUAT, "-e", "squats", cwd=tmp_path)
    assert "--targets squat.targets.toml\n" in done.stdout
    assert (tmp_path / "squat.targets.toml").is_file()
    again = formcheck("calibrate", SQUAT, "-e", "squats", cwd=tmp_path)
    assert "holds targets for squat already" in one_clear_line(again)
    both = formcheck("calibrate", SQUAT, "-e", "squat", "--person", "a", "--out", "b.toml")
    assert "both --person and --out" in one_clear_line(both)
