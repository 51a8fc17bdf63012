"""How the picture of the hips moves between two moments, along and across the trunk."""

from collections.abc import Iterator, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from outline.axes import Axes, axes_of, middle_px

Floats = NDArray[np.floating]
# From and to, in trunk lengths from the hips towards the head; each as far across as the body goes.
BOXES = {"thighs": (-0.45, -0.2), "hips": (-0.2, 0.25), "waist": (0.25, 0.5), "chest": (0.5, 0.95)}
_ACROSS = 0.6
_STEP = 0.04
# Places of a box that must lie on the body.
_FEWEST = 8


def flow_px(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Where each pixel of one grey picture (height, width) has gone in the other (height, width, 2)."""
    cv2.setNumThreads(1)
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    nothing = np.zeros((*before.shape, 2), np.float32)
    return np.asarray(finder.calc(before, after, nothing), np.float32)


def motion(
    flow: NDArray[np.float32], body: NDArray[np.bool_], before_px: Floats, after_px: Floats, unit_px: float
) -> Mapping[str, float]:
    """The features of one motion.

    Args:
        flow: (height, width, 2) pixels.
        body: (height, width) where the person is in the first picture.
        before_px: landmarks (33, 2) in the first picture.
        after_px: and in the second.
        unit_px: length of the trunk.
    """
    axes = axes_of(before_px, unit_px)
    found = {name: _samples(flow, body, axes, box) for name, box in BOXES.items()}
    hips, knees = (axes.parts(middle_px(after_px - before_px, joint)) for joint in ("HIP", "KNEE"))
    turned = axes_of(after_px, unit_px).along
    trunk_deg = float(np.degrees(np.arctan2(turned @ axes.across, turned @ axes.along)))
    return dict(_features(found, hips, knees, trunk_deg))


def _samples(
    flow: NDArray[np.float32], body: NDArray[np.bool_], axes: Axes, box: tuple[float, float]
) -> Floats:
    """Places and motions (N, 4) on the body within a box, in trunk lengths; none if too few."""
    none = np.zeros((0, 4))
    if not np.isfinite(axes.origin_px).all() or not np.isfinite(axes.unit_px):
        return none
    steps = np.meshgrid(np.arange(*box, _STEP), np.arange(-_ACROSS, _ACROSS, _STEP), indexing="ij")
    along, across = (step.ravel() for step in steps)
    x, y = np.rint(axes.at_px(along, across)).astype(int).T
    high, wide = body.shape
    inside = (x >= 0) & (y >= 0) & (x < wide) & (y < high)
    on = inside.copy()
    on[inside] = body[y[inside], x[inside]]
    moved = axes.parts(flow[y[on], x[on]])
    return np.column_stack([along[on], across[on], moved]) if on.sum() >= _FEWEST else none


def _features(
    boxes: Mapping[str, Floats], hips: Floats, knees: Floats, trunk_deg: float
) -> Iterator[tuple[str, float]]:
    means = {name: _mean(samples) for name, samples in boxes.items()}
    for name, samples in boxes.items():
        yield from _two(f"{name}, mean", means[name])
        yield from _two(f"{name}, median", _median(samples))
        yield from _two(f"{name} less hip landmarks", means[name] - hips)
    for name in ("thighs", "waist", "chest"):
        yield from _two(f"hips less {name}", means["hips"] - means[name])
    yield from _two("thighs less knee landmarks", means["thighs"] - knees)
    for name in ("hips", "waist"):
        yield from _spin(name, boxes[name], trunk_deg)


def _mean(samples: Floats) -> Floats:
    return np.asarray(samples[:, 2:].mean(0)) if len(samples) else np.full(2, np.nan)


def _median(samples: Floats) -> Floats:
    return np.asarray(np.median(samples[:, 2:], axis=0)) if len(samples) else np.full(2, np.nan)


def _two(name: str, vector: Floats) -> Iterator[tuple[str, float]]:
    yield f"{name}, along", float(vector[0])
    yield f"{name}, across", float(vector[1])


def _spin(name: str, samples: Floats, trunk_deg: float) -> Iterator[tuple[str, float]]:
    """Rotation, growth and shear of a box, from the even motion that fits it best."""
    slopes = np.full((2, 2), np.nan)
    if len(samples):
        places = np.column_stack([samples[:, :2], np.ones(len(samples))])
        slopes = np.linalg.lstsq(places, samples[:, 2:], rcond=None)[0][:2]
    spin_deg = float(np.degrees(slopes[0, 1] - slopes[1, 0]) / 2)
    yield f"{name}, rotation", spin_deg
    yield f"{name}, rotation less trunk landmarks", spin_deg - trunk_deg
    yield f"{name}, divergence", float(slopes[0, 0] + slopes[1, 1])
    yield f"{name}, shear", float(slopes[0, 1] + slopes[1, 0])
    yield f"{name}, stretch across", float(slopes[1, 1])
    yield f"{name}, upper over lower, along", float(slopes[1, 0])
