"""The outline of the body about the hips, in trunk lengths along and across the trunk."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from outline.axes import Axes

Floats = NDArray[np.floating]
# Slices through the body, from the thighs to below the ribs (0 is between the hips, 1 between the shoulders).
_SLICES = np.linspace(-0.5, 0.7, 25)
# Looked at this far from the trunk's line, in steps of a fiftieth of it.
_REACH = np.arange(0.0, 0.8, 0.02)
# Features are means over slices this near a station.
STATIONS, _NEAR = (-0.4, -0.25, -0.1, 0.0, 0.1, 0.2, 0.3, 0.45, 0.6), 0.06
# Stations beyond this have no thigh in them.
ABOVE = 0.05
_BOX = 0.3


def shape(body: NDArray[np.bool_], axes: Axes) -> Mapping[str, float]:
    """The features of one moment's outline (height, width); all NaN where the trunk is not seen."""
    upper, lower = edges(body, axes)
    return dict(_features(upper, lower))


def edges(body: NDArray[np.bool_], axes: Axes) -> tuple[Floats, Floats]:
    """How far the body reaches up and down from the trunk's line, slice by slice."""
    if not np.isfinite(axes.origin_px).all() or not np.isfinite(axes.unit_px):
        nowhere = np.full(len(_SLICES), np.nan)
        return nowhere, nowhere
    along, across = np.meshgrid(_SLICES, _REACH, indexing="ij")
    return _reach(body, axes.at_px(along, across)), _reach(body, axes.at_px(along, -across))


def _reach(body: NDArray[np.bool_], at_px: Floats) -> Floats:
    """How far out along each row of places the body goes on without a gap; NaN if it is not at the first."""
    wide_high = np.array(body.shape[::-1])
    inside = ((at_px >= 0) & (at_px <= wide_high - 1)).all(-1)
    x, y = np.moveaxis(np.rint(np.clip(at_px, 0, wide_high - 1)).astype(int), -1, 0)
    on = body[y, x] & inside
    ends = np.where(on.all(1), len(_REACH), np.argmin(on, axis=1)) - 1
    return np.where(ends >= 0, _REACH[np.maximum(ends, 0)], np.nan)


def _features(upper: Floats, lower: Floats) -> Iterator[tuple[str, float]]:
    for station in STATIONS:
        near = np.abs(_SLICES - station) <= _NEAR
        yield f"upper edge at {station:+.2f}", float(upper[near].mean())
        yield f"lower edge at {station:+.2f}", float(lower[near].mean())
        yield f"width at {station:+.2f}", float((upper + lower)[near].mean())
    step = float(_SLICES[1] - _SLICES[0])
    box = np.abs(_SLICES) < _BOX + step / 2
    yield "area about the hips", float((upper + lower)[box].sum() * step)
    yield "area above the trunk's line", float(upper[box].sum() * step)
    yield "area below the trunk's line", float(lower[box].sum() * step)
    yield from _bends("upper", upper, box)
    yield from _bends("lower", lower, box)


def _bends(name: str, edge: Floats, box: NDArray[np.bool_]) -> Iterator[tuple[str, float]]:
    """How steep and how round an edge is about the hips, and where it reaches farthest."""
    if not np.isfinite(edge[box]).all():
        yield from ((f"{name} edge, {what}", float("nan")) for what in ("slope", "curve", "farthest", "peak"))
        return
    curve, slope, _ = np.polyfit(_SLICES[box], edge[box], 2)
    yield f"{name} edge, slope", float(slope)
    yield f"{name} edge, curve", float(curve)
    yield f"{name} edge, farthest", float(edge[box].max())
    # the middle of all that is nearly as far: steadier than the farthest slice itself
    weight = np.maximum(edge[box] - edge[box].max() + 0.06, 0.0)
    yield f"{name} edge, peak", float((weight * _SLICES[box]).sum() / weight.sum())
