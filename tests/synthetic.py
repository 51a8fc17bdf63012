"""Observations made from an exercise's declaration alone, with exactly known repetitions.

The driving signal moves from rest to work and back as a person does, with the least jerk; everything else the
exercise looks at lies where no limit is near, until a test pushes it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from formcheck.engine.engine import Engine
from formcheck.engine.events import Event, Side
from formcheck.engine.gate import Gate
from formcheck.engine.spec import Exercise, Fault, Guard, Sides, base_name
from formcheck.motion.observe import Observation
from formcheck.motion.view import Posture, View, ViewKind

LEFT_RIGHT: tuple[Side, Side] = ("left", "right")
# A pushed signal moves over within this time, as a body does.
RAMP_S = 0.1
FIRST_S, REST_S = 1.5, 1.9


def other(side: Side) -> Side:
    return "right" if side == "left" else "left"


@dataclass(frozen=True, slots=True)
class Move:
    """One movement of the driving signal: out, hold and back, on declared progress."""

    start_s: float
    out_s: float = 1.0
    hold_s: float = 2.0
    back_s: float = 1.2
    reach: float = 1.0
    side: Side = "left"

    @property
    def hold_start_s(self) -> float:
        return self.start_s + self.out_s

    @property
    def hold_end_s(self) -> float:
        return self.hold_start_s + self.hold_s

    @property
    def end_s(self) -> float:
        return self.hold_end_s + self.back_s

    def progress(self, t_s: float) -> float:
        if t_s <= self.hold_start_s:
            share = (t_s - self.start_s) / self.out_s
        else:
            share = (self.end_s - t_s) / self.back_s
        return self.reach * _minimum_jerk(max(0.0, min(1.0, share)))

    def out_at_s(self, share: float) -> float:
        """When the way out passes this share of its reach."""
        return self.start_s + self.out_s * _part(share)

    def back_at_s(self, share: float) -> float:
        """When the way back passes this share of its reach."""
        return self.end_s - self.back_s * _part(share)


def _minimum_jerk(x: float) -> float:
    """Flash & Hogan 1985, J Neurosci 5:1688: the part of the way done at a part of the time."""
    return x**3 * (10.0 - 15.0 * x + 6.0 * x * x)


_TIMES = np.linspace(0.0, 1.0, 10001)
_WAYS = _TIMES**3 * (10.0 - 15.0 * _TIMES + 6.0 * _TIMES**2)


def _part(share: float) -> float:
    """The part of the time at which a part of the way is done."""
    return float(np.interp(share, _WAYS, _TIMES))


@dataclass(frozen=True, slots=True)
class Push:
    """A signal moved to a value for a while."""

    name: str
    value: float
    from_s: float
    to_s: float

    def weight(self, t_s: float) -> float:
        return max(0.0, min(1.0, (t_s - self.from_s) / RAMP_S + 1.0, (self.to_s - t_s) / RAMP_S + 1.0))


@dataclass(frozen=True)
class Routine:
    """What a person does in front of the camera, as a function of time."""

    exercise: Exercise
    moves: tuple[Move, ...] = ()
    pushes: tuple[Push, ...] = ()
    view: ViewKind = ViewKind.UNKNOWN
    values: dict[str, float] = field(default_factory=dict)

    @property
    def end_s(self) -> float:
        return (self.moves[-1].end_s if self.moves else 0.0) + REST_S

    @property
    def posture(self) -> Posture:
        return min(self.exercise.postures)

    @cached_property
    def _quiet(self) -> dict[str, float]:
        return quiet_values(self.exercise) | self.values

    def leading(self, t_s: float) -> Side:
        """The side of the latest movement that has begun; it changes in the middle of a rest."""
        begun = [m.side for m in self.moves if m.start_s - REST_S / 2 <= t_s]
        return begun[-1] if begun else self.moves[0].side if self.moves else "left"

    def at(self, t_s: float) -> Observation:
        values = dict(self._quiet)
        e = self.exercise
        if e.sides is Sides.SIGN:
            values[e.side_signal] = 1.0 if self.leading(t_s) == "left" else -1.0
        for side in LEFT_RIGHT:
            mine = [m for m in self.moves if e.sides is not Sides.DIAGONAL or m.side == side]
            progress = max((m.progress(t_s) for m in mine), default=0.0)
            values[e.drive.signal.replace("{side}", side)] = drive_value(e, progress)
        for push in self.pushes:
            base = values[push.name]
            values[push.name] = base + (push.value - base) * push.weight(t_s)
        return Observation(t_s, values, View(self.view, 0.0), self.posture)

    def watch(
        self, fps: float = 30.0, *, jitter: int | None = None, from_s: float = 0.0, to_s: float | None = None
    ) -> list[Observation]:
        """Observations at a rate; ``jitter`` is the seed of uneven frame times."""
        count = math.ceil(((self.end_s if to_s is None else to_s) - from_s) * fps)
        frames = np.arange(count, dtype=np.float64)
        if jitter is not None:
            frames += np.random.default_rng(jitter).uniform(-0.4, 0.4, count)
        return [self.at(from_s + float(frame) / fps) for frame in frames]


def drive_value(exercise: Exercise, progress: float) -> float:
    drive = exercise.drive
    return drive.rest + progress * (drive.work - drive.rest)


def moves(exercise: Exercise, reps: int, *, reach: float = 1.0, first: Side = "left") -> tuple[Move, ...]:
    """Movements for whole repetitions, taking turns between the sides where there are any."""
    count = reps * (2 if exercise.sides is Sides.DIAGONAL else 1)
    order = (first, other(first))
    every_s = Move(0.0).end_s + REST_S
    return tuple(Move(FIRST_S + i * every_s, reach=reach, side=order[i % 2]) for i in range(count))


def routine(
    exercise: Exercise, reps: int, *, view: ViewKind | None = None, pushes: Iterable[Push] = ()
) -> Routine:
    return Routine(exercise, moves(exercise, reps), tuple(pushes), view or best_view(exercise))


def best_view(exercise: Exercise) -> ViewKind:
    """The view in which most faults can be judged; the first by name of several."""
    judged = [view for f in exercise.faults for view in f.views]
    judged += [view for c in exercise.checks for view in c.views]
    named = sorted(set(ViewKind) - {ViewKind.UNKNOWN})
    return max(named, key=judged.count)


def names_of(signal: str) -> tuple[str, ...]:
    """The names under which a declared signal is observed: one, or one a side."""
    if "{" not in signal:
        return (signal,)
    return tuple(f"{base_name(signal)}_{side}" for side in LEFT_RIGHT)


def quiet_values(exercise: Exercise) -> dict[str, float]:
    """Every signal the exercise looks at, but for the driving one, on the harmless side of all its gates.

    What is only judged against the person's own rest stays far beyond its limits: there is the rest.
    """
    gates: dict[str, list[Gate]] = {}
    relative: dict[str, list[Gate]] = {}
    all_judged: list[Fault | Guard] = [*exercise.faults, *exercise.guards]
    for judged in all_judged:
        into = relative if isinstance(judged, Fault) and judged.relative else gates
        for name in names_of(judged.signal):
            into.setdefault(name, []).append(judged.gate)
    far = {name: 1.5 * found[0].on for name, found in relative.items()}
    return far | {name: harmless(found) for name, found in gates.items()}


def harmless(gates: Sequence[Gate]) -> float:
    """A value at which all of these gates are closed, not near a limit."""
    low = max((g.off for g in gates if not g.rising), default=-math.inf)
    high = min((g.off for g in gates if g.rising), default=math.inf)
    margin = max((abs(g.on - g.off) for g in gates), default=0.0)
    if low == -math.inf:
        return 0.0 if high == math.inf else high - margin
    return low + margin if high == math.inf else (low + high) / 2


def pushed(fault: Fault, routine: Routine, name: str) -> float:
    """A value a little past a fault's limit: half of its hysteresis, so that no graver one is passed."""
    base = routine.at(0.0).values[name] if fault.relative else 0.0
    return base + past(fault.gate)


def past(gate: Gate) -> float:
    return gate.on + 0.5 * (gate.on - gate.off)


def blind(observations: Iterable[Observation], from_s: float, to_s: float) -> list[Observation]:
    """Nothing measurable for a while, the person still in the picture."""
    return [
        replace(o, values=dict.fromkeys(o.values, math.nan)) if from_s <= o.t_s < to_s else o
        for o in observations
    ]


def gone(observations: Iterable[Observation], from_s: float, to_s: float) -> list[Observation]:
    """Nobody in the picture for a while."""
    return [Observation(o.t_s, seen=False) if from_s <= o.t_s < to_s else o for o in observations]


def mirrored(exercise: Exercise, observations: Iterable[Observation]) -> list[Observation]:
    """The same with left and right exchanged."""
    return [_mirror(exercise, o) for o in observations]


_OTHER_VIEW = {ViewKind.SIDE_LEFT: ViewKind.SIDE_RIGHT, ViewKind.SIDE_RIGHT: ViewKind.SIDE_LEFT}


def _mirror(exercise: Exercise, o: Observation) -> Observation:
    values = {_other_name(name): value for name, value in o.values.items()}
    if exercise.sides is Sides.SIGN:
        values[exercise.side_signal] = -values[exercise.side_signal]
    return replace(o, values=values, view=replace(o.view, kind=_OTHER_VIEW.get(o.view.kind, o.view.kind)))


def _other_name(name: str) -> str:
    for side in LEFT_RIGHT:
        if name.endswith(f"_{side}"):
            return name.removesuffix(side) + other(side)
    return name


def events(engine: Engine, observations: Sequence[Observation]) -> list[Event]:
    """All that an engine says about a stream, its end included."""
    said = [event for o in observations for event in engine.step(o)]
    return said + engine.finish(observations[-1].t_s)
