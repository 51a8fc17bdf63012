"""Run the product on every sample clip and compare with its truth file.

    python scripts/evaluate_samples.py [--model full] [--only REGEX] [--recorded FOLDER] [--write FILE]

Prints one Markdown table. A clip is exact when repetitions, sides and partial repetitions are counted right,
every hold is found and its length right within 0.3 s, and the planted faults, and no others, are flagged on
their repetitions. In a clip of no exercise (`none_*`) every exercise must count nothing.

Seconds are median / largest size of the error. Angles are mean size of the error / bias, against the exact
angles in the picture of every frame, where `python scripts/render_samples.py --truth .assets/truth` has been
run. --recorded takes the landmarks from a folder such as tests/recorded instead of estimating the poses anew:
seconds instead of minutes, to see what a changed limit does. Ends with 1 when a clip is not exact.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accuracy import markdown, samples
from accuracy.angles import ANGLES, AngleLog, summary
from accuracy.poses import ROOT, record
from accuracy.verdict import HOLD_WITHIN_S, NO_EXERCISE, Truth, Verdict
from formcheck.errors import FormcheckError

ANGLE_TRUTH = ROOT / ".assets" / "truth"
HEADER = (
    "clip",
    "reps expected / got",
    "sides",
    "partials",
    "start s",
    "peak s",
    "end s",
    "holds expected / got",
    "largest hold error s",
    "faults planted / flagged",
    "missed",
    "false",
    "not checked",
    "knee deg",
    "hip deg",
    "exact",
)


@dataclass(frozen=True)
class Row:
    """One clip: its verdict, and its angle errors where their truth is there."""

    verdict: Verdict
    errors_deg: dict[str, NDArray[np.float64]]


def measure(clip: Path, recorded: Path | None, model: str) -> Row:
    """Run the product on one clip."""
    truth, log = samples.truth_of(clip), AngleLog()
    with tempfile.TemporaryDirectory() as folder:
        recording = (recorded or Path(folder)) / f"{clip.stem}.npz"
        if recorded is None:
            record(clip, recording, model)
        verdict = samples.evaluate(recording, truth, log)
    return Row(verdict, angle_errors(clip, truth, log))


def angle_errors(clip: Path, truth: Truth, log: AngleLog) -> dict[str, NDArray[np.float64]]:
    path = ANGLE_TRUTH / f"{clip.stem}.npz"
    has_truth = path.exists() and truth["exercise"] != NO_EXERCISE
    return log.errors_deg(path) if has_truth else {angle: np.empty(0) for angle in ANGLES}


def cells(row: Row) -> list[object]:
    v = row.verdict
    hold_error_s = max(map(abs, v.hold_errors_s), default=None)
    return [
        v.clip,
        f"{v.expected} / {v.got}",
        "right" if v.sides_right else "wrong",
        f"{v.expected_partials} / {v.partials}",
        *(markdown.spread([times[i] for times in v.times_s]) for i in range(3)),
        f"{v.expected_holds} / {v.holds}",
        markdown.NONE if hold_error_s is None else f"{hold_error_s:.2f}",
        f"{v.planted} / {v.planted - len(v.missed)}",
        markdown.listed(v.missed),
        markdown.listed(v.false),
        markdown.listed(v.not_checked),
        *(summary(row.errors_deg[angle]) for angle in ANGLES),
        "yes" if v.is_exact else "no: " + ", ".join(v.reasons),
    ]


def report(rows: list[Row]) -> str:
    verdicts = [row.verdict for row in rows]
    times = [times for v in verdicts for times in v.times_s]
    holds = [error for v in verdicts for error in v.hold_errors_s]
    names = ("start", "peak", "end")
    shown = ", ".join(f"{name} {markdown.spread([t[i] for t in times])}" for i, name in enumerate(names))
    angles = {angle: np.concatenate([row.errors_deg[angle] for row in rows]) for angle in ANGLES}
    planted, missed = sum(v.planted for v in verdicts), sum(len(v.missed) for v in verdicts)
    lines = [
        f"{sum(v.is_exact for v in verdicts)} of {len(verdicts)} clips exact.",
        f"Seconds, median / largest error: {shown}, hold length {markdown.spread(holds)}"
        f" (limit {HOLD_WITHIN_S}).",
        f"Faults: {planted} planted, {planted - missed} flagged right, {missed} missed,"
        f" {sum(len(v.false) for v in verdicts)} false.",
        "Angles, mean error / bias in degrees: "
        + ", ".join(f"{angle} {summary(errors)}" for angle, errors in angles.items())
        + ".",
    ]
    return "\n\n".join([markdown.table(HEADER, map(cells, rows)), *lines])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    parser.add_argument("--only", default="", metavar="REGEX")
    parser.add_argument("--recorded", type=Path, metavar="FOLDER")
    parser.add_argument("--write", type=Path, metavar="FILE")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    rows = []
    try:
        for clip in samples.clips(given.only):
            print(clip.stem, file=sys.stderr)
            rows.append(measure(clip, given.recorded, given.model))
    except FormcheckError as error:
        print(error, file=sys.stderr)
        return 2
    if not rows:
        print(f"no sample clip is named like {given.only!r}", file=sys.stderr)
        return 2
    text = report(rows)
    print(text)
    if given.write:
        source = f"--recorded {given.recorded.name}" if given.recorded else f"--model {given.model}"
        markdown.write(
            given.write, "Accuracy on the sample clips", f"python scripts/evaluate_samples.py {source}", text
        )
    return int(not all(row.verdict.is_exact for row in rows))


if __name__ == "__main__":
    sys.exit(main())
