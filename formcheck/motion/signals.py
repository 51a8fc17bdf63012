"""Every measurement by name: what it is, what it needs, from where it can be seen, how far it errs.

All angles are taken in the picture. A signal seen from a wrong place, or missing a joint, is NaN.
Standard errors are the spread of this chain against exact truth on rendered clips (``scripts/evaluate_samples.py``),
or the literature's where that is larger.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from formcheck.motion.body import SIDE_NAMES, Body, hip_height_px
from formcheck.motion.geometry import NAN, joint_deg, length, mean_of, tilt_deg, turn_deg, wrap_deg
from formcheck.motion.pelvis import (
    far_hip_drop_ratio,
    hip_cross_ratio,
    hip_open_deg,
    hips_open_deg,
    near_hip_drop_ratio,
    pelvis_roll_ratio,
)
from formcheck.motion.view import FRONTAL, LYING_ON_SIDE, PROFILE, SIDES, Posture, ViewKind
from formcheck.pose.landmarks import Landmark as L

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


def knee_deg(b: Body, side: str) -> float:
    """Hip-knee-ankle angle, 180 straight."""
    return joint_deg(b.point("hip", side), b.point("knee", side), b.point("ankle", side))


def shoulder_open_deg(b: Body, side: str) -> float:
    """Hip-shoulder-wrist angle on the front of the body, 0..360: 180 is the arm in line with the trunk."""
    shoulder = b.point("shoulder", side)
    to_hip, to_wrist = b.point("hip", side) - shoulder, b.point("wrist", side) - shoulder
    return (b.back_sign() * turn_deg(to_hip, to_wrist)) % 360.0


def leg_line_deg(b: Body, side: str) -> float:
    """Hip-to-ankle line against the trunk's line, positive towards the back: 0 in line, -90 hanging."""
    leg = b.point("ankle", side) - b.point("hip", side)
    return wrap_deg(b.back_sign() * turn_deg(leg, -b.trunk))


def leg_low_deg(b: Body, side: str) -> float:
    """The lower of thigh and whole leg against the trunk's line: a bent knee must not hide a low thigh."""
    whole, thigh = leg_line_deg(b, side), hip_open_deg(b, side) - 180.0
    # min() would pass over a NaN: with the knee hidden, nobody knows how low the thigh is
    return NAN if math.isnan(thigh) else min(whole, thigh)


def arm_line_deg(b: Body, side: str) -> float:
    """Shoulder-to-wrist line against the trunk's line, positive towards the back: 0 in line."""
    arm = b.point("wrist", side) - b.point("shoulder", side)
    return wrap_deg(b.back_sign() * turn_deg(b.trunk, arm))


def thigh_deg(b: Body, side: str) -> float:
    """Thigh against the vertical, 0 hanging straight down."""
    return tilt_deg(b.point("hip", side) - b.point("knee", side))


def shank_deg(b: Body, side: str) -> float:
    """Shank against the vertical, 0 upright."""
    return tilt_deg(b.point("knee", side) - b.point("ankle", side))


SQUARE_ON = math.sin(math.radians(20.0))


def fppa_deg(b: Body, side: str) -> float:
    """Frontal plane projection angle: thigh line against shank line, positive = knee inward.

    A bent thigh points at the camera, so a small turn of the body swings its image far to a side: the angle
    means something only within 20 degrees of straight on.
    """
    if abs(math.sin(math.radians(b.view.yaw_deg))) > SQUARE_ON:
        return NAN
    thigh = b.point("knee", side) - b.point("hip", side)
    shank = b.point("ankle", side) - b.point("knee", side)
    return turn_deg(thigh, shank) * b.left_sign() * (1.0 if side == "left" else -1.0)


def foot_pitch_deg(b: Body, side: str) -> float:
    """Sole line, heel to toe, against the horizontal: positive with the heel higher; the near foot only."""
    far = {ViewKind.SIDE_LEFT: "right", ViewKind.SIDE_RIGHT: "left"}
    if far.get(b.view.kind) == side:
        return NAN
    foot = b.point("foot_index", side) - b.point("heel", side)
    return math.degrees(math.atan2(float(foot[1]), abs(float(foot[0]))))


def trunk_lean_deg(b: Body, _: str) -> float:
    """Trunk against the vertical."""
    return tilt_deg(b.trunk)


def trunk_slope_deg(b: Body, _: str) -> float:
    """Trunk against the horizontal, positive with the shoulders higher than the hips."""
    return 90.0 - tilt_deg(b.trunk)


def hip_line_deg(b: Body, _: str) -> float:
    """Hip line against the horizontal, positive with the person's left hip higher."""
    across = b.point("hip", "left") - b.point("hip", "right")
    return math.degrees(math.atan2(-float(across[1]), abs(float(across[0]))))


def hip_drop_deg(b: Body, side: str) -> float:
    """How far the other hip lies below the hip of this, the standing side."""
    return hip_line_deg(b, side) * (1.0 if side == "left" else -1.0)


def knees_apart_deg(b: Body, _: str) -> float:
    """Turn from the lower thigh to the upper one, lying on a side: positive with the top knee lifted.

    Whoever lies on the right with the front to the camera has the head to the left of the picture, and the
    other way round: the turn from the right thigh to the left one is the same in both.
    """
    left, right = (b.point("knee", side) - b.point("hip", side) for side in SIDE_NAMES)
    return turn_deg(right, left) * b.front_sign()


def knee_gap_ratio(b: Body, _: str) -> float:
    """Distance between the knees in distances between the ankles."""
    knees = length(b.point("knee", "left") - b.point("knee", "right"))
    return knees / (length(b.point("ankle", "left") - b.point("ankle", "right")) or NAN)


def feet_apart_ratio(b: Body, _: str) -> float:
    """Distance between the feet (middle of ankle and heel) in shank lengths."""
    left, right = ((b.point("ankle", s) + b.point("heel", s)) / 2 for s in SIDE_NAMES)
    shank = max(length(b.point("ankle", s) - b.point("knee", s)) for s in SIDE_NAMES)
    return length(left - right) / (shank or NAN)


def arch_deg(b: Body, _: str) -> float:
    """Prone: how far chest and legs together rise from one straight line, both sides averaged."""
    return mean_of(leg_line_deg(b, side) for side in SIDE_NAMES)


def arms_line_deg(b: Body, _: str) -> float:
    """Both arms against the trunk's line, positive towards the back, averaged."""
    return mean_of(arm_line_deg(b, side) for side in SIDE_NAMES)


def knees_deg(b: Body, _: str) -> float:
    """Knee angle, both sides averaged."""
    return mean_of(knee_deg(b, side) for side in SIDE_NAMES)


def leg_bend_deg(b: Body, _: str) -> float:
    """How far both legs are bent, as the flexion of the straighter knee, from any view: 0 upright.

    From the side the knees tell it, and a step, a raised knee or a walk bends nothing, for one knee stays
    straight. From the front the knee angle is hidden and the height of the hips tells it. In between, the
    two are mixed.
    """
    return _mixed_bend_deg(b, 180.0 - max(_seen_knees_deg(b), default=NAN))


def squat_bend_deg(b: Body, _: str) -> float:
    """The same with the mean of both knees, for movements in which they bend alike."""
    return _mixed_bend_deg(b, 180.0 - mean_of(_seen_knees_deg(b)))


def _seen_knees_deg(b: Body) -> list[float]:
    return [k for k in (knee_deg(b, s) for s in SIDE_NAMES) if not math.isnan(k)]


def _mixed_bend_deg(b: Body, by_knee_deg: float) -> float:
    share = _profile_share(b.view.yaw_deg)
    if share >= 1.0:
        return by_knee_deg
    by_height_deg = height_bend_deg(b, "") * _bent_share(b)
    return by_height_deg if share <= 0.0 else share * by_knee_deg + (1.0 - share) * by_height_deg


# What the pose model's 3D reads of a straight knee, and of one that is surely bent. Rendered and real clips seen
# from the front: 5 to 25 degrees standing, 40 and more at the bottom of a squat.
STRAIGHT_3D_DEG, BENT_3D_DEG = 12.0, 32.0


def _bent_share(b: Body) -> float:
    """0 to 1: whether the straighter knee is bent at all, by the pose model's 3D; 1 where it has none.

    Hips can be lower than their mark for other reasons than a bend: a step back, a wider stance. The 3D is
    20 degrees off, but it does tell standing from squatting, and decides nothing else.
    """
    knees = [_flexion_3d_deg(b, side) for side in SIDE_NAMES]
    straightest = min((k for k in knees if not math.isnan(k)), default=BENT_3D_DEG)
    return max(0.0, min(1.0, (straightest - STRAIGHT_3D_DEG) / (BENT_3D_DEG - STRAIGHT_3D_DEG)))


def _flexion_3d_deg(b: Body, side: str) -> float:
    hip, knee, ankle = (
        b.pose.world_m[L[f"{side}_{j}".upper()]].astype(float) for j in ("hip", "knee", "ankle")
    )
    return 180.0 - joint_deg(hip, knee, ankle)


def _profile_share(yaw_deg: float) -> float:
    """0 within 15 degrees of the front or back, 1 beyond 50 degrees, rising smoothly between."""
    x = (abs(math.sin(math.radians(yaw_deg))) - 0.26) / (0.77 - 0.26)
    return x if math.isnan(x) else (lambda c: c * c * (3 - 2 * c))(max(0.0, min(1.0, x)))


# Hips within 1 % of their standing height are standing. Near that, the arc cosine turns noise into degrees;
# the straight line to 52 degrees at nine tenths of the height does not.
UPRIGHT_SHARE, STRAIGHT_FROM, STRAIGHT_DEG = 0.99, 0.9, 2.0 * math.degrees(math.acos(0.9))


def height_bend_deg(b: Body, _: str) -> float:
    """Knee flexion of two equal limbs that would bring the hips to their present height."""
    share = hip_height_px(b) / (UPRIGHT_SHARE * b.leg_px) if b.leg_px > 0 else NAN
    if math.isnan(share):
        return NAN
    if share > STRAIGHT_FROM:
        return max(0.0, (1.0 - share) / (1.0 - STRAIGHT_FROM)) * STRAIGHT_DEG
    return 2.0 * math.degrees(math.acos(max(0.0, share)))


def lead_sign(b: Body, _: str) -> float:
    """Which leg leads a lunge, in thigh lengths: positive left. The rear knee sinks, the front one does not."""
    left, right = b.point("knee", "left"), b.point("knee", "right")
    thigh = max(length(b.point("knee", s) - b.point("hip", s)) for s in SIDE_NAMES)
    return float(right[1] - left[1]) / (thigh or NAN)


def stance_ratio(b: Body, _: str) -> float:
    """Distance between the ankles in the picture, in standing leg lengths: a step shows from any view."""
    return length(b.point("ankle", "left") - b.point("ankle", "right")) / b.leg_px if b.leg_px > 0 else NAN


def split_ratio(b: Body, _: str) -> float:
    """How far one knee is above the other, in thigh lengths: about 0 in a squat, above 0.5 in a lunge."""
    return abs(lead_sign(b, ""))


def top_sign(b: Body, _: str) -> float:
    """Which side is on top when lying on a side: +1 left, -1 right; NaN in other postures."""
    if b.posture not in LYING_ON_SIDE:
        return NAN
    return 1.0 if b.posture is Posture.LYING_ON_RIGHT else -1.0


_KNEE = ("hip", "knee", "ankle")
_TRUNK = ("shoulder", "hip")
GWYNNE = "SEM 2-4 deg: Gwynne & Curran, IJSPT"
RENDERED = "spread of level repetitions on rendered clips"
COSOLI = "side view, MediaPipe against IMU: Cosoli, Arnesano, Scalise 2026"

SIGNALS: Mapping[str, Signal] = {
    s.name: s
    for s in (
        Signal(name="knee_deg", unit="deg", title="knee angle", measure=knee_deg, joints=_KNEE, views=PROFILE | FRONTAL, error=6.4, source=COSOLI),
        Signal(name="hip_open_deg", unit="deg", title="hip angle", measure=hip_open_deg, joints=("shoulder", "hip", "knee"), views=PROFILE, error=5.0),
        Signal(name="shoulder_open_deg", unit="deg", title="shoulder angle", measure=shoulder_open_deg, joints=("hip", "shoulder", "wrist"), views=PROFILE, error=6.0),
        Signal(name="leg_line_deg", unit="deg", title="leg against the trunk line", measure=leg_line_deg, joints=("shoulder", "hip", "ankle"), views=PROFILE, error=5.0),
        Signal(name="leg_low_deg", unit="deg", title="thigh or leg against the trunk line", measure=leg_low_deg, joints=("shoulder", "hip", "knee"), views=PROFILE, error=5.0),
        Signal(name="arm_line_deg", unit="deg", title="arm against the trunk line", measure=arm_line_deg, joints=("hip", "shoulder", "wrist"), views=PROFILE, error=6.0),
        Signal(name="thigh_deg", unit="deg", title="thigh against the vertical", measure=thigh_deg, joints=("hip", "knee"), views=PROFILE, error=5.0),
        Signal(name="shank_deg", unit="deg", title="shank against the vertical", measure=shank_deg, joints=("knee", "ankle"), views=PROFILE, error=5.0),
        Signal(name="fppa_deg", unit="deg", title="knee inward (frontal plane projection angle)", measure=fppa_deg, joints=_KNEE, views=FRONTAL, error=3.0, source=GWYNNE),
        Signal(name="foot_pitch_deg", unit="deg", title="heel above toe", measure=foot_pitch_deg, joints=("heel", "foot_index"), views=SIDES, error=6.0),
        Signal(name="trunk_lean_deg", unit="deg", title="trunk against the vertical", measure=trunk_lean_deg, joints=_TRUNK, error=4.0, sided=False),
        Signal(name="trunk_slope_deg", unit="deg", title="trunk against the horizontal", measure=trunk_slope_deg, joints=_TRUNK, views=PROFILE, error=4.0, sided=False),
        Signal(name="hip_line_deg", unit="deg", title="hip line against the horizontal", measure=hip_line_deg, joints=("hip",), views=FRONTAL, error=2.5, sided=False, source="SEM 2 deg: Youdas 2007, JSR 16:326"),
        Signal(name="hip_drop_deg", unit="deg", title="drop of the other hip", measure=hip_drop_deg, joints=("hip",), views=FRONTAL, error=2.5, source="SEM 2 deg: Youdas 2007, JSR 16:326"),
        Signal(name="pelvis_roll_ratio", unit="ratio", title="roll of the pelvis", measure=pelvis_roll_ratio, joints=_TRUNK, views=FACING, error=0.04, sided=False),
        Signal(name="hip_cross_ratio", unit="ratio", title="hip line across the trunk", measure=hip_cross_ratio, joints=_TRUNK, error=0.04, sided=False),
        Signal(name="near_hip_drop_ratio", unit="ratio", title="drop of the hip nearer to the camera", measure=near_hip_drop_ratio, joints=("shoulder", "hip", "ankle"), views=PROFILE, error=0.015, sided=False, source=RENDERED),
        Signal(name="far_hip_drop_ratio", unit="ratio", title="drop of the hip farther from the camera", measure=far_hip_drop_ratio, joints=("shoulder", "hip", "ankle"), views=PROFILE, error=0.015, sided=False, source=RENDERED),
        Signal(name="knees_apart_deg", unit="deg", title="top knee lifted from the lower", measure=knees_apart_deg, joints=("hip", "knee"), views=FACING, error=3.0, sided=False),
        Signal(name="knee_gap_ratio", unit="ratio", title="knee gap against ankle gap", measure=knee_gap_ratio, joints=("knee", "ankle"), views=FACING | {ViewKind.FEET_END}, error=0.1, sided=False),
        Signal(name="feet_apart_ratio", unit="ratio", title="gap between the feet", measure=feet_apart_ratio, joints=("knee", "ankle"), views=FACING, error=0.06, sided=False),
        Signal(name="arch_deg", unit="deg", title="legs above the trunk line", measure=arch_deg, joints=("shoulder", "hip", "ankle"), views=PROFILE, error=5.0, sided=False),
        Signal(name="arms_line_deg", unit="deg", title="arms above the trunk line", measure=arms_line_deg, joints=("hip", "shoulder", "wrist"), views=PROFILE, error=6.0, sided=False),
        Signal(name="hips_open_deg", unit="deg", title="hip angle", measure=hips_open_deg, joints=("shoulder", "hip", "knee"), views=PROFILE, error=4.0, sided=False),
        Signal(name="knees_deg", unit="deg", title="knee angle", measure=knees_deg, joints=_KNEE, views=PROFILE, error=6.4, sided=False, source=COSOLI),
        Signal(name="leg_bend_deg", unit="deg", title="bend of the legs", measure=leg_bend_deg, joints=_KNEE, error=8.0, sided=False),
        Signal(name="squat_bend_deg", unit="deg", title="bend of the legs", measure=squat_bend_deg, joints=_KNEE, error=8.0, sided=False),
        Signal(name="height_bend_deg", unit="deg", title="bend of the legs by hip height", measure=height_bend_deg, joints=("hip", "ankle"), error=10.0, sided=False),
        Signal(name="lead_sign", unit="ratio", title="leading leg", measure=lead_sign, joints=("hip", "knee"), error=0.1, sided=False),
        Signal(name="stance_ratio", unit="ratio", title="distance between the feet", measure=stance_ratio, joints=("hip", "ankle"), error=0.05, sided=False),
        Signal(name="split_ratio", unit="ratio", title="one knee above the other", measure=split_ratio, joints=("hip", "knee"), error=0.1, sided=False),
        Signal(name="top_sign", unit="1", title="leg on top", measure=top_sign, joints=_TRUNK, error=0.0, sided=False),
    )
}  # fmt: skip
