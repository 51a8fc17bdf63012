"""``formcheck analyze``: clips to tables, files and annotated video."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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

from formcheck.analysis import AUTO
from formcheck.batch import executor
from formcheck.batch.clip import do
from formcheck.batch.executor import Message
from formcheck.batch.staging import tidy
from formcheck.batch.work import Keep, Outcome, Wanted, Work
from formcheck.cli import FAILED, options
from formcheck.cli.saved import say_saved
from formcheck.cli.saving import label
from formcheck.cli.show import report, tell
from formcheck.errors import FormcheckError
from formcheck.exercises import find, own_files
from formcheck.interrupt import StopAtStep
from formcheck.targets import load_targets

OUT = Path("formcheck-results")


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
    store: options.StoreUrl = None,
    targets: options.TargetsFile = None,
    person: options.Person = None,
) -> None:
    """Count and judge clips: a table each, and the files that are asked for."""
    if exercise != AUTO:
        find(exercise)
    ground = label(surface, footwear, is_saved=save)
    work = Work(
        clip="",
        name="",
        exercise=exercise,
        wanted=Wanted(
            out=out,
            video=video,
            csv=csv,
            json=json,
            landmarks=save_landmarks,
            parquet=parquet,
            opensim=opensim,
        ),
        pose=options.pose_options(model, backend, model_file, threads),
        targets=load_targets(targets, person, data),
        region=options.region_of(region),
        keep=Keep(data=data, store_url=store, ground=ground) if save else None,
        own_exercises=own_files(),
    )
    _check_names(clips)
    if not _all([replace(work, clip=str(clip), name=clip.name) for clip in clips]):
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


def _all(works: list[Work]) -> bool:
    """Analyze the clips in order until Ctrl-C; whether every one went well."""
    good = True
    with StopAtStep() as ctrl_c:
        for work in works:
            if ctrl_c.wanted:
                typer.echo(f"formcheck: stopped before {work.clip}", err=True)
                return False
            good = _one(work) and good
    return good


def _one(work: Work) -> bool:
    """Analyze one clip and say how it went; a failure does not stop the clips after it."""
    with _progress(work.name) as bar:
        outcome = do(work, bar)
    tidy(work.wanted.out)
    _show(work, outcome)
    return not outcome.troubles


def _show(work: Work, outcome: Outcome) -> None:
    if outcome.result:
        Console().print(report(outcome.result))
        if work.keep:
            say_saved(outcome.session_id, outcome.result.exercise)
    for path in outcome.files:
        typer.echo(f"wrote {path}")
    for line in outcome.errors:
        typer.echo(f"formcheck: {line}", err=True)
    if outcome.result:
        tell(outcome.result)


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

    def __call__(self, message: Message) -> None:
        """Take a message."""
        if isinstance(message, executor.Progress):
            self._progress.update(self._task, completed=message.frames, total=message.of)


@contextmanager
def _progress(name: str) -> Iterator[Bar]:
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
        yield Bar(progress, name)
