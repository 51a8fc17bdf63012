"""A case made flesh: the person, the camera and the pose at every moment."""

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from evalset.cases import Case, Try
from evalset.planting import clean, motion_of
from evalset.timeline import Timeline, timeline
from evalset.trials import trials
from truth.body import Body, Points
from truth.camera import Camera, look_at
from truth.entering import Passage, entrance, exit_
from truth.idle import STILL, Idle, idle_at
from truth.kinematics import Array, Y, Z, about, unit
from truth.lateral import goes_on, in_line
from truth.mesh import SKIN_VERTICES
from truth.people import PEOPLE
from truth.pose import Pose, Poser
from truth.recipes import Motion
from truth.timing import Rep, onward

# Skin pressed into the mat by the body's weight (m).
_PRESSED_M = 0.012
# A trunk axis with this much of its length along gravity stands upright.
UPRIGHT = 0.7


class Moment(NamedTuple):
    """One moment: attempt (index) and its phase, pose and landmarks (m)."""

    t_s: float
    attempt: int
    u: float
    pose: Pose
    points: Points


class Axes(NamedTuple):
    """The trunk's directions in the world, unit vectors."""

    left: Array
    up: Array
    front: Array


@lru_cache(maxsize=3)
def person(root: Path, name: str) -> Poser:
    """The named person, ready to move."""
    return Poser(Body(root, PEOPLE[name]))


@dataclass(frozen=True)
class Scene:
    """One case with everything that follows from it.

    Args:
        case: what is filmed.
        root: the body data.
    """

    case: Case
    root: Path

    @property
    def poser(self) -> Poser:
        """Who is filmed."""
        return person(self.root, self.case.person)

    @cached_property
    def motions(self) -> tuple[Motion, ...]:
        """The movement of each attempt."""
        tries = self.case.tries
        motions = [motion_of(self.case, attempt, self.poser, self.eye_m) for attempt in tries]
        return in_line(motions, [attempt.is_partial for attempt in tries])

    @cached_property
    def eye_m(self) -> tuple[float, ...]:
        """About where the camera is (m), before the scene is turned, going by a clean movement."""
        motion = clean(self.case, self.case.tries[0].side)
        poses = [motion.pose(self.poser, u, STILL) for u in (0.0, 1.0)]
        spots = np.concatenate([list(self.poser.points(pose).values()) for pose in poses])
        centre = (spots.min(0) + spots.max(0)) / 2 * [1, 1, 0]
        towards = camera_direction(axes_of(self.poser.points(poses[0])), self.case.place.yaw_deg)
        return tuple(centre + towards * self.case.place.distance_m + Z * self.case.place.height_m)

    @cached_property
    def clock(self) -> Timeline:
        """When what happens."""
        enter_s = self._entrance.seconds if self._entrance else 0.0
        leave_s = self._exit.seconds if self._exit else 0.0
        rng = random.Random(zlib.crc32(self.case.name.encode()))
        clock = timeline(self.case.exercise, self.case.tries, rng, enter_s, leave_s)
        return replace(clock, reps=tuple(map(self._going_on, clock.reps, self.case.tries, self.motions)))

    @staticmethod
    def _going_on(rep: Rep, attempt: Try, motion: Motion) -> Rep:
        return onward(rep) if goes_on(motion) and not attempt.is_partial else rep

    @cached_property
    def _entrance(self) -> Passage | None:
        # who stands walks in and out across the picture
        from_deg = 90.0 - self.case.place.yaw_deg
        return entrance(self.motions[0], self.poser, from_deg) if self.case.enters else None

    @cached_property
    def _exit(self) -> Passage | None:
        to_deg = -90.0 - self.case.place.yaw_deg
        return exit_(self.motions[-1], self.poser, to_deg) if self.case.leaves else None

    def moment(self, t_s: float) -> Moment:
        """The person at one moment of the clip, turned and moved to where the camera looks."""
        attempt, u = self.clock.at(t_s)
        pose = self._placed(self._pose(t_s, attempt, u))
        return Moment(t_s, attempt, u, pose, self.poser.points(pose))

    def _pose(self, t_s: float, attempt: int, u: float) -> Pose:
        clock = self.clock
        idle = idle_at(t_s, zlib.crc32(self.case.name.encode()) % 628 / 100)
        if self._entrance and t_s < clock.enter_s:
            return self._entrance.pose(self.poser, t_s / clock.enter_s, idle)
        if self._exit and t_s > clock.leave_from_s:
            share = (t_s - clock.leave_from_s) / (clock.length_s - clock.leave_from_s)
            return self._exit.pose(self.poser, share, idle)
        return self._own(self.motions[attempt], u, idle)

    def _own(self, motion: Motion, u: float, idle: Idle) -> Pose:
        return motion.pose(self.poser, u, idle).shifted(self._lift_m)

    @cached_property
    def _lift_m(self) -> Array:
        """Puts a lying or kneeling body's lowest skin on the mat."""
        if self.motions[0].on_feet:
            return np.zeros(3)
        skin = self.poser.body.skin(self.poser.place(self.motions[0].pose(self.poser, 0.0, STILL)))
        return np.asarray(-(skin[:SKIN_VERTICES, 2].min() + _PRESSED_M) * Z)

    # ---- where the person stands, and the camera

    @cached_property
    def step_m(self) -> Array | None:
        """Top (4, 3) of the step that the movement needs, where the camera sees it; None without."""
        top = getattr(self.motions[0], "box_m", None)
        return None if top is None else np.asarray((top - self._centre_m) @ self._turn.T)

    def _placed(self, pose: Pose) -> Pose:
        turn, centre = self._turn, self._centre_m
        rotation = {bone: turn @ r for bone, r in pose.rotation.items()}
        return Pose(rotation, turn @ (pose.hip_centre_m - centre))

    @cached_property
    def _turn(self) -> Array:
        """Turns the scene so that the camera's side of the body faces the camera: the room has walls."""
        towards = camera_direction(axes_of(self._rest), self.case.place.yaw_deg)
        angle = np.degrees(np.arctan2(towards[1], towards[0]))
        return about(Z, -90.0 - float(angle))

    @cached_property
    def _rest(self) -> Points:
        return self.poser.points(self._own(self.motions[0], 0.0, STILL))

    @cached_property
    def _centre_m(self) -> Array:
        spots = np.concatenate([self._spots(u) for u in (0.0, 0.5, 1.0)])
        return np.asarray((spots.min(0) + spots.max(0)) / 2 * [1, 1, 0])

    def _spots(self, u: float) -> Array:
        """Where landmarks come to lie at a phase of any attempt, before turning."""
        poses = [self._own(motion, u, STILL) for motion in dict.fromkeys(self.motions)]
        return np.concatenate([np.array(list(self.poser.points(p).values())) for p in poses])

    @cached_property
    def camera(self) -> Camera:
        """The camera, its lens as long as the movement allows."""
        place = self.case.place
        spots = np.concatenate([self._spots(u) for u in (0.0, 0.3, 0.6, 1.0)]) - self._centre_m
        spots = spots @ self._turn.T
        eye = np.array([0.0, -place.distance_m, place.height_m])
        at = np.array([0.0, 0.0, float(spots[:, 2].min() + spots[:, 2].max()) / 2])
        seen = np.c_[spots, np.ones(len(spots))] @ look_at(eye, at).T
        wide, high = place.size_px
        # landmarks end at nose, wrists and toes: the skull and the fingers reach a hand further
        tall = (np.abs(seen[:, 1] / seen[:, 2]) + 0.1 / place.distance_m).max()
        across = (np.abs(seen[:, 0] / seen[:, 2]) + 0.1 / place.distance_m).max() * high / wide
        fovy_deg = float(np.degrees(2 * np.arctan(place.room * max(tall, across))))
        return Camera(tuple(eye), tuple(at), fovy_deg, place.size_px)

    @property
    def is_upright(self) -> bool:
        """Whether the resting posture is a standing one."""
        return bool(axes_of(self._rest).up[2] > UPRIGHT)

    def true_yaw_deg(self) -> float:
        """The camera's place about the resting body, in the product's convention (see ``Place``)."""
        yaw_deg = self.case.place.yaw_deg
        return yaw_deg if trials()[self.case.exercise].is_signed else abs(yaw_deg)

    def times_s(self) -> Iterator[float]:
        """When a picture is taken."""
        yield from np.arange(0.0, self.clock.length_s, 1.0 / self.case.film.fps).tolist()


def axes_of(points: Points) -> Axes:
    """The trunk's axes from its four joints."""

    def middle(name: str) -> Array:
        return np.asarray(points[f"left_{name}"] + points[f"right_{name}"])

    up = unit(middle("shoulder") - middle("hip"))
    left = points["left_shoulder"] - points["right_shoulder"] + points["left_hip"] - points["right_hip"]
    left = unit(left - up * (left @ up))
    return Axes(left, up, np.cross(left, up))


def camera_direction(axes: Axes, yaw_deg: float) -> Array:
    """Unit vector along the floor from the body to the camera."""
    cos, sin = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    flat = [unit(v * (1 - Z)) if np.linalg.norm(v * (1 - Z)) > 1e-6 else -Y for v in axes]
    left, head, front = flat
    if axes.up[2] > UPRIGHT:
        return unit(cos * front - sin * left)
    if abs(axes.left[2]) > UPRIGHT:
        return unit(cos * front + sin * head)
    return unit(-cos * head - sin * left)
