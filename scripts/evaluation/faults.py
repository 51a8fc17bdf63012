"""Faults that were planted against those that were flagged, and what was said not to be checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from evaluation.product import Said, Told
from evaluation.truth import Planted, Truth
from formcheck.engine.spec import Exercise
from formcheck.motion.view import ViewKind

# Up to here nobody does anything wrong; from there on it must be told. In between, either is right.
CLEAN_UP_TO, MUST_FROM = 0.5, 1.5
# A flag belongs to the repetition it is about, or that is this near.
NEAR_S = 0.5
# How the product begins the reason of a fault that the camera's place does not show.
BY_VIEW = "not measurable from this view"


class Verdict(StrEnum):
    """What a flag is."""

    RIGHT = "right"
    GREY = "grey"  # planted, too small to be sure of
    WRONG_SIDE = "wrong side"
    FALSE = "false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """One planted fault and what became of it.

    Attributes:
        in_view: the exercise declares that the camera's true place shows it.
        not_checked: the product says that it did not check it.
        found: flagged on its repetition; ``on_side``: on its side, None where truth or flag name none.
        own_number: the flag names the repetition by its true number.
        cue_s, flag_s: when the coach was told, and when the result was, after the onset; None = unknown.
    """

    name: str
    rep: int
    size: float
    in_view: bool
    not_checked: bool
    found: bool
    on_side: bool | None = None
    own_number: bool | None = None
    cue_s: float | None = None
    flag_s: float | None = None

    @property
    def must_be_found(self) -> bool:
        """Large enough, and seen from a place that shows it."""
        return self.size >= MUST_FROM and self.in_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """One flag: its fault, what it is, and whether its repetition holds no other planted fault."""

    name: str
    verdict: Verdict
    on_clean: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """Whether a fault was said not to be checked, and whether that is right.

    Attributes:
        shown: the exercise declares that the camera's true place shows it.
        reported: it is among those not checked; ``by_view``: because of the view.
    """

    name: str
    shown: bool
    reported: bool
    by_view: bool

    @property
    def is_right(self) -> bool | None:
        """Reported exactly when not shown; None when it was kept back for a reason in the data."""
        if self.shown and self.reported and not self.by_view:
            return None
        return self.shown != self.reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """All faults of one clip.

    Attributes:
        planted: every planted fault, and one of size 0 for each repetition and fault that has none.
        clean: fault name to the repetitions without it, where it was checked.
        wholly_clean: repetitions without any fault.
        unplanned: faults that nobody planted, whose exact value passes the limit all the same.
    """

    planted: tuple[Recalled, ...] = ()
    flags: tuple[Flagged, ...] = ()
    checking: tuple[Checking, ...] = ()
    clean: Mapping[str, int] = field(default_factory=dict)
    wholly_clean: int = 0
    unplanned: int = 0

    @property
    def reasons(self) -> list[str]:
        """What is not as it should be, in words."""
        lost = [p for p in self.planted if p.must_be_found and not p.found]
        missed = [f"{'unchecked' if p.not_checked else 'missed'} {p.name} in {p.rep}" for p in lost]
        flags = [f for f in self.flags if f.verdict in (Verdict.FALSE, Verdict.WRONG_SIDE)]
        counts = {f"{f.verdict} {f.name}": flags.count(f) for f in flags}
        return [*missed, *(f"{n} {words}" for words, n in counts.items())]


def judge_faults(truth: Truth, said: Said, exercise: Exercise, unplanned: Sequence[Planted] = ()) -> Faults:
    """Hold the flags of a clip against the faults in it: those planted, and those that came about."""
    numbers = range(1, len(truth.reps) + 1)
    faults = (*truth.faults, *unplanned)
    bad = {(p.rep, p.name) for p in faults if p.size > CLEAN_UP_TO}
    names = dict.fromkeys(judged.name for judged in exercise.judged)
    given = {(p.rep, p.name) for p in faults}
    none = [Planted(name, None, n, 0.0) for n in numbers for name in names if (n, name) not in given]
    return Faults(
        planted=tuple(_recalled(p, truth, said, exercise) for p in (*truth.faults, *none)),
        flags=tuple(_flagged(flag, rep_at(truth, flag.at_s), faults) for flag in said.flags),
        checking=tuple(_checking(name, truth.place, said, exercise) for name in names) if said.reps else (),
        clean={
            name: sum((n, name) not in bad for n in numbers) for name in names if name not in said.not_checked
        },
        unplanned=len(unplanned),
        wholly_clean=sum(not any(rep == n for rep, _ in bad) for n in numbers),
    )


def rep_at(truth: Truth, t_s: float) -> int:
    """Number of the true repetition that a moment belongs to; 0 for none."""
    beside = [(max(r.start_s - t_s, t_s - r.end_s, 0.0), n) for n, r in enumerate(truth.reps, 1)]
    distance_s, number = min(beside, default=(NEAR_S + 1, 0))
    return number if distance_s <= NEAR_S else 0


def shows(exercise: Exercise, name: str, place: ViewKind) -> bool:
    """Whether the exercise declares that a place shows a fault in any of its forms."""
    return any(place in judged.views for judged in exercise.judged if judged.name == name)


def _recalled(planted: Planted, truth: Truth, said: Said, exercise: Exercise) -> Recalled:
    flags, cues = (_about(planted, truth, told) for told in (said.flags, said.cues))
    sides = {flag.side for flag in flags} - {None}
    return Recalled(
        name=planted.name,
        rep=planted.rep,
        size=planted.size,
        in_view=shows(exercise, planted.name, truth.place),
        not_checked=planted.name in said.not_checked,
        found=bool(flags) and not (planted.side and sides and planted.side not in sides),
        on_side=planted.side in sides if planted.side and sides else None,
        own_number=any(flag.rep == planted.rep for flag in flags) if flags else None,
        cue_s=_delay_s(planted, [*flags, *cues]),
        flag_s=_delay_s(planted, flags),
    )


def _about(planted: Planted, truth: Truth, told: Iterable[Told]) -> list[Told]:
    return [t for t in told if t.name == planted.name and rep_at(truth, t.at_s) == planted.rep]


def _delay_s(planted: Planted, told: Iterable[Told]) -> float | None:
    """From the onset to the first that tells it on its side."""
    ours = [t.known_s for t in told if planted.side is None or t.side in (None, planted.side)]
    return min(ours) - planted.onset_s if ours and planted.onset_s is not None else None


def _flagged(flag: Told, number: int, faults: Iterable[Planted]) -> Flagged:
    bad = {p.rep for p in faults if p.size > CLEAN_UP_TO}
    return Flagged(name=flag.name, verdict=_verdict(flag, number, faults), on_clean=number not in bad)


def _verdict(flag: Told, number: int, planted: Iterable[Planted]) -> Verdict:
    same = [p for p in planted if (p.name, p.rep) == (flag.name, number) and p.size > CLEAN_UP_TO]
    if not same:
        return Verdict.FALSE
    ours = [p for p in same if p.side is None or flag.side in (None, p.side)]
    if not ours:
        return Verdict.WRONG_SIDE
    return Verdict.RIGHT if any(p.size >= MUST_FROM for p in ours) else Verdict.GREY


def _checking(name: str, place: ViewKind, said: Said, exercise: Exercise) -> Checking:
    reason = said.not_checked.get(name, "")
    return Checking(
        name=name,
        shown=shows(exercise, name, place),
        reported=name in said.not_checked,
        by_view=reason.startswith(BY_VIEW),
    )
