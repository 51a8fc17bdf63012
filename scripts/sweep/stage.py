"""Poses of one person doing one movement well and badly, turned to a camera that stands anywhere."""

import random
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from evalset.cases import Case, Place, Try
from evalset.scene import Axes, Scene, axes_of, camera_direction
from sweep.plan import GOOD, Group, Spot
from truth.body import Placed
from truth.camera import Camera, look_at
from truth.idle import STILL, Idle, idle_at
from truth.kinematics import Array, Z, about
from truth.mesh import SKIN_VERTICES
from truth.pose import Pose
from truth.recipes import Motion

# Skin pressed into the mat by the body's weight (m).
_PRESSED_M = 0.012
# How much larger than the moving body the picture is, and how far off its middle the camera aims (m).
_ROOM, _AIM_M = (1.15, 1.4), 0.06
# On the way to full range: the tracking must not have to jump.
_MIDWAY = 0.6
# How far a repetition goes, in shares of its full range.
_REACH = (0.95, 1.0)
# Phases whose landmarks must lie in the picture.
_PHASES = (0.0, 0.5, 1.0)
# A knee's fault is planted as the camera in front of it sees it.
_IN_FRONT = Place(yaw_deg=0.0, height_m=0.9, distance_m=3.0, size_px=(360, 480))


@dataclass(frozen=True)
class Take:
    """A set's poses, and how the camera is off its place.

    Attributes:
        poses: two at rest, one midway, then two at full range of each good and each faulty repetition.
        yaw_deg, height_m: the camera's offsets.
        aim_m: how far right and up of the body's middle it looks.
        room: how much larger than the moving body the picture is.
    """

    poses: tuple[Pose, ...]
    yaw_deg: float
    height_m: float
    aim_m: tuple[float, float]
    room: float


@dataclass(frozen=True)
class Stage:
    """One person and one movement.

    Args:
        group: the movement and its faults.
        person: who.
        root: the body data.
    """

    group: Group
    person: str
    root: Path

    @cached_property
    def scene(self) -> Scene:
        """The movements, as the evaluation set plants their faults."""
        group, side = self.group, "left"
        tries = (Try(side=side), *(Try(side=side, sizes=(fault,)) for fault in group.faults))
        name = f"sweep_{group.name}_{self.person}"
        case = Case(
            name=name,
            exercise=group.exercise,
            variant=group.variant,
            part="tuning",
            person=self.person,
            place=_IN_FRONT,
            tries=tries,
        )
        return Scene(case, self.root)

    def take(self, number: int) -> Take:
        """A set: its own moments of idle movement, ranges and camera."""
        rng = random.Random(zlib.crc32(f"{self.scene.case.name}_{number}".encode()))
        good, *faulty = self.scene.motions
        steps = [(good, 0.0), (good, 0.0), (good, _MIDWAY)]
        for motion in (*[good] * GOOD, *faulty):
            steps += [(motion, rng.uniform(*_REACH))] * 2
        poses = tuple(self._pose(motion, u, idle_at(rng.uniform(0, 60), 0.0)) for motion, u in steps)
        aim_m = rng.uniform(-_AIM_M, _AIM_M), rng.uniform(-_AIM_M, _AIM_M)
        return Take(poses, rng.uniform(-4, 4), rng.uniform(-0.05, 0.05), aim_m, rng.uniform(*_ROOM))

    def _pose(self, motion: Motion, u: float, idle: Idle) -> Pose:
        return motion.pose(self.scene.poser, u, idle).shifted(self._lift_m)

    @cached_property
    def _lift_m(self) -> Array:
        """Puts a lying or kneeling body's lowest skin on the mat."""
        motion, poser = self.scene.motions[0], self.scene.poser
        if motion.on_feet:
            return np.zeros(3)
        skin = poser.body.skin(poser.place(motion.pose(poser, 0.0, STILL)))
        return np.asarray(-(skin[:SKIN_VERTICES, 2].min() + _PRESSED_M) * Z)

    @cached_property
    def _spots(self) -> Array:
        """Where landmarks come to lie in any of the movements (m)."""
        poses = [self._pose(m, u, STILL) for m in dict.fromkeys(self.scene.motions) for u in _PHASES]
        return np.concatenate([np.array(list(self.scene.poser.points(p).values())) for p in poses])

    @cached_property
    def _axes(self) -> Axes:
        rest = self._pose(self.scene.motions[0], 0.0, STILL)
        return axes_of(self.scene.poser.points(rest))

    @cached_property
    def _centre_m(self) -> Array:
        return np.asarray((self._spots.min(0) + self._spots.max(0)) / 2 * [1, 1, 0])

    def turn(self, spot: Spot, take: Take) -> Array:
        """Rotation that brings the camera's side of the body to the camera's side of the room."""
        towards = camera_direction(self._axes, spot.yaw_deg + take.yaw_deg)
        return about(Z, -90.0 - float(np.degrees(np.arctan2(towards[1], towards[0]))))

    def placed(self, pose: Pose, turn: Array) -> Placed:
        """The body where the camera looks."""
        rotation = {bone: turn @ r for bone, r in pose.rotation.items()}
        return self.scene.poser.place(Pose(rotation, turn @ (pose.hip_centre_m - self._centre_m)))

    def camera(self, spot: Spot, take: Take) -> Camera:
        """The camera, its lens as long as the movement allows."""
        spots = (self._spots - self._centre_m) @ self.turn(spot, take).T
        eye = np.array([0.0, -spot.distance_m, spot.height_m + take.height_m])
        middle_m = float(spots[:, 2].min() + spots[:, 2].max()) / 2
        at = np.array([take.aim_m[0], 0.0, middle_m + take.aim_m[1]])
        seen = np.c_[spots, np.ones(len(spots))] @ look_at(eye, at).T
        wide, high = self.group.size_px
        # landmarks end at nose, wrists and toes: the skull and the fingers reach a hand further
        reach = np.abs(seen[:, :2] / seen[:, 2:3]).max(0) + 0.1 / spot.distance_m
        fovy_deg = float(np.degrees(2 * np.arctan(take.room * max(reach[1], reach[0] * high / wide))))
        return Camera(tuple(eye), tuple(at), fovy_deg, self.group.size_px)


def frames_of(group: Group) -> int:
    """How many pictures a take has."""
    return 3 + 2 * (GOOD + len(group.faults))
