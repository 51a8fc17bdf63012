"""Learn what the movements of each exercise are like, from rendered people.

    python scripts/train_recognition.py [FOLDER] [--jobs 2]

FOLDER (evaluation/) holds rendered people: NAME.json says what is exactly true of a clip, NAME.npz holds the
landmarks that the pose model saw in it. Only the part "tuning" is used. Writes the usual movement of every
exercise, and how far movements stray from it, to formcheck/recognise/prototypes.json; run it again when an
exercise was added or its counting has changed, then scripts/evaluate_recognition.py.

Ends with 2 when something cannot be read.
"""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from accuracy.poses import ROOT
from evaluation.truth import truths
from formcheck.errors import FormcheckError
from formcheck.recognise.prototypes import FILE
from recognition.learn import Example, as_text, examples_of, left_out, recognisable, table, trained

TARGET = ROOT / "formcheck" / "recognise" / FILE


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "evaluation", metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def gathered(folder: Path, jobs: int) -> list[Example]:
    clips = [clip for clip in truths(folder, "tuning") if recognisable(clip[0].exercise)]
    with ProcessPoolExecutor(jobs) as pool:
        return [one for some in pool.map(examples_of, clips, chunksize=4) for one in some]


def main() -> int:
    given = arguments()
    try:
        learned = gathered(given.folder, given.jobs)
    except FormcheckError as error:
        print(error, file=sys.stderr)
        return 2
    known = trained(learned)
    TARGET.write_text(as_text(table(known, learned)), encoding="utf-8")
    for name, number in Counter(one.exercise for one in learned).items():
        print(f"{name}: {number} movements")
    away = left_out(learned)
    right = sum(int(np.nanargmin(distances)) == truth for truth, distances in away)
    print(f"nearest to the right exercise, of people left out: {right} of {len(away)}")
    print(f"sharpness {known.sharpness:g}, reach {known.reach:.1f}; wrote {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
