"""The recognition on hand-labelled real clips."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy import labels
from accuracy.poses import cached, sightings
from formcheck.engine.sets import UNKNOWN
from formcheck.recognise.recogniser import recognise
from recognition.outcome import analyzed, main_first


@dataclass(frozen=True, slots=True)
class RealOutcome:
    """One real clip.

    Attributes:
        shows: what is done, in a person's words.
        target: the exercise; None where it is none of ours, or only partly one.
        is_empty: whether nothing may be counted.
        found, others: as in `outcome.Outcome`.
        reps: counted.
    """

    clip: str
    shows: str
    target: str | None
    is_empty: bool
    found: str
    others: tuple[str, ...]
    reps: int

    @property
    def is_right(self) -> bool:
        """The exercise, and no other."""
        return self.found == self.target and not self.others


def measure(folder: Path, cache: Path, model: str) -> Sequence[RealOutcome]:
    """Recognise what every labelled clip shows.

    Raises:
        FormcheckError: the labels or a clip cannot be read.
    """
    return [_outcome(label, cached(label.clip, cache, model)) for label in labels.load(folder)]


def _outcome(label: labels.Label, landmarks: Path) -> RealOutcome:
    seen = sightings(landmarks)
    sets = recognise(seen)
    names, _ = main_first(sets)
    return RealOutcome(
        clip=label.clip.stem,
        shows=label.shows,
        target=label.target if label.is_ours else None,
        is_empty=label.is_empty,
        found=names[0] if names else UNKNOWN,
        others=tuple(names[1:]),
        reps=analyzed(seen, sets).reps,
    )
