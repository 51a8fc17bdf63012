"""Count every clip of the evaluation set as ``any``: whatever repeats itself, nobody having described it.

    python scripts/evaluate_any.py                       # prints the table, about two minutes
    python scripts/evaluate_any.py --out docs/accuracy/any.md

Of the clips of an exercise the truth is its repetitions, or its raises where a repetition is two. Of the
others it is how often the movement goes out and back: to the left and to the right count one each.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from accuracy import compact, markdown
from evalset.trials import trials
from formcheck.engine.events import Rep
from formcheck.exercises import find
from formcheck.loop import Session, follow

EVALUATION = Path(__file__).resolve().parent.parent / "evaluation"
# Out and back so many times in one attempt; those left out are single movements, of which none repeats.
OUT_AND_BACK = {
    **dict.fromkeys(("arm_raises", "forward_bends", "leg_stretch", "push_ups"), 1),
    **dict.fromkeys(("cat_cow", "marching", "rolling", "side_bends", "torso_twists"), 4),
}
HEADER = ("movement", "clips", "repetitions", "exact", "off by at most one", "counted of what never repeats")


@dataclass(frozen=True, slots=True)
class Counted:
    """One clip: what it shows, how often that repeats, and what was counted."""

    movement: str
    wanted: int
    got: int


def wanted(truth: dict[str, object]) -> tuple[str, int]:
    """What a clip shows, and how often it goes out and back."""
    exercise, variant = str(truth["exercise"]), str(truth["variant"])
    if exercise != "none":
        return exercise, int(str(truth["reps"])) * trials()[exercise].raises_per_rep
    number = int(str(truth["clip"]).split("_")[2])
    return variant, len(trials()["none"].slots[number].tries) * OUT_AND_BACK.get(variant, 0)


def count(path: Path) -> Counted:
    """Count one clip's landmarks."""
    movement, number = wanted(json.loads(path.read_text(encoding="utf-8")))
    seen, _ = compact.load(path.with_suffix(".npz"))
    steps = follow(seen, Session(find("any")))
    return Counted(movement, number, sum(isinstance(e, Rep) for step in steps for e in step.events))


def row(name: str, clips: Iterable[Counted]) -> list[object]:
    """One line of the table."""
    clips = list(clips)
    repeating = [c for c in clips if c.wanted]
    exact = sum(c.got == c.wanted for c in repeating)
    near = sum(abs(c.got - c.wanted) <= 1 for c in repeating)
    total = sum(c.wanted for c in repeating)
    false = sum(c.got for c in clips if not c.wanted)
    return [name, len(clips), total, f"{exact} of {len(repeating)}", f"{near} of {len(repeating)}", false]


def table(clips: list[Counted]) -> str:
    """The whole table, a movement a row."""
    names = sorted({c.movement for c in clips})
    rows = [row(name, (c for c in clips if c.movement == name)) for name in names]
    return markdown.table(HEADER, [*rows, row("all", clips)])


def main() -> int:
    """Count, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--part", default="report", help="report or tuning")
    parser.add_argument("--only", default="", help="regular expression that a clip's name must match")
    parser.add_argument("--out", type=Path, help="also write the page there")
    given = parser.parse_args()
    # clips with something hidden, cut or turned round half-way have no plain number of repetitions
    named = (p for p in sorted(EVALUATION.glob(f"{given.part}_*.json")) if re.search(given.only, p.stem))
    paths = [p for p in named if "_rough_" not in p.stem]
    plain = [p for p in paths if json.loads(p.read_text(encoding="utf-8"))["partials"] == 0]
    found = table([count(path) for path in plain])
    print(found)
    if given.out:
        markdown.write(given.out, "Any other movement", "python scripts/evaluate_any.py", found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
