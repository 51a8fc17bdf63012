"""The page of one exercise, in Markdown, from its declaration."""

from collections.abc import Iterator

from formcheck.cli.listing import range_text
from formcheck.engine.spec import Exercise, Fault, Placement, RepCheck
from formcheck.engine.words import limit_text, views_text


def page(exercise: Exercise, has_picture: bool) -> str:
    """All that is declared of an exercise, with its picture."""
    return "\n\n".join(_parts(exercise, has_picture)) + "\n"


def _parts(e: Exercise, has_picture: bool) -> Iterator[str]:
    yield f"# {e.title}"
    if has_picture:
        yield f"![{e.title}: the annotated picture of a sample clip]({e.name}.jpg)"
    yield e.counts
    yield f"    formcheck count CLIP --exercise {e.name}"
    yield _facts(e)
    yield "## Where to put the camera"
    yield "\n".join(map(_place, e.placements))
    yield "## What is judged"
    yield from (_told(judged) for judged in e.judged)
    if e.unseen:
        yield "## What no camera place shows"
        yield "\n".join(f"- **{u.title}**: {u.reason}. Source: {u.source}" for u in e.unseen)


def _facts(e: Exercise) -> str:
    rows = [("Names", ", ".join(f"`{name}`" for name in (e.name, *e.aliases)))]
    rows += [("Range", range_text(e)), ("Source", e.source)]
    return "| | |\n|---|---|\n" + "\n".join(f"| {name} | {text} |" for name, text in rows)


def _place(place: Placement) -> str:
    return f"- {place.words}. Source: {place.source}"


def _told(judged: Fault | RepCheck) -> str:
    limit = f"limit {limit_text(judged)}"
    error = f", standard error {judged.error:g} {judged.unit}" if judged.error else ""
    return (
        f"**{judged.title}** (`{judged.name}`, {judged.severity})  \n{limit}{error}; seen from:"
        f" {views_text(judged.views)}  \nSource: {judged.source}"
    )
