"""``formcheck count``: the running count, and one line or one JSON object at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.status import Status

from formcheck.analysis import AUTO, STOPPED, Stream, analyze, judge
from formcheck.cli import FAILED, options
from formcheck.cli.saving import Saving, kind_of, label
from formcheck.cli.show import one_line, tell
from formcheck.errors import ExerciseError
from formcheck.exercises import find
from formcheck.loop import Session, Step, look
from formcheck.pose.backends import PoseOptions, create
from formcheck.results import Result
from formcheck.targets import Targets, load_targets, own
from formcheck.video.camera import open_camera
from formcheck.video.region import Region


def count(
    source: Annotated[str, typer.Argument(metavar="CLIP|CAMERA", help="A video file, or a camera's number.")],
    exercise: options.ExerciseOrAuto = AUTO,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
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
    """Count repetitions in a clip or at a camera (Ctrl-C ends it)."""
    pose = options.pose_options(model, backend, model_file, threads)
    limits = load_targets(targets, person, data)
    watched = options.region_of(region)
    kind = "camera" if _is_camera(source) else kind_of(Path(source))
    saving = Saving(save, data, kind, label(surface, footwear, is_saved=save), store)
    with _running() as show:
        counted = _from_camera if _is_camera(source) else _from_clip
        result = counted(source, exercise, limits, Looking(pose, watched), show, saving)
    saving.finish(result)
    typer.echo(result.model_dump_json() if json else one_line(result))
    tell(result)
    if result.warnings:
        raise typer.Exit(FAILED)


@dataclass(frozen=True, slots=True)
class Looking:
    """How the picture is looked at."""

    pose: PoseOptions
    region: Region | None


def _is_camera(source: str) -> bool:
    return source.isdigit() and not Path(source).exists()


def _from_clip(
    source: str, exercise: str, limits: Targets | None, looking: Looking, show: "Running", saving: Saving
) -> Result:
    return analyze(
        source,
        exercise,
        targets=limits,
        options=looking.pose,
        region=looking.region,
        sinks=saving.sinks,
        on_step=show,
    )


def _from_camera(
    source: str, exercise: str, limits: Targets | None, looking: Looking, show: "Running", saving: Saving
) -> Result:
    if exercise == AUTO:
        raise ExerciseError(
            "a camera's exercise cannot be recognised in advance", mend="Name it: --exercise lunge"
        )
    declared = own(find(exercise), limits)
    with open_camera(int(source)) as camera:
        estimator = create(looking.pose)
        stream = Stream(f"camera {source}", camera.size_px, None, look(camera, estimator))
        try:
            return _ended(judge(stream, Session(declared, looking.region), saving.sinks, show))
        finally:
            estimator.close()


def _ended(result: Result) -> Result:
    """Ctrl-C is how a run at a camera ends: nothing is missing."""
    if result.warnings[:1] != [STOPPED]:
        return result
    return result.model_copy(update={"complete": True, "warnings": result.warnings[1:]})


class Running:
    """Shows the count while it runs, where there is a terminal to show it."""

    def __init__(self, status: Status) -> None:
        self._status, self._shown = status, -1

    def __call__(self, step: Step) -> None:
        """Take one step."""
        if step.reps != self._shown:
            self._shown = step.reps
            self._status.update(f"{step.reps} reps at {step.sighting.t_s:.1f} s")


@contextmanager
def _running() -> Iterator[Running]:
    with Console(stderr=True).status("looking for the person") as status:
        yield Running(status)
