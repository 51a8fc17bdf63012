"""Put a live session together, run it, and take it apart."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from formcheck.coach.plan import Plan
from formcheck.coach.tally import SetTally
from formcheck.coached import Coached
from formcheck.engine.spec import Exercise
from formcheck.ground import USUAL, Ground
from formcheck.live.run import LiveSession, Recording
from formcheck.live.screen import Screen, size_shown
from formcheck.live.sound import RepSound
from formcheck.live.source import CameraSource, ClipSource, LiveSource
from formcheck.live.speech import Speaker, find_voice
from formcheck.live.window import Window
from formcheck.loop import Step
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.pose import Estimator
from formcheck.results import Result
from formcheck.routines import KeptRun, Routine, Walk, WalkRecorder
from formcheck.store import Recorder, Store
from formcheck.video.region import Region


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
        ground: what it is done on.
        data, store_url: folder and database of the history; the user's own when None.
        region: the part of the picture to watch, for an exercise counted there.
        is_over: given each step, tells when the session ends by itself; None: by its plan alone.
    """

    camera: int = 0
    clip: Path | None = None
    is_fast: bool = False
    is_muted: bool = False
    is_mirrored: bool = True
    is_saved: bool = True
    is_full_screen: bool = False
    ground: Ground = USUAL
    data: Path | None = None
    store_url: str | None = None
    region: Region | None = None
    is_over: Callable[[Step], bool] | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that is over.

    Attributes:
        result: what was counted.
        sets: each set that began, with its counts.
        session_id, where: its id in the history, and where that lies, for people; None when it is not kept.
        lag_s: the middle delay from the last pictures taken to the same shown.
        frames: pictures shown.
    """

    result: Result
    sets: tuple[SetTally, ...]
    session_id: str | None
    where: str | None
    lag_s: float
    frames: int


@dataclass(frozen=True, slots=True)
class RoutineEnded:
    """A routine that is over.

    Attributes:
        routine: what was walked through.
        results: of each step up to the last one that was reached.
        session_ids: of the steps that were begun and are kept, by number from 1.
        where: the place of the history, for people; None when they are not kept.
    """

    routine: Routine
    results: tuple[Result, ...]
    session_ids: Mapping[int, str]
    where: str | None


def coach(exercise: Exercise, plan: Plan, pose: PoseOptions, wanted: Wanted) -> Ended:
    """Coach one person until the plan is done, a key ends it, or the pictures end.

    Raises:
        FormcheckError: no window, no camera, no clip, no pose backend, or no history can be opened.
    """
    with ExitStack() as stack:
        parts = _Parts.open(stack, pose, wanted, exercise.title)
        coached = Coached(
            exercise,
            plan,
            source=parts.source.name,
            is_mirrored=wanted.is_mirrored,
            region=wanted.region,
        )
        recorder, where = _recording(stack, exercise, plan, parts.source, wanted)
        session = parts.session(coached, exercise, recorder)
        result = session.run()
        kept_as = recorder.id if recorder else None
        sets = tuple(s for s in coached.sets if s.has_begun)
        return Ended(result, sets, kept_as, where, session.lag.now_s, session.frames)


def coach_routine(routine: Routine, countdown_s: float, pose: PoseOptions, wanted: Wanted) -> RoutineEnded:
    """Coach one person through a routine until it is done, a key ends it, or the pictures end.

    Raises:
        FormcheckError: as for ``coach``.
    """
    with ExitStack() as stack:
        parts = _Parts.open(stack, pose, wanted, routine.title)
        walk = Walk(
            routine,
            source=parts.source.name,
            countdown_s=countdown_s,
            is_mirrored=wanted.is_mirrored,
            region=wanted.region,
        )
        recorder, where = _walk_recording(stack, walk, parts.source, wanted)
        last = parts.session(walk, walk.exercise, recorder).run()
        kept = recorder.session_ids if recorder else {}
        return RoutineEnded(routine, (*walk.results, last), kept, where)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What every session in a window is made of."""

    wanted: Wanted
    estimator: Estimator
    source: LiveSource
    window: Window
    speaker: Speaker
    rep_sound: RepSound

    @classmethod
    def open(cls, stack: ExitStack, pose: PoseOptions, wanted: Wanted, title: str) -> Self:
        """Open everything; the stack closes it."""
        estimator = create(pose)
        stack.callback(estimator.close)
        source = _source(wanted)
        stack.callback(source.close)
        window = stack.enter_context(
            Window(f"formcheck: {title}", size_shown(source.size_px), is_full_screen=wanted.is_full_screen)
        )
        speaker, rep_sound = Speaker(find_voice()), RepSound()
        stack.callback(rep_sound.close)
        stack.callback(speaker.close)
        return cls(wanted, estimator, source, window, speaker, rep_sound)

    def session(
        self, coached: Coached | Walk, exercise: Exercise, recording: Recording | None
    ) -> LiveSession:
        """Put together who coaches and what shows it."""
        screen = Screen(exercise, is_mirrored=self.wanted.is_mirrored, region=self.wanted.region)
        shown_by = (self.window, screen, self.speaker, self.rep_sound)
        return LiveSession(
            *(coached, self.source, self.estimator, *shown_by, recording),
            is_muted=self.wanted.is_muted,
            is_over=self.wanted.is_over,
        )


def _source(wanted: Wanted) -> LiveSource:
    if wanted.clip is None:
        return CameraSource(wanted.camera)
    return ClipSource(wanted.clip, is_fast=wanted.is_fast)


def _recording(
    stack: ExitStack, exercise: Exercise, plan: Plan, source: LiveSource, wanted: Wanted
) -> tuple[Recorder | None, str | None]:
    if not wanted.is_saved:
        return None, None
    store = stack.enter_context(Store(wanted.store_url, wanted.data))
    recorder = store.begin(
        exercise, source_kind=source.kind, source_name=source.name, plan=asdict(plan), ground=wanted.ground
    )
    return stack.enter_context(recorder), store.where


def _walk_recording(
    stack: ExitStack, walk: Walk, source: LiveSource, wanted: Wanted
) -> tuple[WalkRecorder | None, str | None]:
    if not wanted.is_saved:
        return None, None
    store = stack.enter_context(Store(wanted.store_url, wanted.data))
    kept = KeptRun(
        store, walk.routine, source_kind=source.kind, source_name=source.name, ground=wanted.ground
    )
    recorder = WalkRecorder(kept, walk)
    stack.callback(recorder.close)
    return recorder, store.where
