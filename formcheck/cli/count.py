"""``formcheck count``: the running count, and one line or one JSON object at the end."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.status import Status

from formcheck.analysis import AUTO, STOPPED, Stream, analyze, analyze_live, judge
from formcheck.batch.executor import nobody_listens
from formcheck.batch.saving import Saving
from formcheck.batch.work import Keep
from formcheck.cli import FAILED, options
from formcheck.cli.saved import say_saved
from formcheck.cli.saving import kind_of, label
from formcheck.cli.show import many, one_line, tell
from formcheck.exercises import find
from formcheck.loop import Session, Sighting, Step, look
from formcheck.pose.backends import PoseOptions, create
from formcheck.recognise.recogniser import Watch
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
    threads: options.Threads = None,
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
    pose = options.pose_options(model, backend, model_file, threads, is_alone=not _is_camera(source))
    limits = load_targets(targets, person, data)
    watched = options.region_of(region)
    kind = "camera" if _is_camera(source) else kind_of(Path(source))
    ground = label(surface, footwear, is_saved=save)
    keep = Keep(data=data, store_url=store, ground=ground) if save else None
    with Saving(keep, kind, nobody_listens) as saving:
        with _running() as show:
            counted = _from_camera if _is_camera(source) else _from_clip
            result = counted(source, exercise, limits, Looking(pose, watched), show, saving)
        # before it is kept, which a full disk may prevent
        typer.echo(result.model_dump_json() if json else one_line(result))
        saving.finish(result)
    if save:
        say_saved(saving.session_ids)
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
    declared = None if exercise == AUTO else own(find(exercise), limits)
    with open_camera(int(source)) as camera, closing(create(looking.pose)) as estimator:
        stream = Stream(f"camera {source}", camera.size_px, None, look(camera, estimator))
        if declared is None:
            result = analyze_live(stream, targets=limits, sinks=saving.sinks, on_look=show.look)
        else:
            result = judge(stream, Session(declared, looking.region), saving.sinks, show)
        return _ended(result)


def _ended(result: Result) -> Result:
    """Ctrl-C is how a run at a camera ends: nothing is missing."""
    if result.warnings[:1] != [STOPPED]:
        return result
    return result.model_copy(update={"complete": True, "warnings": result.warnings[1:]})


class Running:
    """Shows the count while it runs, where there is a terminal to show it."""

    def __init__(self, status: Status) -> None:
        self._status, self._shown = status, ""

    def __call__(self, step: Step) -> None:
        """Take one step."""
        self._show(many(step.reps, "rep"), step.sighting.t_s)

    def look(self, sighting: Sighting, watch: Watch) -> None:
        """Take one sighting of a run whose exercises are recognised as they come."""
        self._show(", ".join(f"{one.exercise} {one.movements}" for one in watch.sets), sighting.t_s)

    def _show(self, counted: str, t_s: float) -> None:
        if counted and counted != self._shown:
            self._shown = counted
            self._status.update(f"{counted} at {t_s:.1f} s")


@contextmanager
def _running() -> Iterator[Running]:
    with Console(stderr=True).status("looking for the person") as status:
        yield Running(status)
