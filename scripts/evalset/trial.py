"""How the evaluation set does one exercise, as data: its clips, its movement, its faults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from evalset.cases import Case, Try
from truth.timing import Tempo

CLEAN = Try()
PARTIAL = Try(reach=0.36, is_partial=True)
# A hold lasts as long as the body is within a tenth of its full range.
HOLD_SHARE = 0.9


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A clip before it has a person, a distance and a film.

    Attributes:
        title: short, for its name.
        yaw_deg, height_m: the camera's place.
        tries: what is attempted; an exercise with two sides deals them out in turn.
    """

    title: str
    yaw_deg: float
    height_m: float
    tries: tuple[Try, ...]
    variant: str = ""
    enters: bool = False
    leaves: bool = False


@dataclass(frozen=True, kw_only=True)
class Plant:
    """A fault as a change of the movement.

    Attributes:
        signal: exact signal that shows it, at full range; ``{side}`` is the working side, ``{other}`` its
            opposite; empty where the movement's own parameter is the value.
        limit: the value of size 1, in the signal's unit.
        unit: of that value.
        parameters: of the movement; all get the same value.
        between: where that value lies.
        from_clean: size 0 is the clean movement's own value; else it is zero.
        is_change: the value is the change from rest.
        at_full: it is told by where full range lies, so it is there from then on.
        is_pictured: the value is the one in the picture, as the measure is defined: the frontal plane
            projection angle, of the working side or the mean of both knees.
        spoils_hold_at: from this size on it keeps the movement from the full position, so that nothing is
            held there.
        called: the product's name for it, where that is another.
        at_u: the phase at which it shows: 2 is the end of a movement that goes on.
    """

    signal: str = ""
    limit: float
    unit: str = "deg"
    parameters: tuple[str, ...]
    between: tuple[float, float] = (0.0, 60.0)
    from_clean: bool = False
    is_change: bool = False
    at_full: bool = False
    is_pictured: bool = False
    spoils_hold_at: float = float("inf")
    called: str = ""
    at_u: float = 1.0


class Turns(StrEnum):
    """Which side an attempt takes."""

    NONE = "none"  # both sides work together
    TAKEN = "taken"  # left and right in turn
    ONE = "one"  # the same side throughout the clip
    GIVEN = "given"  # as the slot says


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One exercise of the evaluation set.

    Attributes:
        slots: its clips.
        motion: the movement done well, for a case and the moving side.
        tempo: how fast it is usually done.
        plants: its faults by name.
        turns: how the attempts get their sides.
        side_of_slot: of a clip in which one side moves: 0 or 1, the part's first or second side.
        is_upright: the camera stands as for somebody who stands: phone upright, farther away.
        is_signed: the product's yaw tells the body's left from its right.
        is_held: the full position is held and timed.
        held_from: the share of an attempt's own full range from which on it is held.
        raises_per_rep: attempts that make one repetition.
        distance_m: from and to; empty for the usual.
    """

    slots: tuple[Slot, ...]
    motion: Callable[[Case, str | None], Any]
    tempo: Tempo
    plants: Mapping[str, Plant] = field(default_factory=dict)
    turns: Turns = Turns.NONE
    side_of_slot: Callable[[Slot], int] = lambda slot: len(slot.title) % 2
    is_upright: bool = True
    is_signed: bool = True
    is_held: bool = False
    held_from: float = HOLD_SHARE
    raises_per_rep: int = 1
    distance_m: tuple[float, ...] = ()


def planted(name: str, *sizes: float) -> tuple[Try, ...]:
    """A clean attempt, then the faulty ones with a clean one after the first."""
    bad = [Try(sizes=((name, size),)) for size in sizes]
    return (CLEAN, bad[0], CLEAN, *bad[1:])


def always(name: str, size: float, count: int = 4) -> tuple[Try, ...]:
    """The same fault every time: beside good repetitions, one so small would be half a repetition."""
    return (Try(sizes=((name, size),)),) * count


def paired(name: str, *sizes: float) -> tuple[Try, ...]:
    """Two clean attempts, one a side, then a faulty and a clean one for each size."""
    return (CLEAN, CLEAN, *(t for size in sizes for t in (Try(sizes=((name, size),)), CLEAN)))


def paced(pace: float, count: int = 4) -> tuple[Try, ...]:
    """All attempts at another tempo."""
    return (Try(pace=pace),) * count


def uneven(count: int = 4) -> tuple[Try, ...]:
    """Every other attempt slower and smaller: one side is not like the other."""
    return (CLEAN, Try(pace=0.7, reach=0.85)) * (count // 2)


GOOD = (CLEAN,) * 4
PARTIALS = (CLEAN, PARTIAL, CLEAN, PARTIAL, CLEAN)
PAUSES = (CLEAN, Try(rest_s=2.8), CLEAN, Try(hold_s=2.0))
# What squat and lunge share: the planted foot pitches up about its ball.
HEEL = Plant(
    signal="foot_pitch_deg_{side}", limit=18.0, parameters=("heel_deg",), is_change=True, between=(0, 50)
)
