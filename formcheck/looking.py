"""Streams of sightings: where they come from, and one seen through to recognise its exercises."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from formcheck.errors import VideoError
from formcheck.facts import nobody
from formcheck.interrupt import StopAtStep
from formcheck.kept import Kept
from formcheck.loop import Sighting, look
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.pose import Estimator
from formcheck.pose.recorded import RecordedPoses
from formcheck.recognise.recogniser import Watch
from formcheck.recognise.sets import FoundSet
from formcheck.video.reader import open_clip

OnLook = Callable[[Sighting], None]
STOPPED = "stopped before the end; what was counted up to there is kept"


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
def open_source(
    path: Path, options: PoseOptions, make: Callable[[PoseOptions], Estimator] = create
) -> Iterator[Stream]:
    """Open a clip, or landmarks saved from one (``.npz``).

    Args:
        path: of the file.
        options: the pose backend.
        make: makes it; who works on many clips keeps its models.

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
        estimator = make(options)
        stack.callback(estimator.close)
        yield Stream(path.name, clip.size_px, clip.frames_estimate, look(clip, estimator, clip.ahead))


def replay(recorded: RecordedPoses) -> Iterator[Sighting]:
    """Sightings from saved landmarks: the same bits, without pictures."""
    size_px = (0, 0)
    for t_s, pose in recorded:
        size_px = pose.size_px if pose else size_px
        yield Sighting(t_s, pose, size_px)


@dataclass(slots=True)
class Looked:
    """A stream that was seen once to recognise its exercises.

    Attributes:
        stream: where the poses came from.
        poses: without their pictures.
        found: what was recognised.
        error: why they end early, if they do.
    """

    stream: Stream
    poses: Kept
    found: list[FoundSet]
    error: VideoError | None

    def pictured(self, path: Path) -> Iterable[Sighting]:
        """The same poses, with the pictures of their clip."""
        return self.poses if path.suffix == ".npz" else with_pictures(path, self.poses)


def look_through(stream: Stream, watch: Watch, on_look: OnLook | None = None) -> Looked:
    """See a stream through to its end, or to Ctrl-C.

    Raises:
        VideoError: nobody was seen, or the stream failed before its first picture.
    """
    poses, error = _collect(stream, watch, on_look)
    if not any(s.pose for s in poses):
        raise nobody(stream.name)
    return Looked(stream, poses, watch.finish(), error)


def _collect(stream: Stream, watch: Watch, on_look: OnLook | None) -> tuple[Kept, VideoError | None]:
    poses = Kept()
    try:
        with StopAtStep() as ctrl_c:
            for s in stream:
                poses.append(s)
                watch.step(s)
                if on_look:
                    on_look(s)
                if ctrl_c.wanted:
                    return poses, VideoError(STOPPED)
    except VideoError as error:
        if not len(poses):
            raise
        return poses, error
    return poses, None


def with_pictures(path: Path, poses: Iterable[Sighting]) -> Iterator[Sighting]:
    """Sightings of a clip that was seen before, with its pictures, which are decoded again."""
    with open_clip(path) as clip:
        for known, frame in zip(poses, clip, strict=False):
            yield Sighting(known.t_s, known.pose, known.size_px, frame.image_rgb)


def until(sightings: Iterable[Sighting], error: VideoError | None) -> Iterator[Sighting]:
    """The sightings, and then the error that ended them, where there was one."""
    yield from sightings
    if error is not None:
        raise error
