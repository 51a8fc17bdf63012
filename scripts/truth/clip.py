"""One recipe turned into frames and truth."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from truth.body import Body, Placed, Points
from truth.camera import Camera
from truth.idle import STILL, idle_at
from truth.kinematics import Array, Z
from truth.lateral import goes_on
from truth.measures import camera_yaw_deg, frame_measures
from truth.mesh import SKIN_VERTICES
from truth.people import PEOPLE
from truth.pose import Poser
from truth.recipes import HOLD_SHARE, NO_EXERCISE, Attempt, Recipe
from truth.render import Renderer
from truth.timing import Rep, at, onward, schedule
from truth.video import ClipWriter

# Skin pressed into the mat by the body's weight (m).
_PRESSED_M = 0.012
Truth = dict[str, Any]


class FrameTruth(NamedTuple):
    """One frame: time, phase, attempt (index), bones, landmarks (m) and measures."""

    t_s: float
    u: float
    attempt: int
    placed: Placed
    points: Points
    measures: dict[str, float]


@lru_cache(maxsize=4)
def _person(root: Path, look: str) -> Poser:
    return Poser(Body(root, PEOPLE[look]))


@dataclass(frozen=True)
class Clip:
    """A recipe bound to a body: its schedule, camera and frames.

    Args:
        recipe: what happens.
        root: the body data.
    """

    recipe: Recipe
    root: Path

    @property
    def seed(self) -> int:
        """Random seed from the clip's name, so that a clip never changes when others are added."""
        return zlib.crc32(self.recipe.name.encode())

    @property
    def poser(self) -> Poser:
        """The person."""
        return _person(self.root, self.recipe.look)

    @property
    def camera(self) -> Camera:
        """The camera."""
        view = self.recipe.view
        return Camera(view.eye_m, view.at_m, view.fovy_deg, view.size_px)

    def schedule(self) -> tuple[list[Rep], int]:
        """When each attempt happens, and the number of frames."""
        tempos = [attempt.tempo for attempt in self.recipe.attempts]
        reps, length_s = schedule(tempos, np.random.default_rng(self.seed))
        pairs = zip(reps, self.recipe.attempts, strict=True)
        reps = [onward(rep) if goes_on(attempt.motion) else rep for rep, attempt in pairs]
        return reps, round(length_s * self.recipe.fps)

    def frames(self) -> Iterator[FrameTruth]:
        """Every frame in order, without drawing it."""
        reps, count = self.schedule()
        poser, camera, lift = self.poser, self.camera, self._floor_shift_m()
        for i in range(count):
            t_s = i / self.recipe.fps
            attempt, u = at(reps, t_s)
            motion = self.recipe.attempts[attempt].motion
            pose = motion.pose(poser, u, idle_at(t_s, self.seed % 628 / 100)).shifted(lift)
            points = poser.points(pose)
            yield FrameTruth(t_s, u, attempt, poser.place(pose), points, frame_measures(points, camera))

    def _floor_shift_m(self) -> Array:
        """Puts a lying or kneeling body's lowest skin on the mat; feet that carry weight stay in place."""
        motion = self.recipe.attempts[0].motion
        if motion.on_feet:
            return np.zeros(3)
        skin = self.poser.body.skin(self.poser.place(motion.pose(self.poser, 0.0, STILL)))
        return np.asarray(-(skin[:SKIN_VERTICES, 2].min() + _PRESSED_M) * Z)

    def render(self, path: Path) -> None:
        """Write the clip as MP4."""
        recipe = self.recipe
        look, mat_m = PEOPLE[recipe.look], recipe.view.mat_m
        step_m = getattr(recipe.attempts[0].motion, "box_m", None)
        renderer = Renderer(self.poser.body, self.root, look, self.camera, mat_m, step_m=step_m)
        with ClipWriter(path, recipe.view.size_px, recipe.fps, self.seed) as writer:
            for frame in self.frames():
                writer.write(renderer.draw(frame.placed))
        renderer.close()

    # ---- truth

    def truth(self, frames: list[FrameTruth]) -> Truth:
        """The clip's truth file, as the README of the sample folder describes it."""
        recipe, (attempts, count) = self.recipe, self.schedule()
        reps = [] if recipe.exercise == NO_EXERCISE else attempts
        return {
            "clip": recipe.name,
            "exercise": recipe.exercise,
            "reps": len(reps) // recipe.raises_per_rep,
            "reps_by_side": self._by_side(),
            "partials": 0,
            "rep_times": self._rep_times(reps),
            "holds": self._holds(attempts),
            "faults": self._faults(attempts, frames),
            "view": recipe.view.name,
            "camera": self._camera_truth(frames[0].points),
            "fps": recipe.fps,
            "frames": count,
            "body": recipe.look,
        }

    def _by_side(self) -> dict[str, int]:
        # on hands and knees a repetition is both diagonals, so neither side owns it
        one_sided = self.recipe.raises_per_rep == 1
        sides = [attempt.side for attempt in self.recipe.attempts if one_sided]
        return {side: sides.count(side) for side in ("left", "right")}

    def _rep_times(self, reps: list[Rep]) -> list[list[Any]]:
        size = self.recipe.raises_per_rep
        rows: list[list[Any]] = []
        for i in range(0, len(reps), size):
            side = self.recipe.attempts[i].side if size == 1 else None
            rows.append([*_rounded(reps[i].start_s, reps[i].peak_s, reps[i + size - 1].end_s), side])
        return rows

    def _holds(self, reps: list[Rep]) -> list[list[Any]]:
        if not self.recipe.holds:
            return []
        pairs = zip(self.recipe.attempts, reps, strict=True)
        return [[*_rounded(*rep.above(self.recipe.held_from)), a.side] for a, rep in pairs if a.reaches_full]

    def _faults(self, reps: list[Rep], frames: list[FrameTruth]) -> list[Truth]:
        faults: list[Truth] = []
        for i, (attempt, rep) in enumerate(zip(self.recipe.attempts, reps, strict=True)):
            if attempt.fault:
                peak = frames[round(rep.peak_s * self.recipe.fps)].measures
                value, unit = _fault_value(attempt, rep, peak, frames[0].measures)
                number = i // self.recipe.raises_per_rep + 1
                faults.append(
                    {
                        "name": attempt.fault,
                        "side": attempt.side,
                        "rep": number,
                        "value": round(value, 1),
                        "unit": unit,
                    }
                )
        return faults

    def _camera_truth(self, rest: Points) -> Truth:
        view = self.recipe.view
        yaw = camera_yaw_deg(rest, self.camera)
        return {
            "eye_m": list(view.eye_m),
            "at_m": list(view.at_m),
            "fovy_deg": view.fovy_deg,
            "yaw_deg": round(yaw, 1),
        }


def _rounded(*times_s: float) -> list[float]:
    return [round(t, 3) for t in times_s]


def _fault_value(
    attempt: Attempt, rep: Rep, peak: dict[str, float], rest: dict[str, float]
) -> tuple[float, str]:
    """How bad the planted fault is, measured at the peak of its repetition."""
    both = ("left", "right") if attempt.side is None else (attempt.side,)

    def mean(name: str) -> float:
        return float(np.mean([peak[f"{side}_{name}"] for side in both]))

    if attempt.fault_value is not None:
        return rep.amplitude * attempt.fault_value, attempt.fault_unit
    if attempt.fault == "hold_short":
        first, last = rep.above(HOLD_SHARE)
        return last - first, "s"
    if attempt.fault == "feet_apart":
        return 100 * (peak["foot_gap_ratio"] - rest["foot_gap_ratio"]), "% shank"
    if attempt.fault in _PLANTED:
        return rep.amplitude * float(getattr(attempt.motion, _PLANTED[attempt.fault])), "deg"
    return mean(_DEGREES[str(attempt.fault)]), "deg"


# Angles of the pelvis that no landmark of the truth shows: the motion knows them.
_PLANTED = {"pelvis_rolls_back": "pelvis_back_deg", "hip_drop": "drop_deg"}
_DEGREES = {
    "knee_collapse": "fppa_px_deg",
    "too_shallow": "knee_px_deg",
    "knee_bends": "knee_deg",
    "hips_low": "hip_px_deg",
    "limb_low": "thigh_below_trunk_deg",
}


def write_frames(path: Path, clip: Clip, frames: list[FrameTruth]) -> None:
    """Write the truth of every frame as NPZ.

    Arrays: ``names`` (J), ``joints3d`` (T, J, 3) metres, ``joints2d`` (T, J, 2) pixels, ``t_s``, ``u`` and
    ``attempt`` (T), and one array (T) for each measure. Names are the canonical landmarks in lower case.
    """
    names = list(frames[0].points)
    joints = np.array([[frame.points[name] for name in names] for frame in frames])
    columns: dict[str, Any] = {
        "names": np.array(names),
        "joints3d": joints.astype("f4"),
        "joints2d": np.array([clip.camera.project(j) for j in joints], "f4"),
        "t_s": np.array([frame.t_s for frame in frames]),
        "u": np.array([frame.u for frame in frames]),
        "attempt": np.array([frame.attempt for frame in frames]),
    }
    columns |= {key: np.array([frame.measures[key] for frame in frames]) for key in frames[0].measures}
    np.savez_compressed(path, **columns)


def write_truth(path: Path, truth: Truth) -> None:
    """Write the truth file."""
    path.write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")
