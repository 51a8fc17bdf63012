"""One clip that was sent to the server, as a task: what its file does to a decoder stays in a worker."""

import time
import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.batch.executor import Limits, Progress, Saved, Tell
from formcheck.errors import ExerciseError, FormcheckError
from formcheck.ground import Ground
from formcheck.pose.backends import PoseOptions
from formcheck.targets import Targets

if TYPE_CHECKING:
    from formcheck.analysis import Stream
    from formcheck.loop import Sighting, Step
    from formcheck.results import Result
    from formcheck.sinks.sink import Sink
    from formcheck.store import Keeper, Recorder, Store

# Recognising the exercise looks at every picture; the judging afterwards only draws.
_LOOK_SHARE = 0.75
_TELL_EVERY_S = 0.3


class ClipRefused(FormcheckError):
    """A clip beyond the limits, or one that cannot be analyzed; one line for people who see a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipTask:
    """A clip to be analyzed, annotated and kept in the history: a ``Task`` for an executor.

    Attributes:
        clip, out: the file to analyze, and where the annotated clip goes.
        name: shown instead of the file's own.
        exercise: a name, or ``auto``.
        ground: what it was done on.
        targets: the person's own limits; None for the declared ones.
        pose: the pose backend.
        store_url, data_folder: of the store.
        sessions: what the ids of its sessions are made of: done again, it replaces them.
        clip_s, clip_px, frames: limits of the clip.
        limits: of the process.
    """

    clip: str
    out: str
    name: str
    exercise: str
    ground: Ground
    targets: Targets | None = None
    pose: PoseOptions
    store_url: str | None
    data_folder: str
    sessions: uuid.UUID
    clip_s: float
    clip_px: int
    frames: int
    limits: Limits

    def __call__(self, tell: Tell) -> None:
        """Do it.

        Raises:
            ClipRefused: it cannot be analyzed.
        """
        try:
            _analyze(self, Teller(tell))
        except FormcheckError as error:
            raise ClipRefused(_line(error, self)) from error

    def session_id(self, exercise: str) -> str:
        """The session of one of its exercises."""
        return str(uuid.uuid5(self.sessions, exercise))


class Teller:
    """Tells how far the work has come, now and then."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._told_s = tell, 0.0

    def session(self, session_id: str, exercise: str) -> None:
        """A session of this exercise is in the store from now on."""
        self._tell(Saved(session_id, exercise))

    def progress(self, frames: int, of: int | None, share: float) -> None:
        """This share of the work is done."""
        now_s = time.monotonic()
        if now_s - self._told_s >= _TELL_EVERY_S:
            self._told_s = now_s
            self._tell(Progress(frames=frames, of=of, share=round(min(share, 1.0), 3)))


class Watch:
    """Counts frames and seconds, tells the progress, and ends what is beyond the limits."""

    def __init__(self, task: ClipTask, tell: Teller, frames: int | None) -> None:
        self._task, self._tell, self._frames = task, tell, frames
        self._looked = self._stepped = 0

    def look(self, sighting: "Sighting") -> None:
        """Take one pose of the pass that recognises the exercise."""
        self._looked += 1
        self._check(self._looked, sighting.t_s)
        self._tell.progress(self._looked, self._frames, _LOOK_SHARE * self._share(self._looked))

    def step(self, step: "Step") -> None:
        """Take one judged step."""
        self._stepped += 1
        self._check(self._stepped, step.sighting.t_s)
        done = _LOOK_SHARE if self._looked else 0.0
        share = done + (1.0 - done) * self._share(self._stepped)
        self._tell.progress(max(self._looked, self._stepped), self._frames, share)

    def _share(self, frames: int) -> float:
        return frames / max(self._frames or 0, self._looked, frames, 1)

    def _check(self, frames: int, t_s: float) -> None:
        if t_s > self._task.clip_s:
            raise too_long(self._task)
        if frames > self._task.frames:
            raise ClipRefused(f"{self._task.name} has more than {self._task.frames} pictures")


def too_long(task: ClipTask) -> ClipRefused:
    """The refusal of a clip beyond the longest length."""
    return ClipRefused(
        f"{task.name} is longer than {task.clip_s / 60:g} minutes",
        mend="Cut it, or analyze it on the command line: formcheck analyze",
    )


def _analyze(task: ClipTask, tell: Teller) -> None:
    clip = Path(task.clip)
    frames = _checked_frames(task, clip)
    # late, because it takes a second, which most of what is no clip does not cost
    from formcheck.analysis import analyze
    from formcheck.store import Store

    watch = Watch(task, tell, frames)
    with Store(task.store_url, task.data_folder) as store:
        sinks = _Sinks(task, tell, store)
        result = analyze(
            clip,
            task.exercise,
            targets=task.targets,
            options=task.pose,
            sinks=sinks,
            on_step=watch.step,
            on_look=watch.look,
        )
        if result.warnings and not result.frames_with_person:
            raise ClipRefused(_named(" ".join(result.warnings), task))
        sinks.keeper.finish(_for_people(result, task))


class _Sinks:
    """Makes what takes the steps of a clip: it is annotated, and each of its exercises is kept."""

    keeper: "Keeper"

    def __init__(self, task: ClipTask, tell: Teller, store: "Store") -> None:
        self._task, self._tell, self._store = task, tell, store

    def __call__(self, stream: "Stream", exercise: str) -> "list[AbstractContextManager[Sink]]":
        from formcheck.engine.sets import SEVERAL, UNKNOWN
        from formcheck.exercises import find
        from formcheck.facts import unrecognised
        from formcheck.sinks.annotate import AnnotatedClip
        from formcheck.store import Keeper
        from formcheck.targets import own

        if exercise == UNKNOWN:
            raise unrecognised(self._task.name)
        self.keeper = Keeper(exercise, self._begin)
        declared = None if exercise == SEVERAL else own(find(exercise), self._task.targets)
        return [self.keeper, AnnotatedClip(Path(self._task.out), declared, stream.size_px)]

    def _begin(self, exercise: str) -> "Recorder":
        recorder = self._store.begin(
            exercise,
            source_kind="clip",
            source_name=self._task.name,
            ground=self._task.ground,
            session_id=self._task.session_id(exercise),
        )
        self._tell.session(recorder.id, exercise)
        return recorder


def _for_people(result: "Result", task: ClipTask) -> "Result":
    """The result, and those of its exercises, with the clip's own name."""
    named = {
        "source": task.name,
        "warnings": [_named(line, task) for line in result.warnings],
        "notes": [_named(line, task) for line in result.notes],
        "parts": [_for_people(part, task) for part in result.parts],
    }
    return result.model_copy(update=named)


def _checked_frames(task: ClipTask, clip: Path) -> int | None:
    """How many pictures the clip claims to have, its other claims being within the limits."""
    from formcheck.video.describe import describe

    claims = describe(clip)
    width, height = claims.size_px
    if width * height > task.clip_px:
        raise ClipRefused(
            f"{task.name} has pictures of {width}x{height} pixels", mend="Save it in a smaller size"
        )
    if claims.duration_s is not None and claims.duration_s > task.clip_s:
        raise too_long(task)
    return claims.frames or None


def _line(error: FormcheckError, task: ClipTask) -> str:
    """An error for somebody who sees a page, not a terminal."""
    if isinstance(error, ExerciseError):
        error = ExerciseError(
            error.what, cause=error.cause, mend="Choose the exercise and send the clip again"
        )
    return _named(str(error), task)


def _named(line: str, task: ClipTask) -> str:
    """A message that names the clip as its owner does, on one line."""
    own = line.replace(task.clip, task.name).replace(Path(task.clip).name, task.name)
    return " ".join(own.split())
