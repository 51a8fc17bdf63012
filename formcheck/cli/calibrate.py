"""``formcheck calibrate``: a person's own targets from their first good repetitions."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from formcheck.cli import options
from formcheck.errors import FormcheckError
from formcheck.exercises import find
from formcheck.targets import file_of


def calibrate(
    clip: Annotated[
        Path, typer.Argument(metavar="CLIP", help="A video of good repetitions, or saved landmarks (.npz).")
    ],
    exercise: Annotated[
        str, typer.Option("--exercise", "-e", callback=options.exercise_of, help="Which exercise it shows.")
    ],
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="Write targets/NAME.toml of your data folder."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; EXERCISE.targets.toml if none.")
    ] = None,
    model: options.Model = options.MODEL,
    backend: options.Backend = options.BACKEND,
    model_file: options.ModelFile = None,
    threads: options.Threads = None,
    data: options.Data = None,
) -> None:
    """Write a targets file from a clip of good repetitions: your own full range and rest."""
    declared = find(exercise)
    if person is not None and out is not None:
        raise FormcheckError("both --person and --out are given", mend="Leave one of them away")
    path = file_of(person, data) if person is not None else out or Path(f"{declared.name}.targets.toml")
    pose = options.pose_options(model, backend, model_file, threads, is_alone=True)
    # what counts a clip loads for nobody who only asks for help
    from formcheck.calibrate import calibrate as measure
    from formcheck.calibrate import keep

    with Console(stderr=True).status("looking for good repetitions"):
        measured = measure(clip, declared, options=pose)
    keep(measured, path)
    typer.echo(measured.toml())
    used = f"--person {person}" if person is not None else f"--targets {path}"
    typer.echo(f"wrote {path}; use it: formcheck count CLIP --exercise {declared.name} {used}")
