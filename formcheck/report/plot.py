"""The movement over time: the counted signal, repetitions shaded, holds barred, faults lettered."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from markupsafe import Markup

from formcheck.report import svg
from formcheck.report.svg import Point
from formcheck.results import FaultFound, RepFound, Result
from formcheck.store import Traces

WIDTH, TOP, HEIGHT, BOTTOM = 960.0, 46.0, 150.0, 26.0
LEFT, RIGHT = 52.0, 10.0
# What is further than this from the clip's ends is one of several exercises in it.
PART_S = 5.0
# Longer than this, a repetition is too narrow for its number.
STRIP_S, MOST_STRIPS = 30.0, 10


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a plot.

    Attributes:
        name: in words.
        t_s, values: (n,) its points; NaN breaks the line.
        style: class of the line: ``one`` or ``two``.
    """

    name: str
    t_s: Sequence[float]
    values: Sequence[float]
    style: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Where seconds and values lie in one strip."""

    start_s: float
    end_s: float
    low: float
    high: float

    def x(self, t_s: float) -> float:
        """Across."""
        share = (t_s - self.start_s) / (self.end_s - self.start_s)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Down."""
        return TOP + HEIGHT * (1.0 - (value - self.low) / (self.high - self.low))

    def clip_x(self, t_s: float) -> float:
        """Across, within the strip."""
        return self.x(min(max(t_s, self.start_s), self.end_s))


def curves(result: Result, traces: Traces | None) -> list[Curve]:
    """The counted signal as it was measured; without it, each repetition's range as a plain shape."""
    if traces is None or not len(traces.t_s):
        return [_shapes(result.repetitions)]
    names = {"left": "left", "right": "right"}
    found = []
    for i, name in enumerate(traces.driving):
        side = names.get(name.rsplit("_", 1)[-1], "")
        style = ("one", "two")[i % 2]
        found.append(Curve(side, traces.t_s.tolist(), traces.signals[name].tolist(), style))
    return found


def _shapes(repetitions: Iterable[RepFound]) -> Curve:
    times, values = list[float](), list[float]()
    for rep in repetitions:
        top = rep.range or 0.0
        times += [rep.start_s, rep.start_s + rep.out_s, rep.end_s - rep.back_s, rep.end_s, math.nan]
        values += [0.0, top, top, 0.0, math.nan]
    return Curve("", times, values, "one")


def strips(result: Result, lines: Sequence[Curve], letters: Mapping[str, str], unit: str) -> list[Markup]:
    """The whole session, in strips of the same length one below the other."""
    low, high = _bounds(lines)
    start_s, end_s = _span(result, lines)
    number = min(MOST_STRIPS, math.ceil((end_s - start_s) / STRIP_S))
    length_s = (end_s - start_s) / number
    edges = [start_s + i * length_s for i in range(number)]
    scales = [Scale(start_s, start_s + length_s, low, high) for start_s in edges]
    return [_strip(result, lines, letters, unit, scale) for scale in scales]


def _span(result: Result, lines: Sequence[Curve]) -> tuple[float, float]:
    """The clip from its first to its last second; of one of its exercises, the time of that alone."""
    times = [t for curve in lines for t in curve.t_s if not math.isnan(t)]
    start_s, end_s = min(times, default=0.0), max(times, default=0.0)
    is_part = start_s > PART_S or (times and result.duration_s - end_s > PART_S)
    return (start_s, max(end_s, start_s + 1.0)) if is_part else (0.0, max(result.duration_s, 1.0))


def _bounds(lines: Sequence[Curve]) -> tuple[float, float]:
    values = np.concatenate([np.asarray(c.values, float) for c in lines] or [np.empty(0)])
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    margin = max(0.06 * (high - low), 1e-6)
    return low - margin, high + margin


def _strip(
    result: Result, lines: Sequence[Curve], letters: Mapping[str, str], unit: str, at: Scale
) -> Markup:
    label = f"Movement from {at.start_s:.0f} to {at.end_s:.0f} seconds: {_told(result, at)}"
    parts = [_axes(at, unit)]
    parts += [_band(rep, result.faults, at) for rep in result.repetitions if _within(rep, at)]
    parts += [_hold(a, b, at) for a, b, _ in result.holds if b > at.start_s and a < at.end_s]
    parts += [_curve(curve, at) for curve in lines]
    parts += _marks([f for f in result.faults if at.start_s <= f.t_s < at.end_s], letters, at)
    return svg.drawing(WIDTH, TOP + HEIGHT + BOTTOM, label, *parts, class_="plot")


def _told(result: Result, at: Scale) -> str:
    reps = [rep for rep in result.repetitions if _within(rep, at)]
    found = [f"{f.title} at {f.t_s:.1f} s" for f in result.faults if at.start_s <= f.t_s < at.end_s]
    return "; ".join([f"{len(reps)} repetitions", *found])


def _within(rep: RepFound, at: Scale) -> bool:
    return rep.end_s > at.start_s and rep.start_s < at.end_s


def ticks(low: float, high: float, wanted: int) -> list[float]:
    """Round numbers between two, about as many as wanted."""
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1.0, 2.0, 5.0, 10.0) if power * m >= 0.7 * rough)
    return [step * i for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _axes(at: Scale, unit: str) -> Markup:
    parts = []
    for value in ticks(at.low, at.high, 4):
        y = at.y(value)
        parts += [
            svg.line((LEFT, y), (WIDTH - RIGHT, y), "grid"),
            svg.text(LEFT - 7, y + 4, f"{value:g}", "tick", "end"),
        ]
    bottom = TOP + HEIGHT
    for t_s in ticks(at.start_s, at.end_s, 10):
        x = at.x(t_s)
        parts += [
            svg.line((x, bottom), (x, bottom + 4), "axis"),
            svg.text(x, bottom + 17, f"{t_s:g}", "tick"),
        ]
    parts.append(svg.text(LEFT - 7, TOP - 8, "°" if unit == "deg" else unit, "tick", "end"))
    parts.append(svg.text(LEFT - 7, bottom + 17, "s", "tick", "end"))
    return Markup("").join([*parts, svg.line((LEFT, bottom), (WIDTH - RIGHT, bottom), "axis")])


def _band(rep: RepFound, faults: Iterable[FaultFound], at: Scale) -> Markup:
    left, right = at.clip_x(rep.start_s), at.clip_x(rep.end_s)
    found = {f.severity for f in faults if f.rep == rep.number}
    kind = "fault" if "fault" in found else "caution" if found else "good"
    side = f" {rep.side[0].upper()}" if rep.side else ""
    shapes = [svg.rect(left, TOP, right - left, HEIGHT, f"band {kind}")]
    if kind == "fault":
        # striped, so that it differs without colour
        shapes.append(svg.rect(left, TOP, right - left, 5.0, "band-edge"))
    return Markup("").join(
        [*shapes, svg.text((left + right) / 2, TOP - 26, f"{rep.number}{side}", "rep-number")]
    )


def _hold(start_s: float, end_s: float, at: Scale) -> Markup:
    left, right = at.clip_x(start_s), at.clip_x(end_s)
    y = TOP + HEIGHT - 5
    return svg.rect(left, y, right - left, 5.0, "hold") + svg.text(
        (left + right) / 2, y - 4, f"{end_s - start_s:.1f} s", "hold-text"
    )


def _curve(curve: Curve, at: Scale) -> Markup:
    pieces: list[list[Point]] = [[]]
    for t_s, value in zip(curve.t_s, curve.values, strict=True):
        if math.isnan(value) or math.isnan(t_s) or not at.start_s <= t_s <= at.end_s:
            pieces.append([])
        else:
            pieces[-1].append((at.x(t_s), at.y(value)))
    return Markup("").join(svg.polyline(piece, f"curve {curve.style}") for piece in pieces if len(piece) > 1)


def _marks(faults: Sequence[FaultFound], letters: Mapping[str, str], at: Scale) -> list[Markup]:
    """A mark a fault above the plot; several close together step aside, so that none hides another."""
    parts, last_x = list[Markup](), -math.inf
    for fault in sorted(faults, key=lambda f: f.t_s):
        x = max(at.x(fault.t_s), last_x + 26.0)
        last_x = x
        mark = svg.triangle if fault.severity == "fault" else svg.diamond
        parts.append(
            svg.line((at.x(fault.t_s), TOP), (at.x(fault.t_s), TOP + HEIGHT), f"when {fault.severity}")
        )
        parts.append(mark(x - 5, TOP - 10, f"mark {fault.severity}"))
        parts.append(svg.text(x + 6, TOP - 6, letters[fault.name], f"mark-letter {fault.severity}"))
    return parts


def overlaid(shapes: Sequence[tuple[str, Curve]], unit: str, label: str) -> Markup:
    """Short curves over each other, each from its own start."""
    lines = [
        Curve(name, [t - c.t_s[0] for t in c.t_s], c.values, style)
        for style, c in shapes
        for name in (c.name,)
    ]
    low, high = _bounds(lines)
    at = Scale(0.0, max(max(c.t_s[-1] for c in lines), 0.1), low, high)
    parts = [_axes(at, unit), *(_curve(curve, at) for curve in lines)]
    return svg.drawing(WIDTH, TOP + HEIGHT + BOTTOM, label, *parts, class_="plot")


def against(
    curve: Curve, rep_s: tuple[float, float], limit: float, limit_text: str, unit: str, label: str
) -> Markup:
    """A curve against a limit, the repetition shaded; what leaps out of the repetition's own range is cut."""
    judged = [v for t, v in zip(curve.t_s, curve.values, strict=True) if rep_s[0] <= t <= rep_s[1]]
    low, high = _bounds([Curve("", curve.t_s[:1], [*judged, limit], "")])
    curve = replace(curve, values=[v if low <= v <= high else math.nan for v in curve.values])
    at = Scale(curve.t_s[0], max(curve.t_s[-1], curve.t_s[0] + 0.1), low, high)
    left, right, y = at.clip_x(rep_s[0]), at.clip_x(rep_s[1]), at.y(limit)
    parts = [
        svg.rect(left, TOP, right - left, HEIGHT, "band plain"),
        _axes(at, unit),
        svg.line((LEFT, y), (WIDTH - RIGHT, y), "limit"),
        svg.text(WIDTH - RIGHT - 4, y - 6, f"limit {limit_text}", "limit-text", "end"),
        _curve(curve, at),
    ]
    return svg.drawing(WIDTH, TOP + HEIGHT + BOTTOM, label, *parts, class_="plot")
