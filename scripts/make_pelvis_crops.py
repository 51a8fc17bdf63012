"""Film rendered people on the floor and cut out their hips, to train ``build/pelvis/pelvis.onnx`` on.

Set up as for ``scripts/film_evaluation.py``. Then::

    python scripts/make_pelvis_crops.py                 # 110 people, 13000 pictures; half an hour
    python scripts/make_pelvis_crops.py --trial report  # people never trained on; ten minutes

Writes ``build/pelvis/train/NUMBER.npz``, a person each, or ``build/pelvis/PART/MOVEMENT_PERSON.npz`` for a
trial; a run that is cut short goes on where it was.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from sweep.plan import PEOPLE as TRIED
from truth.assets import AssetError, body_data
from truth.people import REPORT
from truth.render import RenderError

REPO = Path(__file__).resolve().parent.parent


def film(seed: int, sets: int, assets: Path, out: Path) -> tuple[str, int, float]:
    """Film one person; return who it was, how many pictures there are, and the seconds it took."""
    from pelvis.filming import Filming
    from pelvis.store import save

    started_s = time.perf_counter()
    with Filming(seed, assets) as filming:
        samples = [sample for _ in range(sets) for sample in filming.film_set()]
    save(out / f"{seed:04}.npz", samples)
    return f"person {seed}", len(samples), time.perf_counter() - started_s


def try_out(job: tuple[str, str], assets: Path, out: Path) -> tuple[str, int, float]:
    """Film one person's trial of one movement; return its name, the number of places and the seconds."""
    from pelvis.trial import GROUPS, Trial

    started_s, (name, person) = time.perf_counter(), job
    group = next(g for g in GROUPS if f"{g.name}" == name)
    with Trial(group, person, assets) as trial:
        takes = trial.films()
    out.mkdir(parents=True, exist_ok=True)
    unfinished = out / f"{name}_{person}.part"
    with unfinished.open("wb") as file:
        np.savez(file, allow_pickle=False, **takes._asdict())
    unfinished.replace(out / f"{name}_{person}.npz")
    return f"{name} of {person}", len(takes.place), time.perf_counter() - started_s


def trials(part: str, folder: Path) -> list[tuple[str, str]]:
    """Movements and people that are missing in the folder."""
    from pelvis.trial import GROUPS

    # the people of the sweep are as good for tuning as any
    people = REPORT if part == "report" else TRIED
    jobs = [(group.name, person) for person in people for group in GROUPS]
    return [(name, person) for name, person in jobs if not (folder / f"{name}_{person}.npz").exists()]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=int, default=0, help="number of the first person")
    parser.add_argument("--people", type=int, default=110)
    parser.add_argument("--sets", type=int, default=20, help="six pictures each, a camera place each")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--trial", choices=("tuning", "report"), help="film a trial instead")
    parser.add_argument("--out", type=Path, default=REPO / "build" / "pelvis" / "train", metavar="FOLDER")
    parser.add_argument("--assets", type=Path, default=REPO / ".assets", metavar="FOLDER")
    given = parser.parse_args()
    try:
        assets = body_data(given.assets)
        run(given, assets)
    except (AssetError, RenderError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def run(given: argparse.Namespace, assets: Path) -> None:
    """Film what is missing, several people at a time."""
    with ProcessPoolExecutor(given.jobs) as pool:
        if given.trial:
            folder = given.out.parent / given.trial
            done = pool.map(partial(try_out, assets=assets, out=folder), trials(given.trial, folder))
        else:
            seeds = range(given.first, given.first + given.people)
            todo = [seed for seed in seeds if not (given.out / f"{seed:04}.npz").exists()]
            done = pool.map(partial(film, sets=given.sets, assets=assets, out=given.out), todo)
        for name, count, took_s in done:
            print(f"{name}: {count}, {took_s:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
