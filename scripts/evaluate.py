"""Run the product on the evaluation set and say how accurate it is.

    python scripts/evaluate.py [FOLDER] [--part tuning|report|unseen|measured|all]
        [--clips FOLDER [--cache FOLDER]] [--model full] [--write] [--out FOLDER] [--jobs 2]

FOLDER (evaluation/) holds rendered people: NAME.json says what is exactly true of a clip, NAME.npz holds the
landmarks that the pose model saw in it. Limits are tuned on the part "tuning"; "report" and "unseen" only
give figures, and both together, "measured", are the default.

Prints the report in Markdown. --write also saves it, the same as JSON, and the plots, in docs/accuracy; for
the plots: pip install -r scripts/requirements-evaluate.txt. --clips also counts in hand-labelled real clips,
as scripts/evaluate_clips.py does; --cache keeps their landmarks.

Ends with 0 whatever the figures are, and with 2 when something cannot be read.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from pathlib import Path

from accuracy import markdown
from accuracy.poses import ROOT
from evaluation import real
from evaluation.data import as_data
from evaluation.document import document
from evaluation.summary import Scores
from evaluation.targets import targets
from evaluation.truth import PARTS, truths
from evaluation.work import score_all
from formcheck.errors import FormcheckError

PLOTS = ("error_by_yaw", "recall_by_size", "agreement")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "evaluation", metavar="FOLDER")
    parser.add_argument("--part", default="measured", choices=PARTS)
    parser.add_argument("--clips", type=Path, metavar="FOLDER")
    parser.add_argument("--cache", type=Path, metavar="FOLDER")
    parser.add_argument("--model", default="full", choices=("lite", "full", "heavy"))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "accuracy", metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def need_plots() -> None:
    """Fail before the work, not after it, where plots cannot be drawn.

    Raises:
        FormcheckError: matplotlib is not installed.
    """
    if importlib.util.find_spec("matplotlib") is None:
        raise FormcheckError(
            "--write draws plots, and matplotlib is not installed",
            mend="pip install -r scripts/requirements-evaluate.txt",
        )


def real_clips(given: argparse.Namespace) -> real.Real | None:
    if given.clips is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        return real.measure(given.clips, given.cache or Path(folder), given.model)


def save(given: argparse.Namespace, scores: Scores, text: str, data: dict[str, object]) -> None:
    from evaluation.plots import draw  # only --write needs matplotlib

    draw(scores, given.out / "plots")
    clips = " --clips FOLDER" if given.clips else ""
    command = f"python scripts/evaluate.py --part {given.part}{clips} --write"
    markdown.write(given.out / "evaluation.md", "Accuracy on rendered people", command, text)
    (given.out / "evaluation.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    given = arguments()
    try:
        if given.write:
            need_plots()
        scores = score_all(truths(given.folder, given.part), given.jobs)
        found = real_clips(given)
    except FormcheckError as error:
        print(error, file=sys.stderr)
        return 2
    promised = targets(scores, found.sure.exact if found else None)
    text = document(scores, promised, found, PLOTS if given.write else ())
    print(text)
    if given.write:
        save(given, scores, text, as_data(scores, promised, found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
