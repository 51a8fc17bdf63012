"""How far the legs are bent, from any view: what squats and lunges are counted by."""

import math

from formcheck.motion.body import SIDE_NAMES, Body, hip_height_px
from formcheck.motion.geometry import NAN, joint_deg, mean_of
from formcheck.motion.limbs import knee_deg
from formcheck.motion.view import profile_share
from formcheck.pose.landmarks import Landmark as L


def leg_bend_deg(b: Body, _: str) -> float:
    """How far both legs are bent, as the flexion of the straighter knee, from any view: 0 upright.

    From the side the knees tell it, and a step, a raised knee or a walk bends nothing, for one knee stays
    straight. From the front the knee angle is hidden and the height of the hips tells it. In between, the
    two are mixed.
    """
    return _mixed_bend_deg(b, 180.0 - max(_seen_knees_deg(b), default=NAN))


def squat_bend_deg(b: Body, _: str) -> float:
    """The same with the mean of both knees, for movements in which they bend alike."""
    return _mixed_bend_deg(b, 180.0 - _squat_knee_deg(b))


# Nearer to the front than this, stretching what is left of the depth magnifies the error of the joints.
STRETCH_FROM = 0.5


def _squat_knee_deg(b: Body) -> float:
    """Knee angle of both legs as one: seen obliquely, the picture is stretched to the width of a side view.

    The middle between left and right moves in the plane that a side view shows, whatever the knees do
    sideways. Side on, both legs' angles are averaged, which hides less.
    """
    aside = abs(math.sin(math.radians(b.view.yaw_deg)))
    if not STRETCH_FROM < aside < SIDE_ON:
        return mean_of(_seen_knees_deg(b))
    hip, knee, ankle = (b.middle(joint) / (aside, 1.0) for joint in ("hip", "knee", "ankle"))
    return joint_deg(hip, knee, ankle)


SIDE_ON = 0.93


def _seen_knees_deg(b: Body) -> list[float]:
    return [k for k in (knee_deg(b, s) for s in SIDE_NAMES) if not math.isnan(k)]


def _mixed_bend_deg(b: Body, by_knee_deg: float) -> float:
    share = profile_share(b.view.yaw_deg)
    if share >= 1.0:
        return by_knee_deg
    by_height_deg = height_bend_deg(b, "") * _bent_share(b)
    return by_height_deg if share <= 0.0 else share * by_knee_deg + (1.0 - share) * by_height_deg


# What the pose model's 3D reads of a straight knee, and of one that is surely bent. Rendered and real clips
# seen from the front: 5 to 25 degrees standing, 40 and more at the bottom of a squat.
STRAIGHT_3D_DEG, BENT_3D_DEG = 12.0, 32.0


def _bent_share(b: Body) -> float:
    """0 to 1: whether the straighter knee is bent at all, by the pose model's 3D; 1 where it has none.

    Hips can be lower than their mark for other reasons than a bend: a step back, a wider stance. The 3D is
    20 degrees off, but it does tell standing from squatting, and decides nothing else.
    """
    knees = [flexion_3d_deg(b, side) for side in SIDE_NAMES]
    return surely_bent(min((k for k in knees if not math.isnan(k)), default=BENT_3D_DEG))


def surely_bent(flexion_deg: float) -> float:
    """0 to 1: whether a knee of which the pose model's 3D says this is bent."""
    return max(0.0, min(1.0, (flexion_deg - STRAIGHT_3D_DEG) / (BENT_3D_DEG - STRAIGHT_3D_DEG)))


def flexion_3d_deg(b: Body, side: str) -> float:
    """Flexion of a knee in the pose model's 3D; NaN where it has none."""
    hip, knee, ankle = (
        b.pose.world_m[L[f"{side}_{j}".upper()]].astype(float) for j in ("hip", "knee", "ankle")
    )
    return 180.0 - joint_deg(hip, knee, ankle)


# Hips within 1 % of their standing height are standing. Near that, the arc cosine turns noise into degrees;
# the straight line to 52 degrees at nine tenths of the height does not.
UPRIGHT_SHARE, STRAIGHT_FROM, STRAIGHT_DEG = 0.99, 0.9, 2.0 * math.degrees(math.acos(0.9))


def height_bend_deg(b: Body, _: str) -> float:
    """Knee flexion of two equal limbs that would bring the hips to their present height."""
    return flexion_at_deg(hip_height_px(b) / (UPRIGHT_SHARE * b.leg_px)) if b.leg_px > 0 else NAN


def flexion_at_deg(share: float) -> float:
    """Flexion of two equal limbs that brings their ends to this share of their length from each other."""
    if math.isnan(share):
        return NAN
    if share > STRAIGHT_FROM:
        return max(0.0, (1.0 - share) / (1.0 - STRAIGHT_FROM)) * STRAIGHT_DEG
    return 2.0 * math.degrees(math.acos(max(0.0, share)))
