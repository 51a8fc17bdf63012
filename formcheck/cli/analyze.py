"""``formcheck analyze``: clips to tables, files and annotated video."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from formcheck.analysis import AUTO, Stream
from formcheck.analysis import analyze as analyze_clip
from formcheck.cli import FAILED, options
from formcheck.cli.saving import Saving, kind_of, label
from formcheck.cli.show import report, tell
from formcheck.engine.sets import SEVERAL, UNKNOWN
from formcheck.errors import FormcheckError, VideoError
from formcheck.exercises import find
from formcheck.ground import USUAL, Ground
from formcheck.interrupt import StopAtStep
from formcheck.loop import Step
from formcheck.pose.backends import PoseOptions
from formcheck.results import Result
from formcheck.sinks.annotate import AnnotatedClip
from formcheck.sinks.columns import LandmarkParquet, LandmarkTable, SignalParquet
from formcheck.sinks.landmarks import SavedLandmarks
from formcheck.sinks.opensim import Angles, Markers
from formcheck.sinks.sink import Sink
from formcheck.sinks.tables import EventLog, RepTable, SetTable, SignalTable, cannot_write
from formcheck.targets import Targets, load_targets, own
from formcheck.video.region import Region

OUT = Path("formcheck-results")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files are written, and where."""

    out: Path
    video: bool
    csv: bool
    json: bool
    landmarks: bool
    parquet: bool = False
    opensim: bool = False
    save: bool = False
    data: Path | None = None
    ground: Ground = USUAL
    targets: Targets | None = None
    region: Region | None = None

    def sinks(
        self, clip: Path, stream: Stream, exercise: str, pose: PoseOptions
    ) -> list[AbstractContextManager[Sink]]:
        """The sinks for one clip."""
        base = self.out / clip.stem
        made: list[AbstractContextManager[Sink]] = []
        if self.csv:
            made += [RepTable(Path(f"{base}.reps.csv")), SignalTable(Path(f"{base}.signals.csv"))]
            made.append(LandmarkTable(Path(f"{base}.landmarks.csv")))
        if self.parquet:
            made.append(SignalParquet(Path(f"{base}.signals.parquet")))
            made.append(LandmarkParquet(Path(f"{base}.landmarks.parquet")))
        if self.opensim:
            made += [Markers(Path(f"{base}.trc")), Angles(Path(f"{base}.mot"))]
        if self.json:
            made.append(EventLog(Path(f"{base}.events.jsonl")))
        if self.landmarks:
            made.append(SavedLandmarks(Path(f"{base}.landmarks.npz"), stream.name, pose))
        if self.video:
            if clip.suffix == ".npz":
                raise VideoError(f"{clip} holds landmarks without pictures", mend="Leave --video away")
            declared = None if exercise in (UNKNOWN, SEVERAL) else own(find(exercise), self.targets)
            made.append(AnnotatedClip(Path(f"{base}.annotated.mp4"), declared, stream.size_px))
        return made

    def files(self, clip: Path) -> list[Path]:
        """The files that one clip leaves, in the order in which they are named to the user."""
        base = self.out / clip.stem
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
        return [Path(f"{base}{e}") for wanted, e in endings if wanted]


Clips = Annotated[
    list[Path], typer.Argument(metavar="CLIP...", help="Video files, or saved landmarks (.npz).")
]
Out = Annotated[Path, typer.Option("--out", help="Folder for the files.")]
Video = Annotated[bool, typer.Option("--video", help="Write the annotated clip.")]
Csv = Annotated[
    bool,
    typer.Option("--csv", help="Write repetitions, and every frame's angles and landmarks, as tables."),
]
Parquet = Annotated[bool, typer.Option("--parquet", help="Write angles and landmarks as Parquet.")]
OpenSim = Annotated[bool, typer.Option("--opensim", help="Write markers (TRC) and joint angles (MOT).")]
Json = Annotated[bool, typer.Option("--json", help="Write the result, and the events as they come.")]
Landmarks = Annotated[
    bool, typer.Option("--save-landmarks", help="Write the landmarks, to analyze again without the clip.")
]


def analyze(
    clips: Clips,
    exercise: options.ExerciseOrAuto = AUTO,
    out: Out = OUT,
    video: Video = False,
    csv: Csv = False,
    json: Json = False,
    save_landmarks: Landmarks = False,
    parquet: Parquet = False,
    opensim: OpenSim = False,
    model: options.Model = options.MODEL,
    backend: options.Backend = options.BACKEND,
    model_file: options.ModelFile = None,
    threads: options.Threads = options.THREADS,
    region: options.RegionOfPicture = None,
    save: options.Save = False,
    surface: options.Surface = None,
    footwear: options.Footwear = None,
    data: options.Data = None,
    targets: options.TargetsFile = None,
    person: options.Person = None,
) -> None:
    """Count and judge clips: a table each, and the files that are asked for."""
    pose = options.pose_options(model, backend, model_file, threads)
    if exercise != AUTO:
        find(exercise)
    ground = label(surface, footwear, is_saved=save)
    limits = load_targets(targets, person, data)
    files = Wanted(out, video, csv, json, save_landmarks, parquet, opensim)
    watched = options.region_of(region)
    wanted = replace(files, save=save, data=data, ground=ground, targets=limits, region=watched)
    _check_names(clips)
    if not _all(clips, exercise, wanted, pose):
        raise typer.Exit(FAILED)


def _check_names(clips: list[Path]) -> None:
    """Refuse clips whose files would overwrite each other."""
    by_stem: dict[str, Path] = {}
    for clip in clips:
        other = by_stem.setdefault(clip.stem, clip)
        if other is not clip:
            raise FormcheckError(
                f"{other} and {clip} would write files of the same names",
                mend="Analyze them one by one, each with another --out",
            )


def _all(clips: list[Path], exercise: str, wanted: Wanted, pose: PoseOptions) -> bool:
    """Analyze the clips in order until Ctrl-C; whether every one went well."""
    good = True
    with StopAtStep() as ctrl_c:
        for clip in clips:
            if ctrl_c.wanted:
                typer.echo(f"formcheck: stopped before {clip}", err=True)
                return False
            good = _one(clip, exercise, wanted, pose) and good
    return good


def _one(clip: Path, exercise: str, wanted: Wanted, pose: PoseOptions) -> bool:
    """Analyze one clip and say how it went; a failure does not stop the clips after it."""
    console, saving = Console(), Saving(wanted.save, wanted.data, kind_of(clip), wanted.ground)
    try:
        with _progress(clip) as bar:
            result = analyze_clip(
                clip,
                exercise,
                targets=wanted.targets,
                options=pose,
                region=wanted.region,
                sinks=lambda stream, name: [
                    *_begin(bar, wanted, clip, stream, name, pose),
                    *saving.sinks(stream, name),
                ],
                on_step=bar,
            )
        console.print(report(result))
        saving.finish(result)
        if wanted.csv:
            _write_sets(wanted.out / f"{clip.stem}.sets.csv", result)
        if wanted.json:
            _write_result(wanted.out / f"{clip.stem}.json", result)
    except FormcheckError as error:
        typer.echo(f"formcheck: {error}", err=True)
        return False
    for path in filter(Path.exists, wanted.files(clip)):
        typer.echo(f"wrote {path}")
    tell(result)
    return not result.warnings


def _begin(
    bar: "Bar", wanted: Wanted, clip: Path, stream: Stream, exercise: str, pose: PoseOptions
) -> list[AbstractContextManager[Sink]]:
    bar.begin(stream)
    return wanted.sinks(clip, stream, exercise, pose)


def _write_sets(path: Path, result: Result) -> None:
    with SetTable(path) as table:
        table.write_all(result.sets)


def _write_result(path: Path, result: Result) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(result.model_dump_json(indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise cannot_write(path, error) from error


class _Speed(ProgressColumn):
    """Frames a second."""

    def render(self, task: Task) -> Text:
        """Draw the column."""
        return Text(f"{task.speed:.0f} fps" if task.speed else "")


class Bar:
    """The progress of one clip: frames, frames a second, time left."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress = progress
        self._task = progress.add_task(name, total=None)

    def begin(self, stream: Stream) -> None:
        """The clip is open: its length is known."""
        self._progress.update(self._task, total=stream.frames_estimate)

    def __call__(self, step: Step) -> None:
        """Take one step."""
        if not step.is_last:
            self._progress.advance(self._task)


@contextmanager
def _progress(clip: Path) -> Iterator[Bar]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    # into a file or a pipe it would write blank lines between the messages
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bar(progress, clip.name)
