"""``formcheck test``: a guided test with its score, its norm, and the change since the last one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from formcheck.assess import TESTS, TestError, find_test
from formcheck.cli import FAILED, options
from formcheck.cli.tested import lines
from formcheck.engine.events import Side
from formcheck.ground import ground_of
from formcheck.norms.table import SEXES, Sex

if TYPE_CHECKING:
    from formcheck.assess.outcome import Outcome
    from formcheck.assess.run import Who
    from formcheck.assess.spec import Test
    from formcheck.pose.backends import PoseOptions

EYES = ("open", "closed")


def take_test(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"Which test: {', '.join(TESTS)}.")],
    source: Annotated[
        Path | None, typer.Option("--source", metavar="CLIP", help="A clip of the test, instead of a camera.")
    ] = None,
    camera: Annotated[int, typer.Option("--camera", min=0, help="The camera's number.")] = 0,
    age: Annotated[int | None, typer.Option("--age", help="Years, for the norm.")] = None,
    sex: Annotated[str | None, typer.Option("--sex", help=f"{' or '.join(SEXES)}, for the norm.")] = None,
    side: Annotated[str | None, typer.Option("--side", help="left or right: this leg only.")] = None,
    eyes: Annotated[
        str | None,
        typer.Option(
            "--eyes", help=f"{' or '.join(EYES)}, as you say: no camera sees it; else as the test asks."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    save: Annotated[
        bool, typer.Option("--save/--no-save", help="Keep it, and compare it with your last one.")
    ] = True,
    surface: options.Surface = None,
    footwear: options.Footwear = None,
    model: options.Model = options.MODEL,
    backend: options.Backend = options.BACKEND,
    model_file: options.ModelFile = None,
    threads: options.Threads = options.THREADS,
    data: options.Data = None,
) -> None:
    """Take a test: score, norm for age and sex with its source, and the change since your last one."""
    from formcheck.assess.run import Who

    chosen = find_test(name)
    who = Who(
        age=age,
        sex=_sex(sex),
        side=_side(side),
        open_eyes=(_one_of("eyes", eyes, EYES) or chosen.usual_eyes) == "open",
        ground=ground_of(surface, footwear),
    )
    if chosen.norms:
        chosen.norms.find(who.age, who.sex)  # an age that nobody has is told before the test, not after it
    pose = options.pose_options(model, backend, model_file, threads)
    if source is None:
        # a window's packages are loaded by nobody who needs no window
        from formcheck.live.assessed import from_camera

        outcome = from_camera(chosen, who, pose, camera, is_saved=save, data=data)
    else:
        outcome = _from_clip(chosen, source, who, pose, data, is_saved=save)
    if json:
        typer.echo(outcome.model_dump_json())
    else:
        for line in lines(outcome):
            typer.echo(line)
    for note in outcome.notes:
        typer.echo(f"formcheck: {note}", err=True)
    if not outcome.scores:
        raise typer.Exit(FAILED)


def _from_clip(
    chosen: "Test", clip: Path, who: "Who", pose: "PoseOptions", data: Path | None, *, is_saved: bool
) -> "Outcome":
    from formcheck.assess.run import from_clip

    if not is_saved:
        return from_clip(chosen, clip, who, pose, None)
    # the database package costs a tenth of a second: only who asks for it waits
    from formcheck.store import Store

    with Store(folder=data) as store:
        return from_clip(chosen, clip, who, pose, store)


def _sex(name: str | None) -> Sex | None:
    return next((sex for sex in SEXES if sex == _one_of("sex", name, SEXES)), None)


def _side(name: str | None) -> Side | None:
    sides: tuple[Side, ...] = get_args(Side)
    return next((side for side in sides if side == _one_of("side", name, sides)), None)


def _one_of(what: str, name: str | None, choices: tuple[str, ...]) -> str | None:
    wanted = name.strip().lower() if name else None
    if wanted is not None and wanted not in choices:
        raise TestError(f"unknown {what} {name!r}", mend=f"Choose one of: {', '.join(choices)}")
    return wanted
