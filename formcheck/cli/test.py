"""``formcheck test``: a guided test with its score, its norm, and the change since the last one."""

from contextlib import AbstractContextManager, nullcontext
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
    from formcheck.store import Store

EYES = ("open", "closed")


Name = Annotated[str, typer.Argument(metavar="NAME", help=f"Which test: {', '.join(TESTS)}.")]
Source = Annotated[
    Path | None, typer.Option("--source", metavar="CLIP", help="A clip of the test, instead of a camera.")
]
Camera = Annotated[int, typer.Option("--camera", min=0, help="The camera's number.")]
Age = Annotated[int | None, typer.Option("--age", help="Years, for the norm.")]
SexName = Annotated[str | None, typer.Option("--sex", help=f"{' or '.join(SEXES)}, for the norm.")]
SideName = Annotated[str | None, typer.Option("--side", help="left or right: this leg only.")]
Eyes = Annotated[
    str | None,
    typer.Option(
        "--eyes", help=f"{' or '.join(EYES)}, as you say: no camera sees it; else as the test asks."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Save = Annotated[bool, typer.Option("--save/--no-save", help="Keep it, and compare it with your last one.")]


def take_test(
    name: Name,
    source: Source = None,
    camera: Camera = 0,
    age: Age = None,
    sex: SexName = None,
    side: SideName = None,
    eyes: Eyes = None,
    json: Json = False,
    save: Save = True,
    surface: options.Surface = None,
    footwear: options.Footwear = None,
    model: options.Model = options.MODEL,
    backend: options.Backend = options.BACKEND,
    model_file: options.ModelFile = None,
    threads: options.Threads = None,
    data: options.Data = None,
    store: options.StoreUrl = None,
) -> None:
    """Take a test: score, norm for age and sex with its source, and the change since your last one."""
    from formcheck.assess.run import Who

    chosen = find_test(name)
    open_eyes = (_one_of("eyes", eyes, EYES) or chosen.usual_eyes) == "open"
    who = Who(
        age=age, sex=_sex(sex), side=_side(side), open_eyes=open_eyes, ground=ground_of(surface, footwear)
    )
    if chosen.norms:
        chosen.norms.find(who.age, who.sex)  # an age that nobody has is told before the test, not after it
    pose = options.pose_options(model, backend, model_file, threads, is_alone=source is not None)
    if source is None:
        # a window's packages are loaded by nobody who needs no window
        from formcheck.live.assessed import from_camera

        outcome = from_camera(chosen, who, pose, camera, is_saved=save, data=data, store_url=store)
    else:
        from formcheck.assess.run import from_clip

        with _history(save, data, store) as kept:
            outcome = from_clip(chosen, source, who, pose, kept)
    _tell(outcome, as_json=json)


def _tell(outcome: "Outcome", *, as_json: bool) -> None:
    for line in [outcome.model_dump_json()] if as_json else lines(outcome):
        typer.echo(line)
    for note in outcome.notes:
        typer.echo(f"formcheck: {note}", err=True)
    if not outcome.scores:
        raise typer.Exit(FAILED)


def _history(is_saved: bool, data: Path | None, url: str | None) -> "AbstractContextManager[Store | None]":
    if not is_saved:
        return nullcontext()
    # the database package costs a tenth of a second: only who asks for it waits
    from formcheck.store import Store

    return Store(url, data)


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
