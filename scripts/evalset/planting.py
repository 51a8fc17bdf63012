"""How a fault of a wanted size is planted: by the parameter that brings the exact value there."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import brentq

from evalset.cases import Case, Try
from evalset.trial import Plant
from evalset.trials import trials
from truth.body import Points
from truth.camera import Camera
from truth.idle import STILL
from truth.kinematics import OTHER
from truth.measures import fppa_deg
from truth.pose import Poser
from truth.recipes import Motion
from truth.signals import true_signals

# Planted by the timing of the attempt, not by its form: limit and unit.
TIMED: Mapping[str, tuple[float, str]] = {
    "hold_short": (1.0, "s"),
    "too_fast": (0.8, "s"),
    "range_small": (0.65, "of own largest"),
    "same_side_twice": (2.0, "in a row"),
    "foot_touches": (1.5, "s"),
    "fading": (0.7, "of own first three"),
    "off_pace": (0.6, "s"),
}


# Where the camera is (m), before the scene is turned: perspective is part of what a picture shows.
Eye = tuple[float, ...]


def motion_of(case: Case, attempt: Try, poser: Poser, eye_m: Eye) -> Motion:
    """The movement of one attempt, with its faults in it."""
    motion: Motion = clean(case, attempt.side)
    for name, size in attempt.sizes:
        if size and name not in TIMED:
            motion = _with(motion, case.exercise, name, size, poser, eye_m)
    return motion


def clean(case: Case, side: str | None) -> Any:
    """The movement done well."""
    return trials()[case.exercise].motion(case, side)


def _with(motion: Any, exercise: str, name: str, size: float, poser: Poser, eye_m: Eye) -> Any:
    plant = trials()[exercise].plants[name]
    value = _solved(motion, plant, size, poser, eye_m) if plant.signal else plant.limit * size
    return replace(motion, **dict.fromkeys(plant.parameters, value))


@lru_cache(maxsize=256)
def _solved(motion: Any, plant: Plant, size: float, poser: Poser, eye_m: Eye) -> float:
    """The parameter at which the exact signal has the wanted value; the nearest end where none does."""

    def reading(value: float) -> float:
        return value_at(replace(motion, **dict.fromkeys(plant.parameters, value)), plant, poser, eye_m)

    start = value_at(motion, plant, poser, eye_m) if plant.from_clean else 0.0
    wanted = start + size * (plant.limit - start)
    low, high = plant.between
    at_low, at_high = reading(low) - wanted, reading(high) - wanted
    if at_low * at_high > 0:
        return low if abs(at_low) < abs(at_high) else high
    return float(brentq(lambda v: reading(v) - wanted, low, high, xtol=0.02))


def value_at(motion: Any, plant: Plant, poser: Poser, eye_m: Eye) -> float:
    """The fault's exact value at full range."""
    rest, full = (poser.points(motion.pose(poser, u, STILL)) for u in (0.0, plant.at_u))
    side = working_side(motion)
    if plant.is_pictured:
        px = pictured(full, eye_m)
        sides = [side] if "{side}" in plant.signal else list(OTHER)
        return sum(fppa_deg(px, one) for one in sides) / len(sides)
    name = sided(plant.signal, side)
    now, before = (true_signals(points, rest)[name] for points in (full, rest))
    return now - before * plant.is_change


def pictured(points: Points, eye_m: Eye) -> Points:
    """The landmarks in the picture of a camera that looks at them from ``eye_m``; any scale."""
    middle = np.mean(list(points.values()), axis=0)
    camera = Camera(eye_m, tuple(middle), 40.0, (1000, 1000))
    places = camera.project(np.array(list(points.values())))
    return dict(zip(points, places, strict=True))


def working_side(motion: Any) -> str:
    """The side that moves or leads; left where both do."""
    for name in ("lead", "leg", "top"):
        if hasattr(motion, name):
            return str(getattr(motion, name))
    return "left"


def sided(signal: str, side: str) -> str:
    """A signal's name with its side in it."""
    return signal.format(side=side, other=OTHER[side])
