"""The recognition's figures as Markdown and as data."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accuracy import markdown
from evaluation.numbers import Share, Spread
from evaluation.truth import MEASURED
from formcheck.engine.sets import UNKNOWN
from recognition.outcome import LongOutcome, Outcome, labels
from recognition.real import RealOutcome

HOW = (
    "Rendered people, `--exercise auto`, on the landmarks that the pose model saw. A clip is right if"
    " its exercise was recognised and no other one; a clip of no exercise, if none was. What is not"
    " recognised is `unknown`. The usual movements and their spread come from the part *tuning*;"
    " *report* and *unseen* only give figures, *unseen* having been filmed afterwards."
)
HOW_LONG = (
    "Landmarks of three clips of these two parts, of one person and one picture size, one after the"
    " other. In the same posture, the person moves from one clip to the next in a straight line for 2 s;"
    " in another posture, the film is cut, and the person is still for 2 s. The true borders of a set"
    " are the start of its first and the end of its last repetition."
)
HOW_REAL = (
    "Hand-labelled clips, none of them used for tuning. Of a variant that only partly fits, no exercise"
    " is right or wrong: what was recognised is listed. Clips that hold none of the exercises must stay"
    " unknown."
)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was measured.

    Attributes:
        learned: the exercises that can be recognised: those with tuning clips.
    """

    clips: Sequence[Outcome]
    learned: frozenset[str]
    longs: Sequence[LongOutcome]
    reals: Sequence[RealOutcome] | None

    def part(self, *names: str) -> list[Outcome]:
        """The outcomes of some parts of the set."""
        return [o for o in self.clips if o.part in names]


def document(found: Found, *, has_plot: bool) -> str:
    """The whole report."""
    report, tuning = found.part(*MEASURED), found.part("tuning")
    picture = ["![confusion matrix](plots/recognition.png)"] if has_plot else []
    return "\n\n".join(
        [
            HOW,
            "## Report clips, seen and unseen",
            summary(report),
            "Of the part *unseen* alone:",
            summary(found.part("unseen")),
            learned_section(report, found.learned),
            *picture,
            matrix(report),
            "## Clips that are not right",
            wrong([*report, *tuning]),
            "## Long clips of several exercises",
            HOW_LONG,
            *long_section(found.longs),
            "## Real clips",
            HOW_REAL,
            real_section(found.reals),
            "## Tuning clips, for comparison",
            summary(tuning),
        ]
    )


def learned_section(outcomes: Sequence[Outcome], learned: frozenset[str]) -> str:
    """What cannot be recognised yet, and the share of what can."""
    missing = sorted({o.true for o in outcomes} - learned - {UNKNOWN})
    if not missing:
        return "Every exercise that has report clips was learned."
    right = Share.of(o.is_right for o in outcomes if o.true not in missing)
    return (
        f"Not learned yet, for lack of tuning clips: {', '.join(missing)}. Without their clips, right of all:"
        f" {', '.join(in_words(right))}."
    )


def shares(outcomes: Sequence[Outcome]) -> dict[str, Share]:
    """The figures that are shares."""
    ours = [o for o in outcomes if o.true != UNKNOWN]
    none = [o for o in outcomes if o.true == UNKNOWN]
    return {
        "right, of all clips": Share.of(o.is_right for o in outcomes),
        "right, of clips of an exercise": Share.of(o.is_right for o in ours),
        "unknown, of clips of no exercise": Share.of(o.is_right for o in none),
        "taken for another exercise": Share.of(o.found not in (o.true, UNKNOWN) for o in ours),
        "unknown, of clips of an exercise": Share.of(o.found == UNKNOWN for o in ours),
    }


def delay(outcomes: Sequence[Outcome]) -> Spread:
    """Seconds from the end of the first repetition until its exercise is known."""
    return Spread.of((o.known_after_s for o in outcomes if o.found == o.true), signed=True)


def summary(outcomes: Sequence[Outcome]) -> str:
    """The shares with their intervals, and the delay."""
    rows = [(name, *in_words(share)) for name, share in shares(outcomes).items()]
    after = delay(outcomes)
    table = markdown.table(("", "clips", "share", "95 % interval"), rows)
    counted = f"Repetitions counted in clips of no exercise: {false_reps(outcomes)}."
    known = f"Known {after.median:.1f} s after the end of the first repetition (median; 95th percentile"
    return f"{table}\n\n{counted} {known} {after.p95:.1f} s)."


def in_words(share: Share) -> tuple[str, str, str]:
    """A share in three cells."""
    if not share.n:
        return "0", markdown.NONE, markdown.NONE
    low, high = share.interval
    return f"{share.k} of {share.n}", f"{share.value:.1%}", f"{low:.1%} to {high:.1%}"


def false_reps(outcomes: Sequence[Outcome]) -> int:
    """Repetitions counted where there are none."""
    return sum(o.false_reps for o in outcomes)


def matrix(outcomes: Sequence[Outcome]) -> str:
    """Clips by what is done (rows) and what was recognised (columns)."""
    names = labels(outcomes)
    cells = Counter((o.true, o.found) for o in outcomes)
    rows = [[f"**{true}**", *(cells[true, found] or "" for found in names)] for true in names]
    return markdown.table(("done \\ recognised", *names), rows)


def wrong(outcomes: Sequence[Outcome]) -> str:
    """Every clip that is not right."""
    rows = [(o.clip, o.true, o.found, markdown.listed(o.others)) for o in outcomes if not o.is_right]
    return markdown.table(("clip", "done", "recognised", "besides"), rows) if rows else "None."


def long_section(longs: Sequence[LongOutcome]) -> list[str]:
    """The figures of the long clips, and a row for each."""
    pairs = [pair for o in longs for pair in o.pairs]
    true_sets = sum(len(o.long.sets) for o in longs)
    exact = Share(sum(t.reps == f.reps for t, f in pairs), true_sets)
    right = Share.of(o.is_right for o in longs)
    start = Spread.of(f.start_s - t.start_s for t, f in pairs)
    end = Spread.of(f.end_s - t.end_s for t, f in pairs)
    lines = [
        f"Clips with exactly the true exercises in order: {' = '.join(in_words(right)[:2])}.",
        f"Sets found: {len(pairs)} of {true_sets}; with the exact count: {' = '.join(in_words(exact)[:2])}.",
        f"Border error, median and 95th percentile: start {start.median:.2f} / {start.p95:.2f} s,"
        f" end {end.median:.2f} / {end.p95:.2f} s.",
    ]
    rows = [(i, *_long_cells(o)) for i, o in enumerate(longs, 1)]
    return [
        "\n".join(f"- {line}" for line in lines),
        markdown.table(("", "done", "found", "joined from"), rows),
    ]


def _long_cells(o: LongOutcome) -> tuple[str, str, str]:
    done = ", ".join(f"{s.reps} {s.exercise}" for s in o.long.sets)
    found = ", ".join(f"{s.reps} {s.exercise}" for s in o.found)
    return done, found, ", ".join(o.long.parts)


def real_section(reals: Sequence[RealOutcome] | None) -> str:
    """A row for each real clip."""
    if reals is None:
        return "Not run."
    ours, empty = [o for o in reals if o.target], [o for o in reals if o.is_empty]
    right, unknown = Share.of(o.is_right for o in ours), Share.of(o.found == UNKNOWN for o in empty)
    lines = [
        f"Right, of clips of an exercise: {', '.join(in_words(right))}.",
        f"Unknown, of clips that hold none: {', '.join(in_words(unknown))}; repetitions counted there:"
        f" {sum(o.reps for o in empty)}.",
    ]
    rows = [
        (o.clip, o.shows, o.target or markdown.NONE, o.found, markdown.listed(o.others), o.reps)
        for o in reals
    ]
    header = ("clip", "shows", "exercise", "recognised", "besides", "reps")
    return "\n\n".join([*lines, markdown.table(header, rows)])


def as_data(found: Found) -> dict[str, Any]:
    """The same figures for machines."""
    return {
        "learned": sorted(found.learned),
        **{part: _data(found.part(part)) for part in (*MEASURED, "tuning")},
        "long": [{"done": _sets(o.long.sets), "found": _sets(o.found)} for o in found.longs],
        "real": None if found.reals is None else [_real(o) for o in found.reals],
    }


def _data(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    after = delay(outcomes)
    return {
        "shares": {
            name: {"k": s.k, "n": s.n, "interval": [round(v, 4) for v in s.interval]}
            for name, s in shares(outcomes).items()
            if s.n
        },
        "known_after_s": {"median": round(after.median, 2), "p95": round(after.p95, 2)},
        "false_reps": false_reps(outcomes),
        "clips": {o.clip: [o.true, o.found, *o.others] for o in outcomes},
    }


def _sets(sets: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"exercise": s.exercise, "start_s": round(s.start_s, 2), "end_s": round(s.end_s, 2), "reps": s.reps}
        for s in sets
    ]


def _real(o: RealOutcome) -> dict[str, Any]:
    return {"clip": o.clip, "target": o.target, "found": [o.found, *o.others], "reps": o.reps}
