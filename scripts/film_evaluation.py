"""Film the evaluation set: render each clip, estimate its landmarks, save them with the exact truth.

Set up once as for ``scripts/render_samples.py``, then install the project itself beside it::

    .venv-render/bin/pip install -e .

Then::

    python scripts/film_evaluation.py                     # what is missing; about an hour on two cores
    python scripts/film_evaluation.py --only report_squat --clips build/clips
    python scripts/film_evaluation.py --truth             # truth anew for the landmarks that are there
    python scripts/film_evaluation.py --from build/clips  # landmarks anew from clips kept before
    python scripts/film_evaluation.py --perfect build/perfect  # exact joints instead of pictures, in minutes

Writes ``evaluation/NAME.npz`` (landmarks and exact signals) and ``evaluation/NAME.json`` (truth). The clips
    python scripts/film_evaluation.py --truth             # truth anew for landmarks that are there
"""

import argparse
import re
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path

from accuracy import compact
from evalset.cases import Case
from evalset.filming import estimate, film, is_done, save
from evalset.generate import cases
from evalset.perfect import perfect
from evalset.reel import Reel
from evalset.scene import Scene
from truth.assets import AssetError, body_data
from truth.render import RenderError

REPO = Path(__file__).resolve().parent.parent
EVALUATION = REPO / "evaluation"


def film_one(case: Case, assets: Path, out: Path, clips: Path | None) -> tuple[str, float]:
    """Make one clip and what is saved of it; return its name and the seconds it took."""
    started_s = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        clip = (clips or Path(folder)) / f"{case.name}.mp4"
        film(case, assets, clip)
        save(case, assets, estimate(clip), out)
    return case.name, time.perf_counter() - started_s


def estimate_one(case: Case, assets: Path, out: Path, clips: Path) -> tuple[str, float]:
    """Estimate the landmarks of a kept clip anew."""
    started_s = time.perf_counter()
    save(case, assets, estimate(clips / f"{case.name}.mp4"), out)
    return case.name, time.perf_counter() - started_s


def truth_one(case: Case, assets: Path, out: Path) -> tuple[str, float]:
    """Compute the truth of a clip anew and keep its landmarks."""
    started_s = time.perf_counter()
    seen, _ = compact.load(out / f"{case.name}.npz")
    save(case, assets, seen, out)
    return case.name, time.perf_counter() - started_s


def perfect_one(case: Case, assets: Path, out: Path) -> tuple[str, float]:
    """Save what a pose model without error would have seen."""
    started_s = time.perf_counter()
    save(case, assets, perfect(Reel(Scene(case, assets))), out)
    return case.name, time.perf_counter() - started_s


def chosen(given: argparse.Namespace) -> list[Case]:
    """The cases asked for that have still to be done."""
    wanted = [case for case in cases() if re.search(given.only, case.name)]
    if given.perfect:
        return wanted
    if given.truth:
        return [case for case in wanted if (given.out / f"{case.name}.npz").exists()]
    if given.source:
        return [case for case in wanted if (given.source / f"{case.name}.mp4").exists()]
    return [case for case in wanted if given.again or not is_done(case, given.out)]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", metavar="REGEX")
    parser.add_argument("--out", type=Path, default=EVALUATION, metavar="FOLDER")
    parser.add_argument("--clips", type=Path, metavar="FOLDER", help="keep the clips here")
    parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="use the clips kept here")
    parser.add_argument("--truth", action="store_true", help="the truth only")
    parser.add_argument("--perfect", type=Path, metavar="FOLDER", help="exact joints, saved here")
    parser.add_argument("--again", action="store_true", help="also what is there already")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--assets", type=Path, default=REPO / ".assets", metavar="FOLDER")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    try:
        assets = body_data(given.assets)
    except AssetError as error:
        print(error, file=sys.stderr)
        return 2
    if given.clips:
        given.clips.mkdir(parents=True, exist_ok=True)
    work = partial(film_one, assets=assets, out=given.out, clips=given.clips)
    if given.perfect:
        work = partial(perfect_one, assets=assets, out=given.perfect)
    elif given.truth:
        work = partial(truth_one, assets=assets, out=given.out)
    elif given.source:
        work = partial(estimate_one, assets=assets, out=given.out, clips=given.source)
    return run(work, chosen(given), given.jobs)


def run(work: "partial[tuple[str, float]]", todo: list[Case], jobs: int) -> int:
    """Do the work on every case, several at a time; a failed one does not stop the others."""
    failed = 0
    with ProcessPoolExecutor(jobs) as pool:
        tasks = {pool.submit(work, case): case.name for case in todo}
        for done, task in enumerate(as_completed(tasks), 1):
            try:
                name, took_s = task.result()
                print(f"{done}/{len(todo)} {name} {took_s:.0f} s", flush=True)
            except (RenderError, OSError, ValueError, KeyError) as error:
                failed += 1
                print(f"{done}/{len(todo)} {tasks[task]} failed: {error!r}", file=sys.stderr, flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
