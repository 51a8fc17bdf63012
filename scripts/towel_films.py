"""Count synthetic films of towel curls, whose number is known, and print what came of it.

    python scripts/towel_films.py                     # the table, half a minute
    python scripts/towel_films.py --clips build/towel # also write the films as MP4

The films: plain, fast, slow, small, fading, noisy, a camera held in the hand, and a towel that lies still.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from accuracy import markdown
from formcheck.engine.events import Flag, Rep
from formcheck.exercises import find
from formcheck.loop import Session, Sighting, follow
from formcheck.video.writer import ClipWriter
from towel.draw import TowelFilm

FULL = 0.09
FILMS = {
    "plain": TowelFilm(pulls=(FULL,) * 6),
    "fast": TowelFilm(pulls=(FULL,) * 8, every_s=1.5),
    "slow": TowelFilm(pulls=(FULL,) * 4, every_s=4.5),
    "small": TowelFilm(pulls=(0.5 * FULL,) * 6),
    "fading": TowelFilm(pulls=tuple(FULL * s for s in (1.0, 1.0, 0.9, 0.8, 0.62, 0.62))),
    "noisy": TowelFilm(pulls=(FULL,) * 6, noise=12.0),
    "dark grain": TowelFilm(pulls=(FULL,) * 6, seed=7, fps=15.0),
    "hand-held": TowelFilm(pulls=(FULL,) * 6, shake_px=4.0),
    "lies still": TowelFilm(pulls=(0.0,) * 6),
    "lies still, hand-held": TowelFilm(pulls=(0.0,) * 6, shake_px=4.0),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What was said of one film."""

    reps: int
    fading: int
    peaks_s: tuple[float, ...]


def count(film: TowelFilm) -> Counted:
    """Count one film as the product does, picture by picture."""
    seen = (Sighting(t_s, None, film.size_px, image) for t_s, image in film.pictures())
    events = [e for step in follow(seen, Session(find("towel_curl"))) for e in step.events]
    reps = [e for e in events if isinstance(e, Rep)]
    fading = sum(isinstance(e, Flag) and e.name == "range_fades" for e in events)
    return Counted(len(reps), fading, tuple(r.peak_s for r in reps))


def write(film: TowelFilm, path: Path) -> None:
    """Save a film as MP4."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with ClipWriter(path, film.size_px) as writer:
        for t_s, image in film.pictures():
            writer.write(image, t_s)


def main() -> int:
    """Count every film and print the table; fails if a plain one is miscounted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--clips", type=Path, help="also write the films into this folder")
    given = parser.parse_args()
    rows = []
    for name, film in FILMS.items():
        counted = count(film)
        wanted = sum(pull > 0 for pull in film.pulls)
        rows.append([name, wanted, counted.reps, counted.fading])
        if given.clips:
            write(film, given.clips / f"towel_{name.replace(' ', '_').replace(',', '')}.mp4")
    print(markdown.table(("film", "curls", "counted", "told as fading"), rows))
    return int(any(wanted != got for _, wanted, got, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
