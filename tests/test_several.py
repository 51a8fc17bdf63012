"""Several exercises in one clip, or before a camera: each has a result and a session of its own."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from accuracy.poses import sightings
from formcheck.analysis import STOPPED, Stream, analyze, analyze_live
from formcheck.engine.sets import SEVERAL
from formcheck.loop import Sighting
from formcheck.pose.recorded import LandmarkRecorder
from formcheck.recognise.recogniser import Watch
from formcheck.results import Result
from formcheck.store import Store
from recognition.joined import joined
from shell import formcheck

RECORDED = Path(__file__).parent / "recorded"
TWO = ("squat_clean", "lunge_knee_collapse")


@pytest.fixture(scope="module")
def seen() -> list[Sighting]:
    return joined([(name.split("_")[0], sightings(RECORDED / f"{name}.npz")) for name in TWO])[0]


@pytest.fixture(scope="module")
def clip(seen: list[Sighting], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("several") / "training.npz"
    with LandmarkRecorder(path, backend="blazepose", model="full", source="training.mp4") as recorder:
        for one in seen:
            recorder.write(one.t_s, one.pose, one.size_px)
    return path


@pytest.fixture(scope="module")
def whole(clip: Path) -> Result:
    return analyze(clip)


def found(results: list[Result]) -> list[tuple[str, int, int]]:
    return [(r.exercise, r.reps, r.good_reps) for r in results]


def test_each_exercise_is_kept_as_a_session(clip: Path, whole: Result, tmp_path: Path) -> None:
    done = formcheck("count", clip, "--save", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    with Store(folder=tmp_path) as store:
        kept = {s.exercise: s.id for s in store.sessions()}
        assert set(kept) == {"squat", "lunge"}
        for part in whole.parts:
            session_id = kept[part.exercise]
            assert store.session(session_id).result == part
            assert f"saved ({part.exercise}): formcheck report {session_id[:8]}" in done.stderr
            # its landmarks are those of its own time, so that the report can draw them
            drawn = store.landmarks(session_id)
            assert drawn.t_s[0] <= part.repetitions[0].start_s
            assert part.repetitions[-1].end_s <= drawn.t_s[-1] + 0.1
    assert [len(part.sets) for part in whole.parts] == [1, 1]


def test_analyze_names_both_sessions(clip: Path, tmp_path: Path) -> None:
    done = formcheck("analyze", clip, "--save", "--data", tmp_path / "data", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("saved (") == 2


def before_a_camera(seen: list[Sighting], stop_at: int | None = None) -> Iterator[Sighting]:
    for i, one in enumerate(seen):
        if i == stop_at:
            signal.raise_signal(signal.SIGINT)
        yield one


def test_before_a_camera_the_exercises_are_recognised_as_they_come(
    seen: list[Sighting], whole: Result
) -> None:
    told: list[list[tuple[str, int]]] = []

    def look(_: Sighting, watch: Watch) -> None:
        told.append([(one.exercise, one.movements) for one in watch.sets])

    stream = Stream("camera 0", seen[0].size_px, None, before_a_camera(seen))
    result = analyze_live(stream, on_look=look)
    assert found(result.parts) == found(whole.parts)
    assert result.exercise == SEVERAL
    assert told[0] == []
    # one is told as it is done, long before the end, and stays
    assert [sets[0][0] for sets in told if sets] == ["squat"] * sum(map(bool, told))
    assert len([sets for sets in told if len(sets) == 1]) > 50


def test_ctrl_c_keeps_what_was_done_before_the_camera(seen: list[Sighting]) -> None:
    stream = Stream("camera 0", seen[0].size_px, None, before_a_camera(seen, stop_at=len(seen) // 2))
    result = analyze_live(stream)
    assert (result.exercise, result.warnings) == ("squat", [STOPPED])
    assert result.reps > 0
