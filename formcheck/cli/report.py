"""``formcheck report``: a session or a result file as one page to read, print or send."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli import options
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.report import Material

MEND = "Choose another file with --out"


def report(
    session: Annotated[
        str,
        typer.Argument(
            metavar="SESSION|RESULT.json", help="A session's id, the beginning of it, last, or a result file."
        ),
    ],
    out: Annotated[Path | None, typer.Option("--out", help="The HTML file to write.")] = None,
    clip: Annotated[
        Path | None, typer.Option("--clip", help="The session's video, for pictures of the flagged moments.")
    ] = None,
    data: options.Data = None,
    store: options.StoreUrl = None,
) -> None:
    """Write a report as one HTML file: plain words, numbers, plots; needs nothing else, prints well."""
    # templates and database load only for who asks for them
    from formcheck.report import render

    material = _material(session, clip, data, store)
    path = out or Path(f"{_name(material)}.report.html")
    page = render(material)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise FormcheckError(f"cannot write {path}", cause=error.strerror or str(error), mend=MEND) from error
    typer.echo(f"wrote {path}")


def _material(session: str, clip: Path | None, data: Path | None, url: str | None) -> "Material":
    from formcheck.report import Material, read_result, stored_material

    path = Path(session)
    if path.suffix.lower() == ".json" or path.is_file():
        return Material(result=read_result(path), clip=clip)
    from formcheck.store import Store

    with Store(url, data) as store:
        return stored_material(store, store.resolve(session), clip)


def _name(material: "Material") -> str:
    """A file name of what was done and when; of a result file, of its clip."""
    began, result = material.started_at, material.result
    when = f"{began:%Y-%m-%d-%H%M}" if began else Path(result.source).stem
    return re.sub(r"[^\w.-]+", "-", f"{result.exercise}-{when}")
