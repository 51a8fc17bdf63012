"""What an exercise is, as data. One engine reads these declarations; none of them holds code of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from formcheck.engine.gate import Gate
from formcheck.engine.personal import Personal
from formcheck.engine.placement import Placement as Placement
from formcheck.motion.signals import SIGNALS
from formcheck.motion.view import Posture, ViewKind

if TYPE_CHECKING:
    from formcheck.engine.stats import RepStats


class Kind(StrEnum):
    """What a repetition of the exercise is judged by."""

    REPS = "reps"
    HOLD = "hold"
    REPS_AND_HOLD = "reps+hold"


class Sides(StrEnum):
    """How a repetition gets its side."""

    BOTH = "both"  # both sides work together: no side
    SIGN = "sign"  # one movement, its side told by the sign of a signal
    DIAGONAL = "diagonal"  # a machine a side; a repetition is one of each


class Phase(StrEnum):
    """Where in a repetition a moment lies."""

    REST = "rest"
    OUT = "out"
    HOLD = "hold"
    BACK = "back"


class Severity(StrEnum):
    """How much a fault weighs in the quality score, and which cue is said first."""

    CAUTION = "caution"
    FAULT = "fault"


MOVING = frozenset({Phase.OUT, Phase.HOLD, Phase.BACK})
LOADED = frozenset({Phase.HOLD})


START = Gate(on=0.22, off=0.14, for_s=0.05)
# One frame of bad tracking at the bottom must not end a repetition: the way back takes two to begin.
DEPTH = Gate(on=0.6, off=0.5, for_s=0.06, off_for_s=0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """The signal that is counted, and its range from rest to full.

    ``progress = (value - rest) / (work - rest)``: 0 at rest, 1 at full range, whatever the direction.

    Attributes:
        signal: name; ``{side}`` stands for left or right where a machine runs for each side.
        rest, work: the values at rest and at full range.
        rest_limit: how far towards ``work`` a person's own rest may lie.
        work_limit: the least that may become a person's own full range; the clinical floor.
        start: opens when a repetition begins, in progress.
        depth: opens when it counts, in progress.
        fastest_s: what comes and goes quicker is a glitch of the tracking, not a repetition.
        best: the most that may become a person's own full range; half as much again as ``work`` where None.
        also: a signal that moves before and after it as part of the same repetition: the step of a lunge.
    """

    signal: str
    rest: float
    work: float
    rest_limit: float
    work_limit: float
    start: Gate = START
    depth: Gate = DEPTH
    fastest_s: float = 0.25
    best: float | None = None
    also: str = ""

    def progress(self, value: float, rest: float, work: float) -> float:
        """Where a value lies between a person's rest and full range."""
        return (value - rest) / (work - rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A form fault told while it happens.

    Attributes:
        name: as in results.
        title: plain words.
        signal: name; ``{side}`` stands for the repetition's side, or both where it has none.
        gate: the limit, in the signal's unit.
        during: phases in which it is judged.
        views: from where it can be judged; elsewhere it is reported as not checked.
        relative: judge the change from the person's own rest posture, not the value itself.
        severity, cue: what the coach says.
        advice: how to place the camera so that it can be judged.
        movable: how far a person's own limit may move: the least and the most share of this one (`allowed`).
        source: where the limit comes from.
    """

    name: str
    title: str
    signal: str
    gate: Gate
    during: frozenset[Phase] = MOVING
    views: frozenset[ViewKind]
    relative: bool = False
    severity: Severity = Severity.FAULT
    cue: str
    advice: str
    movable: tuple[float, float] = (0.5, 2.0)
    source: str

    @property
    def unit(self) -> str:
        """The unit of its value and limit."""
        return SIGNALS[base_name(self.signal)].unit

    @property
    def error(self) -> float:
        """Standard error of its value."""
        return SIGNALS[base_name(self.signal)].error


@dataclass(frozen=True, slots=True, kw_only=True)
class RepCheck:
    """Something judged once, when the repetition has ended: depth, tempo, hold.

    Attributes are those of ``Fault``, but for:
        measure: the number, from the repetition's statistics; NaN = not measurable.
        unit, error: of that number.
    """

    name: str
    title: str
    measure: Callable[["RepStats"], float]
    gate: Gate
    unit: str
    error: float = 0.0
    views: frozenset[ViewKind] = frozenset(ViewKind)
    severity: Severity = Severity.FAULT
    cue: str
    advice: str = ""
    movable: tuple[float, float] = (0.5, 2.0)
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A fault of the exercise that no camera place tried shows: always reported as not checked.

    Attributes:
        name, title: as in a fault.
        reason: what was tried.
        source: the figures that say so.
    """

    name: str
    title: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A condition under which the movement is something else: the repetition is dropped, not judged.

    Attributes:
        title: the reason given.
        signal, gate: what shows it; the gate opens on the wrong movement.
        at_peak: judge the median of the deep part once it is over, instead of every moment.
    """

    title: str
    signal: str
    gate: Gate
    at_peak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise, whole.

    Attributes:
        name, title, aliases: how it is called.
        kind: reps, hold, or both.
        postures: in which of them the start posture lies.
        drive: what is counted.
        sides: how a repetition gets its side; ``side_signal`` is positive for left (Sides.SIGN only).
        faults, checks, guards: what is judged.
        unseen: what ought to be judged and cannot be.
        counts: one sentence: what one repetition is.
        placements: where to put the camera, the usual place first.
        source: where form and range come from.
        max_s: a repetition longer than this is somebody resting.
        further: what the coach says of a movement that turned back before it counted.
        repeats: nothing tells the movement from others but that it repeats itself: one counts only beside
            another like it.
        personal: which of its figures are a person's own; None for the declaration itself.
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    kind: Kind
    postures: frozenset[Posture]
    drive: Drive
    sides: Sides
    side_signal: str = ""
    faults: tuple[Fault, ...] = ()
    checks: tuple[RepCheck, ...] = ()
    guards: tuple[Guard, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    counts: str
    placements: tuple[Placement, ...]
    source: str
    max_s: float = 120.0
    further: str = "Go all the way"
    repeats: bool = False
    personal: Personal | None = None
    signals: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        used = {self.drive.signal, *(f.signal for f in self.faults), *(g.signal for g in self.guards)}
        if self.sides is Sides.SIGN:
            used.add(self.side_signal)
        if self.drive.also:
            used.add(self.drive.also)
        for s in used:
            if base_name(s) not in SIGNALS:
                raise ValueError(f"exercise {self.name}: unknown signal {s!r}; formcheck exercises --signals")
        if self.drive.rest == self.drive.work:
            raise ValueError(f"exercise {self.name}: rest and work are both {self.drive.rest}")
        object.__setattr__(self, "signals", frozenset(used))

    @property
    def setup(self) -> str:
        """Where to put the camera, in words."""
        return "".join(f"{place.words}. " for place in self.placements).strip()

    @property
    def judged(self) -> tuple[Fault | RepCheck, ...]:
        """All that is judged: faults while they happen, then what is judged when a repetition ends."""
        return (*self.faults, *self.checks)

    @property
    def machine_sides(self) -> tuple[str | None, ...]:
        """The sides a machine runs for: None is one machine for the whole body."""
        return ("left", "right") if self.sides is Sides.DIAGONAL else (None,)


def base_name(signal: str) -> str:
    """The registered name of a signal: without its side."""
    for ending in ("_{side}", "_left", "_right", "_{other}"):
        signal = signal.removesuffix(ending)
    return signal
