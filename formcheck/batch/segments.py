"""A long clip in segments: their poses are estimated side by side, then joined, and judged in one go.

A segment begins earlier than it counts from, so that the tracker has found its person and settled; what it
sees until then is compared with the end of the segment before. Where they differ, the clip is done whole.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.batch.executor import UNLIMITED, Limits, Progress, Seldom, Tell
from formcheck.batch.sessions import estimator
from formcheck.errors import VideoError
from formcheck.frame import Frame
from formcheck.looking import Stream, with_pictures
from formcheck.loop import Sighting
from formcheck.pose.backends import PoseOptions
from formcheck.pose.pose import Pose
from formcheck.pose.recorded import LandmarkRecorder, RecordedPoses
from formcheck.pose.scale import px_per_m
from formcheck.video.reader import Clip, open_clip

# scripts/bench/segments.py: a fifth of a second after a fresh start the landmarks differ from those of the
# whole no more than at any later time. Who is followed among several people is decided after 1.5 s.
LEAD_S = 2.0
# Over the last part of the lead the middle landmark may differ by this much; the noise of a changed crop is
# a few millimetres, another person is decimetres away.
CHECK_S, MOST_M = 0.5, 0.05


@dataclass(frozen=True, slots=True)
class Part:
    """The poses of one segment.

    Attributes:
        path: where they are, with those of the lead.
        from_s, to_s: the segment; of the last one, infinite.
        next_s: time of the first frame after it; infinite after the last one.
        size_px: of the clip's pictures.
    """

    path: Path
    from_s: float
    to_s: float
    next_s: float
    size_px: tuple[int, int]

    def sightings(self, from_s: float, to_s: float) -> Iterator[Sighting]:
        """What was seen in a stretch of time."""
        for t_s, pose in RecordedPoses(self.path):
            if from_s <= t_s < to_s:
                yield Sighting(t_s, pose, self.size_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a clip whose poses are to be estimated: a ``Task`` that gives a ``Part``.

    Attributes:
        clip, name: as in the ``Work``.
        pose: the backend.
        from_s, to_s: the stretch; of the last one, infinite.
        path: where the poses go.
        limits: what it may cost.
    """

    clip: str
    name: str
    pose: PoseOptions
    from_s: float
    to_s: float
    path: Path
    limits: Limits = UNLIMITED

    def __call__(self, tell: Tell) -> Part:
        """Estimate the poses.

        Raises:
            FormcheckError: the clip has damage, or its times go back: it has to be seen as a whole.
        """
        estimate, path = estimator(self.pose), Path(self.clip)
        model = {"backend": self.pose.backend, "model": self.pose.model, "source": self.name}
        try:
            with open_clip(path) as clip, LandmarkRecorder(self.path, **model) as recorder:
                next_s, told = math.inf, Seldom(tell)
                for number, frame in enumerate(self._frames(clip)):
                    if frame.t_s >= self.to_s:
                        next_s = frame.t_s
                        break
                    recorder.write(frame.t_s, estimate(frame), frame.size_px)
                    told(Progress(frames=number + 1, of=None, share=self._share(frame.t_s, clip)))
                if clip.skipped_packets:
                    raise VideoError(f"{self.name} has damaged pictures")
                return Part(self.path, self.from_s, self.to_s, next_s, clip.size_px)
        finally:
            estimate.close()

    def _frames(self, clip: Clip) -> Iterator[Frame]:
        begin_s = self.from_s - LEAD_S
        if begin_s > 0:
            clip.begin_at(begin_s)
        for frame in clip:
            if not math.isfinite(frame.t_s):
                raise VideoError(f"{self.name} has pictures without a time")
            if frame.t_s >= begin_s:
                yield frame

    def _share(self, t_s: float, clip: Clip) -> float:
        end_s = min(self.to_s, clip.duration_s or self.to_s)
        return min(1.0, max(0.0, (t_s - self.from_s) / max(end_s - self.from_s, 1e-3)))


def segments(clip: str, name: str, pose: PoseOptions, ends_s: Sequence[float], folder: Path) -> list[Segment]:
    """A clip in segments.

    Args:
        clip: as in the ``Work``.
        name: likewise.
        pose: the backend.
        ends_s: where each but the last one ends.
        folder: where the poses go.
    """
    borders = [0.0, *ends_s, math.inf]
    return [
        Segment(clip=clip, name=name, pose=pose, from_s=from_s, to_s=to_s, path=folder / f"{number}.npz")
        for number, (from_s, to_s) in enumerate(pairwise(borders))
    ]


def fit(parts: Sequence[Part]) -> bool:
    """Whether segments, in order, are as one: no frame is missing or double, and all follow one person."""
    return all(_fits(before, after) for before, after in pairwise(parts))


def _fits(before: Part, after: Part) -> bool:
    begin_s = next((s.t_s for s in after.sightings(after.from_s, math.inf)), math.inf)
    if begin_s != before.next_s:
        return False
    stretch = before.to_s - CHECK_S, before.to_s
    seen, again = list(before.sightings(*stretch)), list(after.sightings(*stretch))
    if [s.t_s for s in seen] != [s.t_s for s in again]:
        return False
    return all(_alike(a.pose, b.pose) for a, b in zip(seen, again, strict=True))


def _alike(a: Pose | None, b: Pose | None) -> bool:
    if a is None or b is None:
        return a is b
    apart_m: NDArray[np.float64] = np.hypot(*(a.xy_px - b.xy_px).T) / px_per_m(a)
    return bool(np.median(apart_m) <= MOST_M)


@contextmanager
def joined(parts: Sequence[Part], name: str, pictures: Path | None) -> Iterator[Stream]:
    """The poses of all segments as one stream.

    Args:
        parts: in order.
        name: of the clip.
        pictures: the clip itself, where its pictures are looked at: they are decoded again.
    """
    seen = (s for part in parts for s in part.sightings(part.from_s, part.to_s))
    frames = sum(1 for part in parts for t_s, _ in RecordedPoses(part.path) if part.from_s <= t_s < part.to_s)
    whole = with_pictures(pictures, seen) if pictures else seen
    yield Stream(name, parts[0].size_px, frames, whole)
