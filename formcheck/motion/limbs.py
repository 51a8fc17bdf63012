"""Angles and distances of limbs and trunk, as the picture shows them. NaN where a joint is missing."""

import math

from formcheck.motion.body import SIDE_NAMES, Body, hip_height_px
from formcheck.motion.geometry import NAN, joint_deg, length, mean_of, tilt_deg, turn_deg, wrap_deg
from formcheck.motion.pelvis import hip_open_deg
from formcheck.motion.view import LYING_ON_SIDE, SIDES, Posture, ViewKind, profile_share

# Of people upright, BlazePose reads a bent knee this much too straight, a straight one right: 7 deg on the
# tuning clips of the evaluation set; others found 2.3 and 5.1 (Cosoli 2026; JMIR preprint 102399).
KNEE_BIAS_DEG, BENT_FROM_DEG = 7.0, 20.0


def knee_deg(b: Body, side: str) -> float:
    """Hip-knee-ankle angle, 180 straight; side on and upright, without the pose model's known bias."""
    knee = joint_deg(b.point("hip", side), b.point("knee", side), b.point("ankle", side))
    return knee - KNEE_BIAS_DEG * min(1.0, (180.0 - knee) / BENT_FROM_DEG) if _is_biased(b) else knee


def _is_biased(b: Body) -> bool:
    return b.is_blazepose and b.posture is Posture.STANDING and b.view.kind in SIDES


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


# The far arm is often hidden by head and trunk, and the model then puts it anywhere. Tuning clips of the
# evaluation set: raised arms it saw had a wrist visibility from 0.72 up, those it had wrong one up to 0.57.
WRIST_SEEN, WRIST_GUESSED = 0.65, 0.3
# On hands and knees it reads a raised arm this much too low (same clips; its shoulder lies above the joint).
ARM_BIAS_DEG = 5.5


def arm_line_deg(b: Body, side: str) -> float:
    """Shoulder-to-wrist line against the trunk's line, positive towards the back: 0 in line.

    NaN for a wrist that the pose model does not claim to see; without the model's known bias.
    """
    if b.seen("wrist", side) < WRIST_SEEN:
        return NAN
    arm = b.point("wrist", side) - b.point("shoulder", side)
    bias_deg = ARM_BIAS_DEG if b.is_blazepose and b.posture is Posture.HANDS_AND_KNEES else 0.0
    return wrap_deg(b.back_sign() * turn_deg(b.trunk, arm) + bias_deg)


def thigh_deg(b: Body, side: str) -> float:
    """Thigh against the vertical, 0 hanging straight down."""
    return tilt_deg(b.point("hip", side) - b.point("knee", side))


def shank_deg(b: Body, side: str) -> float:
    """Shank against the vertical, 0 upright."""
    return tilt_deg(b.point("knee", side) - b.point("ankle", side))


SQUARE_ON = math.sin(math.radians(12.0))


def fppa_deg(b: Body, side: str) -> float:
    """Frontal plane projection angle: thigh line against shank line, positive = knee inward.

    A bent thigh points at the camera, so a small turn of the body swings its image far to a side: clean
    lunges rendered from 15 degrees off the front read up to 38. It means something within 12 of straight on.
    """
    if abs(math.sin(math.radians(b.view.yaw_deg))) > SQUARE_ON:
        return NAN
    thigh = b.point("knee", side) - b.point("hip", side)
    shank = b.point("ankle", side) - b.point("knee", side)
    return turn_deg(thigh, shank) * b.left_sign() * (1.0 if side == "left" else -1.0)


def knees_in_deg(b: Body, _: str) -> float:
    """Frontal plane projection angle, mean of both legs: a small turn moves the two opposite ways."""
    return (fppa_deg(b, "left") + fppa_deg(b, "right")) / 2


def shank_in_deg(b: Body, side: str) -> float:
    """How far the knee lies inside its own ankle, as the tilt of the shank: positive = knee inward.

    Knee and ankle are about as far from the camera, so that neither perspective nor a small turn of the body
    changes it, as they do the thigh of a lunge, which points at the camera.
    """
    if abs(math.sin(math.radians(b.view.yaw_deg))) > SQUARE_ON:
        return NAN
    shank = b.point("knee", side) - b.point("ankle", side)
    inward = -float(shank[0]) * b.left_sign() * (1.0 if side == "left" else -1.0)
    return math.degrees(math.atan2(inward, -float(shank[1])))


def knee_up_ratio(b: Body, side: str) -> float:
    """How far this knee lies above the other in the picture, in thigh lengths."""
    return lead_sign(b, "") * (1.0 if side == "left" else -1.0)


# The model may draw the standing leg over the raised one, so that neither knee is clearly up.
KNEES_TELL = 0.25


def leg_up_ratio(b: Body, side: str) -> float:
    """On hands and knees: how far this knee lies above the other, in thigh lengths.

    Where the knees do not tell, how far the hand of the other side lies above this one's, in trunk lengths:
    arm and leg rise diagonally.
    """
    knees = knee_up_ratio(b, side)
    left, right = (b.point("wrist", s)[1] for s in SIDE_NAMES)
    hands = float(right - left) * (-1.0 if side == "left" else 1.0) / (length(b.trunk) or NAN)
    seen = min(b.seen("wrist", s) for s in SIDE_NAMES) >= WRIST_GUESSED and not math.isnan(hands)
    return hands if abs(knees) < KNEES_TELL and seen else knees


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


# Seen from 44 degrees aside, with the view still named front, level hips of a lunge read 11 degrees.
HIPS_SQUARE = math.sin(math.radians(22.0))


def hip_drop_deg(b: Body, side: str) -> float:
    """How far the other hip lies below this, the standing one; within 22 degrees of straight on."""
    if abs(math.sin(math.radians(b.view.yaw_deg))) > HIPS_SQUARE:
        return NAN
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


def lead_sign(b: Body, _: str) -> float:
    """Which leg leads a lunge, in thigh lengths: positive left. Only the rear knee sinks."""
    left, right = b.point("knee", "left"), b.point("knee", "right")
    thigh = max(length(b.point("knee", s) - b.point("hip", s)) for s in SIDE_NAMES)
    return float(right[1] - left[1]) / (thigh or NAN)


def stance_ratio(b: Body, _: str) -> float:
    """Distance between the ankles in the picture, in standing leg lengths: a step shows from any view."""
    return length(b.point("ankle", "left") - b.point("ankle", "right")) / b.leg_px if b.leg_px > 0 else NAN


def sunk_ratio(b: Body, _: str) -> float:
    """How far the hips lie below their standing height, in standing leg lengths, from any view."""
    sunk = 1.0 - hip_height_px(b) / b.leg_px if b.leg_px > 0 else NAN
    return 0.0 if sunk < 0.0 else sunk


def step_ratio(b: Body, _: str) -> float:
    """How far somebody has stepped and sunk, in standing leg lengths: what begins a lunge from any view."""
    return stance_ratio(b, "") + sunk_ratio(b, "")


# Seen from the front the rear knee is the farther one, and what lies farther on the floor is seen higher.
# Rendered and real clips: lunges read from 0.25 there and from 0.39 elsewhere, squats up to 0.16 and 0.26.
FRONT_SPLIT = 1.9


def split_ratio(b: Body, _: str) -> float:
    """How far one knee is above the other, in thigh lengths: about 0 in a squat, above 0.4 in a lunge."""
    share = profile_share(b.view.yaw_deg)
    return abs(lead_sign(b, "")) * (share + (1.0 - share) * FRONT_SPLIT)


def top_sign(b: Body, _: str) -> float:
    """Which side is on top when lying on a side: +1 left, -1 right; NaN in other postures."""
    if b.posture not in LYING_ON_SIDE:
        return NAN
    return 1.0 if b.posture is Posture.LYING_ON_RIGHT else -1.0
