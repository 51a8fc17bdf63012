"""Angles of single joints, limbs and the trunk, which any posture has."""

from formcheck.motion.limbs import (
    knee_deg,
    knees_deg,
    shank_deg,
    shoulder_open_deg,
    thigh_deg,
    trunk_lean_deg,
    trunk_slope_deg,
)
from formcheck.motion.pelvis import hip_open_deg
from formcheck.motion.signal import COSOLI, KNEE_JOINTS, TRUNK_JOINTS, Signal
from formcheck.motion.view import FRONTAL, PROFILE

JOINTS: tuple[Signal, ...] = (
    Signal(
        name="knee_deg",
        unit="deg",
        title="knee angle",
        measure=knee_deg,
        joints=KNEE_JOINTS,
        views=PROFILE | FRONTAL,
        error=6.4,
        source=COSOLI,
    ),
    Signal(
        name="hip_open_deg",
        unit="deg",
        title="hip angle",
        measure=hip_open_deg,
        joints=("shoulder", "hip", "knee"),
        views=PROFILE,
        error=5.0,
    ),
    Signal(
        name="shoulder_open_deg",
        unit="deg",
        title="shoulder angle",
        measure=shoulder_open_deg,
        joints=("hip", "shoulder", "wrist"),
        views=PROFILE,
        error=6.0,
    ),
    Signal(
        name="thigh_deg",
        unit="deg",
        title="thigh against the vertical",
        measure=thigh_deg,
        joints=("hip", "knee"),
        views=PROFILE,
        error=5.0,
    ),
    Signal(
        name="shank_deg",
        unit="deg",
        title="shank against the vertical",
        measure=shank_deg,
        joints=("knee", "ankle"),
        views=PROFILE,
        error=5.0,
    ),
    Signal(
        name="trunk_lean_deg",
        unit="deg",
        title="trunk against the vertical",
        measure=trunk_lean_deg,
        joints=TRUNK_JOINTS,
        error=4.0,
        sided=False,
    ),
    Signal(
        name="trunk_slope_deg",
        unit="deg",
        title="trunk against the horizontal",
        measure=trunk_slope_deg,
        joints=TRUNK_JOINTS,
        views=PROFILE,
        error=4.0,
        sided=False,
    ),
    Signal(
        name="knees_deg",
        unit="deg",
        title="knee angle",
        measure=knees_deg,
        joints=KNEE_JOINTS,
        views=PROFILE,
        error=6.4,
        sided=False,
        source=COSOLI,
    ),
)
