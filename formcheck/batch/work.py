"""What is asked for with one clip, and what came of it: plain data that travels between processes."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from formcheck.analysis import AUTO, Stream
from formcheck.batch.executor import UNLIMITED, Limits, Tell, nobody_listens
from formcheck.engine.sets import SEVERAL, UNKNOWN
from formcheck.errors import VideoError
from formcheck.exercises import find
from formcheck.ground import USUAL, Ground
from formcheck.pose.backends import PoseOptions
from formcheck.results import Result
from formcheck.sinks.annotate import AnnotatedClip
from formcheck.sinks.columns import LandmarkParquet, LandmarkTable, SignalParquet
from formcheck.sinks.landmarks import SavedLandmarks
from formcheck.sinks.opensim import Angles, Markers
from formcheck.sinks.sink import Sink
from formcheck.sinks.tables import EventLog, RepTable, SignalTable
from formcheck.targets import Targets, own
from formcheck.video.region import Region

if TYPE_CHECKING:
    from formcheck.batch.segments import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which files are written, and into which folder."""

    out: Path
    video: bool = False
    csv: bool = False
    json: bool = False
    landmarks: bool = False
    parquet: bool = False
    opensim: bool = False

    @property
    def endings(self) -> list[str]:
        """Of the files that one clip leaves, in the order in which they are named to the user."""
        endings = (
            (self.video, ".annotated.mp4"),
            (self.csv, ".reps.csv"),
            (self.csv, ".sets.csv"),
            (self.csv, ".signals.csv"),
            (self.csv, ".landmarks.csv"),
            (self.parquet, ".signals.parquet"),
            (self.parquet, ".landmarks.parquet"),
            (self.opensim, ".trc"),
            (self.opensim, ".mot"),
            (self.json, ".json"),
            (self.json, ".events.jsonl"),
            (self.landmarks, ".landmarks.npz"),
        )
        return [ending for wanted, ending in endings if wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Where a session is kept in the history.

    Attributes:
        data: the data folder; None is the user's own.
        store_url: of the database; None is a file in the data folder.
        ground: what it was done on.
    """

    data: Path | None = None
    store_url: str | None = None
    ground: Ground = USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One clip to be analyzed: a ``Task`` for an executor.

    Attributes:
        clip: path of a video, or of saved landmarks (``.npz``).
        name: its file name, by which it is told and its files are called.
        exercise: a name, or ``auto``.
        wanted: which files.
        pose: the pose backend.
        targets: the person's own limits.
        region: the part of the picture to watch, for an exercise counted there.
        keep: keeps a session in the history; None keeps none.
        own_exercises: files of the user's own exercises, to be loaded where the work is done.
        limits: what it may cost.
        settings: digest of all that decides the outcome besides the clip (`key.settings_of`); empty for a
            single clip, whose outcome is not kept.
        again: do it even when its outcome is kept.
        parts: its poses, where they were estimated before, segment by segment.
    """

    clip: str
    name: str
    exercise: str = AUTO
    wanted: Wanted
    pose: PoseOptions = field(default_factory=PoseOptions)
    targets: Targets | None = None
    region: Region | None = None
    keep: Keep | None = None
    own_exercises: tuple[Path, ...] = ()
    limits: Limits = UNLIMITED
    settings: str = ""
    again: bool = False
    parts: "tuple[Part, ...]" = ()

    def __call__(self, tell: Tell = nobody_listens) -> "Outcome":
        """Do it; a clip that cannot be analyzed is an outcome, too."""
        from formcheck.batch.clip import do

        return do(self, tell)

    @property
    def stem(self) -> str:
        """What the names of all its files begin with."""
        return PurePath(self.name).stem

    @property
    def is_recorded(self) -> bool:
        """Whether it is landmarks, without pictures."""
        return PurePath(self.name).suffix == ".npz"

    @property
    def files(self) -> list[Path]:
        """The files that it leaves."""
        return [self.wanted.out / f"{self.stem}{ending}" for ending in self.wanted.endings]

    def sinks(self, folder: Path, stream: Stream, exercise: str) -> list[AbstractContextManager[Sink]]:
        """What writes the files that grow step by step.

        Args:
            folder: where they grow.
            stream: of the clip.
            exercise: as recognised; ``unknown`` or ``several``.

        Raises:
            FormcheckError: a file cannot be made of this clip, or a package for it is missing.
        """
        wanted, base = self.wanted, folder / self.stem
        made: list[AbstractContextManager[Sink]] = []
        if wanted.csv:
            made += [RepTable(Path(f"{base}.reps.csv")), SignalTable(Path(f"{base}.signals.csv"))]
            made.append(LandmarkTable(Path(f"{base}.landmarks.csv")))
        if wanted.parquet:
            made.append(SignalParquet(Path(f"{base}.signals.parquet")))
            made.append(LandmarkParquet(Path(f"{base}.landmarks.parquet")))
        if wanted.opensim:
            made += [Markers(Path(f"{base}.trc")), Angles(Path(f"{base}.mot"))]
        if wanted.json:
            made.append(EventLog(Path(f"{base}.events.jsonl")))
        if wanted.landmarks:
            made.append(SavedLandmarks(Path(f"{base}.landmarks.npz"), stream.name, self.pose))
        if wanted.video:
            made.append(self._annotated(Path(f"{base}.annotated.mp4"), stream, exercise))
        return made

    def _annotated(self, path: Path, stream: Stream, exercise: str) -> AnnotatedClip:
        if self.is_recorded:
            raise VideoError(f"{self.clip} holds landmarks without pictures", mend="Leave --video away")
        declared = None if exercise in (UNKNOWN, SEVERAL) else own(find(exercise), self.targets)
        return AnnotatedClip(path, declared, stream.size_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one clip.

    Attributes:
        clip, name: as in the ``Work``.
        result: what was counted; None where the clip could not be analyzed.
        errors: what could not be done, a line each; not the result's own warnings.
        files: that were written.
        session_ids: of the sessions in the history, by exercise; empty where none was kept.
        is_whole: whether all that was asked for is there; then it need not be done again, whatever the result
            warns of.
        is_old: whether it is from an earlier run.
        seconds: that it took, when it was done.
        key: by which it is kept; empty where it is not.
    """

    clip: str
    name: str
    result: Result | None = None
    errors: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    session_ids: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False
    is_old: bool = False
    seconds: float = 0.0
    key: str = ""

    @property
    def troubles(self) -> tuple[str, ...]:
        """Why it is not all that was asked for; empty when it is."""
        return (*self.errors, *(self.result.warnings if self.result else ()))
