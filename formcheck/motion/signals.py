"""Every measurement by name: what it is, what it needs, from where it can be seen, how far it errs.

All angles are taken in the picture. A signal seen from a wrong place, or missing a joint, is NaN.
Standard errors are the spread of this chain against exact truth on rendered clips
(``scripts/evaluate_samples.py``), or the literature's where that is larger.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from formcheck.motion.bend import height_bend_deg, leg_bend_deg, squat_bend_deg
from formcheck.motion.body import Body
from formcheck.motion.limbs import (
    arch_deg,
    arm_line_deg,
    arms_line_deg,
    feet_apart_ratio,
    foot_pitch_deg,
    fppa_deg,
    hip_drop_deg,
    hip_line_deg,
    knee_deg,
    knee_gap_ratio,
    knee_up_ratio,
    knees_apart_deg,
    knees_deg,
    knees_in_deg,
    lead_sign,
    leg_line_deg,
    leg_low_deg,
    shank_deg,
    shank_in_deg,
    shoulder_open_deg,
    split_ratio,
    stance_ratio,
    thigh_deg,
    top_sign,
    trunk_lean_deg,
    trunk_slope_deg,
)
from formcheck.motion.pelvis import (
    far_hip_drop_ratio,
    hip_cross_ratio,
    hip_open_deg,
    hips_open_deg,
    near_hip_drop_ratio,
    pelvis_roll_ratio,
)
from formcheck.motion.view import FRONTAL, PROFILE, SIDES, ViewKind

ANYWHERE = frozenset(ViewKind)
FACING = FRONTAL | {ViewKind.OBLIQUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One measurement of the body, for one side or for the whole.

    Attributes:
        name: with its unit; a sided signal appears as ``name_left`` and ``name_right``.
        unit: deg, ratio or 1 (a sign).
        title: plain words for tables.
        measure: the function of the body and the side.
        joints: the joints it needs, for the reason given when it is missing.
        views: where the picture shows it; NaN elsewhere.
        error: standard error of one reading in a valid view, in the unit.
        sided: whether left and right are measured apart.
        source: where the definition or the error comes from.
    """

    name: str
    unit: str
    title: str
    measure: Callable[[Body, str], float]
    joints: tuple[str, ...]
    views: frozenset[ViewKind] = ANYWHERE
    error: float
    sided: bool = True
    source: str = "engineering default"


_KNEE = ("hip", "knee", "ankle")
_TRUNK = ("shoulder", "hip")
GWYNNE = "SEM 2-4 deg: Gwynne & Curran, IJSPT"
RENDERED = "spread of level repetitions on rendered clips"
COSOLI = "side view, MediaPipe against IMU: Cosoli, Arnesano, Scalise 2026"

SIGNALS: Mapping[str, Signal] = {
    s.name: s
    for s in (
        Signal(
            name="knee_deg",
            unit="deg",
            title="knee angle",
            measure=knee_deg,
            joints=_KNEE,
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
            name="leg_line_deg",
            unit="deg",
            title="leg against the trunk line",
            measure=leg_line_deg,
            joints=("shoulder", "hip", "ankle"),
            views=PROFILE,
            error=5.0,
        ),
        Signal(
            name="leg_low_deg",
            unit="deg",
            title="thigh or leg against the trunk line",
            measure=leg_low_deg,
            joints=("shoulder", "hip", "knee", "ankle"),
            views=PROFILE,
            error=5.0,
        ),
        Signal(
            name="arm_line_deg",
            unit="deg",
            title="arm against the trunk line",
            measure=arm_line_deg,
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
            name="fppa_deg",
            unit="deg",
            title="knee inward (frontal plane projection angle)",
            measure=fppa_deg,
            joints=_KNEE,
            views=FRONTAL,
            error=3.0,
            source=GWYNNE,
        ),
        Signal(
            name="knees_in_deg",
            unit="deg",
            title="knees inward (frontal plane projection angle, both)",
            measure=knees_in_deg,
            joints=_KNEE,
            views=FRONTAL,
            error=3.0,
            sided=False,
            source=GWYNNE,
        ),
        Signal(
            name="shank_in_deg",
            unit="deg",
            title="knee inside its ankle",
            measure=shank_in_deg,
            joints=("knee", "ankle"),
            views=FRONTAL,
            error=1.5,
            source=RENDERED,
        ),
        Signal(
            name="foot_pitch_deg",
            unit="deg",
            title="heel above toe",
            measure=foot_pitch_deg,
            joints=("heel", "foot_index"),
            views=SIDES,
            error=6.0,
        ),
        Signal(
            name="trunk_lean_deg",
            unit="deg",
            title="trunk against the vertical",
            measure=trunk_lean_deg,
            joints=_TRUNK,
            error=4.0,
            sided=False,
        ),
        Signal(
            name="trunk_slope_deg",
            unit="deg",
            title="trunk against the horizontal",
            measure=trunk_slope_deg,
            joints=_TRUNK,
            views=PROFILE,
            error=4.0,
            sided=False,
        ),
        Signal(
            name="hip_line_deg",
            unit="deg",
            title="hip line against the horizontal",
            measure=hip_line_deg,
            joints=("hip",),
            views=FRONTAL,
            error=2.5,
            sided=False,
            source="SEM 2 deg: Youdas 2007, JSR 16:326",
        ),
        Signal(
            name="hip_drop_deg",
            unit="deg",
            title="drop of the other hip",
            measure=hip_drop_deg,
            joints=("hip",),
            views=FRONTAL,
            error=2.5,
            source="SEM 2 deg: Youdas 2007, JSR 16:326",
        ),
        Signal(
            name="pelvis_roll_ratio",
            unit="ratio",
            title="roll of the pelvis",
            measure=pelvis_roll_ratio,
            joints=_TRUNK,
            views=FACING,
            error=0.02,
            sided=False,
            source=RENDERED,
        ),
        Signal(
            name="hip_cross_ratio",
            unit="ratio",
            title="hip line across the trunk",
            measure=hip_cross_ratio,
            joints=_TRUNK,
            error=0.04,
            sided=False,
        ),
        Signal(
            name="near_hip_drop_ratio",
            unit="ratio",
            title="drop of the hip nearer to the camera",
            measure=near_hip_drop_ratio,
            joints=("shoulder", "hip", "ankle"),
            views=PROFILE,
            error=0.015,
            sided=False,
            source=RENDERED,
        ),
        Signal(
            name="far_hip_drop_ratio",
            unit="ratio",
            title="drop of the hip farther from the camera",
            measure=far_hip_drop_ratio,
            joints=("shoulder", "hip", "ankle"),
            views=PROFILE,
            error=0.015,
            sided=False,
            source=RENDERED,
        ),
        Signal(
            name="knees_apart_deg",
            unit="deg",
            title="top knee lifted from the lower",
            measure=knees_apart_deg,
            joints=("hip", "knee"),
            views=FACING,
            error=3.0,
            sided=False,
        ),
        Signal(
            name="knee_gap_ratio",
            unit="ratio",
            title="knee gap against ankle gap",
            measure=knee_gap_ratio,
            joints=("knee", "ankle"),
            views=FACING | {ViewKind.FEET_END},
            error=0.1,
            sided=False,
        ),
        Signal(
            name="feet_apart_ratio",
            unit="ratio",
            title="gap between the feet",
            measure=feet_apart_ratio,
            joints=("knee", "ankle", "heel"),
            views=FACING,
            error=0.06,
            sided=False,
        ),
        Signal(
            name="arch_deg",
            unit="deg",
            title="legs above the trunk line",
            measure=arch_deg,
            joints=("shoulder", "hip", "ankle"),
            views=PROFILE,
            error=5.0,
            sided=False,
        ),
        Signal(
            name="arms_line_deg",
            unit="deg",
            title="arms above the trunk line",
            measure=arms_line_deg,
            joints=("hip", "shoulder", "wrist"),
            views=PROFILE,
            error=6.0,
            sided=False,
        ),
        Signal(
            name="hips_open_deg",
            unit="deg",
            title="hip angle",
            measure=hips_open_deg,
            joints=("shoulder", "hip", "knee"),
            views=PROFILE,
            error=4.0,
            sided=False,
        ),
        Signal(
            name="knees_deg",
            unit="deg",
            title="knee angle",
            measure=knees_deg,
            joints=_KNEE,
            views=PROFILE,
            error=6.4,
            sided=False,
            source=COSOLI,
        ),
        Signal(
            name="leg_bend_deg",
            unit="deg",
            title="bend of the legs",
            measure=leg_bend_deg,
            joints=_KNEE,
            error=8.0,
            sided=False,
        ),
        Signal(
            name="squat_bend_deg",
            unit="deg",
            title="bend of the legs",
            measure=squat_bend_deg,
            joints=_KNEE,
            error=8.0,
            sided=False,
        ),
        Signal(
            name="height_bend_deg",
            unit="deg",
            title="bend of the legs by hip height",
            measure=height_bend_deg,
            joints=("hip", "ankle"),
            error=10.0,
            sided=False,
        ),
        Signal(
            name="lead_sign",
            unit="ratio",
            title="leading leg",
            measure=lead_sign,
            joints=("hip", "knee"),
            error=0.1,
            sided=False,
        ),
        Signal(
            name="stance_ratio",
            unit="ratio",
            title="distance between the feet",
            measure=stance_ratio,
            joints=("hip", "ankle"),
            error=0.05,
            sided=False,
        ),
        Signal(
            name="knee_up_ratio",
            unit="ratio",
            title="this knee above the other",
            measure=knee_up_ratio,
            joints=("hip", "knee"),
            error=0.1,
        ),
        Signal(
            name="split_ratio",
            unit="ratio",
            title="one knee above the other",
            measure=split_ratio,
            joints=("hip", "knee"),
            error=0.1,
            sided=False,
        ),
        Signal(
            name="top_sign",
            unit="1",
            title="leg on top",
            measure=top_sign,
            joints=_TRUNK,
            error=0.0,
            sided=False,
        ),
    )
}
