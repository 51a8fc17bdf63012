"""What is exactly true of a rendered clip, read from its truth file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.errors import FormcheckError
from formcheck.motion.view import ViewKind

NO_EXERCISE = "none"
# A repetition of which more than this is hidden cannot be counted by anybody.
UNSEEN_SHARE = 0.5
PARTS = ("tuning", "report", "unseen", "measured", "all")
# Everything that no limit was tuned on.
MEASURED = ("report", "unseen")
# Numbers of a body in words: the word for what is below each number, and the one for the rest.
_BANDS: Mapping[str, tuple[tuple[tuple[float, str], ...], str]] = {
    "skin": (((0.25, "dark"), (0.42, "brown")), "light"),
    "weight": (((-0.2, "thin"), (0.35, "middling")), "heavy"),
    "height_m": (((1.6, "under 1.60"), (1.8, "1.60 to 1.80")), "1.80 and more"),
    "age": (((0.5, "young"),), "old"),
}


@dataclass(frozen=True, slots=True)
class Movement:
    """A repetition, or one raise of it: seconds, and its side where it has one."""

    start_s: float
    peak_s: float
    end_s: float
    side: str | None = None

    def holds(self, t_s: float, margin_s: float = 0.0) -> bool:
        """Whether a moment lies in it."""
        return self.start_s - margin_s <= t_s <= self.end_s + margin_s


@dataclass(frozen=True, slots=True)
class Hold:
    """A held position: seconds, and its side where it has one."""

    start_s: float
    end_s: float
    side: str | None = None

    @property
    def middle_s(self) -> float:
        """Half-way through."""
        return (self.start_s + self.end_s) / 2

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault done on purpose.

    Attributes:
        size: in multiples of the product's limit.
        onset_s: when its exact value passes the limit; None where it never does.
    """

    name: str
    side: str | None
    rep: int
    size: float
    onset_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One clip's truth; times in seconds of the clip.

    Attributes:
        exercise: its name, or "none".
        place: the camera's true place by the product's names; ``yaw_deg`` as in `View.yaw_deg`.
        body: what is known of the person, each in one word.
        outside: [from, to] in which nothing may be counted.
        unseen: repetitions hidden for most of their time, which are not among ``reps``: nobody could count
            them, so that counting one is neither right nor wrong.
    """

    clip: str
    exercise: str
    part: str = "report"
    person: str = ""
    body: Mapping[str, str]
    place: ViewKind
    yaw_deg: float = 0.0
    conditions: tuple[str, ...] = ()
    reps: tuple[Movement, ...] = ()
    partials: tuple[Movement, ...] = ()
    holds: tuple[Hold, ...] = ()
    outside: tuple[tuple[float, float], ...] = ()
    faults: tuple[Planted, ...] = ()
    unseen: tuple[Movement, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the clip holds no exercise."""
        return self.exercise == NO_EXERCISE

    def is_outside(self, t_s: float) -> bool:
        """Whether nothing may be counted at this moment."""
        return self.is_empty or any(low <= t_s <= high for low, high in self.outside)


def truths(folder: Path, part: str) -> list[tuple[Truth, Path]]:
    """Every clip of a part of the set, with its landmarks, in order of their names.

    Args:
        folder: holds ``NAME.json`` and ``NAME.npz``.
        part: tuning, report, unseen, measured (the latter two) or all.

    Raises:
        FormcheckError: there is no such clip, a truth file is not of this shape, or landmarks are missing.
    """
    read = [(_read(path), path.with_suffix(".npz")) for path in sorted(folder.glob("*.json"))]
    wanted = {"all": PARTS, "measured": MEASURED}.get(part, (part,))
    chosen = [(truth, landmarks) for truth, landmarks in read if truth.part in wanted]
    if not chosen:
        raise FormcheckError(
            f"{folder} holds no clip of the part {part!r}",
            cause="An evaluation set is NAME.json and NAME.npz a clip",
            mend="Name its folder",
        )
    missing = [str(landmarks) for _, landmarks in chosen if not landmarks.exists()]
    if missing:
        raise FormcheckError(f"{missing[0]} is missing", cause=f"So are {len(missing) - 1} others")
    return chosen


def _read(path: Path) -> Truth:
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormcheckError(f"cannot read {path}", cause=f"{type(error).__name__}: {error}") from error


def parse(entry: Mapping[str, Any]) -> Truth:
    """Make a truth from a truth file's content; a missing or wrong entry raises what Python raises."""
    camera, build = entry["camera"], entry["build"]
    hidden = [(row[0], row[1]) for row in entry.get("rough", {}).get("hidden_s", ()) if row[2] == "whole"]
    reps = _movements(entry["rep_times"])
    unseen = tuple(rep for rep in reps if _hidden_share(rep, hidden) > UNSEEN_SHARE)
    return Truth(
        clip=entry["clip"],
        exercise=entry["exercise"],
        part=entry["part"],
        person=entry["person"],
        body={key: _in_words(key, value) for key, value in build.items()},
        place=ViewKind(camera["place"]),
        yaw_deg=float(camera["yaw_deg"]),
        conditions=tuple(entry["conditions"]),
        reps=tuple(rep for rep in reps if rep not in unseen),
        partials=_movements(entry["partial_times"]),
        holds=tuple(Hold(*row) for row in entry["holds"]),
        outside=tuple((row[0], row[1]) for row in entry["outside_s"]),
        faults=tuple(_planted(row) for row in entry["faults"]),
        unseen=unseen,
    )


def _hidden_share(rep: Movement, hidden: Sequence[tuple[float, float]]) -> float:
    """Part of a repetition in which the whole person is covered."""
    covered_s = sum(max(0.0, min(rep.end_s, to_s) - max(rep.start_s, from_s)) for from_s, to_s in hidden)
    return covered_s / (rep.end_s - rep.start_s)


def _in_words(key: str, value: str | float) -> str:
    if isinstance(value, str):
        return value
    bands, rest = _BANDS.get(key, ((), f"{value:g}"))
    return next((word for below, word in bands if value < below), rest)


def _movements(rows: Sequence[Sequence[Any]]) -> tuple[Movement, ...]:
    return tuple(Movement(*row) for row in rows)


def _planted(row: Mapping[str, Any]) -> Planted:
    return Planted(row["name"], row["side"], row["rep"], row["size"], row["onset_s"])
