"""The annotated picture: draws what it is told, and judges nothing."""

from collections.abc import Mapping
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose
from formcheck.sinks.announce import draw_big, draw_footer, draw_lines
from formcheck.sinks.counter import MARGIN, PAD, draw_count
from formcheck.sinks.paint import (
    BLUE,
    BOLD,
    CAP,
    GREEN,
    GREY,
    ORANGE,
    SOFT,
    VERMILION,
    WHITE,
    Canvas,
    Colour,
    Point,
    canvas_size,
    fit,
    text_width,
)
from formcheck.sinks.scene import AngleLabel, FlagMark, Scene, Tone
from formcheck.sinks.skeleton import draw_skeleton, joint_points

__all__ = ["AngleLabel", "FlagMark", "Scene", "Tone", "canvas_size", "draw"]

_TONES: Mapping[Tone, Colour] = {"lost": GREY, "ready": SOFT, "active": BLUE, "good": GREEN}
_FULL = 1.0  # progress at the mark
_OVER = 1.2  # progress at the end of the bar


def draw(image_rgb: NDArray[np.uint8], scene: Scene) -> NDArray[np.uint8]:
    """Return a new picture with the scene drawn on it; the one given is left as it is.

    Args:
        image_rgb: (height, width, 3) uint8.
        scene: what to show.

    Returns:
        uint8 RGB of ``canvas_size``: the picture, enlarged when it is too small for text, over a band for
        the cue. Positions in ``scene.pose`` need no change.
    """
    canvas = Canvas(image_rgb, scene.zoom, has_column=scene.has_column)
    if scene.pose is not None:
        _draw_body(canvas, scene, scene.pose)
        canvas.clear_margins()
    if scene.progress is not None:
        _draw_progress(canvas, scene.progress, _TONES[scene.tone])
    draw_count(canvas, scene)
    if scene.hold_s is not None:
        _draw_hold(canvas, scene.hold_s, scene.hold_target_s)
    if scene.big:
        draw_big(canvas, scene.big, scene.big_note)
    if scene.lines:
        draw_lines(canvas, scene.lines)
    if scene.footer:
        draw_footer(canvas, scene.footer)
    if scene.cue:
        _draw_cue(canvas, scene.cue, severity_colour(scene.cue_severity))
    elif scene.state:
        _draw_state(canvas, scene.state, _TONES[scene.tone])
    return canvas.image


def severity_colour(severity: str) -> Colour:
    """Orange for a caution, vermilion for a fault."""
    return ORANGE if severity == "caution" else VERMILION


def _draw_body(canvas: Canvas, scene: Scene, pose: Pose) -> None:
    flagged = {joint: severity_colour(flag.severity) for flag in scene.flags for joint in flag.landmarks}
    draw_skeleton(canvas, pose, _TONES[scene.tone], flagged)
    points = joint_points(canvas, pose)
    _draw_angles(canvas, [a for a in scene.angles if a.landmark in points and isfinite(a.value)], points)
    for flag in scene.flags:
        seen = [points[joint] for joint in flag.landmarks if joint in points]
        if seen:
            _draw_flag(canvas, seen, severity_colour(flag.severity))


def _draw_flag(canvas: Canvas, joints: list[Point], colour: Colour) -> None:
    """A sign beside the middle of the joints, which stay visible; values stand on the other side."""
    x, y = np.mean(joints, axis=0)
    edge = (MARGIN + 2.5) * canvas.unit
    x = min(max(float(x) - 5.6 * canvas.unit, edge), canvas.width - edge)
    y = min(max(float(y), edge), canvas.height - edge)
    canvas.warning((x, y), 2.2 * canvas.unit, colour)


def _draw_angles(canvas: Canvas, labels: list[AngleLabel], points: Mapping[Landmark, Point]) -> None:
    """Values beside their joints, from the top down; one that would cover another moves below it."""
    u, size_px = canvas.unit, 3.2 * canvas.unit
    height, spans = CAP * size_px + 1.6 * u, list[tuple[float, float, float]]()
    for label in sorted(labels, key=lambda a: points[a.landmark][1]):
        x, y = points[label.landmark]
        text = _angle_text(label)
        width = text_width(text, size_px, BOLD) + 1.6 * u
        left = min(x + 2.2 * u, canvas.width - width - MARGIN * u)
        free = [bottom + 0.4 * u for start, end, bottom in spans if start < left + width and left < end]
        top = max([y - height / 2, *free])
        canvas.panel(left, top, width, height)
        canvas.text(text, left + 0.8 * u, top + 0.8 * u, size_px, WHITE, BOLD)
        spans.append((left, left + width, top + height))


def _angle_text(label: AngleLabel) -> str:
    """The value behind the letter of its side: from the side, both joints lie in one place."""
    side = label.landmark.name.partition("_")[0]
    letter = f"{side[0]} " if side in ("LEFT", "RIGHT") else ""
    return f"{letter}{label.value:.0f}{label.unit}"


def _draw_hold(canvas: Canvas, hold_s: float, target_s: float | None) -> None:
    u = canvas.unit
    text = f"{hold_s:.1f} s"
    width = text_width("00.0 s", 9 * u, BOLD)
    height = CAP * 9 * u + (2.6 * u if target_s else 0)
    left, top = canvas.width - MARGIN * u - width - 2 * PAD * u, MARGIN * u
    if canvas.left:
        left, top = MARGIN * u, canvas.height - MARGIN * u - height - 2 * PAD * u
    canvas.panel(left, top, width + 2 * PAD * u, height + 2 * PAD * u)
    right = left + PAD * u + width
    canvas.text(text, right - text_width(text, 9 * u, BOLD), top + PAD * u, 9 * u, WHITE, BOLD)
    if target_s:
        y = top + PAD * u + height - 1.0 * u
        share = min(1.0, max(0.0, hold_s / target_s))
        canvas.bar(left + PAD * u, y, width, u, GREY)
        if share > 0:
            canvas.bar(left + PAD * u, y, max(u, share * width), u, GREEN if share >= 1 else BLUE)


def _draw_progress(canvas: Canvas, progress: float, colour: Colour) -> None:
    """A bar on the right edge that fills upwards, with a mark at full range."""
    u = canvas.unit
    width, height = 2.2 * u, 0.40 * canvas.height
    left, top = canvas.width - (MARGIN + 1.0) * u - width, 0.30 * canvas.height
    canvas.panel(left - u, top - u, width + 2 * u, height + 2 * u)
    canvas.bar(left, top, width, height, (70, 78, 90))
    if isfinite(progress):
        filled = min(1.0, max(0.0, progress / _OVER)) * height
        if filled > 0:
            filled = max(filled, width)
            canvas.bar(left, top + height - filled, width, filled, GREEN if progress >= _FULL else colour)
    mark = top + height * (1 - _FULL / _OVER)
    canvas.line((left - 0.9 * u, mark), (left + width + 0.9 * u, mark), WHITE, 0.5 * u)


def _draw_cue(canvas: Canvas, cue: str, colour: Colour) -> None:
    """The band below the picture: sign, then the words."""
    u = canvas.unit
    canvas.bar(-2 * u, canvas.height - 0.4 * u, canvas.width + 4 * u, 0.8 * u, colour)
    canvas.warning(((MARGIN + 3.4) * u, canvas.height + canvas.band * 0.52), 3.2 * u, colour)
    _draw_words(canvas, cue, 0.3 * u)


def _draw_state(canvas: Canvas, state: str, colour: Colour) -> None:
    """The band while there is nothing to correct."""
    canvas.disc(((MARGIN + 3.4) * canvas.unit, canvas.height + canvas.band / 2), 2.0 * canvas.unit, colour)
    _draw_words(canvas, state)


def _draw_words(canvas: Canvas, words: str, lower_px: float = 0.0) -> None:
    u, left = canvas.unit, (MARGIN + 8.6) * canvas.unit
    lines, size_px = fit(words, canvas.width - left - 2 * MARGIN * u, 6.4 * u, 5.0 * u, 3.0 * u, BOLD)
    step = 1.3 * size_px
    top = canvas.height + (canvas.band - CAP * size_px - (len(lines) - 1) * step) / 2 + lower_px
    for i, line in enumerate(lines):
        canvas.text(line, left, top + i * step, size_px, WHITE, BOLD)
