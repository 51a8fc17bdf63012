"""Names of camera places, and which place is the best one."""

import math
from collections.abc import Mapping

from formcheck.motion.view import NAMED_COS, ViewKind
from sweep.plan import Spot

_UPRIGHT = frozenset({"squat", "lunge"})
# What stands at 0, 90, 180 and -90 degrees.
_STANDING = (ViewKind.FRONT, ViewKind.SIDE_RIGHT, ViewKind.REAR, ViewKind.SIDE_LEFT)
_ON_SIDE = (ViewKind.FRONT, ViewKind.HEAD_END, ViewKind.REAR, ViewKind.FEET_END)
_LYING = (ViewKind.FEET_END, ViewKind.SIDE_RIGHT, ViewKind.HEAD_END, ViewKind.SIDE_LEFT)
_WORDS = {
    ViewKind.FRONT: "in front",
    ViewKind.REAR: "behind",
    ViewKind.FEET_END: "feet end",
    ViewKind.HEAD_END: "head end",
    ViewKind.SIDE_RIGHT: "side",
    ViewKind.SIDE_LEFT: "side",
}


def _quarters(exercise: str) -> tuple[ViewKind, ...]:
    return _STANDING if exercise in _UPRIGHT else _ON_SIDE if exercise == "clamshell" else _LYING


def view_of(exercise: str, yaw_deg: float) -> ViewKind:
    """The named view of a place, by the product's own rule of 32 degrees."""
    for i, kind in enumerate(_quarters(exercise)):
        if math.cos(math.radians(yaw_deg - 90 * i)) > NAMED_COS:
            return kind
    return ViewKind.OBLIQUE


def words(exercise: str, spot: Spot, near: str = "") -> str:
    """A place in words: ``side, 45 deg towards the head end, 0.5 m high``.

    Args:
        exercise: the product's name.
        spot: the place.
        near: which side of the body is nearer to the camera, where that matters.
    """
    quarters = _quarters(exercise)
    turned = sorted(range(4), key=lambda i: -math.cos(math.radians(spot.yaw_deg - 90 * i)))
    nearest, next_ = (_WORDS[quarters[i]] for i in turned[:2])
    off_deg = round(math.degrees(math.acos(math.cos(math.radians(spot.yaw_deg - 90 * turned[0])))))
    towards = "" if off_deg == 0 else f", {off_deg} deg towards {_the(next_)}"
    return f"{nearest}{towards}, {spot.height_m:g} m high{near}"


def _the(place: str) -> str:
    return {"in front": "the front", "behind": "the back"}.get(place, f"the {place}")


def best_spot(values: Mapping[Spot, float]) -> Spot | None:
    """The place that is good together with its neighbours: nobody puts a camera down to the degree.

    Half the weight is the place's own, half that of the next places on either side and above and below. A
    missing value counts as zero. None where no place has a value.
    """
    if not any(math.isfinite(v) for v in values.values()):
        return None
    return max(sorted(values), key=lambda spot: _with_neighbours(spot, values))


def _with_neighbours(spot: Spot, values: Mapping[Spot, float]) -> float:
    around = neighbours(spot, values)
    beside = [_number(values[s]) for s in around]
    own = _number(values[spot])
    return (own + sum(beside) / len(beside)) / 2 if beside else own


def _number(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def neighbours(spot: Spot, among: Mapping[Spot, float]) -> list[Spot]:
    """The next places at the same height, and those above and below."""
    level = [s for s in among if s.height_m == spot.height_m and s != spot]
    column = [s for s in among if s.yaw_deg == spot.yaw_deg and s != spot]
    turns = {s: (s.yaw_deg - spot.yaw_deg + 180) % 360 - 180 for s in level}
    rises = {s: s.height_m - spot.height_m for s in column}
    found = []
    for steps in (turns, rises):
        for sign in (1, -1):
            ahead = {s: sign * step for s, step in steps.items() if 0 < sign * step <= 60}
            if ahead:
                found.append(min(ahead, key=ahead.__getitem__))
    return found
