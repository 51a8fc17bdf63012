"""Put a live session together, run it, and take it apart."""

from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from formcheck.coach.plan import Plan
from formcheck.coach.tally import SetTally
from formcheck.coached import Coached
from formcheck.engine.spec import Exercise
from formcheck.live.run import LiveSession
from formcheck.live.screen import Screen, size_shown
from formcheck.live.sound import RepSound
from formcheck.live.source import CameraSource, ClipSource, LiveSource
from formcheck.live.speech import Speaker, find_voice
from formcheck.live.window import Window
from formcheck.pose.backends import PoseOptions, create
from formcheck.results import Result
from formcheck.store import Recorder, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a live session is shown and kept.

    Attributes:
        camera: its number.
        clip: played instead of the camera where there is one.
        is_fast: play the clip as fast as possible.
        is_muted: begin without sound.
        is_mirrored: show the picture as in a mirror.
        is_saved: keep the numbers in the history.
        is_full_screen: take the whole screen.
    """

    camera: int = 0
    clip: Path | None = None
    is_fast: bool = False
    is_muted: bool = False
    is_mirrored: bool = True
    is_saved: bool = True
    is_full_screen: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that is over.

    Attributes:
        result: what was counted.
        sets: each set that began, with its counts.
        session_id, folder: where it is kept; None when it is not.
        lag_s: the middle delay from the last pictures taken to the same shown.
        frames: pictures shown.
    """

    result: Result
    sets: tuple[SetTally, ...]
    session_id: str | None
    folder: Path | None
    lag_s: float
    frames: int


def coach(exercise: Exercise, plan: Plan, pose: PoseOptions, wanted: Wanted) -> Ended:
    """Coach one person until the plan is done, a key ends it, or the pictures end.

    Raises:
        FormcheckError: no window, no camera, no clip, no pose backend, or no history can be opened.
    """
    with ExitStack() as stack:
        estimator = create(pose)
        stack.callback(estimator.close)
        source = _source(wanted)
        stack.callback(source.close)
        title = f"formcheck: {exercise.title}"
        shown_px = size_shown(source.size_px)
        window = stack.enter_context(Window(title, shown_px, is_full_screen=wanted.is_full_screen))
        speaker, rep_sound = Speaker(find_voice()), RepSound()
        stack.callback(rep_sound.close)
        stack.callback(speaker.close)
        coached = Coached(exercise, plan, source=source.name, is_mirrored=wanted.is_mirrored)
        recorder, folder = _recording(stack, exercise, plan, source, wanted)
        screen = Screen(exercise, is_mirrored=wanted.is_mirrored)
        session = LiveSession(
            *(coached, source, estimator, window, screen, speaker, rep_sound, recorder),
            is_muted=wanted.is_muted,
        )
        result = session.run()
        kept_as = recorder.id if recorder else None
        sets = tuple(s for s in coached.sets if s.has_begun)
        return Ended(result, sets, kept_as, folder, session.lag.now_s, session.frames)


def _source(wanted: Wanted) -> LiveSource:
    if wanted.clip is None:
        return CameraSource(wanted.camera)
    return ClipSource(wanted.clip, is_fast=wanted.is_fast)


def _recording(
    stack: ExitStack, exercise: Exercise, plan: Plan, source: LiveSource, wanted: Wanted
) -> tuple[Recorder | None, Path | None]:
    if not wanted.is_saved:
        return None, None
    store = stack.enter_context(Store())
    recorder = store.begin(exercise, source_kind=source.kind, source_name=source.name, plan=asdict(plan))
    return stack.enter_context(recorder), store.folder
