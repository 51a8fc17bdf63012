"""The figures as Markdown tables, every one with its number of cases."""

import math
from collections.abc import Callable, Iterable, Sequence

from accuracy.markdown import NONE, listed, table
from evaluation.numbers import Agreement, Share, Spread
from evaluation.real import Real, RealCounts
from evaluation.score import ClipScore
from evaluation.signals import with_legs
from evaluation.summary import (
    DIMENSIONS,
    SIZES,
    Counts,
    FaultFigures,
    Scores,
    Timing,
    agreement,
    by_size,
    checks,
    counts,
    delays,
    fault_figures,
    grouped,
    names_by_exercise,
    signals,
)
from evaluation.targets import Target, percent

Row = Sequence[object]
Cells = Callable[[Scores], Row]

COUNTS = (
    "clips",
    "reps true / got",
    "exact",
    "off by at most one",
    "mean relative error",
    "outside",
    "at rest",
    "twice",
    "wrong side",
    "all right",
)
TIMES = (
    "start s",
    "peak s",
    "end s",
    "reps",
    "partials told",
    "partials counted",
    "false partials",
    "holds found",
    "hold s",
    "holds",
)
FAULTS = (
    "precision",
    "recall, checked",
    "recall, shown",
    "false per 100",
    "right side",
    "right rep",
)
CHECKS = ("right", "silent", "needless", "for a reason in the data")
DELAYS = ("cue s", "n", "result s", "n")


def number(value: float, digits: int = 2) -> str:
    """A number, or a dash for none."""
    return NONE if math.isnan(value) else f"{value:.{digits}f}"


def few(share: Share) -> str:
    """A share without its interval."""
    return f"{share.value:.0%} ({share.k}/{share.n})" if share.n else NONE


def spread(s: Spread) -> str:
    """Median and 95th percentile."""
    return f"{s.median:.2f} / {s.p95:.2f}" if s.n else NONE


def by_dimension(scores: Scores, header: Row, cells: Cells) -> Iterable[str]:
    """One table for each way of grouping clips."""
    for name, keys in DIMENSIONS.items():
        rows = [[word, *cells(group)] for word, group in grouped(scores, keys).items()]
        yield table([f"by {name}", *map(str, header)], rows)


def target_table(targets: Sequence[Target]) -> str:
    """What is promised, and what is reached."""
    words = {True: "yes", False: "no", None: "no figure"}
    rows = [[t.what, t.target, t.figure, words[t.met]] for t in targets]
    return table(("what", "target", "figure", "met"), rows)


def count_cells(c: Counts) -> Row:
    """Counts of a group."""
    return [
        c.clips,
        f"{c.expected} / {c.got}",
        percent(c.exact),
        percent(c.near),
        number(c.relative_error, 3),
        c.outside,
        c.extra,
        c.double,
        f"{c.wrong_side.k} of {c.wrong_side.n}",
        few(c.all_right),
    ]


def time_cells(t: Timing) -> Row:
    """Times of a group."""
    return [
        *map(spread, (t.start, t.peak, t.end)),
        t.start.n,
        few(t.partials_told),
        t.partials_counted,
        t.partials_false,
        few(t.holds_found),
        spread(t.hold),
        t.hold.n,
    ]


def fault_cells(f: FaultFigures) -> Row:
    """Faults of a group."""
    return [
        percent(f.precision),
        percent(f.recall),
        few(f.recall_of_shown),
        f"{number(f.false_per_100, 1)} ({f.false} on {f.clean})",
        few(f.right_side),
        few(f.right_rep),
    ]


def empty_table(scores: Scores) -> str:
    """What every exercise counted in clips that hold none."""
    empty = [s for s in scores if s.truth.is_empty]
    if not empty:
        return "None in this part."
    rows = [[s.truth.clip, s.got, listed([f"{n} {name}" for name, n in s.counted.items()])] for s in empty]
    wrong = [row for row in rows if row[1]]
    reps = counts(empty).got
    said = f"{len(empty)} clips, each run by every exercise; {len(wrong)} with a count, {reps} repetitions."
    return "\n\n".join([said, table(("clip", "reps", "by"), wrong)] if wrong else [said])


def angle_table(scores: Scores) -> str:
    """Every signal, from each place, near and far leg apart."""
    header = ("signal", "unit", "place", "leg", "mean error", "bias", "95 % limits", "frames", "traces")
    rows = [
        [signal, unit, place, leg or NONE, *_agreement_cells(found, unit)]
        for signal, unit in signals(scores).items()
        for place in sorted({s.truth.place.value for s in scores})
        for leg in with_legs(place)
        if (found := agreement(scores, signal, (place,), leg)).n
    ]
    return table(header, rows)


def _agreement_cells(a: Agreement, unit: str) -> Row:
    digits = 1 if unit == "deg" else 3
    limits = f"{a.low:+.{digits}f} to {a.high:+.{digits}f}"
    return [number(a.mean_size, digits), f"{a.bias:+.{digits}f}", limits, a.n, a.clips]


def fault_table(scores: Scores) -> str:
    """Every fault of every exercise."""
    rows = [
        [exercise, name, *fault_cells(fault_figures(group, name))]
        for (exercise, name), group in names_by_exercise(scores).items()
    ]
    return table(("exercise", "fault", *FAULTS), [["all", "all", *fault_cells(fault_figures(scores))], *rows])


def size_table(scores: Scores) -> str:
    """Share flagged of each fault by its size."""
    sizes = {key: by_size(group, key[1]) for key, group in names_by_exercise(scores).items()}
    rows = [
        [*key, *map(few, shares.values())]
        for key, shares in sizes.items()
        if any(share.n for size, share in shares.items() if size)
    ]
    return table(("exercise", "fault", *(f"{size:g} x" for size in SIZES)), rows)


def check_table(scores: Scores) -> str:
    """Where "not checked" was said wrongly."""
    rows = [
        [exercise, name, percent(c.right), c.silent, c.needless, c.in_data]
        for (exercise, name), group in names_by_exercise(scores).items()
        if (c := checks(group, name)).right.n
    ]
    total = checks(scores)
    every = ["all", "all", percent(total.right), total.silent, total.needless, total.in_data]
    return "\n\n".join(
        [
            table(("exercise", "fault", *CHECKS), [every, *rows]),
            f"The camera's place was named right at the end of {percent(total.view)} of the clips.",
            table(("clip", "place", "named", "silent", "needless"), _wrong_checks(scores)),
        ]
    )


def _wrong_checks(scores: Scores) -> Iterable[Row]:
    for s in scores:
        wrong = [c for c in s.faults.checking if c.is_right is False]
        silent, needless = ([c.name for c in wrong if c.reported is said] for said in (False, True))
        if wrong:
            yield [s.truth.clip, s.truth.place.value, s.view, listed(silent), listed(needless)]


def delay_table(scores: Scores) -> str:
    """How long after a fault begins it is told."""
    rows = [
        [exercise, name, spread(d.cue), d.cue.n, spread(d.flag), d.flag.n]
        for (exercise, name), group in names_by_exercise(scores).items()
        if (d := delays(group, name)).cue.n
    ]
    d = delays(scores)
    every = ["all", "all", spread(d.cue), d.cue.n, spread(d.flag), d.flag.n]
    return table(("exercise", "fault", *DELAYS), [every, *rows])


def real_table(real: Real) -> str:
    """Counts on real clips."""
    groups = {"sure": real.sure, "all counted": real.counted, **real.by_exercise}
    header = ("clips", "n", "reps true / got", "exact", "off by at most one", "mean relative error")
    rows = [[name, *_real_cells(found)] for name, found in groups.items()]
    return "\n\n".join(
        [
            table((*header, "start s", "peak s", "end s"), rows),
            f"{real.false} repetitions counted in {real.empty} clips that hold no exercise.",
            "Each clip is in [real_clips.md](real_clips.md).",
        ]
    )


def _real_cells(c: RealCounts) -> Row:
    return [
        c.clips,
        f"{c.expected} / {c.got}",
        percent(c.exact),
        percent(c.near),
        number(c.relative_error, 3),
        *map(spread, (c.start, c.peak, c.end)),
    ]


def wrong_table(scores: Scores) -> str:
    """Every clip with something wrong, and what the product says of what it did not count."""
    rows = [_wrong_cells(s) for s in scores if s.reasons]
    if not rows:
        return "None."
    return table(("clip", "place", "conditions", "what is wrong", "seen and not counted"), rows)


def _wrong_cells(s: ClipScore) -> Row:
    place = f"{s.truth.place.value} {s.truth.yaw_deg:.0f}"
    return [s.truth.clip, place, listed(s.truth.conditions), listed(s.reasons), listed(s.dropped)]
