"""What the engine says. Times are when it happened; ``known_s`` is when it could be known."""

from dataclasses import dataclass, replace
from typing import Literal

from formcheck.engine.spec import Severity

Side = Literal["left", "right"]
JUMPED = "the picture jumped: a cut, or another person"


@dataclass(frozen=True, slots=True)
class Event:
    """Anything discrete: it happened at ``t_s`` and was known at ``known_s``."""

    t_s: float
    known_s: float


@dataclass(frozen=True, slots=True)
class Armed(Event):
    """The start posture was held: from here on repetitions count."""


@dataclass(frozen=True, slots=True)
class Disarmed(Event):
    """The start posture was left for good, or the person was lost; ``reason`` says which."""

    reason: str


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """Whoever was lost in a leap at ``t_s`` is back: what was dropped then goes on after all."""


@dataclass(frozen=True, slots=True)
class Recognised(Event):
    """From here on ``exercise`` is counted, which was found out from the movements themselves."""

    exercise: str


@dataclass(frozen=True, slots=True)
class Started(Event):
    """A repetition has begun."""

    side: Side | None


@dataclass(frozen=True, slots=True)
class Reached(Event):
    """The repetition is deep enough to count, if it is finished properly."""

    side: Side | None


@dataclass(frozen=True, slots=True)
class Flag(Event):
    """A fault, once a repetition.

    Attributes:
        title: plain words, finer than the name where one name covers several joints.
        rep: number of the repetition it belongs to, from 1; 0 while that is not yet known.
        value, limit, error: the worst value, the limit it passed, one standard error, all in ``unit``.
    """

    name: str
    title: str
    side: Side | None
    rep: int
    value: float
    limit: float
    unit: str
    error: float
    severity: Severity
    cue: str

    def outweighs(self, other: "Flag") -> bool:
        """Whether this is the graver of two flags of the same fault, side and repetition."""
        return (self.severity is Severity.FAULT) > (other.severity is Severity.FAULT)


@dataclass(frozen=True, slots=True)
class Noticed(Event):
    """A fault while it happens, for the coach: the repetition it belongs to may yet turn out not to count."""

    name: str
    side: Side | None
    severity: Severity
    cue: str


@dataclass(frozen=True, slots=True)
class Raise(Event):
    """One single movement, from rest to rest: a repetition, or half of one where a repetition has two.

    Attributes:
        start_s, peak_s, end_s: when it began, was furthest, and was over; ``t_s`` is ``end_s``.
        hold_start_s, hold_end_s: the time spent near the furthest point; `stats.HELD` says how near.
        rest_value, peak_value: of the driving signal, in its unit; their difference is the range.
        out_s, back_s: tempo of the way out and the way back.
    """

    side: Side | None
    start_s: float
    peak_s: float
    end_s: float
    hold_start_s: float
    hold_end_s: float
    rest_value: float
    peak_value: float

    @property
    def hold_s(self) -> float:
        """Seconds held."""
        return self.hold_end_s - self.hold_start_s

    @property
    def out_s(self) -> float:
        """Seconds from the start to the held position."""
        return self.hold_start_s - self.start_s

    @property
    def back_s(self) -> float:
        """Seconds from the held position back to rest."""
        return self.end_s - self.hold_end_s

    @property
    def range(self) -> float:
        """How far the driving signal moved, in its unit."""
        return abs(self.peak_value - self.rest_value)


@dataclass(frozen=True, slots=True)
class Rep(Event):
    """A whole repetition: one movement, or two for a diagonal pair."""

    number: int
    raises: tuple[Raise, ...]
    side: Side | None
    flags: tuple[Flag, ...]
    quality: float

    @property
    def start_s(self) -> float:
        """When its first movement began."""
        return self.raises[0].start_s

    @property
    def peak_s(self) -> float:
        """When its first movement was furthest."""
        return self.raises[0].peak_s


@dataclass(frozen=True, slots=True)
class Held(Event):
    """A movement whose hold is over: reported for exercises that are held."""

    side: Side | None
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Partial(Event):
    """A movement that turned back before it counted."""

    side: Side | None
    start_s: float
    peak_progress: float


@dataclass(frozen=True, slots=True)
class Dropped(Event):
    """A movement that was not judged: the person was lost in it, or it was something else."""

    reason: str


def later(event: Event, reps: int) -> Event:
    """The event with its repetition numbered on from as many before it."""
    if reps and isinstance(event, Flag):
        return replace(event, rep=event.rep + reps)
    if reps and isinstance(event, Rep):
        flags = tuple(replace(flag, rep=flag.rep + reps) for flag in event.flags)
        return replace(event, number=event.number + reps, flags=flags)
    return event
