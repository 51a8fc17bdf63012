"""The discovered exercises and what they declare, as parameters for the conformance tests."""

from collections.abc import Iterable
from typing import TypeVar

import pytest

import synthetic as syn
from formcheck.engine.engine import Engine
from formcheck.engine.events import Event, Flag, Held, Partial, Raise, Rep, Side
from formcheck.engine.spec import Exercise, Fault, Phase, RepCheck, Sides, base_name
from formcheck.exercises import discovered
from formcheck.motion.observe import Observation
from formcheck.motion.view import ViewKind

E = TypeVar("E", bound=Event)

EXERCISES = list(discovered().values())
PAIRED = [e for e in EXERCISES if e.sides is Sides.DIAGONAL]
UNPAIRED = [e for e in EXERCISES if e.sides is not Sides.DIAGONAL]
FAULTS = [(e, f) for e in EXERCISES for f in e.faults]
CHECKS = [(e, c) for e in EXERCISES for c in e.checks]
GUARDS = [(e, g) for e in EXERCISES for g in e.guards]
RATES = [8.0, 15.0, 30.0, 60.0]

each = pytest.mark.parametrize
every_exercise = each("exercise", [pytest.param(e, id=e.name) for e in EXERCISES])
any_rate = each("fps", [pytest.param(fps, id=f"{fps:g}fps") for fps in RATES])
even_or_not = each("jitter", [pytest.param(None, id="even"), pytest.param(7, id="jittered")])

# Room for the machine to notice that a movement is over.
SETTLE_S = 0.7


def named(exercise: Exercise, fault: Fault) -> str:
    return f"{exercise.name}-{fault.name}-{base_name(fault.signal)}-{fault.severity}"


def drives(exercise: Exercise, fault: Fault) -> bool:
    """Whether a fault is read off the driving signal itself."""
    return base_name(fault.signal) == base_name(exercise.drive.signal)


def only(kind: type[E], said: Iterable[Event]) -> list[E]:
    return [event for event in said if isinstance(event, kind)]


def said_about(exercise: Exercise, observations: list[Observation]) -> list[Event]:
    return syn.events(Engine(exercise), observations)


def raises_of(said: Iterable[Event]) -> list[Raise]:
    return [r for rep in only(Rep, said) for r in rep.raises]


def what_counts(said: Iterable[Event]) -> list[Event]:
    return [e for e in said if isinstance(e, Rep | Partial | Held | Flag)]


def reasons(engine: Engine) -> dict[str, str]:
    return {missing.name: missing.reason for missing in engine.not_checked()}


def counted(exercise: Exercise, movements: int) -> int:
    """How many of so many movements count: where repeating is all that tells them, one alone does not."""
    return 0 if exercise.repeats and movements < 2 else movements


def floor_share(exercise: Exercise) -> float:
    """The clinical floor as a share of the declared range: the least that may be a full range."""
    drive = exercise.drive
    return drive.progress(drive.work_limit, drive.rest, drive.work)


def good_view(judged: Fault | RepCheck) -> ViewKind:
    return min(judged.views)


def wrong_views(exercise: Exercise, name: str) -> list[ViewKind]:
    """The views from which nothing of this name can be judged."""
    judged: list[Fault | RepCheck] = [*exercise.faults, *exercise.checks]
    good = {view for one in judged if one.name == name for view in one.views}
    return sorted(set(ViewKind) - good)


def inside(move: syn.Move, fault: Fault) -> tuple[float, float]:
    """The longest stretch of a movement that lies well inside one of the fault's phases."""
    well_in = {
        Phase.OUT: (move.out_at_s(0.2), move.hold_start_s),
        Phase.HOLD: (move.hold_start_s + 0.3, move.hold_end_s - 0.3),
        Phase.BACK: (move.hold_end_s, move.back_at_s(0.05)),
        Phase.REST: (move.end_s + SETTLE_S, move.end_s + syn.REST_S - 0.2),
    }
    return max((well_in[phase] for phase in fault.during), key=lambda span: span[1] - span[0])


def outside(routine: syn.Routine, move: syn.Move, fault: Fault) -> list[tuple[float, float]]:
    """Stretches about a movement that lie well outside of the fault's phases."""
    drive = routine.exercise.drive
    shallow = 0.7 * min(drive.start.on, drive.depth.off) * floor_share(routine.exercise)
    found = []
    if Phase.REST not in fault.during:
        found += [(move.end_s + SETTLE_S, move.end_s + syn.REST_S - 0.25)]
    if not fault.during & {Phase.OUT, Phase.BACK}:
        found += [(move.start_s, move.out_at_s(shallow)), (move.back_at_s(shallow), move.end_s)]
    return found


def pushes(
    routine: syn.Routine, fault: Fault, which: Iterable[int], side: Side | None = None, *, out: bool = False
) -> list[syn.Push]:
    """Push a fault past its gate in some movements, on the movement's own side unless another is named."""
    found = []
    for move in (routine.moves[i] for i in which):
        name = of_side(fault.signal, side or move.side)
        value = syn.pushed(fault, routine, name)
        spans = outside(routine, move, fault) if out else [inside(move, fault)]
        found += [syn.Push(name, value, *span) for span in spans]
    return found


def of_side(signal: str, side: Side) -> str:
    return signal.replace("{side}", side).replace("{other}", syn.other(side))
