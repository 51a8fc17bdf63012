"""The same counting figures on hand-labelled real clips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy import labels
from accuracy.labels import Outcome
from accuracy.poses import cached
from evaluation.numbers import Share, Spread, mean


@dataclass(frozen=True, slots=True, kw_only=True)
class RealCounts:
    """Counts of some hand-counted clips; times in seconds, of repetitions found."""

    clips: int
    expected: int
    got: int
    exact: Share
    near: Share
    relative_error: float
    start: Spread
    peak: Spread
    end: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """Figures on a folder of real clips.

    Attributes:
        sure, counted: of clips whose hand count is sure, and of all that were counted.
        by_exercise: of the sure ones.
        false: repetitions that any exercise counted in clips that hold none; ``empty``: those clips.
    """

    sure: RealCounts
    counted: RealCounts
    by_exercise: dict[str, RealCounts]
    false: int
    empty: int


def measure(folder: Path, cache: Path, model: str) -> Real:
    """Run every exercise on every labelled clip.

    Args:
        folder: the clips and their labels.
        cache: keeps the landmarks; what it lacks is estimated, about real time.
        model: lite, full or heavy.

    Raises:
        FormcheckError: the labels or a clip cannot be read.
    """
    return figures([labels.outcome(one, cached(one.clip, cache, model)) for one in labels.load(folder)])


def figures(outcomes: Sequence[Outcome]) -> Real:
    """Put outcomes together."""
    ours = [o for o in outcomes if o.label.is_ours and o.error is not None]
    sure = [o for o in ours if o.label.is_sure]
    names = sorted({str(o.label.target) for o in sure})
    empty = [o for o in outcomes if o.label.is_empty]
    return Real(
        sure=real_counts(sure),
        counted=real_counts(ours),
        by_exercise={name: real_counts([o for o in sure if o.label.target == name]) for name in names},
        false=sum(n for o in empty for n in o.others.values()),
        empty=len(empty),
    )


def real_counts(outcomes: Iterable[Outcome]) -> RealCounts:
    """Compare the counts of clips that somebody counted."""
    seen = [(o, o.error, o.label.reps) for o in outcomes if o.error is not None and o.label.reps is not None]
    times = [[e[i] for o, _, _ in seen for e in o.errors_s] for i in range(3)]
    start, peak, end = map(Spread.of, times)
    return RealCounts(
        clips=len(seen),
        expected=sum(reps for _, _, reps in seen),
        got=sum(o.got for o, _, _ in seen),
        exact=Share.of(error == 0 for _, error, _ in seen),
        near=Share.of(abs(error) <= 1 for _, error, _ in seen),
        relative_error=mean(abs(error) / max(1, reps) for _, error, reps in seen),
        start=start,
        peak=peak,
        end=end,
    )
