"""The whole report in Markdown: which tables, in which order, and how to read them."""

from collections.abc import Sequence

from evaluation import tables
from evaluation.real import Real
from evaluation.summary import Scores, counts, fault_figures, timing
from evaluation.targets import Target
from evaluation.targets import targets as promised

INTRO = """\
Rendered people doing the exercises, with everything about them known exactly; the product is run on the \
landmarks that its pose model saw in the pictures. In brackets after a share: cases of all cases, and the \
95 % interval (Wilson). After other figures: the number of cases.

Limits are tuned on the part "tuning". Why a clip failed was looked for in the part "report", too, so that \
it is of other people and places, but not unseen. The part "unseen" was filmed after the limits were set."""

HOW_COUNTS = """\
A clip is exact when its count is. A repetition of which more than half is hidden from the camera is left \
out, counted or not: nobody could see it. "Outside" are repetitions counted while walking in, getting down \
or up; "at rest" those counted in between; "twice" those counted within a true one that was found already, \
or paired wrongly. Sides are those of the movements that have one. "All right": count, sides, partials, \
holds (within 0.3 s) and faults."""

HOW_TIMES = """\
Sizes of the errors in seconds, median / 95th percentile, of repetitions found. A partial repetition must \
be told as such and not be counted."""

HOW_ANGLES = """\
Measured minus true, over the frames of the repetitions in which the product gave a number, in places from \
which the signal is declared to be seen. Limits: bias -+ 1.96 standard deviations. "Change" is the change \
from the last second before the first repetition, which is what relative faults judge. A trace is one side \
of one clip: frames of one trace are alike."""

HOW_FAULTS = """\
A fault of half its limit or less is clean and must not be flagged; from 1.5 times on it must be, where \
the exercise declares that the camera's place shows it; in between, either is right, as it is where the \
exact value passes the limit though nothing was planted (a shallow repetition among uneven ones). Recall: \
of those that were checked / counting those reported as not checked as missed. False flags are per 100 \
repetitions without that fault, where it was checked; "all": per 100 repetitions without any fault."""

HOW_CHECKS = """\
A fault should be reported as not checked exactly when the exercise does not declare the camera's true \
place. Left out are those kept back for a reason in the data (a joint hidden, no earlier repetition)."""

HOW_DELAYS = """\
Seconds from the moment the true value passes the limit until the coach is told, and until the result has \
it: median / 95th percentile; negative is early. A check of the whole repetition is known when it ends."""


def document(scores: Scores, targets: Sequence[Target], real: Real | None, plots: Sequence[str]) -> str:
    """The whole report.

    Args:
        scores: of every clip.
        targets: what is promised.
        real: figures on real clips, where they were run.
        plots: names of the pictures beside it.
    """
    ours = [s for s in scores if not s.truth.is_empty]
    sections = [INTRO, _people(scores), "## Targets", tables.target_table(targets), *_alone(scores)]
    sections += _counting(scores, ours)
    sections += ["## Angles", HOW_ANGLES, tables.angle_table(ours)]
    sections += _judging(ours)
    sections += ["## Real clips", "Not run." if real is None else tables.real_table(real)]
    sections += ["## Clips that are not all right", tables.wrong_table(scores)]
    sections += [f"![{name}](plots/{name}.png)" for name in plots]
    return "\n\n".join(sections)


def _alone(scores: Scores) -> list[str]:
    """The targets on what no limit was looked at on, where there is more beside it."""
    alone = [s for s in scores if s.truth.part == "unseen"]
    if len(alone) in (0, len(scores)):
        return []
    return [f"The part unseen alone, {len(alone)} clips:", tables.target_table(promised(alone, None))]


def _counting(scores: Scores, ours: Scores) -> list[str]:
    return [
        "## Counts",
        HOW_COUNTS,
        *tables.by_dimension(ours, tables.COUNTS, lambda group: tables.count_cells(counts(group))),
        "### Clips of no exercise",
        tables.empty_table(scores),
        "## Times, partial repetitions, holds",
        HOW_TIMES,
        *tables.by_dimension(ours, tables.TIMES, lambda group: tables.time_cells(timing(group))),
    ]


def _judging(ours: Scores) -> list[str]:
    unplanned = sum(s.faults.unplanned for s in ours)
    return [
        "## Faults",
        f"{HOW_FAULTS} Such faults that nobody planted: {unplanned}.",
        tables.fault_table(ours),
        *tables.by_dimension(ours, tables.FAULTS, lambda group: tables.fault_cells(fault_figures(group))),
        "### Share flagged by size",
        tables.size_table(ours),
        "## Not checked",
        HOW_CHECKS,
        tables.check_table(ours),
        "## Delay of cues",
        HOW_DELAYS,
        tables.delay_table(ours),
    ]


def _people(scores: Scores) -> str:
    parts = sorted({s.truth.part for s in scores})
    people = {s.truth.person for s in scores}
    empty = sum(s.truth.is_empty for s in scores)
    clips = f"{len(scores)} clips of {len(people)} people, {empty} of them of no exercise"
    return f"Part: {', '.join(parts)}. {clips}."
