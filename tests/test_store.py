"""The history on a real file: what goes in comes out, a killed process loses little, deleted is gone."""

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis import open_source
from formcheck.engine.events import Flag, Rep
from formcheck.exercises import find
from formcheck.loop import Session, Step, follow
from formcheck.pose.backends import PoseOptions
from formcheck.results import Result, Tally, build
from formcheck.store import Recorder, Store, StoreError
from formcheck.store.chunks import pack_points, traced, unpack_points
from formcheck.store.rows import CUT_OFF
from shell import environment

RECORDED = Path(__file__).parent / "recorded"


@cache
def steps(recording: str, exercise: str) -> tuple[tuple[Step, ...], Result]:
    """Every step of a recording, and the result it comes to."""
    session, tally = Session(find(exercise)), Tally(find(exercise))
    with open_source(RECORDED / f"{recording}.npz", PoseOptions()) as stream:
        seen = tuple(follow(stream, session))
    for step in seen:
        tally.add(step.events)
    about = {"duration_s": seen[-1].sighting.t_s, "frames": len(seen), "frames_with_person": len(seen)}
    notes = {"source": recording, "view": "front", "complete": True, "warnings": [], "notes": ["a note"]}
    return seen, build(tally, session.engine, **about, **notes)


LUNGE = ("lunge_knee_collapse", "lunge")


def begin(store: Store, exercise: str = "lunge", **more: object) -> Recorder:
    return store.begin(exercise, source_kind="clip", source_name="clip.mp4", **more)  # type: ignore[arg-type]


def record(store: Store, recording: str = LUNGE[0], exercise: str = "lunge", **more: object) -> str:
    """Store a whole session; its id."""
    seen, result = steps(recording, exercise)
    with begin(store, exercise, **more) as recorder:
        for step in seen:
            recorder.write(step)
        recorder.finish(result)
    return recorder.id


@pytest.mark.parametrize(
    ("recording", "exercise"),
    [LUNGE, ("superman_limb_low", "superman"), ("bridge_hips_low", "bridge")],
)
def test_the_result_comes_back_as_it_was(store: Store, recording: str, exercise: str) -> None:
    stored = store.session(record(store, recording, exercise))
    assert stored.result == steps(recording, exercise)[1]
    assert stored.summary.complete


def test_a_field_to_come_is_kept_without_a_new_table(store: Store) -> None:
    kept = {*Result.model_fields} - {"repetitions", "faults", "holds", "rep_times"}
    row = store.session(record(store)).result
    assert {name for name in kept if getattr(row, name) == getattr(steps(*LUNGE)[1], name)} == kept


def test_the_summary_counts(store: Store) -> None:
    record(store, "bridge_hips_low", "bridge")
    (summary,) = store.sessions()
    result = steps("bridge_hips_low", "bridge")[1]
    assert (summary.title, summary.source, summary.reps) == ("Bridge", "bridge_hips_low", 4)
    assert summary.faults == {"hips_low": 2}
    assert summary.hold_s_total == pytest.approx(sum(end - start for start, end, _ in result.holds))
    assert summary.as_json()["started_at"] == summary.started_at.isoformat(timespec="seconds")


def test_sessions_are_found_by_exercise_and_time(store: Store) -> None:
    zone = timezone(timedelta(hours=5, minutes=30))
    first = begin(store, started_at=datetime(2026, 1, 2, 1, 0, tzinfo=zone)).id
    second = begin(store, "squat", started_at=datetime(2026, 1, 3, tzinfo=UTC)).id
    assert [s.id for s in store.sessions()] == [second, first]
    assert [s.id for s in store.sessions(exercise="lunges")] == [first]
    assert [s.id for s in store.sessions(since=datetime(2026, 1, 1, 20, tzinfo=UTC))] == [second]
    assert [s.id for s in store.sessions(until=datetime(2026, 1, 1, 20, tzinfo=UTC))] == [first]
    assert store.sessions()[1].started_at.isoformat() == "2026-01-02T01:00:00+05:30"


def test_landmarks_come_back_to_a_fraction_of_a_pixel(store: Store) -> None:
    seen, result = steps(*LUNGE)
    session_id = record(store)
    kept = store.landmarks(session_id)
    by_time = {step.sighting.t_s: step for step in seen}
    poses = [by_time[float(t_s)].pose for t_s in kept.t_s]
    truth = np.array([np.full((33, 2), np.nan) if pose is None else pose.xy_px for pose in poses])
    np.testing.assert_allclose(kept.xy_px, truth, atol=max(kept.size_px) / 20_000)
    assert 9 <= len(kept.t_s) / result.duration_s <= 15
    second = store.landmarks(session_id, rep=2).t_s
    assert result.rep_times[1][0] <= second[0] <= second[-1] <= result.rep_times[1][2]


def test_signals_come_back(store: Store) -> None:
    seen, _ = steps(*LUNGE)
    traces = store.traces(record(store))
    assert traces.driving == ("leg_bend_deg",)
    assert (tuple(traces.signals), traces.units["leg_bend_deg"]) == (traced(find("lunge")), "deg")
    truth = {step.sighting.t_s: step.observation.values.get("leg_bend_deg", np.nan) for step in seen}
    np.testing.assert_allclose(
        traces.signals["leg_bend_deg"], [truth[float(t)] for t in traces.t_s], rtol=1e-6
    )


def test_the_unseen_and_the_far_outside_are_nan() -> None:
    xy_px = np.zeros((3, 33, 2))
    xy_px[1, 5], xy_px[2, 0, 0], xy_px[0, 7] = np.nan, 1e9, (-700.0, 1900.0)
    back = unpack_points(pack_points(xy_px, 960), 960)
    assert np.isnan(back[1, 5]).all()
    assert np.isnan(back[2, 0, 0])
    np.testing.assert_allclose(back[0, 7], (-700.0, 1900.0), atol=0.05)
    assert np.isnan(back).sum() == 3


KILLED = """
import sys, time
sys.path.insert(0, sys.argv[2])
from test_store import LUNGE, begin, steps
from formcheck.engine.events import Rep
from formcheck.store import Store
recorder, reps = begin(Store(sys.argv[3] or None, sys.argv[1])), 0
for step in steps(*LUNGE)[0]:
    recorder.write(step)
    reps += sum(isinstance(event, Rep) for event in step.events)
    if reps == 3 and step.progress > 0.5:
        break
print("under way", flush=True)
time.sleep(60)
"""


def test_a_killed_process_loses_the_repetition_under_way(tmp_path: Path, store_url: str | None) -> None:
    script = [sys.executable, "-c", KILLED, str(tmp_path), str(Path(__file__).parent), store_url or ""]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "under way\n"
        process.kill()
    store = Store(store_url, tmp_path)
    (summary,) = store.sessions()
    result, whole = store.session(summary.id).result, steps(*LUNGE)[1]
    assert (summary.reps, summary.complete, result.complete) == (3, False, False)
    assert result.repetitions == whole.repetitions[:3]
    assert result.faults == [fault for fault in whole.faults if fault.rep <= 3]
    assert result.warnings == [CUT_OFF]
    assert store.traces(summary.id).t_s[-1] >= result.repetitions[2].end_s


def test_leaving_without_a_result_keeps_what_was_seen(store: Store) -> None:
    with begin(store) as recorder:
        for step in steps(*LUNGE)[0][:50]:
            recorder.write(step)
    assert store.session(recorder.id).result.frames == 50
    assert store.traces(recorder.id).t_s[-1] > 1.5


def test_a_fault_that_becomes_known_late_is_kept_once(store: Store) -> None:
    """Of two flags of a repetition, the later one may be known first."""
    seen, _ = steps(*LUNGE)
    first, second = [e for s in seen for e in s.events if isinstance(e, Rep)][:2]
    flag = next(e for s in seen for e in s.events if isinstance(e, Flag))
    late, early = replace(flag, rep=1, t_s=3.0), replace(flag, rep=1, t_s=2.0)
    with begin(store) as recorder:
        recorder.write(replace(seen[0], events=(late, first)))
        recorder.write(replace(seen[1], events=(early, second)))
    assert sorted(f.t_s for f in store.session(recorder.id).result.faults) == [2.0, 3.0]


def test_sets_are_counted_on(store: Store) -> None:
    with begin(store) as recorder:
        for set_number in (1, 2):
            for step in steps(*LUNGE)[0]:
                recorder.write(step, set_number)
    result, once = store.session(recorder.id).result, steps(*LUNGE)[1]
    assert [rep.number for rep in result.repetitions] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [f.rep for f in result.faults] == [f.rep + 4 * i for i in (0, 1) for f in once.faults]
    assert result.good_reps == 2 * once.good_reps


def test_deleted_is_gone(store: Store) -> None:
    kept = record(store)
    gone = record(store, "squat_clean", "squat")
    store.delete(gone)
    assert [s.id for s in store.sessions()] == [kept]
    with pytest.raises(StoreError, match="there is no session"):
        store.session(gone)
    assert store.delete_all() == 1
    assert store.sessions() == []


def test_deleted_is_gone_from_the_file(tmp_path: Path) -> None:
    store = Store(folder=tmp_path)
    store.delete(record(store))
    store.close()
    assert b"leg_bend_deg" not in (store.folder / "history.sqlite3").read_bytes()
    assert list(store.folder.iterdir()) == [store.folder / "history.sqlite3"]


def test_a_session_deleted_meanwhile_ends_its_recorder(store: Store) -> None:
    recorder = begin(store)
    store.delete(recorder.id)
    with pytest.raises(StoreError, match="deleted while"):
        recorder.finish(steps(*LUNGE)[1])


def test_many_write_at_once(store: Store, store_url: str | None) -> None:
    seen, _ = steps(*LUNGE)
    troubles: list[Exception] = []

    def one() -> None:
        try:
            with begin(Store(store_url, store.folder)) as recorder:
                for step in seen:
                    recorder.write(step)
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert [s.reps for s in store.sessions()] == [4] * 6


@pytest.mark.parametrize(("name", "found"), [("last", True), ("", False), ("zzz", False), ("%", False)])
def test_a_session_is_named_by_its_beginning(store: Store, name: str, found: bool) -> None:
    session_id = begin(store).id
    assert store.resolve(session_id[:6]) == session_id
    if found:
        assert store.resolve(name) == session_id
    else:
        with pytest.raises(StoreError):
            store.resolve(name)


def test_a_url_names_another_database(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'other.db'}", folder=tmp_path)
    assert store.session(record(store)).result == steps(*LUNGE)[1]
    assert (tmp_path / "other.db").exists()


UNUSABLE = [
    ("no-url", "nonsense"),
    ("no-database", "elsewhere://host/name"),
    ("folder", "sqlite:////no/such/folder/history.db"),
    ("no-driver", "postgresql+nodriver://user:secret@host/name"),
]


@pytest.mark.parametrize("url", [u for _, u in UNUSABLE], ids=[n for n, _ in UNUSABLE])
def test_an_unusable_database_is_one_clear_line(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store(url, folder=tmp_path)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_foreign_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store(folder=tmp_path)
