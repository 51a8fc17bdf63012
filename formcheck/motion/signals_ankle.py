"""What is measured of a foot that turns at its ankle."""

from formcheck.motion.ankle import (
    foot_shank_deg,
    knees_below_ratio,
    near_foot_deg,
    near_sign,
)
from formcheck.motion.signal import Signal
from formcheck.motion.view import SIDES

FOOT = ("heel", "foot_index")

ANKLE: tuple[Signal, ...] = (
    Signal(
        name="foot_shank_deg",
        unit="deg",
        title="sole against shank",
        measure=foot_shank_deg,
        joints=("knee", "ankle", *FOOT),
        views=SIDES,
        error=6.0,
    ),
    Signal(
        name="near_foot_deg",
        unit="deg",
        title="sole against shank of the nearer leg",
        measure=near_foot_deg,
        joints=("knee", "ankle", *FOOT),
        views=SIDES,
        error=6.0,
        sided=False,
    ),
    Signal(
        name="near_sign",
        unit="1",
        title="nearer leg",
        measure=near_sign,
        joints=("hip", "shoulder"),
        views=SIDES,
        error=0.1,
        sided=False,
    ),
    Signal(
        name="knees_below_ratio",
        unit="ratio",
        title="knees below the hips in trunk lengths",
        measure=knees_below_ratio,
        joints=("hip", "knee", "shoulder"),
        error=0.05,
        sided=False,
    ),
)
