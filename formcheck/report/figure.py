"""Stick figures of stored landmarks: left solid, right dashed, the joints of a fault ringed."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from formcheck.pose.landmarks import BONES, Landmark
from formcheck.report import svg
from formcheck.store import Landmarks

Floats = NDArray[np.float64]

# A kept moment is at most this far from the one asked for; further away, the person was not seen.
NEAR_S = 0.2
LONG = 300.0
_JOINTS = tuple(sorted({joint for bone in BONES for joint in bone}))
_FACE = tuple(Landmark(i) for i in range(11))
_FEET = ((Landmark.LEFT_FOOT_INDEX, "L"), (Landmark.RIGHT_FOOT_INDEX, "R"))


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the picture that is drawn, in its pixels."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A moment of the clip.

    Attributes:
        uri: the picture as a data URI.
        size_px: width and height of the clip, in whose pixels the landmarks are.
    """

    uri: str
    size_px: tuple[int, int]

    def drawn(self, frame: Frame, scale: float) -> Markup:
        """The part of it that lies in a frame: the drawing cuts off what hangs out."""
        width, height = (scale * side for side in self.size_px)
        x, y = -frame.left * scale, -frame.top * scale
        return svg.tag("image", href=self.uri, x=x, y=y, width=width, height=height)


def nearest(landmarks: Landmarks, t_s: float) -> Floats | None:
    """The landmarks (33, 2) of a moment; None when nobody was seen about then."""
    if not len(landmarks.t_s):
        return None
    i = int(np.argmin(np.abs(landmarks.t_s - t_s)))
    xy_px: Floats = landmarks.xy_px[i]
    if abs(landmarks.t_s[i] - t_s) > NEAR_S or not np.isfinite(xy_px[list(_JOINTS)]).any():
        return None
    return xy_px


def around(poses: Sequence[Floats]) -> Frame:
    """The frame that holds all of some poses, with room about it, not narrower than a third of its height."""
    points = np.concatenate([pose[list((*_JOINTS, Landmark.NOSE))] for pose in poses])
    points = points[np.isfinite(points).all(axis=1)]
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    size = max(right - left, bottom - top, 1.0)
    margin = 0.12 * size
    width = max(right - left + 2 * margin, 0.45 * size)
    height = max(bottom - top + 2 * margin, 0.45 * size)
    return Frame((left + right - width) / 2, (top + bottom - height) / 2, width, height)


def figure(
    pose: Floats, frame: Frame, label: str, marked: Iterable[Landmark] = (), picture: Picture | None = None
) -> Markup:
    """One figure, over the picture itself where there is one.

    Args:
        pose: (33, 2) landmarks in pixels.
        frame: the part of the picture to draw.
        label: for who cannot see it.
        marked: the joints to ring.
        picture: the moment in the clip.
    """
    scale = LONG / max(frame.width, frame.height)
    points = {j: _placed(pose[j], frame, scale) for j in (*_JOINTS, *_FACE) if np.isfinite(pose[j]).all()}
    parts = [picture.drawn(frame, scale)] if picture else []
    parts += [*_bones(points), *([] if picture else _head(points)), *_dots(points, frozenset(marked))]
    width, height = frame.width * scale, frame.height * scale
    kind = f"figure{' on-picture' if picture else ''}{' wide' if width > 1.3 * height else ''}"
    return svg.drawing(width, height, label, *parts, *_letters(points, height), class_=kind)


def _placed(xy_px: Floats, frame: Frame, scale: float) -> svg.Point:
    return (float(xy_px[0]) - frame.left) * scale, (float(xy_px[1]) - frame.top) * scale


def _bones(points: dict[Landmark, svg.Point]) -> list[Markup]:
    seen = [(a, b) for a, b in BONES if a in points and b in points]
    # the right side first: where both lie on one line, the solid one is on top
    ordered = sorted(seen, key=lambda bone: not _is_right(*bone))
    return [svg.line(points[a], points[b], "bone right" if _is_right(a, b) else "bone") for a, b in ordered]


def _is_right(a: Landmark, b: Landmark) -> bool:
    return a.name.startswith("RIGHT") and b.name.startswith("RIGHT")


def _head(points: dict[Landmark, svg.Point]) -> list[Markup]:
    face = [points[j] for j in _FACE if j in points]
    if not face:
        return []
    x, y = (sum(p[i] for p in face) / len(face) for i in (0, 1))
    spread = max(math.dist((x, y), p) for p in face)
    return [svg.tag("circle", cx=x, cy=y, r=max(1.5 * spread, 9.0), class_="head")]


def _dots(points: dict[Landmark, svg.Point], marked: frozenset[Landmark]) -> list[Markup]:
    dots = []
    for joint in _JOINTS:
        if joint in points:
            x, y = points[joint]
            side = "joint right" if joint.name.startswith("RIGHT") else "joint"
            dots.append(svg.tag("circle", cx=x, cy=y, r=3.2, class_=side))
            if joint in marked:
                dots.append(svg.tag("circle", cx=x, cy=y, r=9.0, class_="ring"))
    return dots


def _letters(points: dict[Landmark, svg.Point], height: float) -> list[Markup]:
    return [
        svg.text(points[foot][0], min(points[foot][1] + 17, height - 3), letter, "side-letter")
        for foot, letter in _FEET
        if foot in points
    ]
