"""A session through several sets, each counted by its own exercise."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from formcheck.engine.engine import Engine
from formcheck.engine.events import Dropped, Event, Recognised, Rep, later
from formcheck.engine.sets import SET_GAP_S
from formcheck.engine.spec import Exercise, Phase
from formcheck.exercises import find
from formcheck.loop import Sighting, Step
from formcheck.motion.measure import Measuring
from formcheck.motion.observe import Observation
from formcheck.pose.pose import Pose
from formcheck.recognise.sets import FoundSet


@dataclass(frozen=True, slots=True)
class Span:
    """The time in which one exercise is counted.

    Attributes:
        exercise: what is counted.
        shown_from_s: from then on the exercise is the one that is done.
        from_s, to_s: before and after, its movements are forgotten.
    """

    exercise: Exercise
    shown_from_s: float
    from_s: float
    to_s: float

    def holds(self, t_s: float) -> bool:
        """Whether movements count at a moment."""
        return self.from_s <= t_s <= self.to_s


def spans(sets: Sequence[FoundSet], named: Callable[[str], Exercise] = find) -> list[Span]:
    """The time about each set, as far as half-way to the sets beside it.

    What is doubtful shortly before and after a set is counted with it: its exercise's own rules tell.
    """
    ends, starts = [-math.inf, *(s.end_s for s in sets)], [*(s.start_s for s in sets), math.inf]
    borders = [(end_s + start_s) / 2 for end_s, start_s in zip(ends, starts, strict=True)]
    around = zip(sets, borders, borders[1:], strict=False)
    return [_span(named(s.exercise), s, *border) for s, *border in around]


def _span(exercise: Exercise, one: FoundSet, before_s: float, after_s: float) -> Span:
    from_s = max(one.start_s - SET_GAP_S, one.from_s, before_s)
    return Span(exercise, before_s, from_s, min(one.end_s + SET_GAP_S, one.to_s, after_s))


class Guided:
    """One person doing the exercises that were recognised, step by step: a ``Session`` of several.

    Repetitions are numbered through. Without a set, nothing is counted.

    Args:
        sets: what was recognised, in order of time.
        named: finds an exercise by its name; with the person's own limits, where there are any.
    """

    def __init__(self, sets: Sequence[FoundSet], named: Callable[[str], Exercise] = find) -> None:
        self._spans = spans(sets, named)
        self._engines = {span.exercise.name: Engine(span.exercise) for span in self._spans}
        self._measuring = Measuring()
        self._at, self._reps, self._before = -1, 0, 0
        self._last: Step | None = None

    @property
    def engines(self) -> tuple[Engine, ...]:
        """One for each exercise, in the order in which each was done first."""
        return tuple(self._engines.values())

    @property
    def _engine(self) -> Engine | None:
        """Of the exercise that is done at present; None without a set."""
        return self._engines[self._spans[self._at].exercise.name] if self._at >= 0 else None

    def step(self, sighting: Sighting) -> Step:
        """Take one sighting; times must not go back."""
        pose, seen = self._measuring.step(sighting.t_s, sighting.pose)
        events = [*self._turn(seen.t_s), *self._judge(seen)]
        self._last = self._step(sighting, pose, seen, events)
        return self._last

    def finish(self) -> Step | None:
        """The stream is over: the last moment once more, with what its end tells; None if it was empty."""
        last = self._last
        if last is None:
            return None
        events = self._end(last.sighting.t_s)
        return replace(self._step(last.sighting, last.pose, last.observation, events), is_last=True)

    def _turn(self, t_s: float) -> list[Event]:
        """Go on to the next set once its time has come."""
        if self._at + 1 == len(self._spans) or t_s < self._spans[self._at + 1].shown_from_s:
            return []
        ended = [event for event in self._end(t_s) if not isinstance(event, Dropped)]
        self._at += 1
        now = self._spans[self._at].exercise.name
        # an engine numbers its own repetitions: of earlier sets of this exercise, too
        self._before = self._reps - self._engines[now].reps
        return [*ended, Recognised(t_s, t_s, now)]

    def _end(self, t_s: float) -> list[Event]:
        """Close what is as good as finished."""
        return self._numbered(self._engine.finish(t_s)) if self._engine else []

    def _judge(self, seen: Observation) -> list[Event]:
        """Count with the exercise whose time it is; the others learn how the person rests."""
        events: list[Event] = []
        for engine in self._engines.values():
            if engine is self._engine and self._spans[self._at].holds(seen.t_s):
                events = self._numbered(engine.step(seen))
            else:
                engine.wait(seen)
        return events

    def _numbered(self, events: Sequence[Event]) -> list[Event]:
        """The events with their repetitions numbered on from the sets before."""
        self._reps += sum(isinstance(event, Rep) for event in events)
        return [later(event, self._before) for event in events]

    def _step(self, sighting: Sighting, pose: Pose | None, seen: Observation, events: list[Event]) -> Step:
        e = self._engine
        if e is None:
            return Step(sighting, pose, seen, tuple(events), Phase.REST, math.nan, False, self._reps)
        return Step(sighting, pose, seen, tuple(events), e.phase, e.progress, e.is_armed, self._reps)
