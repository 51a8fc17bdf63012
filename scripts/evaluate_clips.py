"""Run every exercise on hand-labelled real clips and compare the counts.

    python scripts/evaluate_clips.py --clips FOLDER [--model full] [--only REGEX]
        [--cache FOLDER] [--write FILE]

FOLDER holds the clips and a labels.json: a list of objects with `file`, `exercise` (in words), `target` (its
name here, or null), `reps`, `rep_times` ([start, peak, end] in seconds) and `count_confidence` (`sure` or
other words). On hands and knees the labels count single raises, and so does this table.

Prints a table of the clips that hold an exercise of the project, with the median size of the errors of start,
peak and end, and what the other exercises counted there. Then what is counted where nothing may be: in clips
without an exercise (reps 0), and apart in clips of other exercises, of which some resemble ours.

Poses are estimated once a clip. --cache keeps them; they are made anew when the pose chain changes.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from accuracy import labels, markdown
from accuracy.labels import Label, Outcome
from accuracy.poses import cached
from accuracy.samples import described
from formcheck.errors import FormcheckError

HEADER = (
    "clip",
    "exercise",
    "expected",
    "got",
    "error",
    "confidence",
    "start s",
    "peak s",
    "end s",
    "others",
)


def measure(chosen: Iterable[Label], cache: Path, model: str) -> list[Outcome]:
    outcomes = []
    for label in chosen:
        print(label.clip.name, file=sys.stderr)
        outcomes.append(labels.outcome(label, cached(label.clip, cache, model)))
    return outcomes


def cells(outcome: Outcome) -> list[object]:
    label, error = outcome.label, outcome.error
    return [
        label.clip.stem,
        label.target,
        markdown.NONE if label.reps is None else label.reps,
        outcome.got,
        markdown.NONE if error is None else f"{error:+d}" if error else "0",
        label.confidence,
        *(markdown.middle([e[i] for e in outcome.errors_s]) for i in range(3)),
        markdown.listed([f"{n} {name}" for name, n in outcome.others.items()]),
    ]


def false_counts(outcomes: list[Outcome]) -> str:
    header = ("clip", "shows", *described())
    rows = [[o.label.clip.stem, o.label.shows, *(c.reps for c in o.counted.values())] for o in outcomes]
    return markdown.table(header, rows)


def share(outcomes: list[Outcome]) -> str:
    """How many counts are exact, and off by at most one."""
    errors = [abs(o.error) for o in outcomes if o.error is not None]
    if not errors:
        return "none counted by hand"
    exact, near, n = errors.count(0), sum(e <= 1 for e in errors), len(errors)
    return f"{exact} of {n} exact ({exact / n:.0%}), {near} off by at most one ({near / n:.0%})"


def false_total(outcomes: list[Outcome]) -> str:
    counts = [sum(o.others.values()) for o in outcomes]
    return f"{sum(counts)} in {sum(map(bool, counts))} of {len(counts)} clips"


def report(outcomes: list[Outcome]) -> str:
    ours = [o for o in outcomes if o.label.is_ours]
    empty = [o for o in outcomes if o.label.is_empty]
    rest = [o for o in outcomes if not o.label.is_ours and not o.label.is_empty]
    times = [e for o in ours for e in o.errors_s]
    names = ("start", "peak", "end")
    medians = ", ".join(f"{name} {markdown.middle([t[i] for t in times])}" for i, name in enumerate(names))
    return "\n\n".join(
        [
            "## Clips of an exercise",
            markdown.table(HEADER, map(cells, ours)),
            f"Sure counts: {share([o for o in ours if o.label.is_sure])}.",
            f"All counts: {share(ours)}.",
            f"Median error in seconds, over all repetitions found: {medians}.",
            f"Counted by other exercises: {false_total(ours)}.",
            "## Clips without an exercise: nothing may count",
            false_counts(empty),
            f"False counts: {false_total(empty)}.",
            "## Clips of other exercises",
            false_counts(rest),
            f"Counted: {false_total(rest)}.",
        ]
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clips", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    parser.add_argument("--only", default="", metavar="REGEX")
    parser.add_argument("--cache", type=Path, metavar="FOLDER")
    parser.add_argument("--write", type=Path, metavar="FILE")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    try:
        chosen = [label for label in labels.load(given.clips) if re.search(given.only, label.clip.name)]
        with tempfile.TemporaryDirectory() as folder:
            outcomes = measure(chosen, given.cache or Path(folder), given.model)
    except FormcheckError as error:
        print(error, file=sys.stderr)
        return 2
    text = report(outcomes)
    print(text)
    if given.write:
        command = f"python scripts/evaluate_clips.py --clips FOLDER --model {given.model}"
        markdown.write(given.write, "Counts on real clips", command, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
