"""Where to stand: what keeps the person from being seen, in words somebody three metres away can follow."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from formcheck.engine.spec import Exercise, base_name
from formcheck.loop import Sighting, Step
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.signals import SIGNALS
from formcheck.motion.signals_picture import PICTURE_MOTION
from formcheck.motion.view import FRONTAL, SIDES, Posture, ViewKind
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose

# Mean brightness, 0 to 255, below which a webcam's picture is mostly noise.
DARK = 35.0
# The pose model sees a crop of 256 pixels; a body shorter than this is enlarged into it.
SMALL_PX = 130.0
# Advice must hold this long before it is given, and be gone as long before it is dropped.
SETTLE_S = 0.7
# A body gets into or out of the picture no quicker; looking at every frame would only cost time.
LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Advice:
    """How to be seen better.

    Attributes:
        text: what to do, and why.
        key: which trouble it is; the words may differ between two moments of the same one.
        blocks: whether nothing can be counted until it is mended.
    """

    text: str
    key: str
    blocks: bool


NOBODY = Advice("Step into the picture, with your whole body", "nobody", True)
TOO_DARK = Advice("It is too dark to see you: switch on a light", "dark", True)


class Framing:
    """Follows the advice over time, so that it does not flicker.

    Args:
        exercise: tells which joints must be seen, and from where.
        is_mirrored: whether the person sees the picture as in a mirror, so that left and right are named so.
    """

    def __init__(self, exercise: Exercise, *, is_mirrored: bool = True) -> None:
        self._exercise, self._is_mirrored = exercise, is_mirrored
        self._now: Advice | None = NOBODY
        self._other_since_s = self._looked_s = math.nan
        self._is_first = True

    def step(self, step: Step) -> Advice | None:
        """Take one moment; return the advice that stands, None when all is well."""
        t_s = step.sighting.t_s
        # a little less, or a tenth of a second in thirtieths would be four frames
        if t_s - self._looked_s < 0.95 * LOOK_S:
            return self._now
        self._looked_s = t_s
        seen = advise(self._exercise, step, is_mirrored=self._is_mirrored)
        if _key(seen) == _key(self._now):
            self._other_since_s = math.nan
            self._now = seen
            return self._now
        if math.isnan(self._other_since_s):
            self._other_since_s = t_s
        # at the very beginning nothing has been shown yet that could flicker
        if self._is_first or t_s - self._other_since_s >= SETTLE_S:
            self._now, self._other_since_s = seen, math.nan
        self._is_first = False
        return self._now


def _key(advice: Advice | None) -> str:
    return advice.key if advice else ""


def advise(exercise: Exercise, step: Step, *, is_mirrored: bool = True) -> Advice | None:
    """Return what keeps this moment from being judged: the gravest first, None when all is well."""
    pose = step.sighting.pose
    if PICTURE_MOTION in exercise.signals:
        # a foot close to the camera is all that is to be seen
        return TOO_DARK if _is_dark(step.sighting) else None
    if pose is None:
        return TOO_DARK if _is_dark(step.sighting) else NOBODY
    outside = _outside(pose, _parts(exercise))
    # from where somebody is seen on the way to the mat says nothing about the exercise
    is_in_place = step.observation.posture in exercise.postures
    kind = step.observation.view.kind if is_in_place else ViewKind.UNKNOWN
    return (
        _cut_off(exercise, pose, outside, is_mirrored)
        or _unmeasurable(exercise, kind)
        or _too_small(pose)
        or _faults_unseen(exercise, kind)
    )


def _is_dark(sighting: Sighting) -> bool:
    image = sighting.image_rgb
    # every 16th pixel tells as much, and costs nothing
    return image is not None and float(image[::16, ::16].mean()) < DARK


_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("feet", ("ankle", "heel", "foot_index")),
    ("head", ("nose", "left_ear", "right_ear")),
    ("knees", ("knee",)),
    ("hips", ("hip",)),
    ("shoulders", ("shoulder",)),
    ("hands", ("wrist",)),
)
_EDGES = ("bottom", "top", "left", "right")


def _landmarks(names: Iterable[str]) -> list[Landmark]:
    whole = [n.upper() for n in names if n.upper() in Landmark.__members__]
    sided = [f"{side}_{n}".upper() for n in names for side in SIDE_NAMES]
    return [Landmark[n] for n in (*whole, *sided) if n in Landmark.__members__]


_JOINTS = {part: _landmarks(names) for part, names in _PARTS}


def _parts(exercise: Exercise) -> list[str]:
    """The parts that must be seen; who stands may well lift the hands out of the picture."""
    return [part for part in _JOINTS if part != "hands" or Posture.STANDING not in exercise.postures]


def _outside(pose: Pose, parts: Iterable[str]) -> dict[str, str]:
    """Parts of the body that lie outside the picture, each with the edge it lies beyond."""
    width, height = pose.size_px
    found = {}
    for part in parts:
        xy = np.asarray(pose.xy_px[_JOINTS[part]], np.float64)
        seen = xy[np.isfinite(xy).all(axis=1)]
        if not seen.size:
            continue
        x, y = seen.mean(axis=0)
        beyond = {"bottom": y - height, "top": -y, "left": -x, "right": x - width}
        edge = max(_EDGES, key=lambda e: beyond[e])
        if beyond[edge] > 0:
            found[part] = edge
    return found


def _cut_off(exercise: Exercise, pose: Pose, outside: dict[str, str], is_mirrored: bool) -> Advice | None:
    edges = set(outside.values())
    if not edges:
        return None
    blocks = not _is_driven_inside(exercise, pose)
    if edges >= {"top", "bottom"} or edges >= {"left", "right"}:
        text = f"Move further from the camera: your {_and(list(outside)[:2])} are outside the picture"
        return Advice(text, "close", blocks)
    edge = next(e for e in _EDGES if e in edges)
    part = next(p for p, e in outside.items() if e == edge)
    return Advice(_edge_text(part, edge, is_mirrored), f"edge {edge}", blocks)


def _edge_text(part: str, edge: str, is_mirrored: bool) -> str:
    is_are = "is" if part == "head" else "are"
    if edge == "bottom":
        return f"Step back: your {part} {is_are} outside the picture"
    if edge == "top":
        return f"Step back or tilt the camera up: your {part} {is_are} outside the picture"
    seen = {"left": "right", "right": "left"}[edge] if is_mirrored else edge
    to = {"left": "right", "right": "left"}[seen]
    return f"Move to the {to}: your {part} {is_are} outside the {seen} edge of the picture"


def _and(words: list[str]) -> str:
    return " and ".join(words)


def _is_driven_inside(exercise: Exercise, pose: Pose) -> bool:
    """Whether all joints that count lie in the picture, on one side of the body at least."""
    width, height = pose.size_px
    joints = SIGNALS[base_name(exercise.drive.signal)].joints
    for side in SIDE_NAMES:
        xy = np.asarray(pose.xy_px[[Landmark[f"{side}_{j}".upper()] for j in joints]], np.float64)
        if ((xy >= 0) & (xy <= (width, height))).all():
            return True
    return False


def _unmeasurable(exercise: Exercise, kind: ViewKind) -> Advice | None:
    """The movement itself does not show from here."""
    views = SIGNALS[base_name(exercise.drive.signal)].views
    if kind in views or kind is ViewKind.UNKNOWN:
        return None
    to_do = "Turn your side to the camera" if views & SIDES else "Turn your front to the camera"
    return Advice(f"{to_do}: the movement cannot be counted from here", "view", True)


def _too_small(pose: Pose) -> Advice | None:
    xy = np.asarray(pose.xy_px, np.float64)
    seen = xy[np.isfinite(xy).all(axis=1)]
    if not seen.size or float(np.ptp(seen, axis=0).max()) >= SMALL_PX:
        return None
    return Advice("Come closer: you are too small in the picture", "small", False)


def _faults_unseen(exercise: Exercise, kind: ViewKind) -> Advice | None:
    """None of the faults that need a certain view can be told from this one."""
    chosen = [judged for judged in exercise.judged if judged.views != frozenset(ViewKind)]
    if kind is ViewKind.UNKNOWN or not chosen or any(kind in judged.views for judged in chosen):
        return None
    views = chosen[0].views
    advice = chosen[0].advice
    if not advice:
        advice = "face the camera" if views & FRONTAL else "turn your side to the camera"
    return Advice(advice[0].upper() + advice[1:], "faults", False)
