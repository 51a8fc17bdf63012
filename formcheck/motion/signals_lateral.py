"""What is measured of steps to the side."""

from formcheck.motion.lateral import (
    hips_high_ratio,
    knee_width_ratio,
    side_step_ratio,
    travel_ratio,
    travel_sign,
)
from formcheck.motion.signal import FACING, RENDERED, Signal
from formcheck.motion.view import FRONTAL

LATERAL: tuple[Signal, ...] = (
    Signal(
        name="side_step_ratio",
        unit="ratio",
        title="distance between the feet, to the side",
        measure=side_step_ratio,
        joints=("ankle",),
        views=FACING,
        error=0.03,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="knee_width_ratio",
        unit="ratio",
        title="distance between the knees against hips and ankles",
        measure=knee_width_ratio,
        joints=("hip", "knee", "ankle"),
        views=FRONTAL,
        error=0.05,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="hips_high_ratio",
        unit="ratio",
        title="height of the hips in the picture",
        measure=hips_high_ratio,
        joints=("hip", "ankle"),
        error=0.01,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="travel_sign",
        unit="ratio",
        title="speed to the left",
        measure=travel_sign,
        joints=("hip",),
        views=FACING,
        error=0.05,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="travel_ratio",
        unit="ratio",
        title="speed to a side",
        measure=travel_ratio,
        joints=("hip",),
        views=FACING,
        error=0.05,
        sided=False,
        source=RENDERED,
    ),
)
