"""From one posture to another through key postures, with whatever touches the floor staying where it is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truth.idle import STILL, Idle
from truth.kinematics import SIDE_SIGN, Array, Y, Z, about, reach, slerp
from truth.mesh import SKIN_VERTICES
from truth.pose import Pose, Poser

# Between moments of rest a key posture is passed at this share of the mean speed.
_FLOW = 0.7
# A foot or a hand that moves further than this is lifted, this high (m).
_SLIDES_M, _STEP_LIFT_M, _HAND_LIFT_M = 0.16, 0.10, 0.05
# A wrist below this height is on the floor (m).
_HAND_DOWN_M = 0.11
# Skin below this height rests on the floor; so far the floor gives (m).
_RESTS_M, _PRESSED_M = 0.02, 0.012
Lows = dict[str, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Key:
    """A posture on the way.

    Args:
        posture: the pose, given the idle movement.
        seconds: time to get here from the key before.
        hold_s: time spent here.
        anchor: the joints that keep their place on the way here: ``hip``, ``knee``, ``ankle``, or one knee
            (``left_knee``, ``right_knee``), past which the other foot steps.
    """

    posture: Callable[[Idle], Pose]
    seconds: float = 0.0
    hold_s: float = 0.0
    anchor: str = "hip"


@dataclass(frozen=True, kw_only=True, eq=False)
class Passage:
    """Key postures blended bone by bone, the lowest skin on the floor all the way."""

    keys: tuple[Key, ...]

    @property
    def seconds(self) -> float:
        """How long it takes at a natural pace."""
        return sum(key.seconds + key.hold_s for key in self.keys)

    def pose(self, poser: Poser, share: float, idle: Idle) -> Pose:
        """The pose at a share (0 to 1) of the time."""
        t_s, begun_s = min(max(share, 0.0), 1.0) * self.seconds, self.keys[0].hold_s
        if t_s <= begun_s:
            return self.keys[0].posture(idle)
        for i, key in enumerate(self.keys[1:], 1):
            if t_s < begun_s + key.seconds:
                return self._between(poser, i, (t_s - begun_s) / key.seconds, idle)
            begun_s += key.seconds + key.hold_s
            if t_s <= begun_s:
                return key.posture(idle)
        return self.keys[-1].posture(idle)

    def _between(self, poser: Poser, i: int, x: float, idle: Idle) -> Pose:
        before, key = self.keys[i - 1], self.keys[i]
        leaving = 0.0 if i == 1 or before.hold_s else _FLOW
        arriving = 0.0 if i == len(self.keys) - 1 or key.hold_s else _FLOW
        share = _hermite(x, leaving, arriving)
        return blend(poser, before.posture(idle), key.posture(idle), share, key.anchor)

    def backwards(self) -> "Passage":
        """The way back: the same keys from the last to the first."""
        keys = self.keys
        pairs = zip(reversed(keys[:-1]), reversed(keys[1:]), strict=True)
        back = [replace(a, seconds=b.seconds, anchor=b.anchor) for a, b in pairs]
        return Passage(keys=(Key(posture=keys[-1].posture), *back))


def _hermite(x: float, leaving: float, arriving: float) -> float:
    """0 to 1 with the given speeds at the two ends."""
    return (x**3 - 2 * x**2 + x) * leaving + (3 * x**2 - 2 * x**3) + (x**3 - x**2) * arriving


def lowest_m(poser: Poser, pose: Pose) -> float:
    """Height of the lowest skin."""
    return float(poser.body.skin(poser.place(pose))[:SKIN_VERTICES, 2].min())


def moved(pose: Pose, turn_deg: float, offset_m: Array) -> Pose:
    """The pose turned about the vertical through the origin, then shifted."""
    turn = about(Z, turn_deg)
    return Pose({k: turn @ r for k, r in pose.rotation.items()}, turn @ pose.hip_centre_m + offset_m)


def blend(poser: Poser, a: Pose, b: Pose, share: float, anchor: str = "hip") -> Pose:
    """The posture ``share`` of the way from ``a`` to ``b``.

    Args:
        poser: the person.
        a: the posture before.
        b: the posture after.
        share: 0 to 1.
        anchor: joints that go straight from their place in ``a`` to that in ``b``, see ``Key``.
    """
    in_a, in_b = poser.place(a), poser.place(b)
    bones = [bone for bone in in_a.rotation if bone in a.rotation or bone in b.rotation]
    turn = {bone: slerp(in_a.rotation[bone], in_b.rotation[bone], share) for bone in bones}
    pose = Pose(turn, (1 - share) * a.hip_centre_m + share * b.hip_centre_m)
    if anchor.endswith("knee"):
        names = ("left_knee", "right_knee") if anchor == "knee" else (anchor,)
        start, end, built = (_middle_of(poser, p, names) for p in (a, b, pose))
        pose = pose.shifted((1 - share) * start + share * end - built)
    return _onto_floor(poser, pose, (a, b), share, anchor)


def _onto_floor(poser: Poser, pose: Pose, around: tuple[Pose, Pose], share: float, anchor: str) -> Pose:
    """Hands and feet where they belong, and the lowest skin on the floor."""
    targets = _targets(poser, *around, share, anchor)
    pose = _reaching(poser, pose, targets)
    ends, now = (_lows(poser, around[0]), _lows(poser, around[1])), _lows(poser, pose)
    for (limb, side), target in targets.items():
        if limb == "leg":
            # the sole keeps its height while the foot rolls over its ball
            lift = target.lift_m - now[side] + (1 - share) * ends[0][side] + share * ends[1][side]
            targets[limb, side] = target._replace(place_m=target.place_m + lift * Z)
    if not anchor.endswith("knee"):
        pose = pose.shifted(_too_low_m(now, ends, share, anchor == "ankle") * Z)
    return _reaching(poser, pose, targets)


def _too_low_m(now: Lows, ends: tuple[Lows, Lows], share: float, on_feet: bool) -> float:
    """How far up the body must go; on its feet it lies on the floor only where both postures do."""
    part = "body" if on_feet else "all"
    a, b = (end[part] for end in ends)
    if on_feet and max(a, b) > _RESTS_M:
        return max(0.0, -_PRESSED_M - now[part])
    return (1 - share) * a + share * b - now[part]


def _middle_of(poser: Poser, pose: Pose, names: tuple[str, ...]) -> Array:
    points = poser.points(pose)
    return np.asarray(sum(points[name] for name in names) / len(names))


def _lows(poser: Poser, pose: Pose) -> Lows:
    """Height (m) of the lowest skin of all, of each foot, and of the body without the feet."""
    # how it lies below the hips does not depend on where it is, and a key is asked for at every frame
    below = _lows_below_hips(poser, _Turns(pose.rotation))
    return {part: low + float(pose.hip_centre_m[2]) for part, low in below.items()}


class _Turns:
    """Rotations that can be looked up in a cache."""

    def __init__(self, rotation: dict[str, Array]) -> None:
        self.rotation = rotation
        self.content = b"".join(bone.encode() + r.round(6).tobytes() for bone, r in rotation.items())

    def __hash__(self) -> int:
        return hash(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Turns) and other.content == self.content


@lru_cache(maxsize=64)
def _lows_below_hips(poser: Poser, turns: _Turns) -> Lows:
    skin = poser.body.skin(poser.place(Pose(turns.rotation, np.zeros(3))))[:SKIN_VERTICES, 2]
    feet = {side: _foot_vertices(poser, side) for side in SIDE_SIGN}
    lows = {side: float(skin[which].min()) for side, which in feet.items()}
    return lows | {"body": float(skin[~(feet["left"] | feet["right"])].min()), "all": float(skin.min())}


@lru_cache(maxsize=8)
def _foot_vertices(poser: Poser, side: str) -> NDArray[np.bool_]:
    bones = [poser.body.bones.index(f"{name}_{side[0]}") for name in ("foot", "ball")]
    return np.asarray(poser.body.weights[:SKIN_VERTICES, bones].sum(1) > 0.3)


# ---- hands and feet that stay where they are

_LIMBS = {"leg": ("thigh", "calf", "ankle"), "arm": ("upperarm", "lowerarm", "wrist")}


class Target(NamedTuple):
    """Where the end of a limb goes (m), and how far a stepping foot is lifted on the way (m)."""

    place_m: Array
    lift_m: float


Targets = dict[tuple[str, str], Target]


def _targets(poser: Poser, a: Pose, b: Pose, share: float, anchor: str) -> Targets:
    """Where ankles, and wrists that are on the floor before and after, go (m), by limb and side."""
    in_a, in_b = poser.points(a), poser.points(b)
    found: Targets = {}
    for side in SIDE_SIGN:
        if anchor in ("ankle", "left_knee", "right_knee"):
            found["leg", side] = _arc(in_a[f"{side}_ankle"], in_b[f"{side}_ankle"], share, _STEP_LIFT_M)
        start, end = in_a[f"{side}_wrist"], in_b[f"{side}_wrist"]
        if max(start[2], end[2]) < _HAND_DOWN_M:
            found["arm", side] = _arc(start, end, share, _HAND_LIFT_M)
    return found


def _arc(start: Array, end: Array, share: float, lift_m: float) -> Target:
    """Straight to a place near by, in an arc to one further off."""
    rise = float(lift_m * np.sin(np.pi * share) * (np.linalg.norm((end - start)[:2]) > _SLIDES_M))
    return Target(np.asarray((1 - share) * start + share * end + rise * Z), rise)


def _reaching(poser: Poser, pose: Pose, targets: Targets) -> Pose:
    """The same pose with some limbs bent so that they end where they must; hands and feet keep their turn."""
    placed, body, turn = poser.place(pose), poser.body, dict(pose.rotation)
    for (limb, side), (target, _) in targets.items():
        upper, lower, _ = _LIMBS[limb]
        top, mid = placed.head_m[f"{upper}_{side[0]}"], placed.head_m[f"{lower}_{side[0]}"]
        lengths = (body.thigh_m, body.shank_m) if limb == "leg" else (body.upper_arm_m, body.forearm_m)
        pole = mid - (top + target) / 2
        if np.linalg.norm(np.cross(pole, target - top)) < 1e-4:
            pole = turn["pelvis"] @ (-Y if limb == "leg" else Y)
        solved = reach(top, target, pole, *lengths)
        joints, axis = (top, solved.mid_m, solved.end_m), np.cross(solved.bend, solved.line)
        turn[f"{upper}_{side[0]}"], turn[f"{lower}_{side[0]}"] = body.limb_rotations(limb, side, joints, axis)
        if limb == "leg":
            turn.setdefault(f"foot_{side[0]}", placed.rotation[f"foot_{side[0]}"])
        else:
            turn.setdefault(f"hand_{side[0]}", placed.rotation[f"hand_{side[0]}"])
    return Pose(turn, pose.hip_centre_m)


def resting(poser: Poser, pose: Pose, pressed_m: float = _PRESSED_M) -> Pose:
    """The posture with its lowest skin pressed into the floor by ``pressed_m``."""
    return pose.shifted(-(lowest_m(poser, pose) + pressed_m) * Z)


def fixed(pose: Pose) -> Callable[[Idle], Pose]:
    """A key posture that keeps still."""
    return lambda _: pose


def own(poser: Poser, pose_at: Callable[[Idle], Pose], on_feet: bool) -> Callable[[Idle], Pose]:
    """The resting pose of an exercise, put on the floor as its clips do."""
    if on_feet:
        return pose_at
    shift = resting(poser, pose_at(STILL)).hip_centre_m - pose_at(STILL).hip_centre_m
    return lambda idle: pose_at(idle).shifted(shift)
