"""What the movements of each exercise are like, learned from rendered people: a small table of numbers."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import numpy as np

from formcheck.errors import FormcheckError
from formcheck.recognise.movement import Floats, feature_names

FILE = "prototypes.json"
MADE_BY = "python scripts/train_recognition.py"
# An exercise whose own rules counted a movement is this much rather done than one that only resembles it.
OTHERS = 0.3
# With less than this share of the features in view, nothing is told: the legs alone are enough.
LEAST_SEEN = 0.3


class PrototypesError(FormcheckError):
    """The table of movements does not fit the program."""


@dataclass(frozen=True)
class Prototypes:
    """A point for each exercise in the space of the features; a movement is the exercise it lies nearest to.

    Attributes:
        exercises: their names.
        means: (exercises, features): the usual movement of each; NaN where it is not seen in the usual view.
        spreads: (features,) how far movements stray from the usual one of their exercise.
        strays: (features, features) how far they stray together, as correlations.
        sharpness: how fast an exercise becomes unlikely with the distance.
        reach: the distance at which a movement fits an exercise as well as it does not.
    """

    exercises: tuple[str, ...]
    means: Floats
    spreads: Floats
    strays: Floats
    sharpness: float
    reach: float

    def likely(self, exercise: str, features: Floats) -> float:
        """0 to 1: how well a movement fits an exercise, times how much rather it is that one than another.

        It fits by 1 where it is as usual, by a half at `reach`, and not at all at twice as far.
        """
        away = self.distances(features)
        own = self.exercises.index(exercise)
        if math.isnan(away[own]):
            return 0.0
        near = np.nan_to_num(np.exp(-self.sharpness * (away - np.nanmin(away))))
        rather = near[own] / (near[own] + OTHERS * (near.sum() - near[own]))
        return float(rather * max(0.0, 1.0 - away[own] / (2.0 * self.reach)))

    def distances(self, features: Floats) -> Floats:
        """How far a movement is from each exercise: about 1 from its own; NaN where too little was seen."""
        return np.array([self._distance(mean, features) for mean in self.means])

    def _distance(self, mean: Floats, features: Floats) -> float:
        off = (features - mean) / self.spreads
        seen = np.isfinite(off)
        if seen.sum() < LEAST_SEEN * len(seen):
            return math.nan
        return float(off[seen] @ self._weights(seen.tobytes()) @ off[seen] / seen.sum())

    def _weights(self, seen: bytes) -> Floats:
        """Inverse of how the features that are seen stray together; most movements show all."""
        if seen not in self._known_weights:
            at = np.frombuffer(seen, bool)
            self._known_weights[seen] = np.asarray(np.linalg.inv(self.strays[np.ix_(at, at)]))
        return self._known_weights[seen]

    @cached_property
    def _known_weights(self) -> dict[bytes, Floats]:
        return {}


@cache
def shipped() -> Prototypes:
    """The table that comes with the program.

    Raises:
        PrototypesError: it was made for other features.
    """
    return parsed(json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8")))


def parsed(table: Mapping[str, Any]) -> Prototypes:
    """Prototypes from the content of their file.

    Raises:
        PrototypesError: it was made for other features.
    """
    names = list(feature_names())
    if list(table["features"]) != names:
        raise PrototypesError(
            f"{FILE} was made for other features",
            cause="The features of a movement have changed",
            mend=MADE_BY,
        )
    usual = table["exercises"]
    return Prototypes(
        exercises=tuple(usual),
        means=np.array([[one[name] for name in names] for one in usual.values()], np.float64),
        spreads=np.array([table["features"][name] for name in names]),
        strays=np.array(table["strays"]),
        sharpness=table["sharpness"],
        reach=table["reach"],
    )
