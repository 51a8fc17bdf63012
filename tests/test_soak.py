"""A soak of seconds: what scripts/soak.py finds in two hours must hold in the first rounds already."""

import json
import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

from formcheck import results
from formcheck.analysis import replay
from formcheck.coach.plan import Plan
from formcheck.coached import Coached
from formcheck.engine.events import Rep
from formcheck.exercises import find
from formcheck.pose.recorded import RecordedPoses
from formcheck.store import Store
from shell import ROOT, SAMPLES
from soaking import server, window
from soaking.watch import Watch, delays_s

CLIP = "squat_knee_collapse"
TRUTH = json.loads((SAMPLES / f"{CLIP}.json").read_text())


def check(watch: Watch) -> None:
    assert watch.counted == watch.kept == watch.truth == 4 * watch.loops
    assert watch.frames >= round(watch.loops * watch.period_s * 8)
    assert watch.drift_s < 0.2
    at_first, at_last = delays_s(watch.reps)
    assert 0.0 < at_first < 0.6
    assert abs(at_last - at_first) < 0.2


def test_the_window_counts_every_round_the_same() -> None:
    watch = window.soak(SAMPLES / f"{CLIP}.mp4", "squat", TRUTH["reps"], 2, 8.0, "lite")
    check(watch)
    # the cue is heard in the movement that has the fault, two of four
    assert len(watch.cues) == 2 * watch.loops
    assert all(0.0 <= said_s - flagged_s < 1.0 for flagged_s, said_s in watch.cues)


def test_the_server_counts_every_round_the_same() -> None:
    watch = server.soak(ROOT / "tests" / "recorded" / f"{CLIP}.npz", "squat", TRUTH["reps"], 3, 12.0)
    check(watch)
    assert watch.drift_s < 0.01, "landmarks that repeat themselves to the bit"
    assert len(watch.memory) >= 2


@pytest.mark.parametrize(("mb_h", "expected"), [(0.0, 0.0), (60.0, 60.0), (-6.0, -6.0)])
def test_the_slope_is_that_of_the_memory_after_the_beginning(mb_h: float, expected: float) -> None:
    watch = Watch("test", 10.0, 720, 4, SimpleNamespace())
    # the first minutes fill caches, and are none of it
    watch.memory = [(60.0 * i, 100.0 + (i > 5) * 80.0 + mb_h * i / 60) for i in range(120)]
    assert watch.slope_mb_h == pytest.approx(expected, abs=1e-6)


def test_a_drift_shows() -> None:
    watch = Watch("test", 10.0, 50, 2, SimpleNamespace())
    watch.reps = [(10.0 * i + at_s + 0.01 * i, 0.0) for i in range(50) for at_s in (2.0, 6.0)]
    assert watch.drift_s == pytest.approx(0.48)


def test_a_repetition_is_written_down_once_however_many_there_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    real = results._repetition

    def counted(rep: Rep, unit: str) -> results.RepFound:
        written.append(rep.number)
        return real(rep, unit)

    monkeypatch.setattr(results, "_repetition", counted)
    seen = list(replay(RecordedPoses(ROOT / "tests" / "recorded" / f"{CLIP}.npz")))
    coached = Coached(find("squat"), Plan(countdown_s=0.0), source="soak")
    with Store(folder=tmp_path) as store:
        recorder = store.begin("squat", source_kind="camera", source_name="soak")
        for number in range(2 * len(seen)):
            sighting, t_s = seen[number % len(seen)], number / 24
            pose = sighting.pose and replace(sighting.pose, t_s=t_s)
            recorder.write(coached.step(replace(sighting, t_s=t_s, pose=pose)).step)
        recorder.close()
    assert written == list(range(1, 9))
