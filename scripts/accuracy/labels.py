"""Hand-labelled clips: the labels, what every exercise counts in each, and what is right of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from accuracy.matching import errors_s
from accuracy.poses import sightings
from accuracy.samples import described
from formcheck.engine.spec import Exercise, Sides
from formcheck.errors import FormcheckError
from formcheck.loop import Session, Sighting, follow

LABELS = "labels.json"


@dataclass(frozen=True, slots=True)
class Label:
    """What a person saw in one clip.

    Attributes:
        clip: the video file.
        shows: what is done, in words.
        target: the exercise by the project's name, or another word, or None.
        reps: the count; single raises for a diagonal exercise; None where nobody counted.
        rep_times: [start_s, peak_s, end_s] of each, good to about 0.2 s.
        confidence: how sure the count is, in words.
    """

    clip: Path
    shows: str
    target: str | None
    reps: int | None
    rep_times: list[list[float]]
    confidence: str

    @property
    def is_ours(self) -> bool:
        """Whether the clip holds an exercise that is counted here."""
        return self.target in described()

    @property
    def is_empty(self) -> bool:
        """Whether no exercise may count anything in the clip."""
        return self.target is None and self.reps == 0

    @property
    def is_sure(self) -> bool:
        """Whether the count can be held against the product."""
        return self.reps is not None and self.confidence.startswith("sure")


def load(folder: Path) -> list[Label]:
    """Read the labels of a folder of clips.

    Raises:
        FormcheckError: the folder holds no labels of this shape.
    """
    path = folder / LABELS
    try:
        return [_label(folder, entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormcheckError(
            f"cannot read {path}", cause=str(error), mend="name a folder of labelled clips with --clips"
        ) from error


def _label(folder: Path, entry: dict[str, Any]) -> Label:
    times = [row for row in entry["rep_times"] or [] if None not in row]
    return Label(
        clip=folder / entry["file"],
        shows=entry["exercise"],
        target=entry["target"],
        reps=entry["reps"],
        rep_times=times,
        confidence=entry["count_confidence"],
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What one exercise counted: repetitions, or single raises for a diagonal exercise, with their times."""

    reps: int
    rep_times: list[tuple[float, float, float]]


def count(seen: list[Sighting], exercise: Exercise) -> Counted:
    """Run one exercise on the poses of a clip."""
    session = Session(exercise)
    for _ in follow(seen, session):
        pass
    times = sorted((r.start_s, r.peak_s, r.end_s) for r in session.engine.raises)
    # a lone raise is half a repetition, and the labels count raises
    reps = len(times) if exercise.sides is Sides.DIAGONAL else session.engine.reps
    return Counted(reps, times)


@dataclass(frozen=True)
class Outcome:
    """One clip: its label and what every exercise counted in it."""

    label: Label
    counted: Mapping[str, Counted]

    @property
    def got(self) -> int:
        """Repetitions of the clip's own exercise."""
        return self.counted[str(self.label.target)].reps

    @property
    def error(self) -> int | None:
        """Repetitions too many; None where nobody counted."""
        return None if self.label.reps is None else self.got - self.label.reps

    @cached_property
    def errors_s(self) -> list[tuple[float, float, float]]:
        """Errors of start, peak and end."""
        return errors_s(self.label.rep_times, self.counted[str(self.label.target)].rep_times)

    @property
    def others(self) -> dict[str, int]:
        """Repetitions that other exercises than the clip's own counted."""
        return {name: c.reps for name, c in self.counted.items() if c.reps and name != self.label.target}


def outcome(label: Label, recording: Path) -> Outcome:
    """Run every exercise on one clip's landmarks."""
    seen = sightings(recording)
    return Outcome(label, {name: count(seen, exercise) for name, exercise in described().items()})
