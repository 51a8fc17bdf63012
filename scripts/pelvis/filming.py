"""Films people on the floor from anywhere and cuts out what the model will see of their hips."""

from dataclasses import replace
from pathlib import Path
from random import Random
from types import TracebackType

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose.blazepose import BlazePose
from formcheck.pose.pose import FloatArray
from formcheck.pose.pose import Pose as Seen
from formcheck.pose.region import Region
from pelvis.moments import any_kind, moments
from pelvis.people import anybody, recoloured
from pelvis.sample import KEPT_PX, MARGIN, Sample
from pelvis.sight import sight_axes
from pelvis.square import SIDE_M, around_hips, cut_out, marks_of
from sweep.shoot import STEP_S, Aimed
from truth.body import Body, Points
from truth.camera import Camera, look_at
from truth.kinematics import Array, Z, about
from truth.pose import Pose, Poser

Picture = NDArray[np.uint8]
SIZE_PX = (400, 300)
_MAT_M = (-1.25, 1.25, -1.25, 1.05)


class Filming:
    """A context manager whose ``film_set`` films one random person once more, each time from elsewhere.

    Args:
        seed: of everything random about the person and their sets.
        root: the body data.
    """

    def __init__(self, seed: int, root: Path) -> None:
        self._rng, self._seed, self._sets = Random(seed), seed, 0
        self._look = anybody(self._rng)
        self._poser = Poser(Body(root, self._look))
        start = Camera((0.0, -3.0, 1.0), (0.0, 0.0, 0.3), 30.0, SIZE_PX)
        self._renderer = Aimed(self._poser.body, root, self._look, start, _MAT_M, samples=0)
        self._estimator = BlazePose()

    def __enter__(self) -> "Filming":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._renderer.close()
        self._estimator.close()

    def film_set(self) -> list[Sample]:
        """A movement's moments from one place; those in which nobody is seen are left out."""
        rng, kind = self._rng, any_kind(self._rng)
        poses = facing(moments(kind, self._poser, rng), rng.uniform(-180, 180), self._poser)
        self._renderer.dress(recoloured(self._look, rng))
        points = [self._poser.points(pose) for pose in poses]
        camera = any_camera(points, rng)
        self._renderer.aim(camera)
        self._estimator.close()
        self._sets += 1
        found = []
        for i, (pose, joints) in enumerate(zip(poses, points, strict=True)):
            placed = self._poser.place(pose)
            picture = through_lens(self._renderer.draw(placed), rng)
            seen = self._estimator(Frame(i * STEP_S, picture))
            pelvis, chest = placed.rotation["pelvis"], placed.rotation["spine_03"]
            region = around_hips(seen, SIDE_M * MARGIN) if seen else None
            if seen and region:
                where = (self._seed * 1000.0 + self._sets, float(i), float(camera.eye_m[2]))
                looks = looked_at(picture, seen, region, joints, (pelvis, chest), camera)
                found.append(Sample(*looks, where, kind))
        return found


def looked_at(
    picture: Picture, seen: Seen, region: Region, points: Points, trunk: tuple[Array, Array], camera: Camera
) -> tuple[Picture, FloatArray, FloatArray]:
    """Crop, landmarks and truth of one picture (see ``Sample``).

    Args:
        picture: the whole of it.
        seen: the landmarks found in it.
        region: about the hips, with its margin.
        points: the true joints (m).
        trunk: the turns of pelvis and chest in the world.
        camera: where it was taken from.
    """
    pelvis, chest = trunk
    hip_centre = (points["left_hip"] + points["right_hip"]) / 2
    axes = sight_axes(camera, hip_centre)
    vectors = np.array([points["left_hip"] - points["right_hip"], pelvis @ Z, chest[:, 0]])
    truth = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)) @ axes.T
    truth = Region(0.0, 0.0, 1.0, -region.angle_rad).turn(truth)
    square = replace(region, side_px=region.side_px / MARGIN)
    return cut_out(picture, region, KEPT_PX), marks_of(seen, square), truth.astype(np.float32)


def facing(poses: list[Pose], turn_deg: float, poser: Poser) -> list[Pose]:
    """The poses turned about the vertical, their middle over the middle of the mat."""
    spots = np.concatenate([list(poser.points(pose).values()) for pose in poses])
    centre, turn = (spots.min(0) + spots.max(0)) / 2 * [1, 1, 0], about(Z, turn_deg)
    return [
        Pose({bone: turn @ r for bone, r in pose.rotation.items()}, turn @ (pose.hip_centre_m - centre))
        for pose in poses
    ]


def any_camera(points: list[Points], rng: Random) -> Camera:
    """A camera 2 to 4 m away and 0.3 to 2.2 m high whose lens holds the whole movement."""
    spots = np.concatenate([list(p.values()) for p in points])
    distance_m = rng.uniform(2.0, 4.0)
    eye = np.array([0.0, -distance_m, rng.uniform(0.3, 2.2)])
    middle_m = float(spots[:, 2].min() + spots[:, 2].max()) / 2
    at = np.array([rng.uniform(-0.12, 0.12), 0.0, middle_m + rng.uniform(-0.1, 0.1)])
    seen = np.c_[spots, np.ones(len(spots))] @ look_at(eye, at).T
    wide, high = SIZE_PX
    reach = np.abs(seen[:, :2] / seen[:, 2:3]).max(0) + 0.1 / distance_m
    room = rng.uniform(1.08, 1.5)
    fovy_deg = float(np.degrees(2 * np.arctan(room * max(reach[1], reach[0] * high / wide))))
    return Camera(tuple(eye), tuple(at), fovy_deg, SIZE_PX)


def through_lens(picture: Picture, rng: Random) -> Picture:
    """Soft edges, the sensor's noise and a compressed file."""
    soft = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.45, 1.1))
    gain = rng.uniform(0.75, 1.25)
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(0.5, 7.0), picture.shape)
    noisy = np.clip(soft * gain + noise, 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(35, 95)]
    _, packed = cv2.imencode(".jpg", noisy[:, :, ::-1], quality)
    file = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return np.ascontiguousarray(file[:, :, ::-1])
