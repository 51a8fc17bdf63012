"""What is measured of a lunge to the side."""

from formcheck.motion.limbs import sunk_ratio
from formcheck.motion.side_lunge import (
    folded_knee_deg,
    knee_over_foot_deg,
    off_middle_ratio,
    over_foot_ratio,
    trunk_aside_deg,
)
from formcheck.motion.signal import FACING, KNEE_JOINTS, RENDERED, TRUNK_JOINTS, Signal
from formcheck.motion.view import FRONTAL

SIDE_LUNGE: tuple[Signal, ...] = (
    Signal(
        name="sunk_aside_ratio",
        unit="ratio",
        title="hips below their standing height, seen from the front",
        measure=sunk_ratio,
        joints=("hip", "ankle"),
        views=FRONTAL,
        error=0.03,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="over_foot_ratio",
        unit="ratio",
        title="hips to the left of the feet's middle",
        measure=over_foot_ratio,
        joints=("hip", "ankle"),
        views=FACING,
        error=0.05,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="off_middle_ratio",
        unit="ratio",
        title="hips beside the feet's middle",
        measure=off_middle_ratio,
        joints=("hip", "ankle"),
        views=FACING,
        error=0.05,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="folded_knee_deg",
        unit="deg",
        title="knee angle by the leg's length",
        measure=folded_knee_deg,
        joints=("hip", "ankle"),
        views=FACING,
        error=8.0,
        source=RENDERED,
    ),
    Signal(
        name="knee_over_foot_deg",
        unit="deg",
        title="knee inward (frontal plane projection angle, leaning onto it)",
        measure=knee_over_foot_deg,
        joints=KNEE_JOINTS,
        views=FRONTAL,
        error=5.0,
        source=RENDERED,
    ),
    Signal(
        name="trunk_aside_deg",
        unit="deg",
        title="trunk to a side",
        measure=trunk_aside_deg,
        joints=TRUNK_JOINTS,
        views=FRONTAL,
        error=3.0,
        sided=False,
        source=RENDERED,
    ),
)
