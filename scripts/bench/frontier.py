"""Print the frontier: error against exact truth over processor time, for each model, precision and runtime.

    python scripts/bench/frontier.py --clips FOLDER [--exact FOLDER] [--each 1] [--only REGEX] [--part report]
        [--int8 build/int8] [--cache build/frontier] [--repeat 3] [--write]

FOLDER holds the pictures of the evaluation set: ``python scripts/film_evaluation.py --only '^report'
--clips FOLDER``. --exact holds its exact joints: ``film_evaluation.py --perfect FOLDER``; without it the
column of the joints stays empty. --each says how many clips of each exercise are taken, the shortest first.
The landmarks of each variant are kept in --cache.

For the int8 models: ``python -m model_build.to_int8`` in ``scripts``. What is not installed here (OpenVINO,
MediaPipe, the heavy model) is left out and named. --write saves docs/accuracy/frontier.md and its plot.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1]))

from accuracy import markdown
from evaluation.truth import Truth, truths
from formcheck.errors import FormcheckError
from pareto import accuracy, cost
from pareto.accuracy import Errors
from pareto.variants import REFERENCE, Variant, variants

ROOT = Path(__file__).parents[2]
Chosen = list[tuple[Truth, Path]]
HEADER = (
    *("model", "precision", "runtime", "CPU ms", "of MediaPipe", "joints off", "95th", "angles off", "95th"),
    *("counts off", "false flags", "offered as"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One variant, measured."""

    variant: Variant
    cpu_ms: float
    errors: Errors


def main() -> int:
    given = arguments()
    try:
        chosen = accuracy.choose(
            ROOT / "evaluation", truths(ROOT / "evaluation", given.part), given.clips, given.each
        )
        points = measure(given, chosen)
    except FormcheckError as error:
        print(error, file=sys.stderr)
        return 2
    text = document(points, chosen)
    print(text)
    if given.write:
        save(given, points, text)
    return 0


def measure(given: argparse.Namespace, chosen: Chosen) -> list[Point]:
    """Accuracy first, which may come from the cache; then the cost of all, in turns."""
    wanted = [v for v in variants(given.int8) if re.search(given.only, v.key)]
    errors: dict[str, Errors] = {}
    for variant in wanted:
        print(variant.key, file=sys.stderr, flush=True)
        try:
            variant.make().close()
            if not variant.like:
                errors[variant.key] = accuracy.measure(variant, chosen, given.clips, given.exact, given.cache)
        except (FormcheckError, OSError) as error:
            print(f"{variant.key} is left out: {error}", file=sys.stderr)
            wanted = [v for v in wanted if v is not variant]
    usable = [v for v in wanted if (v.like or v.key) in errors]
    timed = cost.pictures([given.clips / f"{t.clip}.mp4" for t, _ in chosen[:3]])
    spent_ms = cost.measure(usable, timed, given.repeat)
    return [Point(v, spent_ms[v.key], errors[v.like or v.key]) for v in usable]


def document(points: Sequence[Point], chosen: Chosen) -> str:
    """The table with what its columns mean."""
    reference = next((p.cpu_ms for p in points if p.variant.key == REFERENCE), float("nan"))
    expected = sum(len(truth.reps) for truth, _ in chosen)
    words = (
        f"{len(chosen)} rendered clips, one or more of each exercise, with {expected} repetitions."
        " Processor time of all threads for one picture, decoding not included. Joints: shoulders, elbows,"
        " wrists, hips, knees and ankles, as the model gives them, distance from the exact ones in % of the"
        " torso, middle and 95th percentile; the model's idea of a joint is not the skeleton's, so that no"
        " model reaches 0. Angles: those the exercises use, after repair, degrees, likewise. Counts:"
        " repetitions too many and too few. False flags: on so many repetitions without a fault."
    )
    return f"{words}\n\n{markdown.table(HEADER, [row(p, reference) for p in points])}"


def row(point: Point, reference_ms: float) -> list[str]:
    """One line of the table."""
    v, errors = point.variant, point.errors
    return [
        *(v.model, v.precision, v.runtime, f"{point.cpu_ms:.1f}", f"{point.cpu_ms / reference_ms:.2f}"),
        *_middle_and_far(errors.joints_pct, " %"),
        *_middle_and_far(errors.angles_deg, ""),
        *(str(errors.wrong), f"{errors.false_flags} of {errors.clean}"),
        f"`{v.offered}`" if v.offered else markdown.NONE,
    ]


def _middle_and_far(sizes: accuracy.Floats, unit: str) -> list[str]:
    if not sizes.size:
        return [markdown.NONE, markdown.NONE]
    return [f"{value:.1f}{unit}" for value in (np.median(sizes), np.percentile(sizes, 95))]


def save(given: argparse.Namespace, points: Sequence[Point], text: str) -> None:
    """Write the page; what is beside the figures there stands in ``pareto/notes.md``."""
    from pareto.plot import draw  # only --write needs matplotlib

    folder = ROOT / "docs" / "accuracy"
    draw(points, folder / "plots")
    notes = (ROOT / "scripts" / "pareto" / "notes.md").read_text(encoding="utf-8")
    command = f"python scripts/bench/frontier.py --clips FOLDER --exact FOLDER --each {given.each} --write"
    picture = "![Joint error over processor time](plots/frontier.png)"
    title = "What accuracy costs: models, precisions, runtimes"
    markdown.write(folder / "frontier.md", title, command, f"{text}\n\n{picture}\n\n{notes.strip()}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clips", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--exact", type=Path, metavar="FOLDER")
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--only", default="", metavar="REGEX")
    parser.add_argument("--part", default="report", choices=("tuning", "report"))
    parser.add_argument("--int8", type=Path, default=ROOT / "build" / "int8", metavar="FOLDER")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "frontier", metavar="FOLDER")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
