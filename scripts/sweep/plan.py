"""What is swept: movements with their faults, people, and the places of the camera."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from truth.people import TUNING

PORTRAIT, LANDSCAPE = (360, 480), (480, 360)
HEIGHTS_M = (0.4, 0.8, 1.3, 1.9)
DISTANCE_M = 2.8
# Looked at from the best place of each fault only.
OTHER_DISTANCES_M = (2.2, 3.6)
# Small and heavy, light and dark, tight, loose and dark on dark; none of the people figures are given on.
PEOPLE = ("woman_loose", "man_heavy", "woman_dark_room", "man_green")
# Sets of each person, each from a camera a little off its place, and good repetitions in a set.
TAKES, GOOD = 3, 2
# One and a half times the limit; a pelvis also 18 degrees.
SIZE, LARGE = 1.5, 2.25


@dataclass(frozen=True, kw_only=True)
class Group:
    """A movement done well and with each of its faults, which share the good repetitions.

    Attributes:
        exercise, variant: as in ``evalset.cases.Case``.
        faults: names and sizes.
        yaws_deg: the camera's places about the body (see ``evalset.cases.Place``). One side is enough where
            both sides of the body do the same.
        size_px: width and height of the picture.
    """

    exercise: str
    variant: str = ""
    faults: tuple[tuple[str, float], ...]
    yaws_deg: tuple[float, ...]
    size_px: tuple[int, int] = LANDSCAPE

    @property
    def name(self) -> str:
        """Short and unique."""
        return f"{self.exercise}_{self.variant}" if self.variant else self.exercise


@dataclass(frozen=True, order=True)
class Spot:
    """A place of the camera: degrees about the body, metres above the floor and away."""

    yaw_deg: float
    height_m: float
    distance_m: float = DISTANCE_M


def _around(*yaws_deg: float) -> tuple[float, ...]:
    """Both signs of each angle, and both ends."""
    return (0.0, *(sign * yaw for yaw in yaws_deg for sign in (1.0, -1.0)), 180.0)


def _sized(*names: str, size: float = SIZE) -> tuple[tuple[str, float], ...]:
    return tuple((name, size) for name in names)


def _pelvis(name: str) -> tuple[tuple[str, float], ...]:
    return ((name, SIZE), (name, LARGE))


# Where one side works it is the left one: positive angles see a standing or kneeling body's right side.
GROUPS: tuple[Group, ...] = (
    Group(
        exercise="bridge",
        variant="single",
        faults=_pelvis("hip_drop"),
        yaws_deg=_around(30, 60, 90, 120, 135, 150),
    ),
    Group(
        exercise="clamshell",
        faults=(*_pelvis("pelvis_rolls_back"), ("feet_apart", SIZE)),
        yaws_deg=_around(15, 30, 60, 90, 120, 150),
    ),
    Group(
        exercise="superman",
        faults=(*_pelvis("hip_drop"), *_sized("limb_low", "arm_low", "limb_high", "back_sags")),
        yaws_deg=_around(30, 60, 90, 120, 135, 150),
    ),
    Group(
        exercise="lunge",
        faults=_sized("knee_collapse", "hip_drop", "trunk_lean", "heel_lifts", "too_shallow"),
        yaws_deg=_around(15, 30, 60, 90, 120, 150),
        size_px=PORTRAIT,
    ),
    Group(
        exercise="squat",
        faults=_sized("knee_collapse", "trunk_lean", "heel_lifts", "too_shallow"),
        yaws_deg=(0.0, 15.0, 30.0, 60.0, 75.0, 90.0, 105.0, 120.0, 150.0, 180.0),
        size_px=PORTRAIT,
    ),
    Group(
        exercise="bridge",
        faults=_sized("hips_low", "over_arch", "knee_collapse", "knees_fall_apart"),
        yaws_deg=(0.0, 30.0, 60.0, 75.0, 90.0, 105.0, 120.0, 150.0, 180.0),
    ),
    Group(
        exercise="superman_prone",
        faults=_sized("limb_low"),
        yaws_deg=(0.0, 30.0, 60.0, 75.0, 90.0, 105.0, 120.0, 150.0, 180.0),
    ),
)


def spots(group: Group) -> Iterator[Spot]:
    """Every place a group is seen from, the coarse grid first."""
    grid = sorted(product(group.yaws_deg, HEIGHTS_M), key=lambda p: (p[0] % 30 != 0, HEIGHTS_M.index(p[1])))
    return (Spot(yaw_deg, height_m) for yaw_deg, height_m in grid)


def people() -> tuple[str, ...]:
    """Who is filmed.

    Raises:
        ValueError: one of them belongs to the people that figures are given on.
    """
    strangers = set(PEOPLE) - set(TUNING)
    if strangers:
        raise ValueError(f"{strangers} are not among the people for tuning")
    return PEOPLE
