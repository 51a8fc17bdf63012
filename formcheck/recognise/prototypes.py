"""What the movements of each exercise are like, learned from rendered people: a small table of numbers."""

import json
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
OTHERS = 0.2


class PrototypesError(FormcheckError):
    """The table of movements does not fit the program."""


@dataclass(frozen=True)
class Prototypes:
    """A point for each exercise in the space of the features; a movement is the exercise it lies nearest to.

    Attributes:
        exercises: their names.
        means: (exercises, features): the usual movement of each.
        spreads: (features,) how far movements stray from the usual one of their exercise.
        strays: (features, features) how far they stray together, as correlations.
        sharpness: how fast an exercise becomes unlikely with the distance.
        reach: the distance at which a movement is as likely none of them.
    """

    exercises: tuple[str, ...]
    means: Floats
    spreads: Floats
    strays: Floats
    sharpness: float
    reach: float

    @cached_property
    def _weights(self) -> Floats:
        return np.asarray(np.linalg.inv(self.strays))

    def likely(self, exercise: str, features: Floats) -> float:
        """0 to 1: how much rather a movement is this exercise than another one or none."""
        away = self.distances(features)
        if np.isnan(away).any():
            return 0.0
        # of numbers this small, only their ratios are safe
        near = np.exp(-self.sharpness * (away - min(float(away.min()), self.reach)))
        unknown = np.exp(-self.sharpness * (self.reach - min(float(away.min()), self.reach)))
        own = near[self.exercises.index(exercise)]
        return float(own / (own + OTHERS * (near.sum() - own) + unknown))

    def distances(self, features: Floats) -> Floats:
        """How far a movement is from each exercise: about 1 from its own; NaN where nothing was seen."""
        seen = np.isfinite(features)
        if not seen.any():
            return np.full(len(self.exercises), np.nan)
        weights = self._weights if seen.all() else np.linalg.inv(self.strays[np.ix_(seen, seen)])
        off = ((features - self.means) / self.spreads)[:, seen]
        return np.asarray(np.einsum("ef,fg,eg->e", off, weights, off) / seen.sum())


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
        means=np.array([[one[name] for name in names] for one in usual.values()]),
        spreads=np.array([table["features"][name] for name in names]),
        strays=np.array(table["strays"]),
        sharpness=table["sharpness"],
        reach=table["reach"],
    )
