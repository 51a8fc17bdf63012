"""Getting into an exercise's resting posture and out of it again, as people do between sets."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np

from truth.floor_moves import CatCow, LegStretch
from truth.folding import Jackknife, flat_arms_up
from truth.idle import STILL, Idle
from truth.kinematics import Array
from truth.lying import Bridge, Clamshell
from truth.passage import Key, fixed, moved, own
from truth.passage import Passage as Keyed
from truth.pose import Pose, Poser, mirrored
from truth.postures import (
    chest_down,
    crouching,
    half_kneeling,
    kneeling,
    leaning_back,
    side_lying_facing_deg,
    sitting,
    sitting_aside,
    standing,
)
from truth.raising import HandsKnees, Prone
from truth.walking import Walk

# How far behind the knees the ankles stand before somebody kneels (m).
_BEHIND_M = 0.48
RestPose = Callable[[Idle], Pose]


class Passage(Protocol):
    """A movement into or out of an exercise's resting posture."""

    @property
    def seconds(self) -> float:
        """How long it takes at a natural pace."""
        ...

    def pose(self, poser: Poser, share: float, idle: Idle) -> Pose:
        """The pose at a share (0 to 1) of the time."""
        ...


class Resting(Protocol):
    """An exercise; see ``truth.recipes.Motion``."""

    @property
    def on_feet(self) -> bool:
        """Whether planted feet set the body's height."""
        ...

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        ...


def entrance(motion: Resting, poser: Poser, from_deg: float = 90.0) -> Passage:
    """The way into the resting posture of ``motion``; it ends exactly in its pose at u = 0.

    A posture that is not held by the feet is laid on the floor as the clips do: lowest skin 12 mm below it.

    Args:
        motion: the exercise.
        poser: the person.
        from_deg: from where somebody walks in who stands: 0 in front, 90 from the person's left.

    Raises:
        ValueError: the movement lies or kneels, and its way down is not described.
    """
    down = _down(motion, poser)
    return walk_in(motion, poser, from_deg=from_deg) if down is None else Keyed(keys=down)


def exit_(motion: Resting, poser: Poser, to_deg: float = -90.0) -> Passage:
    """The way out of the resting posture of ``motion``; it begins exactly in its pose at u = 0.

    Args:
        motion: the exercise.
        poser: the person.
        to_deg: where somebody walks to who stands: 0 to the front, -90 to the person's right.

    Raises:
        ValueError: as ``entrance``.
    """
    down = _down(motion, poser)
    if down is None:
        return walk_out(motion, poser, to_deg=to_deg)
    # from the side people sit up, and stay so
    return Keyed(keys=down[-2:] if isinstance(motion, Clamshell) else down).backwards()


def walk_in(motion: Resting, poser: Poser, from_m: float = 2.4, from_deg: float = 90.0) -> Walk:
    """Walking in from ``from_m`` metres away, turning, and standing a moment in the resting pose."""
    return Walk(poser, _rest(motion, poser), from_m, from_deg)


def walk_out(motion: Resting, poser: Poser, to_m: float = 2.4, to_deg: float = -90.0) -> Walk:
    """Standing a moment, turning, and walking ``to_m`` metres away."""
    return Walk(poser, _rest(motion, poser), to_m, to_deg, leaving=True)


def _rest(motion: Resting, poser: Poser) -> RestPose:
    return own(poser, lambda idle: motion.pose(poser, 0.0, idle), motion.on_feet)


def _down(motion: Resting, poser: Poser) -> tuple[Key, ...] | None:
    """The key postures from standing to the resting posture; None for somebody who stands anyway."""
    rest = _rest(motion, poser)
    if isinstance(motion, Bridge | LegStretch):
        return _onto_the_back(poser, rest)
    if isinstance(motion, Jackknife):
        return _flat_on_the_back(poser, rest)
    if isinstance(motion, Clamshell):
        return _onto_the_side(motion, poser, rest)
    if isinstance(motion, HandsKnees | CatCow):
        return (*_onto_the_knees(poser, _mid(poser, rest, "knee"), 90.0), _last(rest, 1.2, "knee"))
    if isinstance(motion, Prone):
        return _onto_the_front(poser, rest)
    if not motion.on_feet:
        raise ValueError(f"nobody has described how to get into {type(motion).__name__}")
    return None


def _last(rest: RestPose, seconds: float, anchor: str = "hip") -> Key:
    return Key(posture=rest, seconds=seconds, anchor=anchor)


def _mid(poser: Poser, rest: RestPose, joint: str) -> Array:
    """Middle of two joints along the floor (m) in the resting pose."""
    points = poser.points(rest(STILL))
    return np.asarray((points[f"left_{joint}"] + points[f"right_{joint}"]) / 2 * [1, 1, 0])


def _onto_the_back(poser: Poser, rest: RestPose) -> tuple[Key, ...]:
    """With the back to the mat, on feet that stay where the bridge has them."""
    feet = _mid(poser, rest, "ankle")
    behind_m = float(np.linalg.norm(_mid(poser, rest, "hip") - feet))

    def key(pose: Pose, seconds: float, hold_s: float = 0.0) -> Key:
        return Key(posture=fixed(moved(pose, -90, feet)), seconds=seconds, hold_s=hold_s, anchor="ankle")

    return (
        key(standing(poser), 0.0, 0.5),
        key(crouching(poser), 1.3),
        key(sitting(poser, behind_m), 1.1, 0.3),
        key(leaning_back(poser, behind_m), 1.2),
        _last(rest, 1.2, "ankle"),
    )


def _flat_on_the_back(poser: Poser, rest: RestPose) -> tuple[Key, ...]:
    """As for a bridge, with the hips where they will lie; then legs and arms stretch out."""
    bent = _rest(Bridge(), poser)
    aside = (rest(STILL).hip_centre_m - bent(STILL).hip_centre_m) * [1, 1, 0]
    return (
        *_onto_the_back(poser, lambda idle: bent(idle).shifted(aside)),
        Key(posture=fixed(flat_arms_up(poser)), seconds=1.1),
        _last(rest, 0.8),
    )


def _onto_the_knees(poser: Poser, knees_m: Array, turn_deg: float) -> tuple[Key, ...]:
    """Standing behind the place of the knees, one knee down, then both."""

    def key(pose: Pose, seconds: float, anchor: str, hold_s: float = 0.0) -> Key:
        posture = fixed(moved(pose, turn_deg, knees_m))
        return Key(posture=posture, seconds=seconds, hold_s=hold_s, anchor=anchor)

    stands = standing(poser).shifted(np.array([0.0, _BEHIND_M, 0.0]))
    return (
        key(stands, 0.0, "ankle", 0.5),
        key(half_kneeling(poser), 1.5, "ankle"),
        key(kneeling(poser), 1.0, "right_knee", 0.2),
    )


def _onto_the_front(poser: Poser, rest: RestPose) -> tuple[Key, ...]:
    knees, hips = _mid(poser, rest, "knee"), rest(STILL).hip_centre_m
    # the knees slide back a hand's width as the legs stretch
    knees = knees + np.array([0.08, 0.0, 0.0])
    four = _rest(HandsKnees(), poser)
    all_fours = four(STILL).shifted(knees - _mid(poser, four, "knee"))
    return (
        *_onto_the_knees(poser, knees, 90.0),
        Key(posture=fixed(all_fours), seconds=1.1, anchor="knee"),
        Key(posture=fixed(chest_down(poser, hips)), seconds=1.3),
        _last(rest, 1.0),
    )


def _onto_the_side(motion: Clamshell, poser: Poser, rest: RestPose) -> tuple[Key, ...]:
    """Kneeling with the shanks where they will lie, then sitting beside them, then lying down."""
    flip = motion.top == "right"
    lying = mirrored(rest(STILL)) if flip else rest(STILL)
    facing = side_lying_facing_deg(motion.hip_flexion_deg, motion.knee_flexion_deg)
    knees = poser.points(lying)["right_knee"] * [1, 1, 0]
    keys = (
        *_onto_the_knees(poser, knees, facing),
        Key(posture=fixed(sitting_aside(poser, lying)), seconds=1.4, hold_s=0.2),
    )
    return (*(_mirrored_key(key) if flip else key for key in keys), _last(rest, 1.5))


def _mirrored_key(key: Key) -> Key:
    anchor = {"right_knee": "left_knee"}.get(key.anchor, key.anchor)
    return replace(key, posture=fixed(mirrored(key.posture(STILL))), anchor=anchor)
