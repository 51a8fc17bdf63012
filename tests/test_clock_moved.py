"""The time of day jumps while somebody trains: durations do not notice, and the history stays in order."""

import itertools
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis import replay
from formcheck.coach.plan import Plan
from formcheck.coached import Coached
from formcheck.exercises import find
from formcheck.pose.recorded import RecordedPoses
from formcheck.results import Result
from formcheck.store import Store, library
from formcheck.store import store as store_module
from formcheck.video import camera, health
from formcheck.video.camera import Camera
from test_camera_trouble import Plug, until

RECORDED = Path(__file__).parent / "recorded" / "squat_clean.npz"
NOON = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)


class Wall(datetime):
    """The clock on the wall, which somebody moves."""

    now_is = NOON

    @classmethod
    def now(cls, tz: Any = None) -> "Wall":
        moved = cls.now_is if tz is None else cls.now_is.astimezone(tz)
        return cls.fromtimestamp(moved.timestamp(), tz)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> type[Wall]:
    for module in (store_module, library):
        monkeypatch.setattr(module, "datetime", Wall)
    monkeypatch.setattr(time, "time", lambda: Wall.now_is.timestamp())
    Wall.now_is = NOON
    return Wall


def trained(store: Store, wall: type[Wall], jump: timedelta) -> Result:
    """A session in whose middle the clock is moved."""
    coached = Coached(find("squat"), Plan(countdown_s=0.0), source="camera 0")
    recorder = store.begin("squat", source_kind="camera", source_name="camera 0")
    seen = list(replay(RecordedPoses(RECORDED)))
    for i, sighting in enumerate(seen):
        if i == len(seen) // 2:
            wall.now_is += jump
        recorder.write(coached.step(sighting).step)
    result = coached.finish()
    recorder.finish(result)
    return result


JUMPS = [timedelta(hours=1), timedelta(days=-20_000), timedelta(days=9000)]


@pytest.mark.parametrize("jump", JUMPS, ids=["summer-time", "to-1971", "to-2050"])
def test_a_session_is_as_long_as_it_was(tmp_path: Path, wall: type[Wall], jump: timedelta) -> None:
    with Store(folder=tmp_path) as store:
        result = trained(store, wall, jump)
        (kept,) = store.sessions()
        stored = store.session(kept.id)
    assert (result.reps, stored.result.reps) == (4, 4)
    assert result.duration_s == pytest.approx(13.33, abs=0.05)
    assert stored.result.duration_s == result.duration_s
    assert kept.started_at == NOON, "the date is that of the beginning"


def test_the_last_session_is_the_one_kept_last_whatever_its_date(tmp_path: Path, wall: type[Wall]) -> None:
    with Store(folder=tmp_path) as store:
        trained(store, wall, timedelta(0))
        wall.now_is = NOON + timedelta(days=9000)  # an empty battery, set wrongly
        trained(store, wall, timedelta(0))
        wall.now_is = NOON + timedelta(days=1)  # and put right
        trained(store, wall, timedelta(0))
        last = store.session(store.resolve("last")).summary
        assert last.started_at == wall.now_is
        trends = store.trends("squat")
    assert len(trends.points) == 3


@pytest.mark.parametrize("jump_s", [3600.0, -3600.0, -1e9])
def test_a_camera_does_not_look_at_the_wall(monkeypatch: pytest.MonkeyPatch, jump_s: float) -> None:
    monkeypatch.setattr(health, "STILL_S", 5.0)
    monkeypatch.setattr(camera, "FROZEN_S", 5.0)
    shift_s = [0.0]
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + shift_s[0])
    with Plug().camera(waits_s=0.0) as source:
        frames = until(source, lambda frame: frame is not None and frame.t_s > 0.1)
        shift_s[0] = jump_s
        frames += until(source, lambda frame: frame is not None and frame.t_s > 0.25)
        assert 0.0 <= source.age_s(frames[-1]) < 2.0
        assert source.trouble == ""
    steps_s = [b.t_s - a.t_s for a, b in itertools.pairwise(frames)]
    assert all(0.0 < step_s < 2.0 for step_s in steps_s)
    assert isinstance(source, Camera)
