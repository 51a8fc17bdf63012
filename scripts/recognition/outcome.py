"""What the recognition says of a clip, and what is right of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy import compact
from evaluation.truth import NO_EXERCISE, Truth
from formcheck.analysis import Stream, judge
from formcheck.engine.sets import UNKNOWN
from formcheck.loop import Sighting
from formcheck.recognise.guided import Guided
from formcheck.recognise.recogniser import recognise
from formcheck.recognise.sets import FoundSet
from formcheck.results import Result, SetFound
from recognition.joined import Long, TrueSet


@dataclass(frozen=True, slots=True)
class Outcome:
    """One clip of one exercise, or of none.

    Attributes:
        clip: its name.
        part: tuning or report.
        true: the exercise; unknown where it holds none.
        found: the exercise that most of the movement was taken for; unknown where none was recognised.
        others: the other exercises that were recognised, too.
        false_reps: repetitions counted where there are none.
        known_after_s: from the end of the first true repetition until the exercise was known.
    """

    clip: str
    part: str
    true: str
    found: str
    others: tuple[str, ...]
    false_reps: int
    known_after_s: float

    @property
    def is_right(self) -> bool:
        """The exercise, and no other; nothing at all, where there is none."""
        return self.found == self.true and not self.others


def outcome(truth: Truth, landmarks: Path) -> Outcome:
    """Recognise what a rendered clip shows."""
    seen, _ = compact.load(landmarks)
    sets = recognise(seen)
    found, known_s = main_first(sets)
    first_s = min((rep.end_s for rep in truth.reps), default=float("nan"))
    return Outcome(
        clip=truth.clip,
        part=truth.part,
        true=UNKNOWN if truth.exercise == NO_EXERCISE else truth.exercise,
        found=found[0] if found else UNKNOWN,
        others=tuple(found[1:]),
        # without a set, nothing is counted; with the right one, what its exercise counts by itself
        false_reps=analyzed(seen, sets).reps if truth.is_empty and sets else 0,
        known_after_s=known_s - first_s,
    )


def main_first(sets: Iterable[FoundSet]) -> tuple[list[str], float]:
    """The exercises that were recognised, that with the most evidence first, and when that was known."""
    evidence_s, known_s = dict[str, float](), dict[str, float]()
    for one in sets:
        evidence_s[one.exercise] = evidence_s.get(one.exercise, 0.0) + one.evidence_s
        known_s.setdefault(one.exercise, one.known_s)
    names = sorted(evidence_s, key=lambda name: -evidence_s[name])
    return names, known_s[names[0]] if names else float("nan")


def analyzed(seen: Sequence[Sighting], sets: Sequence[FoundSet]) -> Result:
    """The product's result on landmarks whose exercises it has to find out."""
    return judge(Stream("", seen[0].size_px, len(seen), seen), Guided(sets))


def labels(outcomes: Iterable[Outcome]) -> list[str]:
    """Every exercise that is done or recognised, in alphabetical order; unknown last."""
    names = {name for o in outcomes for name in (o.true, o.found)} - {UNKNOWN}
    return [*sorted(names), UNKNOWN]


@dataclass(frozen=True, slots=True)
class LongOutcome:
    """A long clip of several exercises, and the sets that were found in it."""

    long: Long
    found: list[SetFound]

    @property
    def is_right(self) -> bool:
        """The same exercises in the same order, nothing more."""
        return [s.exercise for s in self.found] == [s.exercise for s in self.long.sets]

    @property
    def pairs(self) -> list[tuple[TrueSet, SetFound]]:
        """Each true set with the found one of its exercise that shares the most time with it."""
        pairs = []
        for true in self.long.sets:
            own = [s for s in self.found if s.exercise == true.exercise and _shared_s(true, s) > 0]
            if own:
                pairs.append((true, max(own, key=lambda s: _shared_s(true, s))))
        return pairs


def _shared_s(true: TrueSet, found: SetFound) -> float:
    return min(true.end_s, found.end_s) - max(true.start_s, found.start_s)


def long_outcome(long: Long) -> LongOutcome:
    """Recognise the sets of a long clip."""
    return LongOutcome(long, analyzed(long.seen, recognise(long.seen)).sets)
