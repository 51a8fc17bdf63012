"""The history over time: old files, kept clips, trends that are more than noise, exports."""

import csv
import io
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formcheck.errors import PlanError
from formcheck.exercises import find
from formcheck.ground import ground_of
from formcheck.results import HoldTime, RepFound, Result
from formcheck.store import Store, StoreError
from formcheck.store.migrations import VERSION
from formcheck.store.trends import detectable
from test_store import LUNGE, begin, record, steps

# What the first version wrote, word for word: never changed, whatever becomes of the tables.
VERSION_1 = """
CREATE TABLE chunk (id INTEGER NOT NULL, session_id VARCHAR(36) NOT NULL, start_s DOUBLE NOT NULL,
  end_s DOUBLE NOT NULL, width_px INTEGER NOT NULL, height_px INTEGER NOT NULL, times BLOB NOT NULL,
  signals BLOB NOT NULL, points BLOB NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE);
CREATE TABLE fault (id INTEGER NOT NULL, session_id VARCHAR(36) NOT NULL, name VARCHAR NOT NULL,
  title VARCHAR NOT NULL, side VARCHAR, rep INTEGER NOT NULL, t_s DOUBLE NOT NULL, value DOUBLE,
  limit_value DOUBLE, unit VARCHAR NOT NULL, standard_error DOUBLE, severity VARCHAR NOT NULL,
  cue VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE);
CREATE TABLE hold (id INTEGER NOT NULL, session_id VARCHAR(36) NOT NULL, start_s DOUBLE NOT NULL,
  end_s DOUBLE NOT NULL, side VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE);
CREATE TABLE rep (id INTEGER NOT NULL, session_id VARCHAR(36) NOT NULL, number INTEGER NOT NULL, side VARCHAR,
  start_s DOUBLE NOT NULL, peak_s DOUBLE NOT NULL, end_s DOUBLE NOT NULL, range DOUBLE,
  range_unit VARCHAR NOT NULL, out_s DOUBLE NOT NULL, hold_s DOUBLE NOT NULL, back_s DOUBLE NOT NULL,
  quality DOUBLE, faults JSON NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE);
CREATE TABLE schema_version (version INTEGER NOT NULL, PRIMARY KEY (version));
INSERT INTO schema_version VALUES (1);
CREATE TABLE session (id VARCHAR(36) NOT NULL, started_at DATETIME NOT NULL, utc_offset_s INTEGER NOT NULL,
  exercise VARCHAR NOT NULL, source_kind VARCHAR NOT NULL, source VARCHAR NOT NULL, "plan" JSON,
  software_version VARCHAR NOT NULL, signals JSON NOT NULL, "view" VARCHAR NOT NULL,
  duration_s DOUBLE NOT NULL, reps INTEGER NOT NULL, good_reps INTEGER NOT NULL, about JSON NOT NULL,
  finished BOOLEAN NOT NULL, complete BOOLEAN NOT NULL, PRIMARY KEY (id));
INSERT INTO session VALUES ('945283cf-df7b-4c18-9feb-c71577df8125', '2026-11-21 09:18:48.203416', 3600,
  'lunge', 'clip', 'old.mp4', '{"sets": 2}', '0.1.0', '["leg_bend_deg", "progress"]', 'front', 9.5, 1, 1,
  '{"frames": 285, "frames_with_person": 280, "reps_by_side": {"left": 1, "right": 0}, "partials": 0,
    "not_checked": [], "side_difference": null, "dropped": [], "warnings": [], "notes": []}', 1, 1);
INSERT INTO rep VALUES (1, '945283cf-df7b-4c18-9feb-c71577df8125', 1, 'left', 1.5, 2.5, 3.5, 80.25, 'deg',
  0.5, 1.0, 0.5, 99.5, '["hip_drop"]');
INSERT INTO hold VALUES (1, '945283cf-df7b-4c18-9feb-c71577df8125', 2.0, 3.0, 'left');
INSERT INTO fault VALUES (1, '945283cf-df7b-4c18-9feb-c71577df8125', 'hip_drop', 'pelvis drops', 'left', 1,
  2.5, 9.0, 8.5, 'deg', 2.5, 'caution', 'Keep the hips level');
"""
OLD_ID = "945283cf-df7b-4c18-9feb-c71577df8125"


def database(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "history.sqlite3")


def write_old(folder: Path) -> None:
    connection = database(folder)
    connection.executescript(VERSION_1)
    connection.close()


def columns(folder: Path) -> dict[str, set[str]]:
    connection = database(folder)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")} for (name,) in names}


def test_an_old_file_is_brought_up_to_date(tmp_path: Path) -> None:
    write_old(tmp_path)
    store = Store(folder=tmp_path)
    stored = store.session(OLD_ID)
    assert stored.result.repetitions[0].range == 80.25
    assert (stored.result.faults[0].limit, stored.result.holds) == (8.5, [(2.0, 3.0, "left")])
    assert (stored.plan, stored.summary.surface, stored.summary.complete) == ({"sets": 2}, "floor", True)
    assert stored.summary.started_at.isoformat(timespec="seconds") == "2026-11-21T10:18:48+01:00"
    store.label(OLD_ID, ground_of("mat", "shod"))
    record(store)
    assert len(Store(folder=tmp_path).sessions()) == 2


def test_an_old_file_ends_with_the_columns_of_a_new_one(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    write_old(tmp_path / "old")
    for name in ("old", "new"):
        Store(folder=tmp_path / name)
    assert columns(tmp_path / "old") == columns(tmp_path / "new")


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    Store(folder=tmp_path).close()
    connection = database(tmp_path)
    connection.execute("UPDATE schema_version SET version = ?", (VERSION + 1,))
    connection.commit()
    with pytest.raises(StoreError, match="A newer formcheck"):
        Store(folder=tmp_path)


def test_a_clip_is_kept_only_on_request_and_goes_with_its_session(store: Store, tmp_path: Path) -> None:
    clip = tmp_path / "me, half dressed.MP4"
    clip.write_bytes(b"picture")
    session_id = record(store)
    assert (store.clip(session_id), store.sessions()[0].kept_video) == (None, False)
    store.keep_clip(session_id, clip)
    kept = store.clip(session_id)
    assert kept is not None
    assert (kept.read_bytes(), kept.suffix, kept.parent) == (b"picture", ".mp4", tmp_path / "clips")
    assert "dressed" not in kept.name
    store.keep_clip(session_id, clip)
    assert not kept.exists()
    assert store.sessions()[0].kept_video
    store.delete(session_id)
    assert list((tmp_path / "clips").iterdir()) == []


def test_a_clip_can_be_dropped_alone(store: Store, tmp_path: Path) -> None:
    clip = tmp_path / "a.webm"
    clip.write_bytes(b"picture")
    session_id = begin(store).id
    store.keep_clip(session_id, clip)
    store.drop_clip(session_id)
    assert (store.clip(session_id), store.sessions()[0].kept_video) == (None, False)
    assert list((tmp_path / "clips").iterdir()) == []


@pytest.mark.parametrize("what", ["no-clip", "no-session"])
def test_a_clip_that_cannot_be_kept_leaves_nothing(store: Store, tmp_path: Path, what: str) -> None:
    clip = tmp_path / "a.mp4"
    if what == "no-session":
        clip.write_bytes(b"picture")
    session_id = begin(store).id if what == "no-clip" else "00000000"
    with pytest.raises(StoreError):
        store.keep_clip(session_id, clip)
    assert list((tmp_path / "clips").iterdir()) == []


def made(reps: int, range_deg: float, *, bad: int = 0, hold_s: float = 2.0) -> Result:
    """A bridge result of equal repetitions, the first ``bad`` of them with a fault."""
    base = steps("bridge_hips_low", "bridge")[1]
    (fault, *_) = base.faults
    found = [_rep(base.repetitions[0], i + 1, range_deg + 2.0 * (i % 2)) for i in range(reps)]
    holds: list[HoldTime] = [(10.0 * i, 10.0 * i + hold_s, None) for i in range(reps)]
    changed = {
        **{"reps": reps, "good_reps": reps - bad, "repetitions": found, "holds": holds},
        "faults": [fault.model_copy(update={"rep": i + 1}) for i in range(bad)],
    }
    return base.model_copy(update=changed)


def _rep(rep: RepFound, number: int, range_deg: float) -> RepFound:
    return rep.model_copy(update={"number": number, "range": range_deg})


BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


def keep(
    store: Store, day: int, result: Result, surface: str | None = None, footwear: str | None = None
) -> str:
    ground = ground_of(surface, footwear)
    recorder = begin(store, "bridge", started_at=BEGAN + timedelta(days=day), ground=ground)
    recorder.finish(result)
    return recorder.id


# Range of a bridge: 1.96 * sqrt 2 * 4 deg = 11.1, and a little for the spread of the repetitions.
CHANGES = [
    ("noise", made(10, 50.0), made(10, 58.0), "range", False),
    ("progress", made(10, 50.0), made(10, 64.0), "range", True),
    ("hold-noise", made(10, 50.0, hold_s=5.0), made(10, 50.0, hold_s=5.2), "hold_s", False),
    ("hold-longer", made(10, 50.0, hold_s=5.0), made(10, 50.0, hold_s=6.0), "hold_s", True),
    ("two-of-ten", made(10, 50.0), made(10, 50.0, bad=2), "hips_low", False),
    ("eight-of-ten", made(10, 50.0, bad=8), made(10, 50.0), "hips_low", True),
    ("good-share", made(10, 50.0, bad=8), made(10, 50.0), "good_share", True),
]


@pytest.mark.parametrize(
    ("before", "now", "measure", "real"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_noise_is_not_taken_for_progress(
    store: Store, before: Result, now: Result, measure: str, real: bool
) -> None:
    keep(store, 0, before)
    keep(store, 7, now)
    (change,) = [c for c in store.trends("bridge").changes if c.measure == measure]
    assert change.is_real is real


def test_the_least_change_is_that_of_the_source() -> None:
    least = detectable(find("bridge"))
    assert least.range == pytest.approx(1.96 * 2**0.5 * 4.0)
    assert least.hold_s == pytest.approx(0.2425, abs=1e-3)
    assert least.difference == pytest.approx(1.96 * 2.0 * 4.0)


def test_like_is_compared_with_like(store: Store) -> None:
    keep(store, 0, made(10, 20.0))
    keep(store, 1, made(10, 50.0), surface="mat")
    keep(store, 2, made(10, 50.0).model_copy(update={"view": "oblique"}), surface="mat")
    keep(store, 3, made(10, 30.0), surface="mat", footwear="barefoot")
    assert store.trends("bridge").changes == ()
    keep(store, 4, made(10, 51.0), surface="mat")
    trends = store.trends("bridge")
    assert {(c.before, c.now) for c in trends.changes if c.measure == "range"} == {(51.0, 52.0)}
    assert [(p.surface, p.footwear) for p in trends.points] == [
        *(("floor", None), ("mat", None), ("mat", None), ("mat", "barefoot"), ("mat", None)),
    ]
    assert [p.footwear for p in store.trends("bridge", footwear="barefoot").points] == ["barefoot"]


FILTERS = [
    ("all", None, None, 4),
    ("mat", "mat", None, 2),
    ("capitals", " MAT ", None, 2),
    ("barefoot", None, "barefoot", 1),
    ("both", "mat", "barefoot", 1),
    ("none", "disc", "barefoot", 0),
]


@pytest.mark.parametrize(
    ("surface", "footwear", "found"), [f[1:] for f in FILTERS], ids=[f[0] for f in FILTERS]
)
def test_sessions_are_found_by_their_ground(
    store: Store, surface: str | None, footwear: str | None, found: int
) -> None:
    for day, (on, feet) in enumerate([(None, None), ("mat", None), ("mat", "barefoot"), ("disc", "shod")]):
        keep(store, day, made(1, 50.0), on, feet)
    assert len(store.sessions("bridge", surface=surface, footwear=footwear)) == found


@pytest.mark.parametrize(("surface", "footwear"), [("ice", None), (None, "wet")])
def test_what_nobody_stands_on_is_one_line(store: Store, surface: str | None, footwear: str | None) -> None:
    with pytest.raises(PlanError, match=r"Choose one of: (floor, mat|barefoot, shod)"):
        store.sessions(surface=surface, footwear=footwear)
    with pytest.raises(PlanError, match="Choose one of"):
        ground_of(surface, footwear)


def test_exports_carry_the_ground(store: Store) -> None:
    keep(store, 0, made(1, 50.0), "board", "barefoot")
    table, plain = io.StringIO(), io.StringIO()
    store.export_csv(table)
    store.export_json(plain)
    (row,) = csv.DictReader(io.StringIO(table.getvalue()))
    (session,) = json.loads(plain.getvalue())
    assert (row["surface"], row["footwear"], row["routine"]) == ("board", "barefoot", "")
    assert (session["surface"], session["footwear"], session["routine"]) == ("board", "barefoot", None)


def test_points_tell_rates_and_what_was_not_checked(store: Store) -> None:
    keep(store, 0, made(4, 50.0, bad=1))
    (point,) = store.trends("bridge").points
    assert (point.good_share, point.range_mean, point.hold_s_mean) == (0.75, 51.0, 2.0)
    assert point.fault_rate["hips_low"] == 0.25
    assert "knee_collapse" not in point.fault_rate
    assert json.dumps(point.as_json())


def test_a_table_has_a_row_a_repetition(store: Store) -> None:
    record(store)
    begin(store, "squat").close()
    out = io.StringIO()
    store.export_csv(out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(r["exercise"], r["rep"], r["faults"]) for r in rows] == [
        *(("lunge", str(r.number), "; ".join(r.faults)) for r in steps(*LUNGE)[1].repetitions),
        ("squat", "", ""),
    ]


def test_a_table_holds_no_formula(store: Store) -> None:
    store.begin("squat", source_kind="clip", source_name='=HYPERLINK("http://x")').close()
    out = io.StringIO()
    store.export_csv(out)
    assert next(csv.DictReader(io.StringIO(out.getvalue())))["source"].startswith("'=")


def test_json_holds_the_whole_result(store: Store) -> None:
    record(store)
    out = io.StringIO()
    store.export_json(out)
    (session,) = json.loads(out.getvalue())
    assert session["result"] == json.loads(steps(*LUNGE)[1].model_dump_json())
