"""Every exercise side by side on the same observations: which movement was whose."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from formcheck.engine.engine import Engine
from formcheck.engine.events import Event, Raise
from formcheck.engine.spec import Exercise
from formcheck.exercises import discovered
from formcheck.loop import Sighting
from formcheck.motion.measure import Measuring
from formcheck.motion.observe import Observation
from formcheck.pose.pose import Pose
from formcheck.recognise.movement import Film, Floats
from formcheck.recognise.prototypes import Prototypes, shipped
from formcheck.recognise.sets import Claim, FoundSet, sets_of


@dataclass(frozen=True, slots=True)
class Counted:
    """A movement that one exercise counted, with the numbers of `movement.feature_names`."""

    exercise: str
    move: Raise
    features: Floats


class Engines:
    """Several exercises count what one person does, each as if it were the only one.

    Args:
        exercises: what to look for.
    """

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        # how well it is done does not tell what it is, and costs most of the time
        self._engines = [Engine(replace(exercise, faults=(), checks=())) for exercise in exercises]
        self._film = Film()

    def step(self, pose: Pose | None, seen: Observation) -> list[Counted]:
        """Take one moment, as `Measuring.step` gives it; return the movements that became known."""
        self._film.add(pose)
        return [c for engine in self._engines for c in self._counted(engine, engine.step(seen))]

    def finish(self, t_s: float) -> list[Counted]:
        """The stream is over: the movements that its end makes known."""
        return [c for engine in self._engines for c in self._counted(engine, engine.finish(t_s))]

    def _counted(self, engine: Engine, events: Iterable[Event]) -> list[Counted]:
        moves = [event for event in events if isinstance(event, Raise)]
        return [Counted(engine.exercise.name, move, self._film.features(move)) for move in moves]


class Recogniser:
    """Tells, movement by movement, which exercise is done: as soon as a movement is over, so it can run live.

    Args:
        known: what the movements of each exercise are like; the shipped ones unless given.
    """

    def __init__(self, known: Prototypes | None = None) -> None:
        self._known = known or shipped()
        self._engines = Engines(e for name, e in discovered().items() if name in self._known.exercises)
        self.claims: list[Claim] = []

    def step(self, pose: Pose | None, seen: Observation) -> list[Claim]:
        """Take one moment, as `Measuring.step` gives it; return the movements that became known."""
        return self._claimed(self._engines.step(pose, seen))

    def finish(self, t_s: float) -> list[Claim]:
        """The stream is over: the movements that its end makes known."""
        return self._claimed(self._engines.finish(t_s))

    def sets(self) -> list[FoundSet]:
        """What was done so far, in order of time; what belongs to no set is unknown."""
        return sets_of(self.claims)

    def _claimed(self, counted: Iterable[Counted]) -> list[Claim]:
        claims = [self._claim(one) for one in counted]
        self.claims += claims
        return claims

    def _claim(self, one: Counted) -> Claim:
        likely = self._known.likely(one.exercise, one.features)
        return Claim(one.exercise, one.move.start_s, one.move.end_s, one.move.known_s, likely)


class Watch:
    """Follows a stream, sighting by sighting, and says what was done in it so far."""

    def __init__(self) -> None:
        self._measuring, self._recogniser, self._t_s = Measuring(), Recogniser(), 0.0
        self._sets: list[FoundSet] = []
        self._is_new = False

    @property
    def sets(self) -> list[FoundSet]:
        """The sets so far, in order of time; the last one may turn out to be another exercise."""
        if self._is_new:
            # put together only where somebody asks: a clip is asked about at its end
            self._sets, self._is_new = self._recogniser.sets(), False
        return self._sets

    def step(self, sighting: Sighting) -> None:
        """Take one sighting; times must not go back."""
        self._t_s = sighting.t_s
        claims = self._recogniser.step(*self._measuring.step(sighting.t_s, sighting.pose))
        self._is_new = self._is_new or bool(claims)

    def finish(self) -> list[FoundSet]:
        """The stream is over: what was done in it; no set where every movement is unknown."""
        self._is_new = bool(self._recogniser.finish(self._t_s)) or self._is_new
        return self.sets


def recognise(sightings: Iterable[Sighting]) -> list[FoundSet]:
    """Which exercises are done in a stream, and from when to when.

    Returns:
        The sets in order of time; none where every movement is unknown.
    """
    watch = Watch()
    for sighting in sightings:
        watch.step(sighting)
    return watch.finish()
