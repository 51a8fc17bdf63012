"""Say how well exercises are recognised, in clips of one and of several.

    python scripts/evaluate_recognition.py [FOLDER] [--clips FOLDER [--cache FOLDER]] [--model full] [--write]
        [--out FOLDER] [--jobs 2]

FOLDER (evaluation/) holds rendered people: NAME.json says what is exactly true of a clip, NAME.npz holds the
landmarks that the pose model saw in it. Long clips of several exercises are joined from them. --clips also
recognises what hand-labelled real clips show (see scripts/evaluate_clips.py); --cache keeps their landmarks.

Prints the report in Markdown. --write also saves it, the same as JSON, and the confusion matrix, in
docs/accuracy; for the picture: pip install -r scripts/requirements-evaluate.txt.

Ends with 0 whatever the figures are, and with 2 when something cannot be read.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from accuracy import markdown
from accuracy.poses import ROOT
from evaluation.truth import MEASURED, truths
from formcheck.errors import FormcheckError
from formcheck.recognise.prototypes import shipped
from recognition import real
from recognition.document import Found, as_data, document
from recognition.joined import Clip, join, plans
from recognition.learn import recognisable
from recognition.outcome import LongOutcome, Outcome, long_outcome, outcome


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "evaluation", metavar="FOLDER")
    parser.add_argument("--clips", type=Path, metavar="FOLDER")
    parser.add_argument("--cache", type=Path, metavar="FOLDER")
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "accuracy", metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def one(clip: Clip) -> Outcome:
    return outcome(*clip)


def several(clips: Sequence[Clip]) -> LongOutcome:
    return long_outcome(join(clips))


def measure(given: argparse.Namespace) -> Found:
    clips = [clip for clip in truths(given.folder, "all") if recognisable(clip[0].exercise)]
    planned = plans([clip for clip in clips if clip[0].part in MEASURED])
    with ProcessPoolExecutor(given.jobs) as pool:
        outcomes = list(pool.map(one, clips, chunksize=4))
        longs = list(pool.map(several, planned))
    return Found(outcomes, frozenset(shipped().exercises), longs, real_clips(given))


def real_clips(given: argparse.Namespace) -> Sequence[real.RealOutcome] | None:
    if given.clips is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        return real.measure(given.clips, given.cache or Path(folder), given.model)


def save(given: argparse.Namespace, found: Found, text: str) -> None:
    from recognition.plot import draw  # only --write needs matplotlib

    draw(found.part(*MEASURED), given.out / "plots")
    clips = " --clips FOLDER" if given.clips else ""
    command = f"python scripts/evaluate_recognition.py{clips} --write"
    markdown.write(given.out / "recognition.md", "Which exercise is it?", command, text)
    data = json.dumps(as_data(found), indent=1)
    (given.out / "recognition.json").write_text(data + "\n", encoding="utf-8")


def main() -> int:
    given = arguments()
    try:
        found = measure(given)
    except FormcheckError as error:
        print(error, file=sys.stderr)
        return 2
    text = document(found, has_plot=given.write)
    print(text)
    if given.write:
        save(given, found, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
