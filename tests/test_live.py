"""The live window, without a screen: SDL's dummy takes the pictures, and keys are put into its queue."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

import pygame
from numpy.typing import NDArray

from figure import STANDING
from figure import pose as figure_pose
from formcheck.coach.moment import Moment, State
from formcheck.coach.plan import Plan
from formcheck.coached import Coached
from formcheck.errors import FormcheckError, VideoError
from formcheck.exercises import find
from formcheck.frame import Frame
from formcheck.live.keys import HELP
from formcheck.live.lag import Lag
from formcheck.live.run import LiveSession
from formcheck.live.screen import Screen, Status, clock, placed, size_shown
from formcheck.live.sound import RepSound, tone
from formcheck.live.source import ClipSource
from formcheck.live.speech import Speaker, Voice, find_voice
from formcheck.live.window import Window, fit_into
from formcheck.loop import Step
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose
from formcheck.results import Result
from made_clips import make_clip
from shell import SAMPLES, formcheck

SQUAT = find("squat")
SIZE_PX = (200, 200)
GREY = np.full((200, 200, 3), 90, np.uint8)


class Pictures:
    """A source of grey pictures that presses a key, fails or ends at a given picture."""

    name, kind, size_px = "pictures", "camera", SIZE_PX
    trouble, is_blind = "", False

    def __init__(
        self, count: int, keys: dict[int, tuple[int, str]] | None = None, fails_at: int = -1
    ) -> None:
        self._count, self._keys, self._fails_at, self.given = count, keys or {}, fails_at, 0

    @property
    def is_over(self) -> bool:
        return self.given >= self._count

    def take(self, wait_s: float) -> Frame | None:
        if self.given == self._fails_at:
            raise VideoError("Camera 0 was lost")
        if self.given in self._keys:
            key, letter = self._keys.pop(self.given)
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, unicode=letter))
        self.given += 1
        return Frame(self.given / 20, GREY)

    def age_s(self, frame: Frame) -> float:
        return 0.01

    def swap_colours(self) -> None: ...

    def close(self) -> None: ...


class Stands:
    """A pose backend that always sees somebody standing."""

    def __call__(self, frame: Frame) -> Pose | None:
        return figure_pose(STANDING, t_s=frame.t_s)

    def close(self) -> None: ...


class Kept:
    """A recording that fails at a step."""

    def __init__(self, fails_at: int = -1) -> None:
        self.steps, self.result, self._fails_at = 0, None, fails_at

    def write(self, step: Step) -> None:
        self.steps += 1
        if self.steps == self._fails_at:
            raise FormcheckError("the disk is full")

    def finish(self, result: Result) -> None:
        self.result = result  # type: ignore[assignment]


class Watching(Screen):
    """A screen that remembers what it was asked to draw."""

    def __init__(self) -> None:
        super().__init__(SQUAT)
        self.moments: list[Moment] = []
        self.statuses: list[Status] = []

    def picture(self, moment: Moment, status: Status) -> NDArray[np.uint8]:
        self.moments.append(moment)
        self.statuses.append(status)
        return super().picture(moment, status)


def session(source: Pictures, kept: Kept | None = None) -> tuple[LiveSession, Watching, Window]:
    window, screen = Window("test", size_shown(SIZE_PX)), Watching()
    coached = Coached(SQUAT, Plan(countdown_s=0.5), source=source.name)
    parts = (coached, source, Stands(), window, screen, Speaker(None), RepSound(), kept)
    return LiveSession(*parts), screen, window


def states(screen: Watching) -> list[State]:
    return list(dict.fromkeys(m.state for m in screen.moments))


def test_keys_pause_and_go_on() -> None:
    live, screen, _ = session(Pictures(80, {30: (pygame.K_SPACE, " "), 40: (pygame.K_SPACE, " ")}))
    live.run()
    assert states(screen) == [State.COUNTDOWN, State.ACTIVE, State.PAUSED]
    assert screen.moments[-1].state is State.ACTIVE


def test_n_ends_the_set_and_q_the_session() -> None:
    live, screen, _ = session(Pictures(500, {30: (pygame.K_n, "n"), 50: (pygame.K_q, "q")}))
    live.run()
    assert screen.moments[-1].state is State.DONE
    assert live.frames == 51


@pytest.mark.parametrize("letter", ["q", "Q"])
def test_capitals_are_the_same_keys(letter: str) -> None:
    live, _, _ = session(Pictures(100, {5: (pygame.K_q, letter)}))
    live.run()
    assert live.frames == 6


def test_closing_the_window_ends_it() -> None:
    live, _, _ = session(Pictures(100))
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    live.run()
    assert live.frames <= 1


def test_m_mutes_and_says_so() -> None:
    live, screen, _ = session(Pictures(30, {5: (pygame.K_m, "m")}))
    live.run()
    assert live.is_muted
    assert {s.note for s in screen.statuses[-10:]} == {"muted"}


def test_the_help_is_shown_by_where_the_question_mark_lies() -> None:
    # on a German keyboard it is on the key beside the zero
    live, screen, _ = session(Pictures(30, {5: (pygame.K_MINUS, "?")}))
    live.run()
    assert screen.statuses[-1].shows_help
    assert screen.scene(screen.moments[-1], screen.statuses[-1]).lines == HELP


def test_f_takes_the_whole_screen() -> None:
    live, _, window = session(Pictures(20, {5: (pygame.K_f, "f")}))
    small_px = window.size_px
    live.run()
    assert window.size_px == pygame.display.get_desktop_sizes()[0] != small_px


def test_a_lost_camera_keeps_what_was_counted() -> None:
    kept = Kept()
    live, _, _ = session(Pictures(100, fails_at=30), kept)
    result = live.run()
    assert result.warnings == ["Camera 0 was lost"]
    assert not result.complete
    assert kept.result is result
    assert kept.steps == 31  # every picture, and the end


def test_a_camera_that_never_worked_is_an_error() -> None:
    live, _, _ = session(Pictures(100, fails_at=0))
    with pytest.raises(VideoError, match="was lost"):
        live.run()


def test_a_full_disk_is_told_and_the_coaching_goes_on() -> None:
    live, screen, _ = session(Pictures(60), Kept(fails_at=10))
    assert live.run().warnings == ["the disk is full"]
    assert live.frames == 60
    assert screen.statuses[-1].note == "the disk is full"


def test_the_picture_is_a_mirror_and_the_sides_stay_the_persons_own() -> None:
    pose = figure_pose({**STANDING, "left_wrist": (150.0, 60.0)})
    shown = placed(pose, 2.0, is_mirrored=True)
    assert tuple(shown.xy_px[Landmark.LEFT_WRIST]) == (99.0, 120.0)
    assert shown.size_px == (400, 400)
    live, screen, _ = session(Pictures(2))
    live.run()
    half = GREY.copy()
    half[:, :100] = 200  # bright on the left of the camera's picture, so on the right in the mirror
    object.__setattr__(screen.moments[-1].step.sighting, "image_rgb", half)
    image = Screen(SQUAT).picture(screen.moments[-1], Status())
    assert image.shape[:2] == size_shown(SIZE_PX)[::-1]
    assert image[30, -10].mean() > 190 > 100 > image[30, image.shape[1] - 700].mean()


@pytest.mark.parametrize(
    ("left_s", "text"), [(45.0, "0:45"), (44.2, "0:45"), (0.1, "0:01"), (0.0, "0:00"), (125.0, "2:05")]
)
def test_the_rest_is_told_in_minutes_and_seconds(left_s: float, text: str) -> None:
    assert clock(left_s) == text


@pytest.mark.parametrize(
    ("delays_s", "text"),
    [
        pytest.param([], "", id="no picture yet"),
        pytest.param([0.05] * 20, "", id="quick"),
        pytest.param([0.05] * 20 + [2.0], "", id="one slow picture"),
        pytest.param(
            [0.35] * 20, "0.3 s behind: close other programs, or start with --model lite", id="slow"
        ),
    ],
)
def test_a_delay_is_shown_once_it_is_felt(delays_s: Sequence[float], text: str) -> None:
    lag = Lag()
    for delay_s in delays_s:
        lag.add(delay_s)
    assert lag.text == text


@pytest.mark.parametrize(
    ("size_px", "room_px", "shown_px"),
    [
        ((400, 300), (800, 800), (800, 600)),
        ((300, 400), (800, 800), (600, 800)),
        ((2, 900), (30, 30), (1, 30)),
    ],
)
def test_a_picture_keeps_its_shape(
    size_px: tuple[int, int], room_px: tuple[int, int], shown_px: tuple[int, int]
) -> None:
    assert fit_into(size_px, room_px) == shown_px


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("live") / "second.mp4", tuple(i / 20 for i in range(20)))


def taken(source: ClipSource, work_s: float = 0.0) -> Iterator[Frame]:
    while not source.is_over:
        frame = source.take(0.05)
        if frame is not None:
            time.sleep(work_s)
            yield frame


def test_a_clip_keeps_its_own_pace(clip: Path) -> None:
    source = ClipSource(clip)
    start_s = time.monotonic()
    ages_s = [source.age_s(frame) for frame in taken(source)]
    source.close()
    assert 0.9 <= time.monotonic() - start_s < 4.0
    assert min(ages_s) >= 0.0


def test_who_is_slow_sees_fewer_pictures_and_no_older_ones(clip: Path) -> None:
    source = ClipSource(clip)
    frames = list(taken(source, 0.2))
    source.close()
    assert len(frames) < 10
    assert frames[-1].t_s >= 0.9


def test_fast_gives_every_picture(clip: Path) -> None:
    source = ClipSource(clip, is_fast=True)
    start_s = time.monotonic()
    assert len(list(taken(source))) == 20
    assert time.monotonic() - start_s < 0.8
    source.close()


# Writes its words into a file as soon as it speaks, and takes its time.
TALKER = "import sys, time; open(sys.argv[1], 'a').write(sys.argv[2] + '\\n'); time.sleep(float(sys.argv[3]))"


def said(path: Path, wait_s: float, lines: int) -> list[str]:
    until_s = time.monotonic() + wait_s
    while time.monotonic() < until_s:
        if path.exists() and len(path.read_text().split()) >= lines:
            break
        time.sleep(0.02)
    return path.read_text().split() if path.exists() else []


def talker(path: Path, long_s: float) -> Voice:
    script = TALKER.replace("sys.argv[2]", "sys.argv[-1]").replace("sys.argv[3]", repr(str(long_s)))
    return Voice((sys.executable, "-c", script, str(path)))


def test_the_newest_words_cut_off_the_older_and_nobody_waits(tmp_path: Path) -> None:
    path = tmp_path / "said"
    speaker = Speaker(talker(path, 30.0))
    start_s = time.monotonic()
    speaker.say("one")
    assert time.monotonic() - start_s < 0.05
    assert said(path, 10.0, 1) == ["one"]
    speaker.say("two")
    assert said(path, 10.0, 2) == ["one", "two"]
    speaker.hush()
    start_s = time.monotonic()
    speaker.close()
    assert time.monotonic() - start_s < 4.0


def test_stale_words_are_dropped(tmp_path: Path) -> None:
    path, times = tmp_path / "said", iter([0.0, 5.0, 6.0, 6.0])
    speaker = Speaker(talker(path, 0.0), clock=lambda: next(times))
    speaker.say("stale")
    time.sleep(0.2)
    speaker.say("fresh")
    assert said(path, 10.0, 1) == ["fresh"]
    speaker.close()


def test_a_voice_that_takes_lines_is_started_once(tmp_path: Path) -> None:
    path = tmp_path / "said"
    writes = f"open({str(path)!r}, 'a').write(line.strip() + str(os.getpid()) + ' ')"
    script = f"import os, sys\nfor line in sys.stdin: {writes}"
    speaker = Speaker(Voice((sys.executable, "-u", "-c", script), takes_lines=True))
    for word in ("one", "two"):
        speaker.say(word)
        said(path, 10.0, 1 if word == "one" else 2)
    one, two = said(path, 10.0, 2)
    speaker.close()
    assert one.removeprefix("one") == two.removeprefix("two")


def test_a_voice_that_does_not_work_is_told() -> None:
    speaker = Speaker(Voice((sys.executable, "-c", "raise SystemExit(3)")))
    until_s = time.monotonic() + 15.0
    while not speaker.trouble and time.monotonic() < until_s:
        speaker.say("hello")
        time.sleep(0.2)
    speaker.close()
    assert "does not work here" in speaker.trouble


def test_without_a_voice_it_is_quiet_and_says_so() -> None:
    speaker = Speaker(None)
    speaker.say("hello")
    speaker.close()
    assert "install espeak-ng" in speaker.trouble


def test_every_system_has_its_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    names = {system: find_voice(system) for system in ("linux", "darwin", "win32")}
    assert {k: v and v.command[0] for k, v in names.items()} == {
        "linux": "espeak-ng",
        "darwin": "say",
        "win32": "powershell",
    }
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert find_voice("linux") is None


def test_the_rep_sound_is_short_and_clicks_nowhere() -> None:
    samples = tone()
    assert len(samples) < 0.3 * 44100
    assert abs(int(samples[0])) < 50
    assert abs(int(samples[-1])) < 400
    assert 8000 < np.abs(samples.astype(int)).max() < 20000


def test_no_sound_device_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.mixer.quit()
    monkeypatch.setenv("SDL_AUDIODRIVER", "nonsense")
    sound = RepSound()
    sound.play()
    sound.close()
    assert sound.trouble.startswith("no sound: ")


def test_a_clip_is_coached_from_end_to_end(tmp_path: Path) -> None:
    done = formcheck(
        *("live", "-e", "superman_prone", "--source", SAMPLES / "superman_prone_hold_short.mp4", "--fast"),
        *("--sets", 2, "--reps", 2, "--rest", 0),
        FORMCHECK_DATA=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    count, first, second, saved = done.stdout.splitlines()
    # the hold too short is only a caution
    assert first == "set 1: 2 reps, 2 without a fault"
    assert second == "set 2: 1 rep, 1 without a fault"
    assert count.startswith("superman_prone: 3 reps, ")
    assert "hold too short (rep 2" in count
    assert str(tmp_path) in saved
    assert (tmp_path / "history.sqlite3").exists()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        pytest.param(["-e", "nonsense"], "unknown exercise 'nonsense'", id="no such exercise"),
        pytest.param(["-e", "squat", "--sets", "0"], "sets must be from 1 to 50, not 0", id="no sets"),
        pytest.param(["-e", "squat", "--source", "none.mp4"], "none.mp4", id="no clip"),
        pytest.param(["-e", "squat", "--camera", "97"], "Camera 97 does not open", id="no camera"),
    ],
)
def test_what_cannot_begin_is_one_line(words: list[str], line: str, tmp_path: Path) -> None:
    done = formcheck("live", *words, FORMCHECK_DATA=str(tmp_path))
    assert done.returncode == 1
    (told,) = done.stderr.splitlines()
    assert line in told


def test_no_screen_is_one_line_that_names_the_browser(tmp_path: Path) -> None:
    clip_path = SAMPLES / "superman_prone_hold_short.mp4"
    done = formcheck(
        *("live", "-e", "superman_prone", "--source", clip_path),
        SDL_VIDEODRIVER="nonsense",
        FORMCHECK_DATA=str(tmp_path),
    )
    assert done.returncode == 1
    assert "no window can be opened" in done.stderr
    assert "formcheck serve" in done.stderr
