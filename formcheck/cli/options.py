"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from formcheck import ground
from formcheck.cores import cores
from formcheck.exercises import load
from formcheck.pose.backends import PoseOptions
from formcheck.video.region import Region

_DEFAULT = PoseOptions()

Data = Annotated[
    Path | None,
    typer.Option("--data", envvar="FORMCHECK_DATA", help="Folder of the history; your data folder if none."),
]
StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="FORMCHECK_STORE",
        help="Database of the history, as postgresql://user@host/name; a file in that folder if none.",
    ),
]
Save = Annotated[bool, typer.Option("--save", help="Keep the session in the history: numbers, no pictures.")]

Surface = Annotated[
    str | None,
    typer.Option(
        "--surface",
        help=f"What you stand or lie on: {', '.join(ground.Surface)}. Only like is compared with like.",
    ),
]
Footwear = Annotated[str | None, typer.Option("--footwear", help=f"{' or '.join(ground.Footwear)}.")]

TargetsFile = Annotated[
    Path | None,
    typer.Option("--targets", metavar="FILE", help="A targets file (TOML): the person's own limits."),
]
Person = Annotated[
    str | None, typer.Option("--person", metavar="NAME", help="Use targets/NAME.toml of your data folder.")
]


def exercise_of(name: str | None) -> str | None:
    """The name of an exercise; the file of a user's own is loaded first, which runs its code."""
    return load(Path(name)).name if name and name.endswith(".py") else name


# What the coach in a window is asked; its defaults are those of `coach.plan.Plan`.
ExerciseToCoach = Annotated[
    str | None,
    typer.Option(
        "--exercise",
        "-e",
        callback=exercise_of,
        help="Which exercise to coach: a name, or a file of your own.",
    ),
]
RoutineToWalk = Annotated[
    str | None,
    typer.Option(
        "--routine", metavar="NAME|FILE", help="A whole routine instead: its name, or your own TOML file."
    ),
]
Camera = Annotated[int, typer.Option("--camera", min=0, help="The camera's number.")]
Clip = Annotated[
    Path | None, typer.Option("--source", metavar="CLIP", help="Play a clip instead of a camera.")
]
Sets = Annotated[int, typer.Option("--sets", help="Number of sets.")]
Reps = Annotated[
    int | None, typer.Option("--reps", help="Repetitions of a set; as many as you like if not given.")
]
Rest = Annotated[float, typer.Option("--rest", help="Seconds of rest between sets.")]
Hold = Annotated[float | None, typer.Option("--hold", help="Seconds to hold each repetition.")]
Countdown = Annotated[
    float | None,
    typer.Option("--countdown", help="Seconds from the start posture to the first repetition."),
]
Mute = Annotated[bool, typer.Option("--mute", help="Begin without sound; M switches it on.")]
Mirror = Annotated[bool, typer.Option("--mirror/--no-mirror", help="Show the picture as a mirror.")]
Keep = Annotated[bool, typer.Option("--save/--no-save", help="Keep the numbers in your history.")]
FullScreen = Annotated[bool, typer.Option("--full-screen", help="Take the whole screen.")]
Fast = Annotated[bool, typer.Option("--fast", help="Play --source as fast as possible.")]

Engine = Annotated[str, typer.Option("--engine", help="Who does the work: this machine (local), or ray.")]
Address = Annotated[
    str | None,
    typer.Option(
        "--address", metavar="HOST:PORT", help="Ray cluster to use; one of this machine's own if none."
    ),
]

RegionOfPicture = Annotated[
    str | None,
    typer.Option(
        "--region",
        metavar="X,Y,W,H",
        help="Part of the picture to watch, in shares of it, for an exercise counted there (towel_curl).",
    ),
]

ExerciseOrAuto = Annotated[
    str,
    typer.Option(
        "--exercise",
        "-e",
        callback=exercise_of,
        help="Which exercise to count (a name, or a file of your own), or auto to recognise it.",
    ),
]
Model = Annotated[str, typer.Option("--model", help="Pose model: lite, full or heavy.")]
Backend = Annotated[
    str, typer.Option("--backend", help="Pose backend: blazepose, openvino, mediapipe or onnx.")
]
ModelFile = Annotated[
    Path | None, typer.Option("--model-file", help="Your own top-down model, for --backend onnx.")
]
Threads = Annotated[
    int | None,
    typer.Option(
        "--threads", min=1, help="Cores for one model call: two for a single clip, else one, if not given."
    ),
]

MODEL, BACKEND = _DEFAULT.model, _DEFAULT.backend


def region_of(words: str | None) -> Region | None:
    """The region that a command line names."""
    return Region.parse(words) if words else None


def pose_options(
    model: str, backend: str, model_file: Path | None, threads: int | None, *, is_alone: bool = False
) -> PoseOptions:
    """The pose options that a command line names.

    Args:
        model: its size.
        backend: its name.
        model_file: the user's own model.
        threads: cores for one model call; None leaves it to the program.
        is_alone: whether nothing else is done beside one clip, and another core would be idle.
    """
    # a third core shortens a call by little
    usual = min(2, cores()) if is_alone else 1
    return PoseOptions(backend=backend, model=model, model_file=model_file, threads=threads or usual)
