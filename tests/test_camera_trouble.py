"""A camera's bad days: unplugged and back, frozen, blue faces, three pictures a second, odd layouts."""

import itertools
import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")


from formcheck.analysis import replay
from formcheck.coach.coaching import Coaching
from formcheck.coach.moment import Moment
from formcheck.coach.plan import Plan
from formcheck.coach.words import CARRY_ON
from formcheck.coached import Coached
from formcheck.errors import VideoError
from formcheck.exercises import find
from formcheck.frame import Frame
from formcheck.live.run import LiveSession
from formcheck.live.screen import Screen, Status, size_shown
from formcheck.live.sound import RepSound
from formcheck.live.source import CameraSource
from formcheck.live.speech import Speaker
from formcheck.live.window import Window
from formcheck.loop import Session
from formcheck.pose.recorded import RecordedPoses
from formcheck.video import camera, health
from formcheck.video.camera import GONE, HANGS, STILL, Camera
from formcheck.video.health import Rate, Stillness
from made_clips import Image, noise
from shell import SAMPLES
from test_live import Stands

RECORDED = Path(__file__).parent / "recorded"
PERIOD_S = 0.01


class Plug:
    """A camera that can be pulled out, put in again, and frozen; opened anew, it may be another one.

    Attributes:
        is_in: whether it is plugged in.
        is_frozen: whether it gives the same picture all the time.
        size_px: of its pictures, from the next opening on.
        open: devices that are open.
    """

    def __init__(self) -> None:
        self.is_in, self.is_frozen, self.size_px, self.open, self.tries = True, False, (64, 48), 0, 0

    def device(self) -> "PluggedDevice":
        self.tries += 1
        if not self.is_in:
            raise VideoError("Camera 0 does not open")
        assert self.open == 0, "some systems give no number away that is still held"
        return PluggedDevice(self)

    def camera(self, waits_s: float = 5.0) -> Camera:
        return Camera(0, self.device(), waits_s=waits_s, reopen=self.device)


class PluggedDevice:
    def __init__(self, plug: Plug) -> None:
        self._plug, self._number, self._size_px, self._is_here = plug, 0, plug.size_px, True
        plug.open += 1

    def grab(self) -> bool:
        time.sleep(PERIOD_S)
        # whoever was pulled out does not come back under the old handle
        self._is_here = self._is_here and self._plug.is_in
        self._number += not self._plug.is_frozen
        return self._is_here

    def retrieve(self) -> tuple[bool, Image]:
        return True, noise(*self._size_px, self._number)

    def read(self) -> tuple[bool, Image]:
        return self.retrieve()

    def get(self, _what: int) -> float:
        return 30.0

    def release(self) -> None:
        self._plug.open -= 1


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds as tenths."""
    monkeypatch.setattr(camera, "REOPEN_S", 0.05)
    monkeypatch.setattr(camera, "QUIET_S", 0.25)
    monkeypatch.setattr(camera, "FROZEN_S", 0.5)
    monkeypatch.setattr(health, "STILL_S", 0.2)


def until(source: Camera, is_true: Callable[[Frame | None], bool]) -> list[Frame]:
    """Frames up to the moment that is waited for."""
    frames, end_s = list[Frame](), time.monotonic() + 20.0
    while time.monotonic() < end_s:
        frame = source.take(0.05)
        frames += [frame] if frame is not None else []
        if is_true(frame):
            return frames
    raise TimeoutError(f"never seen; the camera says: {source.trouble!r}")


def test_a_camera_that_is_plugged_in_again_goes_on_by_itself() -> None:
    plug = Plug()
    with plug.camera() as source:
        before = until(source, lambda frame: frame is not None and frame.t_s > 0.1)
        assert source.trouble == ""
        plug.is_in = False
        before += until(source, lambda _: source.trouble == GONE)
        assert source.is_blind
        pulled_s = before[-1].t_s
        before += until(source, lambda _: plug.tries >= 4)
        plug.is_in, plug.size_px = True, (32, 24)
        after = until(source, lambda frame: frame is not None and frame.size_px == (32, 24))
        assert (source.trouble, source.is_blind) == ("", False)
        assert after[-1].t_s > pulled_s
    times_s = [frame.t_s for frame in before + after]
    assert all(a < b for a, b in itertools.pairwise(times_s))
    assert plug.open == 0


def test_a_camera_that_does_not_come_back_is_given_up() -> None:
    plug = Plug()
    with plug.camera(waits_s=0.6) as source:
        until(source, lambda frame: frame is not None)
        plug.is_in = False
        pulled_s = time.monotonic()
        with pytest.raises(VideoError, match=r"was lost after .* are kept\. It was unplugged"):
            until(source, lambda _: False)
        assert 0.5 < time.monotonic() - pulled_s < 10.0


def test_closing_does_not_wait_for_a_camera_that_is_gone() -> None:
    plug = Plug()
    with plug.camera(waits_s=60.0) as source:
        plug.is_in = False
        until(source, lambda _: source.trouble == GONE)
        begun_s = time.monotonic()
    assert time.monotonic() - begun_s < 2.0


def test_the_same_picture_all_the_time_is_no_picture() -> None:
    plug = Plug()
    with plug.camera() as source:
        until(source, lambda frame: frame is not None and frame.t_s > 0.1)
        plug.is_frozen = True
        until(source, lambda _: source.trouble == STILL)
        until(source, lambda frame: frame is None)
        assert [source.take(0.05) for _ in range(4)] == [None] * 4
        assert source.is_blind
        plug.is_frozen = False
        until(source, lambda frame: frame is not None)
        assert source.trouble == ""


def test_without_waiting_a_frozen_camera_is_an_error_that_says_so() -> None:
    plug = Plug()
    with plug.camera(waits_s=0.0) as source:
        plug.is_frozen = True
        with pytest.raises(VideoError, match="the same picture all the time"):
            for _ in source:
                pass


def test_a_driver_that_hangs_is_said() -> None:
    stuck = threading.Event()

    class Hanging(PluggedDevice):
        def grab(self) -> bool:
            stuck.wait(20.0)
            return super().grab()

    plug = Plug()
    source = Camera(0, Hanging(plug), waits_s=20.0)
    until(source, lambda _: source.trouble == HANGS)
    stuck.set()
    until(source, lambda frame: frame is not None)
    assert source.trouble == ""
    source.close()


@pytest.mark.parametrize(
    ("fps", "told"),
    [(30.0, ""), (8.0, ""), (3.0, "Only 3 pictures a second: switch on a light, or use another USB port")],
)
def test_a_slow_camera_is_said(fps: float, told: str) -> None:
    now_s = [0.0]

    class Slow(PluggedDevice):
        def grab(self) -> bool:
            now_s[0] += 1 / fps
            time.sleep(0.001)
            self._number += 1
            return True

    with Camera(0, Slow(Plug()), clock=lambda: now_s[0]) as source:
        until(source, lambda frame: frame is not None and frame.t_s > 8.0)
        assert source.trouble == told


def test_one_late_picture_is_no_slow_camera() -> None:
    rate = Rate()
    for t_s in [*np.arange(0, 4, 1 / 30).tolist(), 5.0, *np.arange(5.03, 6, 1 / 30).tolist()]:
        rate.add(t_s)
        assert not rate.is_slow


def test_stillness_looks_at_more_than_the_time() -> None:
    still = Stillness()
    assert [still.step(t / 10, noise(64, 48, 0)) for t in range(4)] == [False, False, True, True]
    assert not still.step(0.5, noise(64, 48, 1))


@pytest.mark.parametrize("exercise", ["squat", "bridge", "lunge", "heel_raise", "clamshell", "step_up"])
def test_few_pictures_a_second_count_what_they_show_and_never_more(exercise: str) -> None:
    truth = json.loads((SAMPLES / f"{exercise}_clean.json").read_text())["reps"]
    seen = list(replay(RecordedPoses(RECORDED / f"{exercise}_clean.npz")))
    counted = {}
    for fps in (3, 5):
        session, next_s = Session(find(exercise)), 0.0
        for sighting in seen:
            if sighting.t_s >= next_s:
                session.step(sighting)
                next_s = sighting.t_s + 1 / fps - 0.001
        session.finish()
        counted[fps] = session.engine.reps
    assert counted[5] == truth
    assert counted[3] <= truth


def test_the_window_says_that_the_camera_is_gone_and_goes_on_when_it_is_back() -> None:
    plug, said = Plug(), list[str]()
    source = CameraSource(0, plug.camera(waits_s=20.0))
    speaker = Speaker(None)
    speaker.say = said.append  # type: ignore[method-assign, assignment]
    shown: list[tuple[Moment, Status]] = []

    class Noting(Screen):
        def picture(self, moment: Moment, status: Status) -> Image:
            shown.append((moment, status))
            acts([s.note for _, s in shown])
            return super().picture(moment, status)

    def acts(notes: list[str]) -> None:
        # pulled out after a while, and put in again once that is shown
        plug.is_in = len(notes) < 15 or GONE in notes

    with Window("test", size_shown(source.size_px)) as window:
        coached = Coached(find("squat"), Plan(countdown_s=0.0), source=source.name)
        live = LiveSession(
            coached, source, Stands(), window, Noting(coached.exercise), speaker, RepSound(),
            is_over=lambda step: GONE in {s.note for _, s in shown[:-5]},
        )  # fmt: skip
        result = live.run()
    source.close()
    notes = [status.note for _, status in shown]
    assert notes.count(GONE) >= 1
    assert notes[-1] != GONE
    assert said.count(GONE.partition(":")[0]) == 1
    assert result.complete
    assert result.frames > 15


def gap(coaching: Coaching, at_s: float, length_s: float) -> list[Moment]:
    """Moments of a recorded person, with a stretch of time in which no picture comes."""
    moments = []
    for sighting in replay(RecordedPoses(RECORDED / "squat_clean.npz")):
        late_s = length_s if sighting.t_s > at_s else 0.0
        t_s = sighting.t_s + late_s
        pose = None if sighting.pose is None else replace(sighting.pose, t_s=t_s)
        moments.append(coaching.step(replace(sighting, t_s=t_s, pose=pose)))
    return moments


@pytest.mark.parametrize(("length_s", "says"), [(0.5, []), (20.0, [CARRY_ON])])
def test_after_a_long_gap_the_start_posture_is_awaited(length_s: float, says: list[str]) -> None:
    coaching = Coaching(find("squat"), Plan(countdown_s=0.0))
    moments = gap(coaching, 7.0, length_s)
    assert [s.text for m in moments for s in m.say if s.text == CARRY_ON] == says
    # between the second and the third repetition: none is lost, none counted twice
    assert coaching.reps_total == 4


def test_a_gap_in_a_repetition_does_not_count_it() -> None:
    coaching = Coaching(find("squat"), Plan(countdown_s=0.0))
    gap(coaching, 5.5, 20.0)
    assert coaching.reps_total == 3
