"""One machine with all that is judged about its movements."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from statistics import median

from formcheck.engine.events import Flag, Noticed, Raise, Side
from formcheck.engine.gate import GateState
from formcheck.engine.machine import Cycle, Machine
from formcheck.engine.spec import Exercise, Phase, RepCheck, Sides
from formcheck.engine.stats import Past, RepStats, measure, sided
from formcheck.engine.watch import FaultWatch
from formcheck.motion.geometry import wrap_deg
from formcheck.motion.observe import Observation
from formcheck.motion.view import Posture, ViewKind

# The repair stage bridges short gaps; after this long without the signal the movement is lost.
LOST_S = 0.6
# Whoever is in the full position before a gap, and in it or on the way back after it, has done no other
# repetition in between: nobody is back and out again within this time.
LOST_HELD_S = 1.2
# No repetition turns somebody upright this far from how they stood for the last seconds; from standing to the
# bottom the view errs by up to 20 degrees.
TURNED_DEG, STOOD_S = 40.0, 1.5


@dataclass(slots=True)
class Checked:
    """How often a check could be made."""

    made: int = 0
    wrong_view: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A counted movement with its flags."""

    stats: RepStats
    flags: tuple[Flag, ...]

    @property
    def raise_(self) -> Raise:
        """Its times and range."""
        return self.stats.raise_


@dataclass(slots=True)
class Track:
    """A machine for one side (or the whole body), its guards, its fault watches and its past."""

    exercise: Exercise
    side: Side | None
    machine: Machine = field(init=False)
    watches: list[FaultWatch] = field(init=False)
    past: list[Past] = field(default_factory=list)
    in_a_row: int = 0
    checked: dict[str, Checked] = field(init=False)
    noticed: list[Noticed] = field(default_factory=list)
    _guards: list[tuple[str, str, GateState]] = field(init=False)
    _seen_s: float = math.nan
    _take_from: int = 0
    _facing_deg: float = math.nan
    _faced_s: float = math.nan

    def __post_init__(self) -> None:
        e = self.exercise
        self.machine = Machine(e.drive, e.max_s)
        self.watches = [FaultWatch(f, side) for f in e.faults for side in self._watch_sides(f.signal)]
        self._guards = [
            (g.title, sided(g.signal, self.side), GateState(g.gate)) for g in e.guards if not g.at_peak
        ]
        self.checked = {c.name: Checked() for c in e.checks}

    def _watch_sides(self, signal: str) -> tuple[Side | None, ...]:
        if self.side is not None or "{" not in signal:
            return (self.side,)
        return ("left", "right")

    @property
    def in_movement(self) -> bool:
        """Whether a movement is under way."""
        return self.machine.phase is not Phase.REST

    def step(self, o: Observation) -> Cycle | None:
        """Take one moment; return the movement when one has ended. What was noticed is in ``noticed``."""
        value = o.values.get(sided(self.exercise.drive.signal, self.side), math.nan)
        cycle = None
        if math.isfinite(value):
            self._seen_s = o.t_s
            cycle = self.machine.step(o.t_s, value, o.values, o.posture in self.exercise.postures)
        self.noticed, phase = [], self.machine.phase
        if phase is Phase.REST:
            self._learn_facing(o)
        for watch in self.watches:
            known = watch.step(o.t_s, phase, o.view.kind, o.values, at_rest=self.machine.is_near_rest)
            if known and self._concerns(watch, o):
                self.noticed.append(watch.notice(o.t_s))
        return cycle

    def _concerns(self, watch: FaultWatch, o: Observation) -> bool:
        """Whether a fault of that side is one of the leg that leads just now."""
        if self.exercise.sides is not Sides.SIGN or watch.side is None:
            return True
        sign = o.values.get(self.exercise.side_signal, math.nan)
        return sign > 0 if watch.side == "left" else sign < 0

    def close(self) -> Cycle | None:
        """End the movement under way where no more can be seen of it; None unless it was back at rest."""
        if not self.machine.has_come_back:
            return None
        rest, cycle = self.machine.rest, self.machine.finish()
        # who is half hidden already shows no resting value to go by
        self.machine.rest = rest
        return cycle

    def trouble(self, o: Observation) -> str:
        """Why the movement under way must be dropped; empty when all is well."""
        if o.t_s - self._seen_s > (LOST_HELD_S if self.machine.phase is Phase.HOLD else LOST_S):
            return "lost sight of the person or of a joint that is counted"
        if self.in_movement and self._has_turned(o):
            return "the person turned round"
        for title, signal, state in self._guards:
            state.step(o.t_s, o.values.get(signal, math.nan))
            if state.is_on:
                return title
        return ""

    def _learn_facing(self, o: Observation) -> None:
        if o.posture is not Posture.STANDING:
            # of somebody who lies the view counts its angles from the feet end: nothing to compare with
            self._facing_deg = math.nan
            return
        turn_deg = wrap_deg(o.view.yaw_deg - self._facing_deg)
        if math.isnan(turn_deg):
            self._facing_deg = o.view.yaw_deg
        else:
            self._facing_deg += turn_deg * min(1.0, (o.t_s - self._faced_s) / STOOD_S)
        self._faced_s = o.t_s

    def _has_turned(self, o: Observation) -> bool:
        turned_deg = abs(wrap_deg(o.view.yaw_deg - self._facing_deg))
        return o.posture is Posture.STANDING and turned_deg > TURNED_DEG

    def mistaken(self, cycle: Cycle) -> str:
        """Why a whole movement was another exercise; empty when it was this one."""
        for guard in self.exercise.guards:
            if guard.at_peak and guard.gate.beyond(self._deep_median(cycle, guard.signal)):
                return guard.title
        return ""

    def drop(self) -> None:
        """Forget the movement under way."""
        self.machine.reset()
        self.restart()

    def anew(self) -> "Track":
        """A track for another take: it knows what was counted, and nothing else of who was seen before."""
        track = Track(self.exercise, self.side)
        track.past, track.checked, track._take_from = self.past, self.checked, len(self.past)
        for new, old in zip(track.watches, self.watches, strict=True):
            new.share = old.share
        return track

    def restart(self) -> None:
        """Make the watches ready for the next movement."""
        for watch in self.watches:
            watch.reset()

    def judge(self, cycle: Cycle, o: Observation, before: Side | None) -> Judged:
        """Measure a whole movement and collect its flags; their repetition number is set later.

        Args:
            cycle: the movement.
            o: the moment at which it became known.
            before: the side of the movement before it, whichever track that was on.
        """
        side = self._side_of(cycle)
        self.in_a_row = self.in_a_row + 1 if before == side else 1
        stats = measure(cycle, self.exercise.drive, side, o.t_s, self._past(side), self.in_a_row)
        mine = [w for w in self.watches if w.side in (side, None) or side is None]
        flags = [replace(w.flag(o.t_s), side=w.side or side) for w in mine if w.is_flagged]
        for watch in mine:
            watch.count()
        flags += [f for c in self.exercise.checks if (f := self._check(c, stats, o.view.kind, o.t_s))]
        return Judged(stats, gravest(flags))

    def _past(self, side: Side | None) -> list[Past]:
        return [past for past in self.past[self._take_from :] if past.raise_.side == side]

    def _side_of(self, cycle: Cycle) -> Side | None:
        if self.exercise.sides is not Sides.SIGN:
            return self.side
        sign = self._deep_median(cycle, self.exercise.side_signal)
        return None if math.isnan(sign) else "left" if sign > 0 else "right"

    def _deep_median(self, cycle: Cycle, signal: str) -> float:
        """Median of a signal where the movement is largest: there it shows best."""
        deep = [s for s in cycle.samples if self.exercise.drive.depth.beyond(s.progress)]
        seen = [v for s in deep if not math.isnan(v := s.values.get(sided(signal, self.side), math.nan))]
        return median(seen) if seen else math.nan

    def _check(self, check: RepCheck, stats: RepStats, view: ViewKind, known_s: float) -> Flag | None:
        tally = self.checked[check.name]
        # in any view: what is asked of this movement is known of it when later ones are held against it
        value = check.measure(stats)
        if view not in check.views:
            tally.wrong_view += 1
            return None
        if math.isnan(value):
            tally.missing += 1
            return None
        tally.made += 1
        if not check.gate.beyond(value):
            return None
        return Flag(
            t_s=stats.raise_.peak_s,
            known_s=known_s,
            name=check.name,
            title=check.title,
            side=stats.side,
            rep=0,
            value=value,
            limit=check.gate.on,
            unit=check.unit,
            error=check.error,
            severity=check.severity,
            cue=check.cue,
        )


def gravest(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """One flag a fault and side: the graver one, else the first; one without a side gives way to one with."""
    flags = list(flags)
    with_side = {flag.name for flag in flags if flag.side is not None}
    flags = [flag for flag in flags if flag.side is not None or flag.name not in with_side]
    kept: dict[tuple[str, Side | None], Flag] = {}
    for flag in flags:
        other = kept.get((flag.name, flag.side))
        if other is None or flag.outweighs(other):
            kept[flag.name, flag.side] = flag
    return tuple(kept.values())
