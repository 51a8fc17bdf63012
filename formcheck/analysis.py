"""One clip from the first frame to its result."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from formcheck.errors import VideoError
from formcheck.exercises import find
from formcheck.facts import Facts, driving_joints, nobody, remarks, unrecognised, unusable
from formcheck.interrupt import StopAtStep
from formcheck.loop import Counting, Session, Sighting, Step, follow, look
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.recorded import RecordedPoses
from formcheck.recognise.guided import Guided
from formcheck.recognise.recogniser import recognise
from formcheck.recognise.sets import mainly
from formcheck.results import Result, Tally, build
from formcheck.sinks.outlet import Outlet
from formcheck.sinks.sink import Sink
from formcheck.targets import Targets, own
from formcheck.video.reader import open_clip
from formcheck.video.region import Region

AUTO = "auto"


class Source(Protocol):
    """Anything that gives sightings once, and knows its name and, roughly, its length."""

    name: str
    size_px: tuple[int, int]
    frames_estimate: int | None

    def __iter__(self) -> Iterator[Sighting]:
        """The sightings, in time order."""
        ...


@dataclass(slots=True)
class Stream:
    """Sightings with the facts a progress bar and a video writer need."""

    name: str
    size_px: tuple[int, int]
    frames_estimate: int | None
    sightings: Iterable[Sighting]

    def __iter__(self) -> Iterator[Sighting]:
        return iter(self.sightings)


@contextmanager
def open_source(path: Path, options: PoseOptions) -> Iterator[Stream]:
    """Open a clip, or landmarks saved from one (``.npz``).

    Raises:
        VideoError: the clip cannot be read.
        BackendError, ModelError: the pose backend cannot be made.
    """
    if path.suffix == ".npz":
        recorded = RecordedPoses(path)
        yield Stream(recorded.recording.source, (0, 0), len(recorded), replay(recorded))
        return
    with ExitStack() as stack:
        clip = stack.enter_context(open_clip(path))
        estimator = create(options)
        stack.callback(estimator.close)
        yield Stream(path.name, clip.size_px, clip.frames_estimate, look(clip, estimator))


def replay(recorded: RecordedPoses) -> Iterator[Sighting]:
    """Sightings from saved landmarks: the same bits, without pictures."""
    size_px = (0, 0)
    for t_s, pose in recorded:
        size_px = pose.size_px if pose else size_px
        yield Sighting(t_s, pose, size_px)


OnLook = Callable[[Sighting], None]
OnStep = Callable[[Step], None]
MakeSinks = Callable[[Stream, str], Iterable[AbstractContextManager[Sink]]]


def analyze(
    path: str | Path,
    exercise: str = AUTO,
    *,
    only_one: bool = False,
    targets: Targets | None = None,
    options: PoseOptions | None = None,
    region: Region | None = None,
    sinks: MakeSinks | None = None,
    on_step: OnStep | None = None,
    on_look: OnLook | None = None,
) -> Result:
    """Count and judge one clip, or landmarks saved from one.

    Args:
        path: a video file, or an ``.npz`` written by ``analyze --save-landmarks``.
        exercise: a name or alias; or ``auto``: each set is judged by the exercise that it was recognised as.
        only_one: with ``auto``, judge what most of the movement is, and fail where that is unknown.
        targets: the person's own limits, see `targets.read_targets`.
        options: the pose backend.
        region: the part of the picture to watch, for an exercise counted there; its middle half if none.
        sinks: makes what is done with each step besides counting, once the exercise is known; is given its
            name, `unknown` or `several`.
        on_step: called after every step, for a progress bar.
        on_look: called before that with every pose seen to recognise the exercise; only with ``auto``.

    Returns:
        The result; ``complete`` is false and ``warnings`` says why when the clip ended early.

    Raises:
        FormcheckError: nothing could be read at all, or the exercise is unknown.
    """
    path, options = Path(path), options or PoseOptions()
    if exercise == AUTO:
        poses = _looked_at(path, options, on_look)
        found = mainly(recognise(poses)) if only_one else recognise(poses)
        if only_one and not found:
            raise unrecognised(path.name)
        session = Guided(found, lambda name: own(find(name), targets))
        return judge(poses.again(path), session, sinks, on_step)
    declared = own(find(exercise), targets)
    with open_source(path, options) as stream:
        return judge(stream, Session(declared, region), sinks, on_step)


@dataclass(slots=True)
class Looked:
    """The poses of a clip, seen once to recognise its exercises.

    Attributes:
        stream: where they came from.
        poses: without their pictures: a ten-minute clip's landmarks are 15 MB.
        error: why they end early, if they do.
    """

    stream: Stream
    poses: list[Sighting]
    error: VideoError | None

    def __iter__(self) -> Iterator[Sighting]:
        return iter(self.poses)

    def again(self, path: Path) -> Stream:
        """The same poses, with their pictures."""
        s = self.stream
        return Stream(s.name, s.size_px, s.frames_estimate, _with_pictures(path, self.poses, self.error))


def _looked_at(path: Path, options: PoseOptions, on_look: OnLook | None) -> Looked:
    with open_source(path, options) as stream:
        looked = Looked(stream, *_collect(stream, on_look))
    if not any(s.pose for s in looked):
        raise nobody(path.name)
    return looked


STOPPED = "stopped before the end; what was counted up to there is kept"


def _collect(stream: Stream, on_look: OnLook | None) -> tuple[list[Sighting], VideoError | None]:
    poses: list[Sighting] = []
    try:
        with StopAtStep() as ctrl_c:
            for s in stream:
                poses.append(Sighting(s.t_s, s.pose, s.size_px))
                if on_look:
                    on_look(s)
                if ctrl_c.wanted:
                    return poses, VideoError(STOPPED)
    except VideoError as error:
        if not poses:
            raise
        return poses, error
    return poses, None


def _with_pictures(path: Path, poses: list[Sighting], error: VideoError | None) -> Iterator[Sighting]:
    if path.suffix == ".npz":
        yield from poses
        return
    with open_clip(path) as clip:
        for known, frame in zip(poses, clip, strict=False):
            yield Sighting(known.t_s, known.pose, known.size_px, frame.image_rgb)
    if error is not None:
        raise error


def judge(
    stream: Stream, session: Counting, sinks: MakeSinks | None = None, on_step: OnStep | None = None
) -> Result:
    """Run a session over a stream and put the result together.

    Raises:
        FormcheckError: the stream failed before its first frame, or a sink could not be opened.
    """
    exercises = [engine.exercise for engine in session.engines]
    tally, facts = Tally(*exercises), Facts(driving_joints(exercises[0]) if exercises else ())
    warnings, troubles = list[str](), list[str]()
    with ExitStack() as stack:
        ctrl_c = stack.enter_context(StopAtStep())  # first, so that it also shields the closing of the files
        made = sinks(stream, tally.exercise) if sinks else []
        taps = [stack.enter_context(Outlet(sink, troubles)) for sink in made]
        for step in _guarded(stream, session, warnings, ctrl_c):
            if not step.is_last:
                facts.add(step)
            tally.add(step.events)
            for tap in taps:
                tap.write(step)
            if on_step:
                on_step(step)
    result = _result(stream, session, tally, facts, warnings)
    return result.model_copy(update={"warnings": [*result.warnings, *troubles]})


def _guarded(stream: Stream, session: Counting, warnings: list[str], ctrl_c: StopAtStep) -> Iterator[Step]:
    """The session's steps; an early end becomes a warning, and what was seen until then still counts."""
    begun = False
    try:
        for step in follow(stream, session):
            begun = True
            yield step
            if ctrl_c.wanted and not step.is_last:
                raise VideoError(STOPPED)
        return
    except VideoError as error:
        if not begun:
            raise
        warnings.append(str(error))
    last = session.finish()
    if last is not None:
        yield last


def _result(stream: Stream, session: Counting, tally: Tally, facts: Facts, warnings: list[str]) -> Result:
    complete = not warnings
    unfit, notes = _told(stream.name, session, facts)
    return build(
        tally,
        *session.engines,
        source=stream.name,
        complete=complete,
        duration_s=facts.t_s,
        frames=facts.frames,
        frames_with_person=facts.seen,
        view=str(facts.view),
        warnings=[*warnings, *unfit],
        notes=notes,
    )


def _told(name: str, session: Counting, facts: Facts) -> tuple[list[str], list[str]]:
    """Warnings and notes on the clip; what was recognised has been seen well enough."""
    if isinstance(session, Session):
        return unusable(name, session, facts), remarks(name, session, facts)
    return [], [] if session.engines else [str(unrecognised(name))]
