"""From where the camera sees the body, and how the body lies: estimated over time, not frame by frame.

The pose model's 3D is 20 to 30 degrees off, good enough to tell a front view from a side view once it is
averaged, and used for nothing finer.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from formcheck.motion.geometry import NAN, Vector, cross, length, unit
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose


class ViewKind(StrEnum):
    """The side of the body that faces the camera."""

    FRONT = "front"
    REAR = "rear"
    SIDE_LEFT = "side_left"
    SIDE_RIGHT = "side_right"
    OBLIQUE = "oblique"
    FEET_END = "feet_end"
    HEAD_END = "head_end"
    UNKNOWN = "unknown"


class Posture(StrEnum):
    """How the trunk stands to gravity, with the legs where the trunk alone cannot tell."""

    STANDING = "standing"
    SUPINE = "supine"
    PRONE = "prone"
    HANDS_AND_KNEES = "hands_and_knees"
    LYING_ON_LEFT = "lying_on_left"
    LYING_ON_RIGHT = "lying_on_right"
    UNKNOWN = "unknown"


SIDES = frozenset({ViewKind.SIDE_LEFT, ViewKind.SIDE_RIGHT})
FRONTAL = frozenset({ViewKind.FRONT, ViewKind.REAR})
PROFILE = SIDES | {ViewKind.OBLIQUE}
LYING_ON_SIDE = frozenset({Posture.LYING_ON_LEFT, Posture.LYING_ON_RIGHT})
FLAT = frozenset({Posture.SUPINE, Posture.PRONE})


@dataclass(frozen=True, slots=True)
class View:
    """The camera's place about the body.

    Attributes:
        kind: the nearest named view; oblique when none is within 32 degrees.
        yaw_deg: upright: 0 faces the camera, +90 shows the right side, 180 the back. On the back, front or
            hands and knees: 0 is the feet end, 90 a side, 180 the head end. Lying on a side: 0 is in front
            of the trunk, towards the head positive.
    """

    kind: ViewKind
    yaw_deg: float


NO_VIEW = View(ViewKind.UNKNOWN, NAN)

# The view changes when somebody turns, not when a knee bends: average over about a second.
SMOOTH_S = 0.7
# Named views reach 32 degrees to each side, a little over the 30 at which a cosine error is 13 %.
NAMED_COS = math.cos(math.radians(32.0))
# A body axis within 48 degrees of gravity decides the posture; in between, the last one stays.
POSTURE_COS = math.cos(math.radians(48.0))
# Lying in profile, the pose model now and then takes left for right, and so the back for the front, while the
# trunk stays where it is. Nobody rolls over between two frames: if it stays so for this long, it is true.
# A quarter is a guess between the two, which is passed over unless it lasts.
FLIPPED_COS, SAME_TRUNK_COS, FLIPPED_S = -0.5, 0.8, 2.5
ROLLED_COS, ROLLED_S = 0.3, 0.7
# Whoever has lain flat for this long and rolls to a side stays there for longer than the model's 3D errs so.
FLAT_S, ASIDE_S = 3.0, 1.5
SETTLED_S = 1.0  # the first moments of a take may be the wrong ones
# Somebody on their side stays so until another axis is nearer to gravity by this much (about 10 degrees).
POSTURE_STAY = 0.15
# Whoever lies is seen from above, by 0 to 30 degrees (0.3 to 2 m high, 3 m away): gravity does not run down
# the picture then, but away from the camera too. Half of that is taken for granted.
LYING_TILT = math.radians(15.0)


@dataclass(frozen=True, slots=True)
class BodyAxes:
    """Unit vectors in camera axes (x right, y down, z away): the person's left, head and front."""

    left: Vector
    up: Vector
    front: Vector


def axes_of(pose: Pose) -> BodyAxes | None:
    """The trunk's axes from the pose model's 3D, or from the picture where the model has none."""
    world = pose.world_m.astype(np.float64)
    if np.isnan(world[[L.LEFT_HIP, L.RIGHT_HIP, L.LEFT_SHOULDER, L.RIGHT_SHOULDER]]).any():
        world = _flat_world(pose)
    left = world[L.LEFT_HIP] - world[L.RIGHT_HIP] + world[L.LEFT_SHOULDER] - world[L.RIGHT_SHOULDER]
    up = unit(world[L.LEFT_SHOULDER] + world[L.RIGHT_SHOULDER] - world[L.LEFT_HIP] - world[L.RIGHT_HIP])
    left = unit(left - up * float(left @ up))
    if math.isnan(float(left @ up)):
        return None
    return BodyAxes(left, up, cross(left, up))


# Mean of shoulder and hip width over torso length of the rendered bodies seen squarely from the front.
WIDTH_PER_TORSO = 0.55


def _flat_world(pose: Pose) -> Vector:
    """A 3D guess for backends without world landmarks: depth from how narrow the trunk appears."""
    xy = pose.xy_px.astype(np.float64)
    flat = np.zeros((len(xy), 3))
    flat[:, :2] = xy
    up = xy[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]].mean(0) - xy[[L.LEFT_HIP, L.RIGHT_HIP]].mean(0)
    torso_px = length(up)
    across = np.array([-up[1], up[0]]) / torso_px if torso_px > 0 else up
    face = (xy[L.NOSE] - xy[[L.LEFT_EAR, L.RIGHT_EAR]].mean(0)) @ across
    for a, b in ((L.LEFT_SHOULDER, L.RIGHT_SHOULDER), (L.LEFT_HIP, L.RIGHT_HIP)):
        width = min(1.0, abs(float((xy[a] - xy[b]) @ across)) / (WIDTH_PER_TORSO * torso_px or 1.0))
        depth = WIDTH_PER_TORSO * torso_px * math.sqrt(1.0 - width * width)
        # who looks to the viewer's right has the left side further away
        flat[a, 2] = 0.5 * math.copysign(depth, float(face))
        flat[b, 2] = -flat[a, 2]
    return flat


def profile_share(yaw_deg: float) -> float:
    """0 within 15 degrees of the front or back, 1 beyond 50 degrees, rising smoothly between."""
    x = (abs(math.sin(math.radians(yaw_deg))) - 0.26) / (0.77 - 0.26)
    if math.isnan(x):
        return x
    x = max(0.0, min(1.0, x))
    return x * x * (3 - 2 * x)


class ViewTracker:
    """Averages the trunk's axes over time and names view and posture."""

    def __init__(self) -> None:
        self._axes: BodyAxes | None = None
        self._t_s = self._first_s = self._flipped_s = self._rolled_s = self._aside_s = self._flat_s = NAN
        self.posture = Posture.UNKNOWN

    @property
    def axes(self) -> BodyAxes | None:
        """The averaged axes; None until a person was seen."""
        return self._axes

    def step(self, pose: Pose) -> View:
        """Take one pose and return the view; the posture is left in ``posture``."""
        self._first_s = pose.t_s if math.isnan(self._first_s) else self._first_s
        now = axes_of(pose)
        if now is not None:
            now = self._unflipped(pose.t_s, now)
            if not self._is_doubtful(pose.t_s, now):
                self._axes = self._average(pose.t_s, now)
                self._t_s = pose.t_s
        if self._axes is None:
            return NO_VIEW
        self.posture = self._lasting(pose.t_s, posture_of(self._axes, pose, self.posture))
        return view_of(self._axes, self.posture)

    def _lasting(self, t_s: float, now: Posture) -> Posture:
        """The posture; after a while on front or back, a side only once it has lasted."""
        if now in FLAT:
            self._flat_s = t_s if math.isnan(self._flat_s) else self._flat_s
        if now not in LYING_ON_SIDE or not t_s - self._flat_s > FLAT_S:
            self._flat_s = self._flat_s if now in FLAT else NAN
            self._aside_s = NAN
            return now
        self._aside_s = t_s if math.isnan(self._aside_s) else self._aside_s
        if t_s - self._aside_s <= ASIDE_S:
            return self.posture
        self._flat_s = NAN
        return now

    def _unflipped(self, t_s: float, now: BodyAxes) -> BodyAxes:
        """The axes with left and right the way round they were, unless they stay changed."""
        if not self._is_flip(t_s, now):
            self._flipped_s = NAN
            return now
        self._flipped_s = t_s if math.isnan(self._flipped_s) else self._flipped_s
        if t_s - self._flipped_s > FLIPPED_S:
            # an average with the opposite would stay where it is for ever
            self._axes, self._flipped_s = now, NAN
            return now
        return BodyAxes(-now.left, now.up, -now.front)

    def _may_turn(self, t_s: float) -> bool:
        """Whether sudden turns are believed: upright, or in the first moments."""
        return self.posture in (Posture.STANDING, Posture.UNKNOWN) or t_s - self._first_s < SETTLED_S

    def _is_doubtful(self, t_s: float, now: BodyAxes) -> bool:
        """Whether somebody who lies seems rolled over by a quarter, and not for long enough to be true."""
        before = self._axes
        if before is None or self._may_turn(t_s):
            return False
        is_turned = float(now.left @ before.left) < ROLLED_COS and float(now.up @ before.up) > SAME_TRUNK_COS
        self._rolled_s = NAN if not is_turned else t_s if math.isnan(self._rolled_s) else self._rolled_s
        return is_turned and t_s - self._rolled_s <= ROLLED_S

    def _is_flip(self, now_s: float, now: BodyAxes) -> bool:
        before = self._axes
        if before is None or self._may_turn(now_s):
            return False
        is_turned = float(now.left @ before.left) < FLIPPED_COS
        return is_turned and float(now.up @ before.up) > SAME_TRUNK_COS

    def _average(self, t_s: float, now: BodyAxes) -> BodyAxes:
        if self._axes is None:
            return now
        # at first all frames count alike: the first of them may be the worst
        over_s = min(SMOOTH_S, max(0.1, t_s - self._first_s))
        keep = math.exp(-max(0.0, t_s - self._t_s) / over_s)
        left = unit(keep * self._axes.left + (1 - keep) * now.left)
        up = unit(keep * self._axes.up + (1 - keep) * now.up)
        left = unit(left - up * float(left @ up))
        # opposite axes can cancel out on a sudden turn: then the new ones are the better guess
        return now if math.isnan(float(left @ up)) else BodyAxes(left, up, cross(left, up))


def posture_of(axes: BodyAxes, pose: Pose, before: Posture) -> Posture:
    """Name the posture from the trunk's axes against gravity (the picture's vertical)."""
    if -float(axes.up[1]) > POSTURE_COS:
        return Posture.STANDING
    front_up, left_up = _lying_up(axes.front), _lying_up(axes.left)
    # the higher the camera, the more of a side-lying front points down: the axis nearer to gravity decides
    stay = POSTURE_STAY if before in LYING_ON_SIDE else 0.0
    if abs(left_up) > max(POSTURE_COS - stay, abs(front_up) - stay):
        return Posture.LYING_ON_RIGHT if left_up > 0 else Posture.LYING_ON_LEFT
    if front_up > POSTURE_COS:
        return Posture.SUPINE
    if -front_up > POSTURE_COS:
        return Posture.HANDS_AND_KNEES if _on_knees(pose, before) else Posture.PRONE
    return before


def _lying_up(axis: Vector) -> float:
    """How far an axis points up, for a camera that looks down on somebody who lies."""
    return -float(axis[1]) * math.cos(LYING_TILT) - float(axis[2]) * math.sin(LYING_TILT)


# A thigh is about 0.8 of a trunk long: half of that below the hip means it stands. Once it stood, a quarter
# does: hidden behind the trunk, or with the hips sunk, it shows shorter, and nobody lies down in a moment.
# The model may even draw the standing leg over the raised one: then an arm still stands, as long as a trunk.
KNEES_DOWN, KNEES_STILL_DOWN, HAND_STILL_DOWN = 0.4, 0.2, 0.5


def _on_knees(pose: Pose, before: Posture) -> bool:
    """Tell a thigh that stands under the hip from one that lies in line with the trunk."""
    xy = pose.xy_px.astype(np.float64)
    trunk_px = length(xy[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]].mean(0) - xy[[L.LEFT_HIP, L.RIGHT_HIP]].mean(0))
    drops_px = (xy[L.LEFT_KNEE] - xy[L.LEFT_HIP])[1], (xy[L.RIGHT_KNEE] - xy[L.RIGHT_HIP])[1]
    if before is not Posture.HANDS_AND_KNEES:
        return _largest(drops_px) > KNEES_DOWN * trunk_px
    arms = (L.LEFT_WRIST, L.LEFT_SHOULDER), (L.RIGHT_WRIST, L.RIGHT_SHOULDER)
    hands_px = [float((xy[wrist] - xy[shoulder])[1]) for wrist, shoulder in arms]
    knees_down = _largest(drops_px) > KNEES_STILL_DOWN * trunk_px
    return knees_down or _largest(hands_px) > HAND_STILL_DOWN * trunk_px


def _largest(values: Iterable[float]) -> float:
    """The largest of those seen; below all others when none is."""
    return max((float(v) for v in values if not math.isnan(v)), default=-math.inf)


def view_of(axes: BodyAxes, posture: Posture) -> View:
    """Name the view from the direction of the camera in the body's own axes."""
    front, left, head = -float(axes.front[2]), -float(axes.left[2]), -float(axes.up[2])
    named = {
        ViewKind.FRONT: front,
        ViewKind.REAR: -front,
        ViewKind.SIDE_LEFT: left,
        ViewKind.SIDE_RIGHT: -left,
    }
    if posture is Posture.STANDING:
        yaw_deg = math.degrees(math.atan2(-left, front))
    elif posture in LYING_ON_SIDE:
        named = {ViewKind.FRONT: front, ViewKind.REAR: -front}
        yaw_deg = math.degrees(math.atan2(head, front))
    else:
        named = {ViewKind.SIDE_LEFT: left, ViewKind.SIDE_RIGHT: -left}
        yaw_deg = math.degrees(math.atan2(abs(left), -head))
    if posture is not Posture.STANDING:
        named |= {ViewKind.HEAD_END: head, ViewKind.FEET_END: -head}
    return View(_nearest(named, posture, axes), yaw_deg)


def _nearest(named: dict[ViewKind, float], posture: Posture, axes: BodyAxes) -> ViewKind:
    # The camera's height takes part of its direction away; only the part along the floor names the view.
    down = axes.up if posture is Posture.STANDING else axes.left if posture in LYING_ON_SIDE else axes.front
    along_floor = math.sqrt(max(1e-6, 1.0 - float(down[2]) ** 2))
    kind = max(named, key=named.__getitem__)
    return kind if named[kind] / along_floor > NAMED_COS else ViewKind.OBLIQUE
