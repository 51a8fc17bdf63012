"""The pelvis of somebody on the floor: which hip has dropped or rolled, from the places that show it.

The pose model sees the two hips of a lying person as hardly more than one, so only their change from rest
says anything, and only from some places. Where it says nothing the value is NaN. The places were found on
rendered clips, where both legs and every pelvis angle are known exactly.
"""

from formcheck.motion.body import SIDE_NAMES, Body, foot_up_side
from formcheck.motion.geometry import NAN, length, mean_of, turn_deg
from formcheck.motion.view import Posture

# Camera places about the body (`View.yaw_deg`, 90 is square to the side, 180 the head end).
TOWARDS_HEAD_DEG = (110.0, 155.0)
# How far the front of the body points up in the picture with the hips up: 0.87 to 0.92 from 0.5 m high, 3 m
# away, 0.70 to 0.81 from 1.2 m. Only the lower camera shows the farther hip drop; nothing was tried above.
FAR_CAMERA, NEAR_CAMERA = 0.855, 0.65


def hip_open_deg(b: Body, side: str) -> float:
    """Shoulder-hip-knee angle on the front of the body, 0..360: above 180 the hip is over-extended."""
    hip = b.point("hip", side)
    to_knee, to_shoulder = b.point("knee", side) - hip, b.point("shoulder", side) - hip
    return (b.back_sign() * turn_deg(to_knee, to_shoulder)) % 360.0


# A raised leg beside the other thigh opens with it, and both together are surer than one. One that is held up
# towards the ceiling opens this much less, and says nothing about the hips.
HELD_UP_DEG = 30.0


# Of people on their back BlazePose reads the hips this much too open: 3 to 13 deg by person on the tuning
# clips of the evaluation set, least near the height at which hips are called low.
SUPINE_BIAS_DEG = 5.0


def hips_open_deg(b: Body, _: str) -> float:
    """Shoulder-hip-knee angle on the front of the body, both sides averaged; without a leg held up.

    On the back without the pose model's known bias.
    """
    bias_deg = SUPINE_BIAS_DEG if b.is_blazepose and b.posture is Posture.SUPINE else 0.0
    return _hips_open_deg(b) - bias_deg


def _hips_open_deg(b: Body) -> float:
    opened = {side: hip_open_deg(b, side) for side in SIDE_NAMES}
    raised = foot_up_side(b)
    if raised and max(opened.values()) - opened[raised] > HELD_UP_DEG:
        return max(opened.values())
    return mean_of(opened.values())


def near_hip_drop_ratio(b: Body, _: str) -> float:
    """Bridge on the farther leg: how far the nearer hip lies below the other, in trunk lengths."""
    return -hip_cross_ratio(b, "") if _shows_drop(b, NEAR_CAMERA, near=True) else NAN


def far_hip_drop_ratio(b: Body, _: str) -> float:
    """Bridge on the nearer leg: how far the farther hip lies below the other, in trunk lengths."""
    return hip_cross_ratio(b, "") if _shows_drop(b, FAR_CAMERA, near=False) else NAN


def _shows_drop(b: Body, camera: float, *, near: bool) -> bool:
    is_low = b.axes is not None and -float(b.axes.front[1]) > camera
    is_towards_head = TOWARDS_HEAD_DEG[0] <= b.view.yaw_deg <= TOWARDS_HEAD_DEG[1]
    return is_low and is_towards_head and _may_be_raised(b, near=near)


# With the hips this far open the pose model may lose the raised leg; at rest it tells which one it is. With
# both feet on the floor there is no resting value to compare with, and rightly: knees that move in or out
# then shift the hips in the picture as much as a drop does.
HIPS_UP_DEG = 155.0


def _may_be_raised(b: Body, *, near: bool) -> bool:
    if hips_open_deg(b, "") > HIPS_UP_DEG:
        return True
    left_is_near = b.axes is not None and float(b.axes.left[2]) < 0
    return foot_up_side(b) == ("left" if left_is_near is near else "right")


# The front of somebody on their side points down in the picture by this much when the camera looks from
# above. Lower, a rolled pelvis moves its landmarks too little, from 0.5 m not at all (rendered clips).
HIGH_CAMERA = 0.47


def pelvis_roll_ratio(b: Body, _: str) -> float:
    """Hip and shoulder line across the trunk, in trunk lengths, seen from above: grows with the roll."""
    if b.axes is None or float(b.axes.front[1]) < HIGH_CAMERA:
        return NAN
    return abs(across_ratio(b, "hip")) + abs(across_ratio(b, "shoulder"))


def hip_cross_ratio(b: Body, _: str) -> float:
    """Left-to-right hip line's part across the trunk, in trunk lengths: changes as the pelvis turns."""
    return across_ratio(b, "hip")


def across_ratio(b: Body, joint: str) -> float:
    """The part across the trunk of the line from a right joint to the left one, in trunk lengths."""
    across, trunk = b.point(joint, "left") - b.point(joint, "right"), b.trunk
    return float(across[0] * trunk[1] - across[1] * trunk[0]) / (length(trunk) ** 2 or NAN)
