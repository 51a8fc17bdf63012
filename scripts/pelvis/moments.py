"""Moments of movements on the floor in which the pelvis is turned by itself.

The chest follows by a share drawn at random and the legs open as they like: nothing but the pelvis tells how
the pelvis lies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np

from pelvis.sample import FRAMES
from truth.floor_moves import CatCow, LegStretch, RollingSides
from truth.idle import STILL, idle_at
from truth.kinematics import Array, Z, about
from truth.lying import Bridge, Clamshell
from truth.mesh import SKIN_VERTICES
from truth.pose import Pose, Poser
from truth.raising import HandsKnees, Prone
from truth.recipes import Motion

# Most that the pelvis is turned about the trunk, and otherwise (degrees).
MOST_DEG, _OTHERWISE_DEG = 30.0, 5.0
# Skin pressed into the mat by the body's weight (m).
_PRESSED_M = 0.012
_SIDES = ("left", "right")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A movement at random.

    Attributes:
        share: of all sets.
        make: the movement, with what differs between people.
        turn: its own parameter that turns the pelvis; empty where it has none.
        vary: its parameters that differ from moment to moment, and their ranges.
    """

    share: float
    make: Callable[[Random], Any]
    turn: str = ""
    vary: Mapping[str, tuple[float, float]]


KINDS: Mapping[str, Kind] = {
    "clamshell": Kind(
        share=0.32,
        make=lambda r: Clamshell(
            top=r.choice(_SIDES), hip_flexion_deg=r.uniform(25, 70), knee_flexion_deg=r.uniform(55, 110)
        ),
        turn="pelvis_back_deg",
        vary={"opening_deg": (15, 68), "foot_lift_ratio": (0, 0.25)},
    ),
    "superman": Kind(
        share=0.27,
        make=lambda r: HandsKnees(leg=r.choice(_SIDES)),
        turn="turn_deg",
        vary={
            "leg_below_deg": (-12, 25),
            "knee_deg": (2, 40),
            "arm_below_deg": (-15, 40),
            "sag_deg": (-3, 9),
        },
    ),
    "bridge_single": Kind(
        share=0.2,
        make=lambda r: Bridge(raised=r.choice(_SIDES), heel_gap_m=r.uniform(0.34, 0.46)),
        turn="drop_deg",
        vary={"top_deg": (152, 188), "knees_out_deg": (-12, 12)},
    ),
    "bridge": Kind(
        share=0.1,
        make=lambda r: Bridge(heel_gap_m=r.uniform(0.34, 0.46)),
        turn="drop_deg",
        vary={"top_deg": (152, 200), "knees_out_deg": (-18, 18)},
    ),
    "prone": Kind(
        share=0.04, make=lambda r: Prone(), vary={"leg_lift_deg": (2, 24), "chest_lift_deg": (2, 24)}
    ),
    "rolling": Kind(share=0.03, make=lambda r: RollingSides(), vary={"roll_deg": (0, 60)}),
    "leg_stretch": Kind(
        share=0.02, make=lambda r: LegStretch(leg=r.choice(_SIDES)), vary={"knee_deg": (4, 40)}
    ),
    "cat_cow": Kind(share=0.02, make=lambda r: CatCow(), vary={"bend_deg": (0, 24)}),
}


def any_kind(rng: Random) -> str:
    """A movement's name, as often as its share."""
    return rng.choices(list(KINDS), [kind.share for kind in KINDS.values()])[0]


def moments(kind: str, poser: Poser, rng: Random) -> list[Pose]:
    """One set: at rest, midway, then anywhere, mostly near full range.

    Args:
        kind: a name of ``KINDS``.
        poser: who.
        rng: the luck of it.
    """
    motion = KINDS[kind].make(rng)
    lift_m = _lift_m(motion, poser)
    phases = (0.0, 0.6, *(rng.choice((1.0, rng.uniform(0.7, 1.0), rng.random())) for _ in range(FRAMES - 2)))
    return [_moment(KINDS[kind], motion, u, i == 0, poser, rng).shifted(lift_m) for i, u in enumerate(phases)]


def _lift_m(motion: Motion, poser: Poser) -> Array:
    if motion.on_feet:
        return np.zeros(3)
    skin = poser.body.skin(poser.place(motion.pose(poser, 0.0, STILL)))
    return np.asarray(-(skin[:SKIN_VERTICES, 2].min() + _PRESSED_M) * Z)


def _moment(kind: Kind, motion: Any, u: float, at_rest: bool, poser: Poser, rng: Random) -> Pose:
    parameters = {name: rng.uniform(*between) for name, between in kind.vary.items()}
    turn_deg = rng.gauss(0, 3) if at_rest or rng.random() < 0.3 else rng.uniform(-MOST_DEG, MOST_DEG)
    own = bool(kind.turn) and not at_rest and rng.random() < 0.4
    if own:
        parameters[kind.turn] = turn_deg / max(u, 0.5)
    pose = replace(motion, **parameters).pose(poser, u, idle_at(rng.uniform(0, 60), 0.0))
    return turned(pose, 0.0 if own else turn_deg, rng)


def turned(pose: Pose, turn_deg: float, rng: Random) -> Pose:
    """The pelvis turned about the trunk and a little otherwise; the limbs a little out of place.

    Args:
        pose: before.
        turn_deg: about the trunk.
        rng: how far the chest follows, and everything else.
    """
    pelvis, share = pose.rotation["pelvis"], rng.uniform(0.0, 0.6)
    trunk, (side, front) = pelvis @ Z, (pelvis[:, 0], pelvis[:, 1])
    spread = _OTHERWISE_DEG / 2
    extra = about(side, rng.gauss(0, spread)) @ about(front, rng.gauss(0, spread))
    rotation = dict(pose.rotation)
    for bone, turn in pose.rotation.items():
        follows = _follows(bone, share)
        rotation[bone] = about(trunk, turn_deg * follows) @ turn if follows else turn
    for bone in ("Root", "pelvis"):
        rotation[bone] = extra @ rotation[bone]
    for limb, spread_deg in (("thigh calf foot ball", 4.0), ("upperarm lowerarm hand", 7.0)):
        for s in "lr":
            by = about([rng.gauss(0, 1), rng.gauss(0, 1), rng.gauss(0, 1)], rng.gauss(0, spread_deg))
            for bone in (f"{name}_{s}" for name in limb.split()):
                if bone in rotation:
                    rotation[bone] = by @ rotation[bone]
    return Pose(rotation, pose.hip_centre_m + np.array([rng.gauss(0, 0.006) for _ in range(3)]))


def _follows(bone: str, share: float) -> float:
    """How much of the pelvis' turn a bone takes part in, when the chest takes ``share`` of it."""
    if bone in ("Root", "pelvis"):
        return 1.0
    if bone in ("spine_01", "spine_02"):
        return share + (1 - share) * (0.7 if bone == "spine_01" else 0.35)
    if bone in ("neck_01", "head"):
        return 0.5 * share
    return 0.0 if bone.split("_")[0] in ("thigh", "calf", "foot", "ball") else share
