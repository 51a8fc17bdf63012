"""What is filmed to measure the outline: movements, people and the places of the camera."""

from collections.abc import Mapping

from sweep.plan import GOOD, GROUPS, PEOPLE, Group, Spot

# A set: two pictures at rest, one midway, two of each good repetition and of each of the two sizes.
SIZES_DEG = (12.0, 18.0)
REPS = GOOD + len(SIZES_DEG)
FRAMES = 3 + 2 * REPS
# Sets of each person who repeats to the millimetre, who stirs (see ``outline.unrest``), and who besides holds
# the raised leg now higher, now lower.
SETS = {"still": 3, "restless": 2, "any_leg": 2}
# Those who choose a feature, and those figures are given on.
TUNERS = PEOPLE
REPORTED = ("woman_small_old", "woman_heavy", "woman_thin", "woman_black_dim")


def _spots(yaws_deg: tuple[float, ...], *heights_m: float) -> tuple[Spot, ...]:
    return tuple(Spot(yaw_deg, height_m) for yaw_deg in yaws_deg for height_m in heights_m)


# The usual places and those that show most elsewhere; the left leg works, the left hip drops.
PLACES: Mapping[str, tuple[Spot, ...]] = {
    "clamshell": _spots((0.0, 30.0), 0.5, 1.2, 2.0),
    "superman": (*_spots((90.0,), 0.5, 1.2, 2.0), Spot(60.0, 2.0)),
    "bridge_single": _spots((90.0, 120.0, -120.0), 0.5, 1.2),
}
# Where something told best of those who stir: the leg's own height must not be what told it.
LEG_PLACES: Mapping[str, tuple[Spot, ...]] = {
    "bridge_single": (Spot(90.0, 0.5), Spot(-120.0, 1.2)),
    "superman": (Spot(90.0, 0.5),),
}


def places_of(manner: str) -> Mapping[str, tuple[Spot, ...]]:
    """Where the people of one manner, a key of ``SETS``, are filmed from."""
    return LEG_PLACES if manner == "any_leg" else PLACES


def group_of(movement: str) -> Group:
    """The sweep's group of a movement, whose first two faults are the turned pelvis.

    Args:
        movement: a key of ``PLACES``.
    """
    return next(group for group in GROUPS if group.name == movement)
