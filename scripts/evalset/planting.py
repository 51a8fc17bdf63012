"""How a fault of a wanted size is planted: by the parameter that brings the exact value there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import brentq

from evalset.cases import Case, Try
from truth.body import Points
from truth.camera import Camera
from truth.idle import STILL
from truth.kinematics import OTHER
from truth.lying import Bridge, Clamshell
from truth.measures import fppa_deg
from truth.pose import Poser
from truth.raising import HandsKnees, Prone
from truth.recipes import Motion
from truth.signals import true_signals
from truth.standing import Lunge, Squat


@dataclass(frozen=True, kw_only=True)
class Plant:
    """A fault as a change of the movement.

    Attributes:
        signal: exact signal that shows it, at full range; ``{side}`` is the working side, ``{other}`` its
            opposite; empty where the movement's own parameter is the value.
        limit: the value of size 1, in the signal's unit.
        unit: of that value.
        parameters: of the movement; all get the same value.
        between: where that value lies.
        from_clean: size 0 is the clean movement's own value; else it is zero.
        is_change: the value is the change from rest.
        at_full: it is told by where full range lies, so it is there from then on.
        is_pictured: the value is the one in the picture, as the measure is defined: the frontal plane
            projection angle, mean of both knees.
    """

    signal: str = ""
    limit: float
    unit: str = "deg"
    parameters: tuple[str, ...]
    between: tuple[float, float] = (0.0, 60.0)
    from_clean: bool = False
    is_change: bool = False
    at_full: bool = False
    is_pictured: bool = False


_KNEES_IN = Plant(
    signal="knees_in_deg", limit=15.0, parameters=("cave_deg",), between=(-10.0, 75.0), is_pictured=True
)
_LEG_LOW = Plant(
    signal="leg_low_deg_{side}", limit=-20.0, parameters=("leg_below_deg",), between=(-30, 70), at_full=True
)
_HEEL = Plant(
    signal="foot_pitch_deg_{side}", limit=18.0, parameters=("heel_deg",), is_change=True, between=(0, 50)
)

# The limits are those the product declares, but hips are low under the 165 degrees that up asks for. Faults
# of the pelvis on the floor count from 8 degrees: one and a half times that are the 12 that must be seen.
PLANTS: Mapping[tuple[str, str], Plant] = {
    ("squat", "knee_collapse"): _KNEES_IN,
    ("squat", "trunk_lean"): Plant(
        signal="trunk_lean_deg", limit=60.0, parameters=("lean_deg",), between=(20, 110), from_clean=True
    ),
    ("squat", "heel_lifts"): _HEEL,
    ("squat", "too_shallow"): Plant(
        signal="knee_deg_{side}",
        limit=106.0,
        parameters=("depth_deg",),
        between=(35, 125),
        from_clean=True,
        at_full=True,
    ),
    ("lunge", "knee_collapse"): Plant(
        signal="shank_in_deg_{side}", limit=6.0, parameters=("cave_deg",), between=(-10.0, 60.0)
    ),
    ("lunge", "hip_drop"): Plant(limit=8.0, parameters=("drop_deg",)),
    ("lunge", "trunk_lean"): Plant(
        signal="trunk_lean_deg", limit=25.0, parameters=("lean_deg",), between=(0, 80)
    ),
    ("lunge", "heel_lifts"): _HEEL,
    ("lunge", "too_shallow"): Plant(
        signal="knee_deg_{side}",
        limit=117.0,
        parameters=("depth_deg",),
        between=(40, 110),
        from_clean=True,
        at_full=True,
    ),
    ("bridge", "hips_low"): Plant(
        signal="hips_open_deg",
        limit=165.0,
        parameters=("top_deg",),
        between=(143, 177),
        from_clean=True,
        at_full=True,
    ),
    ("bridge", "over_arch"): Plant(
        signal="hips_open_deg", limit=207.0, parameters=("top_deg",), between=(170, 235), from_clean=True
    ),
    ("bridge", "hip_drop"): Plant(limit=8.0, parameters=("drop_deg",)),
    ("bridge", "knee_collapse"): Plant(limit=-20.0, parameters=("knees_out_deg",)),
    ("bridge", "knees_fall_apart"): Plant(limit=20.0, parameters=("knees_out_deg",)),
    ("clamshell", "pelvis_rolls_back"): Plant(limit=8.0, parameters=("pelvis_back_deg",)),
    ("clamshell", "feet_apart"): Plant(
        signal="feet_apart_ratio",
        limit=0.18,
        unit="ratio",
        parameters=("foot_lift_ratio",),
        between=(0.0, 0.9),
        is_change=True,
    ),
    ("superman", "limb_low"): _LEG_LOW,
    ("superman", "arm_low"): Plant(
        signal="arm_line_deg_{other}",
        limit=-20.0,
        parameters=("arm_below_deg",),
        between=(-60, 80),
        at_full=True,
    ),
    ("superman", "limb_high"): Plant(
        signal="arm_line_deg_{other}",
        limit=24.0,
        parameters=("arm_below_deg",),
        between=(-75, 60),
        at_full=True,
    ),
    ("superman", "back_sags"): Plant(limit=12.0, parameters=("sag_deg",)),
    ("superman", "hip_drop"): Plant(limit=-8.0, parameters=("turn_deg",)),
    ("superman_prone", "limb_low"): Plant(
        signal="arch_deg",
        limit=18.0,
        parameters=("leg_lift_deg", "chest_lift_deg"),
        between=(1, 25),
        from_clean=True,
        is_change=True,
        at_full=True,
    ),
}
# The product has one name for both.
PRODUCT_NAME = {"arm_low": "limb_low"}
# Planted by the timing of the attempt, not by its form: limit and unit.
TIMED: Mapping[str, tuple[float, str]] = {
    "hold_short": (1.0, "s"),
    "too_fast": (0.8, "s"),
    "range_small": (0.65, "of own largest"),
    "same_side_twice": (2.0, "in a row"),
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
    """The movement done well.

    Raises:
        ValueError: the exercise has none.
    """
    facing = abs(case.place.yaw_deg) < 45 or abs(case.place.yaw_deg) > 135
    if case.exercise == "squat":
        return Squat(free_arms=not facing, cave_deg=6.0 if facing else 0.0)
    if case.exercise == "lunge":
        return Lunge(lead=side or "left", kind=case.variant or "forward")
    if case.exercise == "bridge":
        return Bridge(raised=side if case.variant == "single" else None)
    if case.exercise == "clamshell":
        return Clamshell(top=side or "left")
    if case.exercise == "superman":
        return HandsKnees(leg=side or "left")
    if case.exercise == "superman_prone":
        return Prone()
    raise ValueError(f"no movement for {case.exercise}")


def _with(motion: Any, exercise: str, name: str, size: float, poser: Poser, eye_m: Eye) -> Any:
    plant = PLANTS[exercise, name]
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
    rest, full = (poser.points(motion.pose(poser, u, STILL)) for u in (0.0, 1.0))
    side = working_side(motion)
    if plant.is_pictured:
        px = pictured(full, eye_m)
        return sum(fppa_deg(px, side) for side in OTHER) / 2
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
