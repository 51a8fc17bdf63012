"""What stands in the middle of the picture: a countdown, a rest, the keys."""

from formcheck.sinks.paint import BOLD, CAP, SOFT, WHITE, Canvas, fit, text_width

_BIG, _NOTE, _ROW = 30.0, 4.4, 3.6  # font sizes in units
_PAD, _GAP = 2.6, 3.0


def draw_big(canvas: Canvas, text: str, note: str = "") -> None:
    """A word or number as large as fits in the middle, with a line below it."""
    u, middle = canvas.unit, (canvas.left + canvas.width) / 2
    room = 0.8 * (canvas.width - canvas.left)
    lines, size_px = fit(text, room, _BIG * u, _BIG * u, 6 * u, BOLD)
    notes, note_px = fit(note, room, _NOTE * u, _NOTE * u, 2.4 * u, BOLD) if note else ([], 0.0)
    rows = [(line, size_px, WHITE) for line in lines] + [(line, note_px, SOFT) for line in notes]
    width = max(text_width(line, size, BOLD) for line, size, _ in rows)
    height = sum(CAP * size for _, size, _ in rows) + _GAP * u * (len(rows) - 1)
    left, top = middle - width / 2, max(_PAD * u, (canvas.height - height) / 2)
    canvas.panel(left - _PAD * u, top - _PAD * u, width + 2 * _PAD * u, height + 2 * _PAD * u)
    for line, size, colour in rows:
        canvas.text(line, middle - text_width(line, size, BOLD) / 2, top, size, colour, BOLD)
        top += CAP * size + _GAP * u


def draw_lines(canvas: Canvas, lines: tuple[tuple[str, str], ...]) -> None:
    """Rows of two columns in the middle: a key and what it does."""
    u, size_px = canvas.unit, _ROW * canvas.unit
    first, width = _columns(lines, size_px)
    room = canvas.width - canvas.left - 2 * _PAD * u
    if width > room:
        size_px *= room / width
        first, width = _columns(lines, size_px)
    step = 1.75 * size_px
    height = step * (len(lines) - 1) + CAP * size_px
    left, top = (canvas.left + canvas.width - width) / 2, (canvas.height - height) / 2
    canvas.panel(left - _PAD * u, top - _PAD * u, width + 2 * _PAD * u, height + 2 * _PAD * u)
    for key, meaning in lines:
        canvas.text(key, left, top, size_px, WHITE, BOLD)
        canvas.text(meaning, left + first, top, size_px, SOFT)
        top += step


def _columns(lines: tuple[tuple[str, str], ...], size_px: float) -> tuple[float, float]:
    """Width of the first column with its gap, and of both."""
    first = max(text_width(a, size_px, BOLD) for a, _ in lines) + size_px
    return first, first + max(text_width(b, size_px) for _, b in lines)


def draw_footer(canvas: Canvas, footer: str) -> None:
    """A small line at the bottom of the picture."""
    u, edge = canvas.unit, 2.4 * canvas.unit
    left = canvas.left + edge
    lines, size_px = fit(footer, canvas.width - left - edge - 2 * u, 2.4 * u, 1.5 * u, 1.2 * u)
    height = CAP * size_px + 1.8 * u
    top = canvas.height - 0.6 * edge - height
    canvas.panel(left, top, text_width(lines[0], size_px) + 2 * u, height)
    canvas.text(lines[0], left + u, top + 0.9 * u, size_px, SOFT)
