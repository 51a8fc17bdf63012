"""A sample clip's result held against its truth file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accuracy.matching import errors_s, match
from formcheck.engine.spec import Sides
from formcheck.exercises import find
from formcheck.results import Result

NO_EXERCISE = "none"
HOLD_WITHIN_S = 0.3

Truth = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is right and wrong in one clip.

    Attributes:
        times_s: errors of start, peak and end of each repetition that was found.
        hold_errors_s: error of each hold's length that was found.
        missed, false: faults as ``name rep side``.
        reasons: why the clip is not exact; empty when it is.
    """

    clip: str
    expected: int
    got: int
    expected_partials: int
    partials: int
    sides_right: bool
    times_s: list[tuple[float, float, float]]
    expected_holds: int
    holds: int
    hold_errors_s: list[float]
    planted: int
    missed: list[str]
    false: list[str]
    not_checked: list[str]
    reasons: list[str]

    @property
    def is_exact(self) -> bool:
        """Count, sides, partials, holds and faults are all as planted."""
        return not self.reasons


def load(path: Path) -> Truth:
    """Read a truth file."""
    truth: Truth = json.loads(path.read_text(encoding="utf-8"))
    return truth


def judge(truth: Truth, result: Result) -> Verdict:
    """Compare one result with the truth of a clip that holds its exercise."""
    missed, false = faults(truth, result)
    hold_errors = hold_errors_s(truth, result)
    sides_right = result.reps_by_side.model_dump() == by_side(truth)
    reasons = {
        f"{result.reps} reps": result.reps != truth["reps"],
        "sides": not sides_right,
        f"{result.partials} partials": result.partials != truth["partials"],
        f"{len(result.holds)} holds": not len(result.holds) == len(truth["holds"]) == len(hold_errors),
        "hold length": any(abs(e) > HOLD_WITHIN_S for e in hold_errors),
        "fault missed": bool(missed),
        "false fault": bool(false),
    }
    return Verdict(
        clip=truth["clip"],
        expected=truth["reps"],
        got=result.reps,
        expected_partials=truth["partials"],
        partials=result.partials,
        sides_right=sides_right,
        times_s=errors_s([row[:3] for row in truth["rep_times"]], [row[:3] for row in result.rep_times]),
        expected_holds=len(truth["holds"]),
        holds=len(result.holds),
        hold_errors_s=hold_errors,
        planted=len(truth["faults"]),
        missed=missed,
        false=false,
        not_checked=list(dict.fromkeys(n.name for n in result.not_checked)),
        reasons=[reason for reason, is_so in reasons.items() if is_so],
    )


def judge_empty(truth: Truth, results: Sequence[Result]) -> Verdict:
    """Compare every exercise's result with a clip that holds none: nothing may count."""
    counted = [f"{r.reps} {r.exercise}" for r in results if r.reps]
    held = [f"{len(r.holds)} {r.exercise} holds" for r in results if r.holds]
    return Verdict(
        clip=truth["clip"],
        expected=0,
        got=sum(r.reps for r in results),
        expected_partials=0,
        partials=sum(r.partials for r in results),
        sides_right=not counted,
        times_s=[],
        expected_holds=0,
        holds=sum(len(r.holds) for r in results),
        hold_errors_s=[],
        planted=0,
        missed=[],
        false=[named(f.name, f.rep, f.side) for r in results for f in r.faults],
        not_checked=[],
        reasons=[*counted, *held],
    )


def by_side(truth: Truth) -> dict[str, int]:
    """Repetitions a side; a diagonal repetition is one movement of each, though it has no side itself."""
    if find(truth["exercise"]).sides is Sides.DIAGONAL:
        return {"left": truth["reps"], "right": truth["reps"]}
    sides: dict[str, int] = truth["reps_by_side"]
    return sides


def hold_errors_s(truth: Truth, result: Result) -> list[float]:
    """Length found minus length held, of the holds that were found on the right side."""
    errors: list[float] = []
    for side in ("left", "right", None):
        held = [row[:2] for row in truth["holds"] if row[2] == side]
        found = [row[:2] for row in result.holds if row[2] == side]
        pairs = match([sum(h) / 2 for h in held], [sum(f) / 2 for f in found])
        errors += [(found[j][1] - found[j][0]) - (held[i][1] - held[i][0]) for i, j in pairs]
    return errors


def faults(truth: Truth, result: Result) -> tuple[list[str], list[str]]:
    """Planted faults that were not flagged, and flags that were not planted.

    A flag belongs to a planted fault of its name and repetition, and of its side where the truth names one.
    """
    planted = [(f["name"], f["rep"], f["side"]) for f in truth["faults"]]
    flags = [(f.name, f.rep, f.side) for f in result.faults]
    missed = [named(*p) for p in planted if not any(_is(p, f) for f in flags)]
    false = [named(*f) for f in flags if not any(_is(p, f) for p in planted)]
    return missed, false


def _is(planted: tuple[str, int, str | None], flag: tuple[str, int, str | None]) -> bool:
    return planted[:2] == flag[:2] and planted[2] in (None, flag[2])


def named(name: str, rep: int, side: str | None) -> str:
    """A fault in a table's cell."""
    return f"{name} {rep} {side}" if side else f"{name} {rep}"
