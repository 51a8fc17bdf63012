"""The annotated picture: draws what it is told, and judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose
from formcheck.sinks.announce import draw_big, draw_footer, draw_lines
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
from formcheck.sinks.skeleton import draw_skeleton, joint_points

__all__ = ["AngleLabel", "FlagMark", "Scene", "Tone", "canvas_size", "draw"]

Tone = Literal["lost", "ready", "active", "good"]
"""What the skeleton's colour says: not followed, waiting for the start, moving, at full range."""

_TONES: Mapping[Tone, Colour] = {"lost": GREY, "ready": SOFT, "active": BLUE, "good": GREEN}
_MARGIN = 2.4  # units between the picture's edge and a panel
_PAD = 1.8  # units between a panel's edge and its text
_GAP = 2.3  # units between two lines
_FULL = 1.0  # progress at the mark
_OVER = 1.2  # progress at the end of the bar


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagMark:
    """A fault to show on the body: the joints it is about, and ``caution`` or ``fault``."""

    landmarks: tuple[Landmark, ...]
    severity: str = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class AngleLabel:
    """A measured value written beside a joint; NaN is not written."""

    landmark: Landmark
    value: float
    unit: str = "°"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that is shown on one picture; what is None is left out.

    Attributes:
        title: the exercise.
        state: a word or two on what happens now, such as "Hold" or "Get ready"; shown while there is no cue.
        tone: the colour of the skeleton and of the dot before ``state``.
        pose: the person, in pixels of the picture given to ``draw``.
        reps: the count.
        reps_by_side: left and right.
        hold_s, hold_target_s: seconds held, and the seconds asked for.
        progress: 0 at rest, 1 at full range; NaN when it cannot be measured.
        cue, cue_severity: the one thing to say, and ``caution`` or ``fault``.
        angles: values beside joints.
        flags: faults on the body.
        footer: a small line at the bottom.
        set_text: which set it is, under the title.
        reps_goal: repetitions asked for, beside the count.
        big, big_note: a number or word in the middle of the picture, with a line below: a countdown, a rest.
        lines: rows of two columns over the picture: the keys, a summary.
        zoom: how much larger than on a clip everything is, for who reads it from across the room.
        has_column: count and hold stand in a dark column left of the picture, and hide nothing.
    """

    title: str = ""
    state: str = ""
    tone: Tone = "active"
    pose: Pose | None = None
    reps: int | None = None
    reps_by_side: tuple[int, int] | None = None
    hold_s: float | None = None
    hold_target_s: float | None = None
    progress: float | None = None
    cue: str | None = None
    cue_severity: str = "fault"
    angles: tuple[AngleLabel, ...] = ()
    flags: tuple[FlagMark, ...] = ()
    footer: str = ""
    set_text: str = ""
    reps_goal: int | None = None
    big: str = ""
    big_note: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    zoom: float = 1.0
    has_column: bool = False


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
    _draw_count(canvas, scene)
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
    edge = (_MARGIN + 2.5) * canvas.unit
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
        left = min(x + 2.2 * u, canvas.width - width - _MARGIN * u)
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


def _draw_count(canvas: Canvas, scene: Scene) -> None:
    """Title, number and sides, one below the other, in the top left corner."""
    u = canvas.unit
    title, title_px = fit(
        scene.title,
        canvas.left - 2 * (_MARGIN + _PAD) * u if canvas.left else 0.4 * canvas.width,
        3.0 * u,
        2.4 * u,
        1.6 * u,
        BOLD,
    )
    count = "" if scene.reps is None else str(scene.reps)
    rows = [(line, title_px, SOFT) for line in (*title, scene.set_text) if line]
    rows += [(count, 15 * u, WHITE)] if count else []
    goal = "" if scene.reps_goal is None or not count else f"/{scene.reps_goal}"
    goal_px = 6.0 * u
    sides_px = 4.4 * u if scene.reps_by_side is not None else 0.0
    sizes = [size for _, size, _ in rows] + [sides_px] * (sides_px > 0)
    if not sizes:
        return
    # two digits wide from the start, so that the panel does not grow at the tenth repetition
    widths = [text_width(text, size_px, BOLD) for text, size_px, _ in rows]
    counted = max(text_width("00", 15 * u, BOLD), text_width(count, 15 * u, BOLD))
    counted += text_width(goal, goal_px, BOLD) + (u if goal else 0.0)
    width = max(_sides_width(canvas, scene, sides_px), counted, *widths)
    height = CAP * sum(sizes) + _GAP * u * (len(sizes) - 1)
    canvas.panel(_MARGIN * u, _MARGIN * u, width + 2 * _PAD * u, height + 2 * _PAD * u)
    x = y = (_MARGIN + _PAD) * u
    for text, size_px, colour in rows:
        canvas.text(text, x, y, size_px, colour, BOLD)
        y += CAP * size_px + _GAP * u
    if goal:
        across = x + text_width(count, 15 * u, BOLD) + u
        canvas.text(goal, across, y - _GAP * u - CAP * goal_px, goal_px, SOFT, BOLD)
    if scene.reps_by_side is not None:
        _draw_sides(canvas, x, y, sides_px, scene.reps_by_side)


def _sides_width(canvas: Canvas, scene: Scene, size_px: float) -> float:
    if scene.reps_by_side is None:
        return 0.0
    text = "LR{}{}".format(*scene.reps_by_side)
    return text_width(text, size_px, BOLD) + 9.6 * canvas.unit  # signs and gaps


def _draw_sides(canvas: Canvas, left: float, top: float, size_px: float, counts: tuple[int, int]) -> None:
    """Both counts behind the joint signs that the skeleton has on that side."""
    u, x = canvas.unit, left
    for letter, count, hollow in (("L", counts[0], False), ("R", counts[1], True)):
        canvas.marker((x + 1.1 * u, top + CAP * size_px / 2), 0.95 * u, SOFT, hollow=hollow)
        canvas.text(letter, x + 2.9 * u, top, size_px, SOFT)
        x += 3.7 * u + text_width(letter, size_px)
        canvas.text(str(count), x, top, size_px, WHITE, BOLD)
        x += text_width(str(count), size_px, BOLD) + 2.2 * u


def _draw_hold(canvas: Canvas, hold_s: float, target_s: float | None) -> None:
    u = canvas.unit
    text = f"{hold_s:.1f} s"
    width = text_width("00.0 s", 9 * u, BOLD)
    height = CAP * 9 * u + (2.6 * u if target_s else 0)
    left, top = canvas.width - _MARGIN * u - width - 2 * _PAD * u, _MARGIN * u
    if canvas.left:
        left, top = _MARGIN * u, canvas.height - _MARGIN * u - height - 2 * _PAD * u
    canvas.panel(left, top, width + 2 * _PAD * u, height + 2 * _PAD * u)
    right = left + _PAD * u + width
    canvas.text(text, right - text_width(text, 9 * u, BOLD), top + _PAD * u, 9 * u, WHITE, BOLD)
    if target_s:
        y = top + _PAD * u + height - 1.0 * u
        share = min(1.0, max(0.0, hold_s / target_s))
        canvas.bar(left + _PAD * u, y, width, u, GREY)
        if share > 0:
            canvas.bar(left + _PAD * u, y, max(u, share * width), u, GREEN if share >= 1 else BLUE)


def _draw_progress(canvas: Canvas, progress: float, colour: Colour) -> None:
    """A bar on the right edge that fills upwards, with a mark at full range."""
    u = canvas.unit
    width, height = 2.2 * u, 0.40 * canvas.height
    left, top = canvas.width - (_MARGIN + 1.0) * u - width, 0.30 * canvas.height
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
    canvas.warning(((_MARGIN + 3.4) * u, canvas.height + canvas.band * 0.52), 3.2 * u, colour)
    _draw_words(canvas, cue, 0.3 * u)


def _draw_state(canvas: Canvas, state: str, colour: Colour) -> None:
    """The band while there is nothing to correct."""
    canvas.disc(((_MARGIN + 3.4) * canvas.unit, canvas.height + canvas.band / 2), 2.0 * canvas.unit, colour)
    _draw_words(canvas, state)


def _draw_words(canvas: Canvas, words: str, lower_px: float = 0.0) -> None:
    u, left = canvas.unit, (_MARGIN + 8.6) * canvas.unit
    lines, size_px = fit(words, canvas.width - left - 2 * _MARGIN * u, 6.4 * u, 5.0 * u, 3.0 * u, BOLD)
    step = 1.3 * size_px
    top = canvas.height + (canvas.band - CAP * size_px - (len(lines) - 1) * step) / 2 + lower_px
    for i, line in enumerate(lines):
        canvas.text(line, left, top + i * step, size_px, WHITE, BOLD)
