"""How well do the body's exact outline and the motion of the picture tell a turned pelvis on the floor?

Set up as for ``scripts/film_evaluation.py``. Then::

    python scripts/measure_outline.py                    # fifteen minutes on two idle cores, three tables
    python scripts/measure_outline.py --only restless    # people who stir, and a plain camera
    python scripts/measure_outline.py --features         # and the features that were chosen
    python scripts/measure_outline.py --head             # the landmark model's own outline, not the exact one

``--head`` needs ``formcheck[mediapipe]`` and films that are kept already.

d' of 12 and of 18 degrees, each repetition held against a good one of the same person; the feature is the one
that tells best among four people, the figures are those of four others.

Pictures are kept under ``build/outline``: a run that is cut short goes on where it was.
"""

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from outline.film import load, path_of, save
from outline.head import with_head
from outline.plan import REPORTED, SETS, TUNERS, group_of, places_of
from outline.told import KINDS, lines, own_differences, tell
from sweep.plan import Spot
from truth.assets import AssetError, body_data
from truth.render import RenderError

REPO = Path(__file__).resolve().parent.parent
HEAD = (
    " | ".join(("| movement", "yaw", "height m", *KINDS, "")).rstrip(),
    "| --- | --- | --- |" + " --- |" * len(KINDS),
)


def film(job: tuple[str, str], folder: Path, root: Path) -> None:
    """Film one person doing one movement from all its places."""
    from outline.shoot import Looking

    movement, person = job
    looking = Looking(group_of(movement), person, root, manner=folder.name)
    with looking:
        for spot in places_of(folder.name)[movement]:
            path = path_of(folder, movement, person, spot)
            if not path.exists():
                save(path, looking.film(spot))


def missing(folder: Path) -> Iterator[tuple[str, str]]:
    """Movements and people that are not complete in the folder."""
    for movement, spots in places_of(folder.name).items():
        for person in (*TUNERS, *REPORTED):
            if not all(path_of(folder, movement, person, spot).exists() for spot in spots):
                yield movement, person


def measure(job: tuple[str, Spot], folder: Path, features: bool, head: bool) -> list[str]:
    """One place's line of the table."""
    movement, spot = job
    told = {}
    paths = {who: path_of(folder, movement, who, spot) for who in (*TUNERS, *REPORTED)}
    films = {who: (with_head if head else load)(path) for who, path in paths.items()}
    for name, kinds in KINDS.items():
        sets = {who: own_differences(film, kinds) for who, film in films.items()}
        told[name] = tell([sets[who] for who in TUNERS], [sets[who] for who in REPORTED])
    return list(lines(f"{movement} | {spot.yaw_deg:.0f} | {spot.height_m:.1f}", told, features))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=tuple(SETS), help="one manner of people only")
    parser.add_argument("--features", action="store_true")
    parser.add_argument("--head", action="store_true", help="the outline by the model's segmentation head")
    parser.add_argument("--kept", type=Path, default=REPO / "build" / "outline", metavar="FOLDER")
    parser.add_argument("--assets", type=Path, default=REPO / ".assets", metavar="FOLDER")
    return parser.parse_args()


def report(manner: str, root: Path, given: argparse.Namespace) -> None:
    """Film what is missing of one manner of people and print its table."""
    folder = given.kept / manner
    places = [(movement, spot) for movement, spots in places_of(folder.name).items() for spot in spots]
    with ProcessPoolExecutor(given.jobs) as pool:
        for _ in pool.map(partial(film, folder=folder, root=root), list(missing(folder))):
            print(".", end="", flush=True, file=sys.stderr)
        print(f"\n### {manner}\n", *HEAD, sep="\n")
        for found in pool.map(
            partial(measure, folder=folder, features=given.features, head=given.head), places
        ):
            print(*found, sep="\n", flush=True)


def main() -> int:
    given = arguments()
    try:
        root = body_data(given.assets)
        for manner in [given.only] if given.only else SETS:
            report(manner, root, given)
    except (AssetError, RenderError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
