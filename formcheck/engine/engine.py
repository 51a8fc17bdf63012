"""Reads an exercise's declaration and turns observations into events. Knows no picture and no clock."""

from dataclasses import dataclass, replace

from formcheck.engine.arming import Arming, alike
from formcheck.engine.events import (
    JUMPED,
    Armed,
    Disarmed,
    Dropped,
    Event,
    Flag,
    Held,
    Partial,
    Raise,
    Reached,
    Rep,
    Resumed,
    Side,
    Started,
)
from formcheck.engine.machine import Cycle, Ending
from formcheck.engine.pairs import Pairing
from formcheck.engine.quality import quality
from formcheck.engine.repeating import known_at, repeat
from formcheck.engine.spec import Exercise, Kind, Phase, Sides
from formcheck.engine.stats import measure
from formcheck.engine.track import Judged, Track
from formcheck.engine.unchecked import NotChecked, not_checked
from formcheck.motion.observe import Observation
from formcheck.motion.view import NO_VIEW

# The averaged posture lags a fast start and may flicker in a deep lean; most of a movement must be in it.
IN_POSTURE = 0.6
# Below this part of the declared range it is no full position, and staying there is no hold.
FULL = 0.85
WAITING = "the set was over or paused before it ended"


@dataclass(frozen=True, slots=True)
class _Left:
    """The state in which somebody was left when the picture leapt."""

    tracks: list[Track]
    arming: Arming
    flags: list[Flag]
    last_side: Side | None
    pairing: Pairing | None
    reps: int
    cut_s: float


class Engine:
    """Counts one exercise: one ``step`` a frame, one ``finish`` at the end.

    Args:
        exercise: the declaration to read.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.reset()

    def reset(self) -> None:
        """Begin anew, as if just made."""
        self._arming = Arming()
        self._tracks = [Track(self.exercise, _as_side(side)) for side in self.exercise.machine_sides]
        self._pending: list[tuple[Track, Judged]] = []
        self._left: _Left | None = None
        self._flags: list[Flag] = []
        self._last_side: Side | None = None
        self._view = NO_VIEW
        self._pairing = Pairing() if self.exercise.sides is Sides.DIAGONAL else None
        self.reps = self.partials = 0

    @property
    def is_armed(self) -> bool:
        """Whether movements count at present."""
        return self._arming.is_armed

    @property
    def is_at_start(self) -> bool:
        """Whether the start posture was held and the person still is at rest in it."""
        return self.is_armed and all(t.machine.at_rest for t in self._tracks)

    @property
    def phase(self) -> Phase:
        """Where in a movement the person is; the busiest side where there are two."""
        return self._busiest().machine.phase

    @property
    def progress(self) -> float:
        """0 at rest to 1 at full range, of the busiest side; NaN before anything was measured."""
        return self._busiest().machine.progress

    @property
    def raises(self) -> list[Raise]:
        """Every counted movement so far."""
        return [past.raise_ for track in self._tracks for past in track.past]

    def _busiest(self) -> Track:
        return max(self._tracks, key=lambda t: (t.in_movement, t.machine.progress))

    def step(self, o: Observation) -> list[Event]:
        """Take one moment and return what has become known by it."""
        events = [*self._end_before_cut(o), *self._new_take(o.cut_s, o)] if o.cut_s is not None else []
        if o.is_back:
            events = self._go_on(o)
        self._view = o.view if o.seen else self._view
        for track in self._tracks:
            before = track.machine.phase
            cycle = track.step(o)
            events += self._moved(track, before, o)
            events += track.noticed if self.is_armed else []
            if cycle:
                events += self._ended(track, cycle, o)
            elif reason := track.trouble(o):
                cycle = track.close()
                events += self._ended(track, cycle, o) if cycle else self._drop(track, reason, o)
        return self._arm(o) + events

    def wait(self, o: Observation) -> list[Event]:
        """Take one moment in which nothing counts: before a set, in a rest, in a pause.

        The start posture and the person's own rest are learned all the same; a movement is forgotten.
        """
        events: list[Event] = list(self._drop_all(WAITING, o))
        self._pending = []
        events += [e for e in self.step(o) if not isinstance(e, Started)]
        for track in self._tracks:
            if track.in_movement:
                track.drop()
        return events

    def finish(self, t_s: float) -> list[Event]:
        """The stream is over: close what is as good as finished."""
        events: list[Event] = []
        # the last repetition is judged from where it was seen
        last = Observation(t_s, view=self._view)
        for track in self._tracks:
            cycle = track.machine.finish()
            if cycle:
                events += self._ended(track, cycle, last)
            elif track.machine.phase in (Phase.HOLD, Phase.BACK):
                events.append(Dropped(t_s, t_s, "not back at rest when the clip ended"))
        return events

    def not_checked(self) -> list[NotChecked]:
        """The faults that could not be judged in what was seen, each with its reason."""
        return not_checked(self.exercise, self._tracks)

    def _arm(self, o: Observation) -> list[Event]:
        in_posture = o.seen and o.posture in self.exercise.postures
        at_rest = all(t.machine.at_rest for t in self._tracks)
        if not self._arming.step(o.t_s, in_posture=in_posture, at_rest=at_rest):
            return []
        if self._arming.is_armed:
            return [Armed(o.t_s, o.t_s)]
        reason = "the start posture was left" if o.seen else "the person was lost"
        return [Disarmed(o.t_s, o.t_s, reason), *self._drop_all(reason, o)]

    def _end_before_cut(self, o: Observation) -> list[Event]:
        """Count what had come back to rest before the picture leapt, and only was not certain yet."""
        ended = [(track, cycle) for track in self._tracks if (cycle := track.close())]
        return [event for track, cycle in ended for event in self._ended(track, cycle, o)]

    def _new_take(self, cut_s: float, o: Observation) -> list[Event]:
        """Forget all that a cut breaks off, and what was learned of the person; keep what was counted."""
        was_armed, was_moving = self.is_armed, [track for track in self._tracks if track.in_movement]
        # of several leaps in a row, the person from before the first may be back
        if self._left is None or was_armed:
            self._left = _Left(
                self._tracks, self._arming, self._flags, self._last_side, self._pairing, self.reps, cut_s
            )
        self._tracks = [track.anew() for track in self._tracks]
        self._arming = Arming()
        self._arming.disarm(goes_on=was_armed)
        self._pending, self._flags = [], []
        self._pairing = Pairing() if self._pairing else None
        self._last_side = None
        dropped = [Dropped(cut_s, o.t_s, JUMPED) for _ in was_moving] if was_armed else []
        return [*dropped, Disarmed(cut_s, o.t_s, JUMPED)] if was_armed else []

    def _go_on(self, o: Observation) -> list[Event]:
        """Take up what the leap to somebody else had broken off, unless something was counted meanwhile."""
        left, self._left = self._left, None
        if left is None or left.reps != self.reps or not left.arming.is_armed:
            return []
        self._tracks, self._arming, self._flags = left.tracks, left.arming, left.flags
        self._last_side, self._pairing, self._pending = left.last_side, left.pairing, []
        return [Resumed(left.cut_s, o.t_s), Armed(o.t_s, o.t_s)]

    def _drop_all(self, reason: str, o: Observation) -> list[Event]:
        moving = [track for track in self._tracks if track.in_movement]
        for track in self._tracks:
            track.drop()
        return [Dropped(o.t_s, o.t_s, reason) for _ in moving]

    def _drop(self, track: Track, reason: str, o: Observation) -> list[Event]:
        was_moving = track.in_movement
        track.drop()
        return [Dropped(o.t_s, o.t_s, reason)] if was_moving and self.is_armed else []

    def _moved(self, track: Track, before: Phase, o: Observation) -> list[Event]:
        now = track.machine.phase
        if now is before or not self.is_armed:
            return []
        if before is Phase.REST:
            return [Started(o.t_s, o.t_s, track.side)]
        if before is Phase.OUT and now is Phase.HOLD:
            return [Reached(o.t_s, o.t_s, track.side)]
        return []

    def _ended(self, track: Track, cycle: Cycle, o: Observation) -> list[Event]:
        events: list[Event] = []
        if cycle.share_in_posture < IN_POSTURE:
            events = (
                [Dropped(cycle.low_s, o.t_s, "in another posture for most of it")] if self.is_armed else []
            )
        elif cycle.ending is Ending.WHOLE and (reason := track.mistaken(cycle)):
            events = [Dropped(cycle.low_s, o.t_s, reason)]
        elif cycle.ending is Ending.WHOLE and self.exercise.repeats:
            events = self._repeating(track, cycle, o)
        elif cycle.ending is Ending.WHOLE:
            events = self._count(track, track.judge(cycle, o, self._last_side))
        elif cycle.ending is Ending.PARTIAL and self.is_armed:
            events = [self._partial(track, cycle, o)]
        track.restart()
        return events

    def _partial(self, track: Track, cycle: Cycle, o: Observation) -> Partial:
        self.partials += 1
        start_s = measure(cycle, self.exercise.drive, track.side, o.t_s).raise_.start_s
        return Partial(cycle.low_s, o.t_s, track.side, start_s, max(s.progress for s in cycle.samples))

    def _count(self, track: Track, judged: Judged) -> list[Event]:
        """Count a movement, or keep it back until the exercise has proved itself."""
        self._pending = [*self._pending[-1:], (track, judged)]
        is_proved = alike([j.raise_ for _, j in self._pending])
        events: list[Event] = []
        if not self.is_armed and not is_proved:
            return []
        if not self.is_armed:
            self._arming.arm()
            events.append(Armed(self._pending[0][1].raise_.start_s, judged.raise_.known_s))
        # the one before it may have been kept back, even if the start posture was held in between
        for its_track, one in self._pending if is_proved else self._pending[-1:]:
            events += self._emit(its_track, one)
        self._pending = []
        return events

    def _repeating(self, track: Track, cycle: Cycle, o: Observation) -> list[Event]:
        """Count a movement that is like the one before it, and that one, too, if it was kept back."""
        judged = track.judge(cycle, o, self._last_side)
        kept, self._pending = self._pending[-1:], [(track, judged)]
        events: list[Event] = []
        if kept and repeat([kept[0][1].raise_, judged.raise_]):
            events = self._emit(kept[0][0], known_at(kept[0][1], o.t_s))
            # now that it counts, this one is held against it
            judged = track.judge(cycle, o, self._last_side)
        elif not repeat([*self.raises[-1:], judged.raise_]):
            return []
        self._pending = []
        return events + self._emit(track, judged)

    def _emit(self, track: Track, judged: Judged) -> list[Event]:
        raise_, flags = judged.raise_, judged.flags
        self._last_side = raise_.side
        track.past.append(judged.stats.remembered())
        raises: tuple[Raise, ...] | None = (raise_,)
        if self._pairing:
            raises = self._pairing.add(raise_)
        # of a pair, the first movement already belongs to the repetition that the second completes
        numbered = [replace(f, rep=self.reps + 1) for f in flags]
        self._flags += numbered
        held = [_held(raise_)] if self._is_hold(raise_) else []
        return [raise_, *held, *numbered, *([self._rep(raises)] if raises else [])]

    def _is_hold(self, r: Raise) -> bool:
        """A hold is timed in the full position only."""
        d = self.exercise.drive
        return self.exercise.kind is not Kind.REPS and d.progress(r.peak_value, d.rest, d.work) >= FULL

    def _rep(self, raises: tuple[Raise, ...]) -> Rep:
        self.reps += 1
        flags, self._flags = tuple(self._flags), []
        last = raises[-1]
        side = last.side if len(raises) == 1 else None
        score = quality(raises, flags, self.exercise.drive)
        return Rep(last.end_s, last.known_s, self.reps, raises, side, flags, score)


def _held(r: Raise) -> Held:
    return Held(r.hold_end_s, r.known_s, r.side, r.hold_start_s, r.hold_end_s)


def _as_side(side: str | None) -> Side | None:
    return "left" if side == "left" else "right" if side == "right" else None
