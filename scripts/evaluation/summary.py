"""Scores of clips put together: counts, times, holds, faults, checks and delays, for any group of clips."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.faults import Recalled, Verdict
from evaluation.numbers import Agreement, Share, Spread, mean
from evaluation.score import ClipScore

Scores = Sequence[ClipScore]
Keys = Callable[[ClipScore], Iterable[str]]
SIZES = (0.0, 0.5, 1.0, 1.5, 2.0)
EVERYTHING = "all"


def _exercise(score: ClipScore) -> list[str]:
    return [score.truth.exercise]


def _place(score: ClipScore) -> list[str]:
    return [score.truth.place.value]


def _condition(score: ClipScore) -> list[str]:
    return list(score.truth.conditions) or ["plain"]


def _body(score: ClipScore) -> list[str]:
    return [f"{key}: {value}" for key, value in score.truth.body.items()]


DIMENSIONS: Mapping[str, Keys] = {
    "exercise": _exercise,
    "view": _place,
    "condition": _condition,
    "body": _body,
}


def grouped(scores: Scores, keys: Keys) -> dict[str, list[ClipScore]]:
    """Clips by the words of a dimension; all of them first, a clip under each of its words."""
    groups: dict[str, list[ClipScore]] = {EVERYTHING: list(scores)}
    for word in sorted({word for score in scores for word in keys(score)}):
        groups[word] = [score for score in scores if word in keys(score)]
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counted repetitions of a group: clips, repetitions and what is wrong of them."""

    clips: int
    expected: int
    got: int
    exact: Share
    near: Share
    relative_error: float
    outside: int
    extra: int
    double: int
    wrong_side: Share
    all_right: Share


def counts(scores: Scores) -> Counts:
    """Compare counts."""
    return Counts(
        clips=len(scores),
        expected=sum(s.expected for s in scores),
        got=sum(s.got for s in scores),
        exact=Share.of(s.error == 0 for s in scores),
        near=Share.of(abs(s.error) <= 1 for s in scores),
        relative_error=mean(s.relative_error for s in scores),
        outside=sum(s.outside for s in scores),
        extra=sum(s.extra for s in scores),
        double=sum(s.double for s in scores),
        wrong_side=Share(sum(s.wrong_side for s in scores), sum(s.sided for s in scores)),
        all_right=Share.of(not s.reasons for s in scores),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Errors of time of a group, in seconds, and its partial repetitions and holds."""

    start: Spread
    peak: Spread
    end: Spread
    boundary: Spread
    partials_told: Share
    partials_counted: int
    partials_false: int
    holds_found: Share
    hold: Spread


def timing(scores: Scores) -> Timing:
    """Compare times; a boundary is a start or an end."""
    starts, peaks, ends = (Spread.of(t[i] for s in scores for t in s.times_s) for i in range(3))
    made = sum(s.partials.made for s in scores)
    errors = [e for s in scores for e in s.holds.errors_s]
    return Timing(
        start=starts,
        peak=peaks,
        end=ends,
        boundary=Spread.of(t[i] for s in scores for t in s.times_s for i in (0, 2)),
        partials_told=Share(sum(s.partials.told for s in scores), made),
        partials_counted=sum(s.partials.counted for s in scores),
        partials_false=sum(s.partials.false for s in scores),
        holds_found=Share(len(errors), sum(s.holds.made for s in scores)),
        hold=Spread.of(errors),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFigures:
    """How well faults of a group are told.

    Attributes:
        precision: flags that are right, of those that are right, false or of the wrong side.
        recall: of planted ones of 1.5 times the limit or more that the place shows and that were checked;
            ``recall_of_shown`` counts those the product did not check as missed too.
        false: flags where nothing of that name was done; ``clean``: repetitions without it, checked.
        false_beside: of all names, further ones, on repetitions with another planted fault.
        right_side: of flags and planted faults that both name one.
        right_rep: of those found, whose flag bears the true number of the repetition.
    """

    precision: Share
    recall: Share
    recall_of_shown: Share
    false: int
    false_beside: int
    clean: int
    right_side: Share
    right_rep: Share

    @property
    def false_per_100(self) -> float:
        """False flags per 100 clean repetitions; NaN without one."""
        return 100.0 * self.false / self.clean if self.clean else float("nan")


def fault_figures(scores: Scores, name: str | None = None) -> FaultFigures:
    """Compare faults of one name, or of all; of all, a repetition is clean that has no planted fault."""
    planted = [p for s in scores for p in s.faults.planted if name in (None, p.name)]
    flags = [f for s in scores for f in s.faults.flags if name in (None, f.name)]
    wanted = [p for p in planted if p.must_be_found]
    told = [p for p in planted if p.size and p.found]
    is_false = [f for f in flags if f.verdict is Verdict.FALSE]
    if name is None:
        clean, false = sum(s.faults.wholly_clean for s in scores), sum(f.on_clean for f in is_false)
    else:
        clean, false = sum(s.faults.clean.get(name, 0) for s in scores), len(is_false)
    return FaultFigures(
        precision=Share.of(f.verdict is Verdict.RIGHT for f in flags if f.verdict is not Verdict.GREY),
        recall=Share.of(p.found for p in wanted if not p.not_checked),
        recall_of_shown=Share.of(p.found for p in wanted),
        false=false,
        false_beside=len(is_false) - false,
        clean=clean,
        right_side=Share.of(p.on_side for p in planted if p.size and p.on_side is not None),
        right_rep=Share.of(bool(p.own_number) for p in told),
    )


def names_by_exercise(scores: Scores) -> dict[tuple[str, str], list[ClipScore]]:
    """The clips that may show each fault: (exercise, fault) to the clips of that exercise."""
    found: dict[tuple[str, str], list[ClipScore]] = {}
    for exercise, group in list(grouped(scores, _exercise).items())[1:]:
        names = {c.name for s in group for c in s.faults.checking} | {
            p.name for s in group for p in s.faults.planted if p.size
        }
        found |= {(exercise, name): group for name in sorted(names)}
    return found


def by_size(scores: Scores, name: str) -> dict[float, Share]:
    """Share flagged of each size of a fault, where it was checked in a place that shows it."""
    seen = [p for s in scores for p in s.faults.planted if p.name == name and p.in_view and not p.not_checked]
    return {size: Share.of(p.found for p in seen if nearest_size(p) == size) for size in SIZES}


def nearest_size(planted: Recalled) -> float:
    """The size of the scale that a planted one is nearest to."""
    return min(SIZES, key=lambda size: abs(size - planted.size))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """How often "not checked" was said rightly.

    Attributes:
        right: of clips and faults; ``in_data``: kept back for a reason in the data, not the view, left out.
        silent: not shown, but not said; ``needless``: shown, but said not to be measurable from this view.
    """

    right: Share
    in_data: int
    silent: int
    needless: int
    view: Share


def checks(scores: Scores, name: str | None = None) -> Checks:
    """Compare what was said not to be checked; of clips in which something was counted."""
    every = [c for s in scores for c in s.faults.checking if name in (None, c.name)]
    judged = [c for c in every if c.is_right is not None]
    return Checks(
        right=Share.of(bool(c.is_right) for c in judged),
        in_data=len(every) - len(judged),
        silent=sum(not c.shown and not c.reported for c in judged),
        needless=sum(c.shown and c.reported for c in judged),
        view=Share.of(s.view == s.truth.place.value for s in scores),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from a fault's true onset until the coach, and the result, told it; early ones are negative."""

    cue: Spread
    flag: Spread


def delays(scores: Scores, name: str | None = None) -> Delays:
    """Of planted faults that were told."""
    planted = [p for s in scores for p in s.faults.planted if name in (None, p.name)]
    return Delays(
        cue=Spread.of((p.cue_s for p in planted if p.cue_s is not None), signed=True),
        flag=Spread.of((p.flag_s for p in planted if p.flag_s is not None), signed=True),
    )


def agreement(
    scores: Scores, signal: str, places: Iterable[str] | None = None, leg: str | None = None
) -> Agreement:
    """Measured against true values of a signal, from some places, of the near or far leg."""
    chosen = set(places) if places is not None else None
    return Agreement.of(
        [
            c.errors
            for s in scores
            for c in s.compared
            if c.signal == signal
            and (chosen is None or s.truth.place.value in chosen)
            and leg in (None, c.leg)
        ]
    )


def signals(scores: Scores) -> dict[str, str]:
    """The signals compared, with their units."""
    return dict(sorted({c.signal: c.unit for s in scores for c in s.compared}.items()))
