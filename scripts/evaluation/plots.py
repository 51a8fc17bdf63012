"""The pictures of the report: error by camera yaw, recall by fault size, agreement of the angles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from evaluation import style
from evaluation.numbers import Floats, Share
from evaluation.score import ClipScore
from evaluation.signals import KNEE, Compared
from evaluation.summary import SIZES, Scores, agreement, by_size, names_by_exercise, signals
from formcheck.exercises import find
from formcheck.motion.view import LYING_ON_SIDE, Posture

BIN_DEG = 30.0
DOTS = 1500
# Recall lines that share a point are set side by side by this much of a fault's size.
ASIDE = 0.03
Value = Callable[[ClipScore], float]


def draw(scores: Scores, folder: Path) -> list[str]:
    """Draw every plot into a folder; return their names."""
    ours = [s for s in scores if not s.truth.is_empty]
    drawn = {"error_by_yaw": by_yaw, "recall_by_size": recall, "agreement": bland_altman}
    for name, plot in drawn.items():
        plot(ours, folder, name)
    return list(drawn)


@dataclass(frozen=True, slots=True)
class Column:
    """Exercises whose camera yaw means the same: in which postures, from where to where, in words."""

    title: str
    postures: frozenset[Posture]
    limits_deg: tuple[int, int]
    words: str


COLUMNS = (
    Column("Standing", frozenset({Posture.STANDING}), (-180, 180), "0 front, 90 right side, 180 back"),
    Column(
        "On back, front, knees",
        frozenset({Posture.SUPINE, Posture.PRONE, Posture.HANDS_AND_KNEES}),
        (0, 180),
        "0 feet end, 90 side, 180 head end",
    ),
    Column("Lying on a side", LYING_ON_SIDE, (-180, 180), "0 front of trunk, 90 head, 180 back"),
)


def by_yaw(scores: Scores, folder: Path, name: str) -> None:
    """Count error and knee angle error of each clip by the camera's yaw."""
    figure, axes = style.panels(
        2 * len(COLUMNS), len(COLUMNS), (4.6, 3.2), "Error by where the camera stands"
    )
    for upper, lower, column in zip(axes, axes[len(COLUMNS) :], COLUMNS, strict=False):
        group = [s for s in scores if column.postures & find(s.truth.exercise).postures]
        _count_panel(upper, group, column.title)
        _knee_panel(lower, group, column.title)
        for axis in (upper, lower):
            low, high = column.limits_deg
            axis.set_xlim(low - 16, high + 16)
            axis.set_xticks(range(low, high + 1, 60 if low else 30))
            axis.set_xlabel(f"camera yaw, deg ({column.words})")
    style.save(figure, folder, name)


def _count_panel(axis: Axes, group: Scores, title: str) -> None:
    axis.set_title(f"{title}: {len(group)} clips; at the top: exact of all")
    axis.set_ylabel("reps too many (+), missed (-)")
    if not group:
        return style.say_nothing(axis)
    style.zero_line(axis)
    yaws, errors = _points(group, lambda s: float(s.error))
    # clips of one yaw and one error lie on each other: spread them a little
    aside = np.random.default_rng(0).uniform(-0.12, 0.12, (2, len(yaws)))
    colours = [style.BLUE if e == 0 else style.RED for e in errors]
    axis.scatter(yaws + 30 * aside[0], errors + aside[1], c=colours, s=16, alpha=0.7, linewidths=0)
    # room above the dots for the share of exact clips
    reach = 1.35 * max(1.5, float(np.abs(errors).max()))
    axis.set_ylim(-reach, reach)
    for low, inside in _bins(yaws):
        share = Share.of(e == 0 for e in errors[inside])
        words = f"{share.k}/{share.n}"
        axis.text(low + BIN_DEG / 2, reach, words, ha="center", va="top", fontsize=7, clip_on=True)


def _knee_panel(axis: Axes, group: Scores, title: str) -> None:
    seen = [s for s in group if not np.isnan(knee_error_deg(s))]
    axis.set_title(f"{title}: knee angle in {len(seen)} clips")
    axis.set_ylabel("mean size of the error, deg")
    if not seen:
        return style.say_nothing(axis)
    yaws, errors = _points(seen, knee_error_deg)
    axis.scatter(yaws, errors, color=style.BLUE, s=16, alpha=0.6, linewidths=0, label="one clip")
    middles = [(low + BIN_DEG / 2, float(np.median(errors[inside]))) for low, inside in _bins(yaws)]
    axis.plot(*zip(*middles, strict=True), color=style.RED, marker="_", label=f"median of {BIN_DEG:g} deg")
    axis.axhline(4.0, color=style.GREY, linestyle="--", linewidth=0.9, label="target, side view")
    axis.set_ylim(0, max(8.0, float(errors.max()) * 1.1))
    axis.legend(fontsize=7, loc="upper left", ncols=3)


def knee_error_deg(score: ClipScore) -> float:
    """Mean size of a clip's knee angle error; NaN where it was not measured."""
    return agreement([score], KNEE).mean_size


def _points(group: Scores, value: Value) -> tuple[Floats, Floats]:
    return np.array([_yaw_deg(s) for s in group]), np.array([value(s) for s in group])


def _yaw_deg(score: ClipScore) -> float:
    """The camera's yaw; without its sign where the product has none, which is where it has no negative."""
    two_sided = COLUMNS[0].postures | COLUMNS[2].postures
    yaw_deg = score.truth.yaw_deg
    return yaw_deg if two_sided & find(score.truth.exercise).postures else abs(yaw_deg)


def _bins(yaws: Floats) -> list[tuple[float, Floats]]:
    """The lower end of each bin that holds a clip, and which those are."""
    lows = np.floor((yaws + BIN_DEG / 2) / BIN_DEG) * BIN_DEG - BIN_DEG / 2
    return [(float(low), np.asarray(lows == low)) for low in np.unique(lows)]


def recall(scores: Scores, folder: Path, name: str) -> None:
    """Share flagged of each fault by its size, a panel an exercise."""
    found: dict[str, dict[str, Mapping[float, Share]]] = {}
    for (exercise, fault), group in names_by_exercise(scores).items():
        sizes = {size: share for size, share in by_size(group, fault).items() if share.n}
        if any(size > 0 for size in sizes):
            found.setdefault(exercise, {})[fault] = sizes
    figure, axes = style.panels(
        len(found) or 1, 3, (4.4, 3.4), "Faults flagged by their size (n: repetitions of each size)"
    )
    if not found:
        style.say_nothing(axes[0])
    for axis, (exercise, faults) in zip(axes, found.items(), strict=False):
        _recall_panel(axis, exercise, faults)
    style.save(figure, folder, name)


def _recall_panel(axis: Axes, exercise: str, faults: Mapping[str, Mapping[float, Share]]) -> None:
    axis.axvspan(0.5, 1.5, color="#f2f2f2", zorder=0)
    axis.axhline(0.95, color=style.GREY, linestyle="--", linewidth=0.9)
    for i, (fault, sizes) in enumerate(faults.items()):
        colour, aside = style.COLOURS[i % len(style.COLOURS)], ASIDE * (i - (len(faults) - 1) / 2)
        xs, ys = [size + aside for size in sizes], [share.value for share in sizes.values()]
        counts = "/".join(str(share.n) for share in sizes.values())
        label = f"{fault}, n {counts}"
        axis.plot(xs, ys, color=colour, marker=style.MARKS[i % len(style.MARKS)], markersize=5, label=label)
        for x, share in zip(xs, sizes.values(), strict=True):
            axis.plot([x, x], share.interval, color=colour, linewidth=0.8, alpha=0.5)
    axis.set_title(exercise)
    axis.set_xlim(-0.15, SIZES[-1] + 0.15)
    axis.set_xticks(SIZES)
    axis.set_xlabel("size, in multiples of the limit (grey: either is right)")
    axis.set_ylabel("share flagged, with 95 % interval")
    axis.set_ylim(-0.03, 1.03)
    axis.legend(fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.2))


def bland_altman(scores: Scores, folder: Path, name: str) -> None:
    """Every signal: error against the mean of true and measured, with bias and limits."""
    shown = signals(scores)
    figure, axes = style.panels(len(shown) or 1, 4, (3.6, 3.0), "Measured minus true (Bland-Altman)")
    if not shown:
        style.say_nothing(axes[0])
    for axis, (signal, unit) in zip(axes, shown.items(), strict=False):
        _agreement_panel(axis, scores, signal, unit)
    style.save(figure, folder, name)


def _agreement_panel(axis: Axes, scores: Scores, signal: str, unit: str) -> None:
    compared = [c for s in scores for c in s.compared if c.signal == signal]
    found = agreement(scores, signal)
    style.zero_line(axis)
    for leg, colour in (("near", style.BLUE), ("far", style.RED), ("", style.COLOURS[2])):
        _dots(axis, [c for c in compared if c.leg == leg], colour, leg and f"{leg} leg")
    axis.axhline(found.bias, color="black", linewidth=1.1)
    for limit in (found.low, found.high):
        axis.axhline(limit, color="black", linewidth=0.9, linestyle="--")
    reach = 1.7 * max(abs(found.low), abs(found.high), 1e-3)
    axis.set_ylim(-reach, reach)
    digits = 1 if unit == "deg" else 2
    axis.set_title(
        f"{signal}\n{found.bias:+.{digits}f} ({found.low:+.{digits}f} to {found.high:+.{digits}f}),"
        f" {found.clips} traces",
        fontsize=8,
    )
    axis.set_xlabel(f"mean of true and measured, {unit}")
    axis.set_ylabel(f"measured - true, {unit}")
    if any(c.leg for c in compared):
        axis.legend(fontsize=7, markerscale=3)


def _dots(axis: Axes, compared: Sequence[Compared], colour: str, label: str) -> None:
    if not compared:
        return
    errors = np.concatenate([c.errors for c in compared])
    middles = np.concatenate([c.true for c in compared]) + errors / 2
    some = list(style.thinned(errors.size, DOTS))
    axis.scatter(middles[some], errors[some], s=3, alpha=0.25, color=colour, linewidths=0, label=label)
