"""Say how the product fares in rooms that are not quiet: cuts, hidden people, passers-by, mirrors.

    python scripts/robustness.py [FOLDER] [--splices 12] [--write]

FOLDER (evaluation/) holds rendered people with their landmarks, and in ``places`` where everybody truly was.
No picture is looked at. --write also saves the report as docs/accuracy/robustness.md.
"""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from accuracy import compact, markdown
from accuracy.poses import ROOT, sightings
from robust.clips import SAME_CUT_S, Row, jumps, load, measured
from robust.splices import Splices, splices

BACK_S = 0.5
TITLE, TARGET = "Robustness", Path("docs/accuracy/robustness.md")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "evaluation", metavar="FOLDER")
    parser.add_argument("--splices", type=int, default=12, metavar="N", help="cuts per exercise and kind")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def clips_table(rows: Sequence[Row]) -> str:
    header = (
        "clip",
        "what happens",
        "tracked again after s",
        "frames on the person",
        "reps true / got",
        "cuts true / found / false",
        "counted across",
    )
    return markdown.table(header, [_cells(row) for row in rows])


def _cells(row: Row) -> list[str]:
    return [
        row.clip,
        row.happens,
        ", ".join(f"{s:.2f}" if math.isfinite(s) else "never" for s in row.back_s) or markdown.NONE,
        markdown.NONE if row.ours is None else f"{row.ours:.1%}",
        f"{row.expected} / {row.got}",
        f"{len(row.cuts)} / {row.found} / {len(row.false)}",
        str(row.across),
    ]


def summary(rows: Sequence[Row]) -> str:
    back = [s for row in rows for s in row.back_s]
    soon = sum(s <= BACK_S for s in back)
    shared = [row.ours for row in rows if row.ours is not None]
    real = sum(len(row.cuts) for row in rows)
    lines = [
        f"Tracked again within {BACK_S} s: {soon} of {len(back)} times; the longest took {max(back):.2f} s.",
        f"Frames on the person while somebody else is there: {sum(shared) / len(shared):.1%} on average.",
        f"Cuts found: {sum(row.found for row in rows)} of {real}; "
        f"movements counted across one: {sum(row.across for row in rows)}.",
        f"Counts exact: {sum(row.expected == row.got for row in rows)} of {len(rows)}.",
    ]
    return "\n\n".join(lines)


def splices_table(found: Sequence[Splices]) -> str:
    header = ("exercise", "cut to", "cuts", "found", "counted across")
    words = {"same": "the same place", "other": "another person and place"}
    return markdown.table(header, [(s.exercise, words[s.kind], s.made, s.found, s.across) for s in found])


def quiet(folder: Path, truths: Sequence[dict[str, Any]]) -> str:
    """Jumps told where there is no cut, in the evaluation set and in the recorded samples."""
    frames, lines = 0, []
    for truth in truths:
        if "rough" in truth:
            continue
        seen = compact.load(folder / f"{truth['clip']}.npz")[0]
        frames += len(seen)
        lines += [(truth["clip"], f"{t:.2f}", ", ".join(truth["conditions"])) for t in jumps(seen)]
    recorded = {path.stem: sightings(path) for path in sorted((ROOT / "tests" / "recorded").glob("*.npz"))}
    frames += sum(map(len, recorded.values()))
    lines += [(name, f"{t:.2f}", "") for name, seen in recorded.items() for t in jumps(seen)]
    clips = sum("rough" not in t for t in truths) + len(recorded)
    told = markdown.table(("clip", "jump told at s", "what is special"), lines) if lines else ""
    return f"{len(lines)} jumps told in {clips} clips ({frames} frames) without a cut.\n\n{told}"


def report(given: argparse.Namespace) -> str:
    paths = sorted(given.folder.glob("*.json"))
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    rows = [measured(clip) for clip in load(given.folder)]
    rough = [row for row in rows if "_rough_" in row.clip]
    others = [row for row in rows if "_rough_" not in row.clip]
    parts = [
        INTRODUCTION,
        "## Clips made for it",
        summary(rough),
        clips_table(rough),
        "## Passers-by and mirrors in the evaluation set",
        summary(others) if others else "",
        clips_table(others),
        "## Cuts made in saved landmarks",
        SPLICED,
        splices_table(splices(given.folder, truths, given.splices)),
        "## No cut",
        quiet(given.folder, truths),
    ]
    return "\n\n".join(part for part in parts if part)


INTRODUCTION = f"""\
A person is tracked again when the joints are within 0.15 torso lengths of their exact places on average; the
time counts from when the board has gone, from the cut, or from the first frame on the wrong person. "On the
person": the tracked hips are nearer to the person than to the passer-by or to the mirror image. A cut counts
as found when it is told within {SAME_CUT_S} s of the real one; a repetition that it breaks is none. "False"
are jumps told elsewhere: where the track went over to a passer-by, and back, they are right to be told. A
repetition that is hidden for more than half of its time is counted neither right nor wrong."""

SPLICED = """\
Landmarks of one clip up to the middle of a movement (25 to 55 % of it), then of the same or another clip from
near the end of one (75 to 105 %), the places drawn by lot. Cuts in the same place that move one limb only, as
in a clamshell, look like a slip of the tracking and are not found; nor are those from one short stillness to
another seen from the same side, because a film made of few pictures a second looks the same."""


def main() -> int:
    given = arguments()
    try:
        text = report(given)
    except (OSError, ValueError, KeyError) as error:
        print(f"cannot read {given.folder}: {error!r}", file=sys.stderr)
        return 2
    print(text)
    if given.write:
        command = "python scripts/robustness.py --write"
        markdown.write(ROOT / TARGET, TITLE, command, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
