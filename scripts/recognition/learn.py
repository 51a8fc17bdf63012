"""From the movements of rendered people to prototypes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from accuracy import compact
from evaluation.truth import NO_EXERCISE, Movement, Truth
from formcheck.exercises import discovered
from formcheck.loop import Sighting
from formcheck.motion.measure import Measuring
from formcheck.recognise.movement import Floats, feature_names
from formcheck.recognise.prototypes import MADE_BY, Prototypes
from formcheck.recognise.recogniser import Counted, Engines

# A movement that repeats whatever it is, and one of toes that no pose shows: they are asked for by name.
APART = frozenset({"any", "towel_curl"})
NEAR_S = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """A movement of a rendered person, and the exercise that it is."""

    exercise: str
    clip: str
    person: str
    features: Floats


def recognisable(exercise: str) -> bool:
    """Whether clips of an exercise take part."""
    return exercise == NO_EXERCISE or exercise in candidates()


def candidates() -> list[str]:
    """The exercises that can be recognised by their movement."""
    return [name for name in discovered() if name not in APART]


def examples_of(clip: tuple[Truth, Path]) -> list[Example]:
    """The repetitions that a clip's own exercise counted rightly."""
    truth, path = clip
    if truth.is_empty:
        return []
    return [
        Example(truth.exercise, truth.clip, truth.person, one.features)
        for one in counted(compact.load(path)[0], [truth.exercise])
        if _is_true(one, truth.reps)
    ]


def counted(seen: Sequence[Sighting], names: Iterable[str]) -> list[Counted]:
    """Every movement that some exercises count in a clip."""
    measuring, engines = Measuring(), Engines(discovered()[name] for name in names)
    found = [c for s in seen for c in engines.step(*measuring.step(s.t_s, s.pose))]
    return found + engines.finish(seen[-1].t_s)


def _is_true(one: Counted, reps: Iterable[Movement]) -> bool:
    return any(rep.holds(one.move.peak_s, NEAR_S) for rep in reps)


# A feature that strays less than this among rendered people strays more among real ones.
LEAST_DEG, LEAST = 10.0, 0.05
# So much of what strays together is taken for chance: a few rendered people are no crowd. With less, a few
# more movements of rendered people left out are nearest to their own exercise; with more, people who are not
# rendered lie nearer.
CHANCE = 0.5
SHARPNESSES = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
# Beyond this many times the distance within which 95 % of people left out lie, a movement is rather unknown.
REACH = 3.0


def prototypes(learned: Sequence[Example]) -> Prototypes:
    """The usual movement of each exercise, and how far movements stray from it."""
    names = sorted({one.exercise for one in learned})
    means = np.array([_usual(_rows(learned, name)) for name in names])
    off = np.array([one.features - means[names.index(one.exercise)] for one in learned])
    least = [LEAST_DEG if "bend" in name else LEAST for name in feature_names()]
    spreads = np.maximum(np.sqrt(np.nanmean(off**2, axis=0)), least)
    whole = off[np.isfinite(off).all(1)] / spreads
    together = whole.T @ whole / len(whole)
    strays = (1.0 - CHANCE) * together + CHANCE * np.eye(len(together))
    return Prototypes(tuple(names), means, spreads, strays, 1.0, np.inf)


def _usual(rows: Floats) -> Floats:
    """Mean of each feature; NaN where most movements do not show it."""
    mean = np.full(rows.shape[1], np.nan)
    shown = np.isfinite(rows).mean(0) > 0.5
    mean[shown] = np.nanmean(rows[:, shown], axis=0)
    return mean


def _rows(learned: Iterable[Example], name: str) -> Floats:
    return np.array([one.features for one in learned if one.exercise == name])


def trained(learned: Sequence[Example]) -> Prototypes:
    """Prototypes with sharpness and reach, both from people who were left out of the learning."""
    away = left_out(learned)
    own = np.array([distances[truth] for truth, distances in away])
    return replace(
        prototypes(learned),
        sharpness=max(SHARPNESSES, key=lambda sharpness: _evidence(away, sharpness)),
        reach=REACH * float(np.percentile(own, 95)),
    )


def left_out(learned: Sequence[Example]) -> list[tuple[int, Floats]]:
    """Each movement's exercise, and its distances to prototypes that were learned without its person."""
    names = sorted({one.exercise for one in learned})
    found: list[tuple[int, Floats]] = []
    for person in sorted({one.person for one in learned}):
        known = prototypes([one for one in learned if one.person != person])
        for one in learned:
            if one.person == person and one.exercise in known.exercises:
                away = dict(zip(known.exercises, known.distances(one.features), strict=True))
                distances = np.array([away.get(name, np.inf) for name in names])
                truth = names.index(one.exercise)
                if np.isfinite(distances[truth]):
                    found.append((truth, distances))
    return found


def _evidence(away: Iterable[tuple[int, Floats]], sharpness: float) -> float:
    """Log-likelihood of the true exercises."""
    near = [(t, -sharpness * (d - np.nanmin(d))) for t, d in away]
    return float(sum(log[truth] - np.log(np.nansum(np.exp(log))) for truth, log in near))


def table(known: Prototypes, learned: Sequence[Example]) -> dict[str, Any]:
    """The content of the file of prototypes."""
    names = feature_names()
    clips = {name: len({one.clip for one in learned if one.exercise == name}) for name in known.exercises}
    return {
        "made_by": MADE_BY,
        "what": "exercises: the usual movement of each; features: how far movements stray from it, degrees,"
        " shares of a limb's length or metres; strays: how far features stray together",
        "learned_from_clips": clips,
        "sharpness": known.sharpness,
        "reach": round(known.reach, 2),
        "features": dict(zip(names, np.round(known.spreads, 3).tolist(), strict=True)),
        "exercises": {
            name: {feature: _plain(value) for feature, value in zip(names, mean, strict=True)}
            for name, mean in zip(known.exercises, known.means, strict=True)
        },
        "strays": np.round(known.strays, 3).tolist(),
    }


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 3)


def as_text(content: Mapping[str, Any]) -> str:
    """JSON with a line for each exercise and each row, to be read and compared."""
    lines = []
    for key, value in content.items():
        if key == "exercises":
            rows = [f"  {json.dumps(name)}: {json.dumps(mean)}" for name, mean in value.items()]
            lines.append(f" {json.dumps(key)}: {{\n" + ",\n".join(rows) + "\n }")
        elif key == "strays":
            rows = [f"  {json.dumps(row)}" for row in value]
            lines.append(f" {json.dumps(key)}: [\n" + ",\n".join(rows) + "\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
