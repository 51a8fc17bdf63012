"""The followed person as lines and joints on the picture."""

from collections.abc import Mapping
from math import hypot

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import BONES, Landmark
from formcheck.pose.pose import Pose
from formcheck.sinks.paint import BOLD, CAP, NIGHT, WHITE, Canvas, Colour, Point, text_width

_JOINTS = tuple(sorted({joint for bone in BONES for joint in bone}))
_LETTERS = tuple(
    (side[0], Landmark[f"{side}_{before}"], Landmark[f"{side}_{end}"])
    for side in ("LEFT", "RIGHT")
    for before, end in (("ELBOW", "WRIST"), ("ANKLE", "FOOT_INDEX"))
)
_DIM = 0.6  # brightness of the right side beside the left
_FAR_PX = 4.0  # a joint this many picture sizes outside would overflow the drawing


def draw_skeleton(canvas: Canvas, pose: Pose, colour: Colour, flagged: Mapping[Landmark, Colour]) -> None:
    """Draw bones in ``colour``, those between two flagged joints in the flag's colour and thicker.

    The person's left is bright with filled joints, the right dim with hollow ones, and hands and feet are
    lettered, so that the sides are told apart without colour.
    """
    points = joint_points(canvas, pose)
    width_px = max(2.0, 0.75 * canvas.unit)
    bones = [bone for bone in BONES if bone[0] in points and bone[1] in points]
    shades = {True: _dimmed(colour), False: colour}
    for a, b in bones:
        canvas.line(points[a], points[b], NIGHT, 2.0 * width_px)
    for a, b in bones:
        if a in flagged and b in flagged:
            canvas.line(points[a], points[b], flagged[a], 1.6 * width_px)
        else:
            canvas.line(points[a], points[b], shades[_is_right(a) and _is_right(b)], width_px)
    for joint, point in points.items():
        shade = flagged.get(joint, shades[_is_right(joint)])
        canvas.marker(point, max(2.5, 0.95 * canvas.unit), shade, hollow=_is_right(joint))
    _letters(canvas, points)


def joint_points(canvas: Canvas, pose: Pose) -> dict[Landmark, Point]:
    """Where the drawn joints lie on the canvas; the unseen ones are left out."""
    found = {}
    limit = _FAR_PX * max(canvas.width, canvas.height)
    for joint in _JOINTS:
        xy: NDArray[np.float64] = np.asarray(pose.xy_px[joint], np.float64) * canvas.scale + (canvas.left, 0)
        if np.isfinite(xy).all() and np.abs(xy).max() < limit:
            found[joint] = (float(xy[0]), float(xy[1]))
    return found


def _letters(canvas: Canvas, points: Mapping[Landmark, Point]) -> None:
    """Letter each hand and foot, a step beyond its end."""
    size_px = 2.6 * canvas.unit
    for letter, before, end in _LETTERS:
        if before not in points or end not in points:
            continue
        x, y = points[end]
        dx, dy = x - points[before][0], y - points[before][1]
        length = max(hypot(dx, dy), 1e-6)
        x, y = x + 3.2 * canvas.unit * dx / length, y + 3.2 * canvas.unit * dy / length
        canvas.disc((x, y), 1.5 * canvas.unit, NIGHT)
        left, top = x - text_width(letter, size_px, BOLD) / 2, y - CAP * size_px / 2
        canvas.text(letter, left, top, size_px, WHITE, BOLD)


def _dimmed(colour: Colour) -> Colour:
    red, green, blue = (round(channel * _DIM) for channel in colour)
    return red, green, blue


def _is_right(joint: Landmark) -> bool:
    return joint.name.startswith("RIGHT")
