"""Which exercise a clip shows: the one whose engine explains the most of the motion."""

from collections.abc import Iterable

from formcheck.engine.engine import Engine
from formcheck.engine.spec import Exercise
from formcheck.exercises import discovered
from formcheck.loop import Sighting
from formcheck.motion.measure import Measuring


def recognise(sightings: Iterable[Sighting]) -> Exercise | None:
    """Run every exercise's engine side by side on one pass over the poses.

    Returns:
        The exercise with the most seconds of counted movement; None when none counted any.
    """
    measuring = Measuring()
    engines = [Engine(exercise) for exercise in discovered().values()]
    t_s = 0.0
    for sighting in sightings:
        t_s = sighting.t_s
        _, observation = measuring.step(t_s, sighting.pose)
        for engine in engines:
            engine.step(observation)
    for engine in engines:
        engine.finish(t_s)
    best = max(engines, key=explained_s)
    return best.exercise if explained_s(best) > 0 else None


def explained_s(engine: Engine) -> float:
    """Seconds of movement that the engine counted."""
    return sum(r.end_s - r.start_s for r in engine.raises)
