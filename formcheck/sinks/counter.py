"""The count in the corner of the picture: title, number, goal and sides."""

from typing import NamedTuple

from formcheck.sinks.paint import BOLD, CAP, SOFT, WHITE, Canvas, Colour, fit, text_width
from formcheck.sinks.scene import Scene

# In units: between the picture's edge and a panel, between a panel's edge and its text, between two lines.
MARGIN, PAD, GAP = 2.4, 1.8, 2.3
_COUNT, _GOAL, _SIDES = 15.0, 6.0, 4.4


class _Row(NamedTuple):
    text: str
    size_px: float
    colour: Colour


def draw_count(canvas: Canvas, scene: Scene) -> None:
    """Title, number and sides, one below the other, in the top left corner."""
    u, rows = canvas.unit, _rows(canvas, scene)
    sizes = [row.size_px for row in rows] + [_SIDES * u] * (scene.reps_by_side is not None)
    if not sizes:
        return
    height = CAP * sum(sizes) + GAP * u * (len(sizes) - 1)
    canvas.panel(MARGIN * u, MARGIN * u, _width(canvas, scene, rows) + 2 * PAD * u, height + 2 * PAD * u)
    x = y = (MARGIN + PAD) * u
    for row in rows:
        canvas.text(row.text, x, y, row.size_px, row.colour, BOLD)
        y += CAP * row.size_px + GAP * u
    if _goal(scene):
        across = x + text_width(_count(scene), _COUNT * u, BOLD) + u
        canvas.text(_goal(scene), across, y - GAP * u - CAP * _GOAL * u, _GOAL * u, SOFT, BOLD)
    if scene.reps_by_side is not None:
        _draw_sides(canvas, x, y, _SIDES * u, scene.reps_by_side)


def _rows(canvas: Canvas, scene: Scene) -> list[_Row]:
    u = canvas.unit
    across = canvas.left - 2 * (MARGIN + PAD) * u if canvas.left else 0.4 * canvas.width
    title, title_px = fit(scene.title, across, 3.0 * u, 2.4 * u, 1.6 * u, BOLD)
    rows = [_Row(line, title_px, SOFT) for line in (*title, scene.set_text) if line]
    return rows + [_Row(_count(scene), _COUNT * u, WHITE)] * (scene.reps is not None)


def _count(scene: Scene) -> str:
    return "" if scene.reps is None else str(scene.reps)


def _goal(scene: Scene) -> str:
    return "" if scene.reps_goal is None or scene.reps is None else f"/{scene.reps_goal}"


def _width(canvas: Canvas, scene: Scene, rows: list[_Row]) -> float:
    u, goal = canvas.unit, _goal(scene)
    widths = [text_width(row.text, row.size_px, BOLD) for row in rows]
    # two digits wide from the start, so that the panel does not grow at the tenth repetition
    counted = max(text_width(count, _COUNT * u, BOLD) for count in ("00", _count(scene)))
    counted += text_width(goal, _GOAL * u, BOLD) + u if goal else 0.0
    return max(_sides_width(canvas, scene), counted, *widths)


def _sides_width(canvas: Canvas, scene: Scene) -> float:
    if scene.reps_by_side is None:
        return 0.0
    text = "LR{}{}".format(*scene.reps_by_side)
    return text_width(text, _SIDES * canvas.unit, BOLD) + 9.6 * canvas.unit  # signs and gaps


def _draw_sides(canvas: Canvas, left: float, top: float, size_px: float, counts: tuple[int, int]) -> None:
    """Both counts behind the joint signs that the skeleton has on that side."""
    u, x = canvas.unit, left
    for letter, count, hollow in (("L", counts[0], False), ("R", counts[1], True)):
        canvas.marker((x + 1.1 * u, top + CAP * size_px / 2), 0.95 * u, SOFT, hollow=hollow)
        canvas.text(letter, x + 2.9 * u, top, size_px, SOFT)
        x += 3.7 * u + text_width(letter, size_px)
        canvas.text(str(count), x, top, size_px, WHITE, BOLD)
        x += text_width(str(count), size_px, BOLD) + 2.2 * u
