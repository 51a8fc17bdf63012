"""One clip from the first frame to its result."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from formcheck.errors import VideoError
from formcheck.exercises import find
from formcheck.facts import Facts, driving_joints, remarks, unrecognised, unusable
from formcheck.interrupt import StopAtStep
from formcheck.looking import (
    STOPPED,
    Looked,
    OnLook,
    Source,
    Stream,
    look_through,
    open_source,
    replay,
    until,
)
from formcheck.loop import Counting, Session, Sighting, Step, follow
from formcheck.parts import Apart
from formcheck.pose.backends import PoseOptions
from formcheck.recognise.guided import Guided
from formcheck.recognise.recogniser import Watch
from formcheck.results import Result, Tally, build
from formcheck.sinks.outlet import Outlet
from formcheck.sinks.sink import Sink
from formcheck.targets import Targets, own
from formcheck.video.region import Region

__all__ = [
    "AUTO",
    "STOPPED",
    "MakeSinks",
    "OnLook",
    "OnStep",
    "Source",
    "Stream",
    "analyze",
    "analyze_live",
    "judge",
    "open_source",
    "replay",
]

AUTO = "auto"

OnStep = Callable[[Step], None]
MakeSinks = Callable[[Stream, str], Iterable[AbstractContextManager[Sink]]]


def analyze(
    path: str | Path,
    exercise: str = AUTO,
    *,
    targets: Targets | None = None,
    options: PoseOptions | None = None,
    region: Region | None = None,
    sinks: MakeSinks | None = None,
    on_step: OnStep | None = None,
    on_look: OnLook | None = None,
    source: AbstractContextManager[Stream] | None = None,
    pictured: bool = True,
) -> Result:
    """Count and judge one clip, or landmarks saved from one.

    Args:
        path: a video file, or an ``.npz`` written by ``analyze --save-landmarks``.
        exercise: a name or alias; or ``auto``: each set is judged by the exercise that it was recognised as.
        targets: the person's own limits, see `targets.read_targets`.
        options: the pose backend.
        region: the part of the picture to watch, for an exercise counted there; its middle half if none.
        sinks: makes what is done with each step besides counting, once the exercise is known; is given its
            name, `unknown` or `several`.
        on_step: called after every step, for a progress bar.
        on_look: called before that with every pose seen to recognise the exercise; only with ``auto``.
        source: where the poses come from instead: they were estimated before.
        pictured: whether a sink looks at the pictures; with ``auto`` they would be decoded again for it.

    Returns:
        The result; ``complete`` is false and ``warnings`` says why when the clip ended early. Of several
        exercises, ``parts`` holds each one's own.

    Raises:
        FormcheckError: nothing could be read at all, or the exercise is unknown.
    """
    path, options = Path(path), options or PoseOptions()
    opened = open_source(path, options) if source is None else source
    if exercise == AUTO:
        with opened as stream:
            looked = look_through(stream, Watch(), on_look)
        again = looked.pictured(path) if pictured else looked.poses
        return _judge_again(looked, again, targets, sinks, on_step)
    declared = own(find(exercise), targets)
    with opened as stream:
        return judge(stream, Session(declared, region), sinks, on_step)


def analyze_live(
    stream: Stream,
    *,
    targets: Targets | None = None,
    sinks: MakeSinks | None = None,
    on_look: Callable[[Sighting, Watch], None] | None = None,
) -> Result:
    """Recognise what is done before a camera until Ctrl-C, then count and judge it.

    Args:
        stream: of a camera; its landmarks are kept, 4 MB a minute on disk, its pictures are not.
        targets: as in `analyze`.
        sinks: as in `analyze`.
        on_look: called with every sighting, and with what was recognised so far.

    Raises:
        FormcheckError: nobody was seen, or the camera failed before its first picture.
    """
    watch = Watch()
    looked = look_through(stream, watch, (lambda s: on_look(s, watch)) if on_look else None)
    return _judge_again(looked, looked.poses, targets, sinks, None)


def _judge_again(
    looked: Looked,
    sightings: Iterable[Sighting],
    targets: Targets | None,
    sinks: MakeSinks | None,
    on_step: OnStep | None,
) -> Result:
    """Judge each set by the exercise that it was recognised as."""
    session = Guided(looked.found, lambda name: own(find(name), targets))
    s = looked.stream
    again = Stream(s.name, s.size_px, s.frames_estimate, until(sightings, looked.error))
    return judge(again, session, sinks, on_step)


def judge(
    stream: Stream, session: Counting, sinks: MakeSinks | None = None, on_step: OnStep | None = None
) -> Result:
    """Run a session over a stream and put the result together.

    Raises:
        FormcheckError: the stream failed before its first frame, or a sink could not be opened.
    """
    exercises = [engine.exercise for engine in session.engines]
    tally, facts = Tally(*exercises), Facts(driving_joints(exercises[0]) if exercises else ())
    apart = Apart(*session.engines) if len(exercises) > 1 else None
    warnings, troubles = list[str](), list[str]()
    with ExitStack() as stack:
        ctrl_c = stack.enter_context(StopAtStep())  # first, so that it also shields the closing of the files
        made = sinks(stream, tally.exercise) if sinks else []
        taps = [stack.enter_context(Outlet(sink, troubles)) for sink in made]
        for step in _guarded(stream, session, warnings, ctrl_c):
            if not step.is_last:
                facts.add(step)
            tally.add(step.events)
            if apart:
                apart.add(step)
            for tap in taps:
                tap.write(step)
            if on_step:
                on_step(step)
    result = _result(stream, session, tally, facts, warnings)
    result = result.model_copy(update={"warnings": [*result.warnings, *troubles]})
    return result.model_copy(update={"parts": apart.results(result)}) if apart else result


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
