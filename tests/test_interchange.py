"""Files that other programs open: tidy tables, Parquet, and OpenSim's markers and angles."""

import csv
import math
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis import replay
from formcheck.exercises import find
from formcheck.loop import Session, follow
from formcheck.pose.recorded import RecordedPoses
from formcheck.sinks.opensim import Angles, Markers
from shell import ROOT, formcheck

pyarrow = pytest.importorskip("pyarrow.parquet")
CLIP = ROOT / "tests" / "recorded" / "squat_clean.npz"
FRAMES, RATE_HZ = 321, 24.0
NAN = math.nan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    done = formcheck("analyze", CLIP, "--exercise", "squat", "--csv", "--parquet", "--opensim", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


def marker_rows(folder: Path) -> list[list[str]]:
    return [line.split("\t") for line in (folder / "squat_clean.trc").read_text().splitlines()]


def markers_m(folder: Path, name: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rows = marker_rows(folder)
    at = rows[3].index(name)
    return np.array([[float(v) for v in row[at : at + 3]] for row in rows[6:]])


def test_the_head_of_the_markers_says_what_the_file_holds(folder: Path) -> None:
    rows = marker_rows(folder)
    head = dict(zip(rows[1], (cell.strip() for cell in rows[2]), strict=True))
    assert rows[0][:3] == ["PathFileType", "4", "(X/Y/Z)"]
    assert {k: head[k] for k in ("NumFrames", "NumMarkers", "Units")} == {
        "NumFrames": str(FRAMES),
        "NumMarkers": "33",
        "Units": "m",
    }
    assert float(head["DataRate"]) == pytest.approx(RATE_HZ, abs=0.01)
    assert rows[5] == [""]
    assert {len(row) for row in rows[6:]} == {2 + 3 * 33}
    assert [int(row[0]) for row in rows[6:]] == list(range(1, FRAMES + 1))


def test_the_markers_stand_upright_and_sink_in_a_squat(folder: Path) -> None:
    hips = (markers_m(folder, "left_hip") + markers_m(folder, "right_hip")) / 2
    heads, heels = markers_m(folder, "nose"), markers_m(folder, "left_heel")
    # y is up: a person's nose is over a metre above the heel, and the hips sink by more than 25 cm
    assert 1.1 < float(heads[0, 1] - heels[0, 1]) < 1.9
    assert float(np.ptp(hips[:, 1])) > 0.25
    # the left side of the body faces the camera: z points towards it
    assert float(markers_m(folder, "left_hip")[0, 2]) > float(markers_m(folder, "right_hip")[0, 2])


def test_the_angles_are_flexion_from_straight(folder: Path) -> None:
    lines = (folder / "squat_clean.mot").read_text().splitlines()
    assert lines[:2] == ["squat_clean", "version=1"]
    assert [line.replace(" ", "") for line in lines[2:6]] == [
        f"nRows={FRAMES}",
        "nColumns=6",
        "inDegrees=yes",
        "endheader",
    ]
    names = lines[6].split("\t")
    rows = [line.split("\t") for line in lines[7:]]
    knee = np.array([float(row[names.index("knee_angle_l")]) for row in rows])
    assert len(rows) == FRAMES
    assert float(np.median(knee[:24])) == pytest.approx(2.0, abs=3.0)
    assert 85 < float(knee.max()) < 110


def test_the_tables_hold_a_row_a_landmark_and_a_row_a_frame(folder: Path) -> None:
    with (folder / "squat_clean.landmarks.csv").open(newline="") as file:
        landmarks = list(csv.DictReader(file))
    with (folder / "squat_clean.signals.csv").open(newline="") as file:
        signals = list(csv.DictReader(file))
    assert (len(landmarks), len(signals)) == (33 * FRAMES, FRAMES)
    assert landmarks[40]["landmark"] == "left_ear"
    assert {name.rsplit("_", 1)[-1] for name in landmarks[0]} == {"s", "landmark", "px", "m", "visibility"}


def test_parquet_holds_what_csv_holds(folder: Path) -> None:
    for kind in ("signals", "landmarks"):
        table = pyarrow.read_table(folder / f"squat_clean.{kind}.parquet")
        with (folder / f"squat_clean.{kind}.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert table.schema.names == list(rows[0])
        assert table.num_rows == len(rows)
        for row, kept in zip(rows[:200], table.slice(0, 200).to_pylist(), strict=True):
            for name, cell in row.items():
                same = (
                    kept[name] is None if cell == "" else kept[name] == pytest.approx(_read(cell), abs=1e-4)
                )
                assert same, (name, cell, kept[name])


def _read(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell


def test_a_file_cut_short_keeps_its_rows(tmp_path: Path) -> None:
    angles = Angles(tmp_path / "cut.mot")
    with suppress(KeyboardInterrupt), angles:
        angles.add(0.0, [1.0] * 5)
        angles.add(0.1, [2.0, NAN, 2.0, 2.0, 2.0])
        raise KeyboardInterrupt
    lines = (tmp_path / "cut.mot").read_text().splitlines()
    assert lines[2].replace(" ", "") == "nRows=2"
    assert lines[-1].split("\t") == ["0.100000", "2.000000", "nan", "2.000000", "2.000000", "2.000000"]


def test_a_column_never_measured_is_left_out(tmp_path: Path) -> None:
    with Angles(tmp_path / "front.mot") as angles:
        angles.add(0.0, [1.0, NAN, 3.0, NAN, 5.0])
        angles.add(0.1, [NAN, NAN, 3.5, NAN, 5.5])
    lines = (tmp_path / "front.mot").read_text().splitlines()
    assert [line.replace(" ", "") for line in lines[2:4]] == ["nRows=2", "nColumns=4"]
    assert [line.split("\t") for line in lines[6:]] == [
        ["time", "knee_angle_r", "hip_flexion_r", "trunk_lean_deg"],
        ["0.000000", "1.000000", "3.000000", "5.000000"],
        ["0.100000", "nan", "3.500000", "5.500000"],
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["front.mot"]


@pytest.fixture(scope="module")
def with_gaps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a clip from the front in which nobody is seen for the first second."""
    out = tmp_path_factory.mktemp("gaps")
    seen = replay(RecordedPoses(ROOT / "tests" / "recorded" / "balance_clean.npz"))
    hidden = (replace(one, pose=None) if one.t_s < 1.0 else one for one in seen)
    with Markers(out / "gaps.trc") as markers, Angles(out / "gaps.mot") as angles:
        for step in follow(hidden, Session(find("balance"))):
            markers.write(step)
            angles.write(step)
    return out


def test_a_frame_without_anybody_is_nan_and_no_cell_is_empty(with_gaps: Path) -> None:
    markers = [line.split("\t") for line in (with_gaps / "gaps.trc").read_text().splitlines()[6:]]
    assert set(markers[0][2:]) == {"nan"}
    assert "" not in {cell for row in markers for cell in row}
    angles = [line.split("\t") for line in (with_gaps / "gaps.mot").read_text().splitlines()[6:]]
    assert angles[0] == ["time", "knee_angle_r", "knee_angle_l", "trunk_lean_deg"]
    # what was measured from the second in which somebody is seen, and nothing before it
    assert float(angles[1][0]) >= 1.0
    assert {"", "nan"} & {cell for row in angles for cell in row} == set()


def test_opensim_itself_opens_both(
    folder: Path, with_gaps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # it leaves a log where it runs
    opensim = pytest.importorskip(
        "opensim", reason="OpenSim's own package is not installed: pip install opensim"
    )
    for path in (folder / "squat_clean.trc", with_gaps / "gaps.trc"):
        markers = opensim.TimeSeriesTableVec3(str(path))
        assert markers.getNumRows() == len(path.read_text().splitlines()) - 6
        assert markers.getNumColumns() == opensim.MarkerData(str(path)).getNumMarkers() == 33
    for path in (folder / "squat_clean.mot", with_gaps / "gaps.mot"):
        rows = [line.split("\t") for line in path.read_text().splitlines()[7:]]
        table, storage = opensim.TimeSeriesTable(str(path)), opensim.Storage(str(path))
        assert table.getNumRows() == storage.getSize() == len(rows)
        read = [[table.getRowAtIndex(i)[c] for c in range(table.getNumColumns())] for i in range(len(rows))]
        assert read == [[float(cell) for cell in row[1:]] for row in rows]
