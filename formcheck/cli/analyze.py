"""``formcheck analyze``: clips to tables, files and annotated video."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from formcheck.analysis import AUTO
from formcheck.batch.addresses import is_address, listed, name_of
from formcheck.batch.clip import do
from formcheck.batch.engines import LOCAL, engine_for
from formcheck.batch.folder import check_names, clips_in
from formcheck.batch.key import settings_of
from formcheck.batch.staging import tidy
from formcheck.batch.work import Keep, Wanted, Work
from formcheck.cli import FAILED, options
from formcheck.cli.bars import one_bar
from formcheck.cli.batch import analyze_all
from formcheck.cli.saved import say_saved
from formcheck.cli.saving import label
from formcheck.cli.show import report, tell
from formcheck.exercises import find, own_files
from formcheck.pose.backends import PoseOptions
from formcheck.targets import Targets, load_targets

OUT = Path("formcheck-results")


Clips = Annotated[
    list[str],
    typer.Argument(
        metavar="CLIP...",
        help="Video files, saved landmarks (.npz), a folder of them, or an address such as s3://bucket/day.",
    ),
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

Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", min=1, help="Clips, or parts of a long one, analyzed at a time; as many as there are cores."
    ),
]
Again = Annotated[
    bool, typer.Option("--again", help="Analyze anew what an earlier run of the same batch has finished.")
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="End a batch at the first clip that fails.")]


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
    threads: options.Threads = None,
    region: options.RegionOfPicture = None,
    save: options.Save = False,
    surface: options.Surface = None,
    footwear: options.Footwear = None,
    data: options.Data = None,
    store: options.StoreUrl = None,
    targets: options.TargetsFile = None,
    person: options.Person = None,
    jobs: Jobs = None,
    again: Again = False,
    fail_fast: FailFast = False,
    engine: options.Engine = LOCAL,
    address: options.Address = None,
) -> None:
    """Count and judge clips: a table each, and the files that are asked for."""
    wanted = Wanted(
        out=out, video=video, csv=csv, json=json, landmarks=save_landmarks, parquet=parquet, opensim=opensim
    )
    is_shown = _is_single(clips) and engine == LOCAL and jobs is None and address is None
    pose = options.pose_options(model, backend, model_file, threads, is_alone=is_shown)
    keep = _keep(save, data, store, surface, footwear)
    work = _work(exercise, wanted, pose, load_targets(targets, person, data), region, keep)
    works = [replace(work, clip=clip, name=name) for clip, name in _found(clips).items()]
    good = _one(works[0]) if is_shown else _batch(works, again, fail_fast, engine, address, jobs)
    if not good:
        raise typer.Exit(FAILED)


def _keep(
    save: bool, data: Path | None, store_url: str | None, surface: str | None, footwear: str | None
) -> Keep | None:
    ground = label(surface, footwear, is_saved=save)
    return Keep(data=data, store_url=store_url, ground=ground) if save else None


def _work(
    exercise: str,
    wanted: Wanted,
    pose: PoseOptions,
    targets: Targets | None,
    region: str | None,
    keep: Keep | None,
) -> Work:
    """What is to be done with a clip that is yet to be named."""
    if exercise != AUTO:
        find(exercise)
    return Work(
        clip="",
        name="",
        exercise=exercise,
        wanted=wanted,
        pose=pose,
        targets=targets,
        region=options.region_of(region),
        keep=keep,
        own_exercises=own_files(),
    )


def _batch(
    works: list[Work], again: bool, fail_fast: bool, engine: str, address: str | None, jobs: int | None
) -> bool:
    """Analyze all of them and say how it went."""
    settings = settings_of(works[0])
    works = [replace(work, settings=settings, again=again) for work in works]
    return analyze_all(works, engine_for(works, engine, address, jobs), fail_fast=fail_fast)


def _is_single(clips: list[str]) -> bool:
    """Whether it is one file here: it is shown at length, while it is analyzed in this very process."""
    return len(clips) == 1 and not is_address(clips[0]) and not Path(clips[0]).is_dir()


def _found(clips: list[str]) -> dict[str, str]:
    """The clips that are meant, and their names: of a folder those in it."""
    found = [pair for clip in clips for pair in _meant(clip)]
    check_names([Path(name) if is_address(clip) else Path(clip) for clip, name in found])
    return dict(found)


def _meant(clip: str) -> list[tuple[str, str]]:
    if is_address(clip):
        return [(address, name_of(address)) for address in listed(clip)]
    path = Path(clip)
    return [(str(one), one.name) for one in (clips_in(path) if path.is_dir() else [path])]


def _one(work: Work) -> bool:
    """Analyze one clip and say how it went."""
    with one_bar(work.name) as bar:
        outcome = do(work, bar)
    tidy(work.wanted.out)
    if outcome.result:
        Console().print(report(outcome.result))
        if work.keep:
            say_saved(outcome.session_ids)
    for path in outcome.files:
        typer.echo(f"wrote {path}")
    for line in outcome.errors:
        typer.echo(f"formcheck: {line}", err=True)
    if outcome.result:
        tell(outcome.result)
    return not outcome.troubles
