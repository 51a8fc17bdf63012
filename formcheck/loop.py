"""The only loop: frames to poses to observations to events. Every front end runs this one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.engine import Engine
from formcheck.engine.events import Event
from formcheck.engine.spec import Exercise, Phase
from formcheck.errors import VideoError
from formcheck.frame import Frame
from formcheck.motion.measure import Measuring
from formcheck.motion.observe import Observation
from formcheck.motion.picture_motion import PictureMotion
from formcheck.motion.signals_any import MAIN_MOTION
from formcheck.motion.signals_picture import PICTURE_MOTION
from formcheck.pose.pose import Estimator, Pose
from formcheck.video.region import Region


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a backend saw at one moment.

    Attributes:
        t_s: seconds.
        pose: raw landmarks, or None when nobody was seen.
        image_rgb: the picture, where there is one: replayed landmarks have none.
        size_px: width and height of the picture.
    """

    t_s: float
    pose: Pose | None
    size_px: tuple[int, int]
    image_rgb: NDArray[np.uint8] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One moment with everything that is known about it: what a sink is given.

    Attributes:
        sighting: time, picture and raw landmarks.
        pose: the repaired landmarks.
        observation: the measured signals.
        events: what became known at this moment.
        phase, progress, is_armed, reps: the engine's state after it.
        is_last: the end of the stream: no new picture, the last one once more.
    """

    sighting: Sighting
    pose: Pose | None
    observation: Observation
    events: tuple[Event, ...]
    phase: Phase
    progress: float
    is_armed: bool
    reps: int
    is_last: bool = False


class Counting(Protocol):
    """Takes sightings one by one and says what it sees."""

    @property
    def engines(self) -> tuple[Engine, ...]:
        """One for each exercise that is counted."""
        ...

    def step(self, sighting: Sighting) -> Step:
        """Take one sighting; times must not go back."""
        ...

    def finish(self) -> Step | None:
        """The stream is over: what its end tells; None if it was empty."""
        ...


class Session:
    """One person doing one exercise, step by step: repair, measurement and engine in one.

    Args:
        exercise: what is counted.
        region: the part of the picture to watch, for an exercise counted there; its middle half if none.
    """

    def __init__(self, exercise: Exercise, region: Region | None = None) -> None:
        self.exercise = exercise
        self.engine = Engine(exercise)
        self._measuring = Measuring(follows_motion=MAIN_MOTION in exercise.signals)
        self._picture = PictureMotion(region) if PICTURE_MOTION in exercise.signals else None
        self._last: Step | None = None

    @property
    def engines(self) -> tuple[Engine, ...]:
        """The one engine: the exercise is known."""
        return (self.engine,)

    def step(self, sighting: Sighting, *, counting: bool = True) -> Step:
        """Take one sighting; times must not go back.

        Args:
            sighting: what was seen.
            counting: false before a set, in a rest or in a pause: measure, and count nothing.
        """
        pose, observation = self._measuring.step(sighting.t_s, sighting.pose)
        if self._picture is not None:
            # toes move whether or not a body is seen
            observation = Observation(sighting.t_s, self._picture.step(sighting.t_s, sighting.image_rgb))
        judge = self.engine.step if counting else self.engine.wait
        self._last = self._step(sighting, pose, observation, judge(observation))
        return self._last

    def finish(self) -> Step | None:
        """The stream is over: the last moment once more, with what its end tells; None if it was empty."""
        if self._last is None:
            return None
        last = self._last
        events = self.engine.finish(last.sighting.t_s)
        return replace(self._step(last.sighting, last.pose, last.observation, events), is_last=True)

    def _step(self, sighting: Sighting, pose: Pose | None, seen: Observation, events: list[Event]) -> Step:
        e = self.engine
        return Step(sighting, pose, seen, tuple(events), e.phase, e.progress, e.is_armed, e.reps)


def look(frames: Iterable[Frame], estimator: Estimator, bunch: int = 1) -> Iterator[Sighting]:
    """Estimate a pose in every frame.

    Args:
        frames: in the order they were taken.
        estimator: a pose backend.
        bunch: frames estimated one after the other before the first of them is judged: pose model and judging
            drive each other's data out of the processor's caches. 1 for a camera, which waits for nothing.
    """
    for some in _bunches(frames, bunch):
        yield from [Sighting(f.t_s, estimator(f), f.size_px, f.image_rgb) for f in some]


def _bunches(frames: Iterable[Frame], size: int) -> Iterator[list[Frame]]:
    some: list[Frame] = []
    try:
        for frame in frames:
            some.append(frame)
            if len(some) == size:
                yield some
                some = []
    except VideoError:
        # what was read before a clip breaks off counts
        yield some
        raise
    yield some


def follow(sightings: Iterable[Sighting], session: Counting) -> Iterator[Step]:
    """Judge sightings one by one; the last step holds what is known only at the end."""
    for sighting in sightings:
        yield session.step(sighting)
    last = session.finish()
    if last is not None:
        yield last


def run(frames: Iterable[Frame], estimator: Estimator, exercise: Exercise) -> Iterator[Step]:
    """Count one exercise in a stream of frames.

    Args:
        frames: in the order they were taken.
        estimator: a pose backend.
        exercise: what is counted.

    Yields:
        A step a frame, and one more at the end.
    """
    yield from follow(look(frames, estimator), Session(exercise))
