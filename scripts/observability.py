"""From where does the camera show a fault? Film rendered people from all around and measure.

Set up as for ``scripts/film_evaluation.py``, with matplotlib beside it. Then::

    python scripts/observability.py --write                # all of it; 20 minutes on two cores
    python scripts/observability.py --only clamshell       # what is missing of one exercise, or of
    python scripts/observability.py --only lunge/hip_drop  # the exercise that has this fault

Landmarks are kept under ``build/observability``: a run that is cut short goes on where it was. ``--write``
makes ``docs/accuracy/observability.json``, ``observability.md`` and the pictures in ``docs/accuracy/plots``.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from sweep.plan import GROUPS, OTHER_DISTANCES_M, Group, Spot, spots
from sweep.table import FEATURE, MEASURE, Row, best_by, by_fault, rows, save
from sweep.work import film_all, jobs
from truth.assets import AssetError, body_data
from truth.render import RenderError

REPO = Path(__file__).resolve().parent.parent
DOCS = REPO / "docs" / "accuracy"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", metavar="EXERCISE[/FAULT]")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write table, text and pictures")
    parser.add_argument("--kept", type=Path, default=REPO / "build" / "observability", metavar="FOLDER")
    parser.add_argument("--assets", type=Path, default=REPO / ".assets", metavar="FOLDER")
    return parser.parse_args()


def chosen(only: str) -> list[Group]:
    """The movements asked for."""
    exercise, _, fault = only.partition("/")
    return [
        group
        for group in GROUPS
        if exercise in ("", group.exercise) and fault in ("", *(name for name, _ in group.faults))
    ]


def farther(near: Sequence[Row]) -> list[Spot]:
    """The best places of a movement's faults at the other distances."""
    best: dict[Spot, None] = {}
    for found in by_fault(near).values():
        for row in (best_by(found, *MEASURE), best_by(found, *FEATURE)):
            if row is not None:
                best[row.spot] = None
    return [Spot(s.yaw_deg, s.height_m, d) for s in best for d in OTHER_DISTANCES_M]


def film(wanted: Sequence[tuple[Group, Sequence[Spot]]], given: argparse.Namespace, assets: Path) -> None:
    todo = list(jobs(wanted, given.kept))
    for done, said in enumerate(film_all(todo, given.kept, assets, given.jobs), 1):
        print(f"{done}/{len(todo)} {said}", flush=True)


def measure(wanted: Sequence[tuple[Group, Sequence[Spot]]], given: argparse.Namespace) -> list[list[Row]]:
    """The rows of each movement, from the landmarks that were kept."""
    with ProcessPoolExecutor(given.jobs) as pool:
        return list(pool.map(_rows, [(group, list(places), given.kept) for group, places in wanted]))


def _rows(job: tuple[Group, list[Spot], Path]) -> list[Row]:
    return list(rows(*job))


def main() -> int:
    given = arguments()
    groups = chosen(given.only)
    if not groups:
        print(f"nothing is called {given.only!r}; see GROUPS in scripts/sweep/plan.py", file=sys.stderr)
        return 2
    try:
        assets = body_data(given.assets)
        grid = [(group, list(spots(group))) for group in groups]
        film(grid, given, assets)
        near = measure(grid, given)
        far = [(group, farther(found)) for group, found in zip(groups, near, strict=True)]
        film(far, given, assets)
    except (AssetError, RenderError) as error:
        print(error, file=sys.stderr)
        return 2
    beyond = measure(far, given)
    found = [row for pair in zip(near, beyond, strict=True) for some in pair for row in some]
    return write(found) if given.write else 0


def write(found: Sequence[Row]) -> int:
    """Write table, text and pictures."""
    from sweep.document import document
    from sweep.maps import draw

    DOCS.mkdir(parents=True, exist_ok=True)
    save(found, DOCS / "observability.json")
    pictures = {key: draw(key, some, DOCS / "plots") for key, some in by_fault(found).items()}
    (DOCS / "observability.md").write_text(document(found, pictures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
