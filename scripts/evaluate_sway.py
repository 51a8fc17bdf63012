"""Measured sway held against the exact way of the hips, on the evaluation clips of somebody on one leg.

    python scripts/evaluate_sway.py                       # every clip that is there
    python scripts/evaluate_sway.py --only report_balance

Needs the body data (see ``scripts/render_samples.py``), for the exact way is computed anew from the recipe.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accuracy import compact
from evalset.cases import Case
from evalset.generate import cases
from evalset.reel import Reel
from evalset.scene import Scene
from formcheck.assess.outcome import LANDS_S, SETTLE_S, measured
from formcheck.assess.stance import STANCE
from formcheck.assess.taken import Stay, Taken
from formcheck.loop import Session, Sighting, follow
from formcheck.motion.sway import Sway, sway
from truth.assets import body_data
from truth.mesh import SKIN_VERTICES

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Compared:
    """The sway of one stance: of the hip joints in space, and as it was measured in the picture."""

    clip: str
    true: Sway
    found: Sway


def main() -> int:
    """Print a line a stance, and how the two agree."""
    given = _arguments()
    rows = [
        row for case in _chosen(given) for row in compare(case, given.evaluation, body_data(given.assets))
    ]
    for row in rows:
        print(line(row))
    for words in summary(rows):
        print(words)
    return 0


def _arguments() -> argparse.Namespace:
    root = Path(__file__).parents[1]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", default="_balance_", help="regular expression of the clips")
    parser.add_argument(
        "--evaluation", type=Path, default=root / "evaluation", help="folder of the landmarks"
    )
    parser.add_argument("--assets", type=Path, default=root / ".assets", help="folder of the body data")
    return parser.parse_args()


def _chosen(given: argparse.Namespace) -> list[Case]:
    there = [c for c in cases() if c.exercise == "balance" and (given.evaluation / f"{c.name}.npz").exists()]
    return [c for c in there if re.search(given.only, c.name)]


def compare(case: Case, folder: Path, assets: Path) -> Iterator[Compared]:
    """Every stance of a clip that was told and lasted long enough to have a sway."""
    seen, _ = compact.load(folder / f"{case.name}.npz")
    taken, scene = _taken(seen), Scene(case, assets)
    skin_m = scene.poser.body.mesh.vertices_m[:SKIN_VERTICES]
    height_m = float(np.ptp(skin_m[:, 2]))
    for stay in taken.stays:
        true = _true(Reel(scene), stay, seen, height_m)
        found = measured(taken, stay.start_s, stay.end_s)
        if true is not None and found is not None:
            yield Compared(case.name, true, found)


def _taken(seen: list[Sighting]) -> Taken:
    taken = STANCE.taken()
    for step in follow(seen, Session(STANCE.declared)):
        taken(step)
    return taken


def _true(reel: Reel, stay: Stay, seen: list[Sighting], height_m: float) -> Sway | None:
    """The camera looks along Y: across is X, up is Z."""
    times = [s.t_s for s in seen if stay.start_s + SETTLE_S <= s.t_s <= stay.end_s - LANDS_S]
    points = [reel.moment(t_s).points for t_s in times]
    hips = np.array([(p["left_hip"] + p["right_hip"]) / 2 for p in points]).reshape(-1, 3)
    return sway(np.array(times), hips[:, 0], -hips[:, 2], height_m)


def line(row: Compared) -> str:
    """One stance in one line."""
    path = f"true {row.true.path_pct_per_s:5.2f} found {row.found.path_pct_per_s:5.2f}"
    ellipse = f"true {row.true.ellipse_pct2:5.2f} found {row.found.ellipse_pct2:5.2f}"
    return f"{row.clip:32} path %/s {path}   95 % ellipse %² {ellipse}"


def summary(rows: list[Compared]) -> Iterator[str]:
    """How measured and true paths agree."""
    if len(rows) < 2:
        yield f"{len(rows)} stances"
        return
    true, found = (np.array([getattr(r, who).path_pct_per_s for r in rows]) for who in ("true", "found"))
    ratio = found / true
    yield f"{len(rows)} stances in {len({r.clip for r in rows})} clips"
    yield f"path a second, found less true: median {np.median(found - true):+.2f} %/s"
    yield f"found in parts of true: {np.median(ratio):.2f}, from {ratio.min():.2f} to {ratio.max():.2f}"
    yield f"correlation {np.corrcoef(true, found)[0, 1]:.2f}"


if __name__ == "__main__":
    sys.exit(main())
