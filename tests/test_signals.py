import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

import figure
from figure import STANDING, Points, both, pose
from formcheck.motion.bend import UPRIGHT_SHARE
from formcheck.motion.body import Body, StandingHeight
from formcheck.motion.ground import Ground
from formcheck.motion.observe import Observer
from formcheck.motion.signals import SIGNALS
from formcheck.motion.view import BodyAxes, Posture, View, ViewKind, axes_of
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose

NAN = math.nan
# atan(3/4): the smaller angle of the 3-4-5 triangle
A345 = 36.8699

FACING_US = figure.axes(up=(0, -1, 0), front=(0, 0, -1))
FROM_BEHIND = figure.axes(up=(0, -1, 0), front=(0, 0, 1))
FACING_RIGHT = figure.axes(up=(0, -1, 0), front=(1, 0, 0))
# head to the left of the picture, on the back
ON_BACK = figure.axes(up=(-1, 0, 0), front=(0, -1, 0))
# head to the right of the picture, face down
FACE_DOWN = figure.axes(up=(1, 0, 0), front=(0, 1, 0))
# on the right side, head to the left, the front to a camera that looks from above, or level
FROM_ABOVE = figure.axes(up=(-1, 0, 0), front=(0, 0.6, -0.8))
LEVEL = figure.axes(up=(-1, 0, 0), front=(0, 0.1, -0.995))

UPRIGHT: Points = {
    **both("shoulder", (100, 50)),
    **both("wrist", (100, 100)),
    **both("hip", (100, 100)),
    **both("knee", (100, 140)),
    **both("ankle", (100, 180)),
    **both("heel", (95, 184)),
    **both("foot_index", (115, 184)),
}
LYING_LEFT: Points = {
    **both("shoulder", (50, 100)),
    **both("hip", (100, 100)),
    **both("knee", (140, 100)),
    **both("ankle", (180, 100)),
}
LYING_RIGHT: Points = {
    **both("shoulder", (150, 100)),
    **both("wrist", (200, 100)),
    **both("hip", (100, 100)),
    **both("knee", (60, 100)),
    **both("ankle", (20, 100)),
}
ON_SIDE: Points = {
    **{"left_shoulder": (100, 90), "right_shoulder": (100, 110)},
    **{"left_hip": (150, 95), "right_hip": (150, 105)},
    **{"left_knee": (190, 95), "right_knee": (190, 105)},
}
# on the back with the right side to the camera, which stands about 0.5 or 1.2 m high
LOW = figure.axes(up=(-1, 0, 0), front=(0, -0.95, -0.312))
HIGH = figure.axes(up=(-1, 0, 0), front=(0, -0.75, -0.661))
HIPS_LOW: Points = both("knee", (140, 70))
RIGHT_FOOT_UP: Points = {"right_ankle": (180, 60)}
NEAR_LOW: Points = {"left_hip": (100, 97.5), "right_hip": (100, 102.5)}
FAR_LOW: Points = {"left_hip": (100, 102.5), "right_hip": (100, 97.5)}
LEFT_FOOT_UP: Points = {"left_ankle": (180, 60)}
FEET_TOGETHER: Points = {**both("ankle", (100, 180)), **both("heel", (100, 184))}


@dataclass(frozen=True)
class Case:
    """One figure, one signal and what it must read."""

    signal: str
    expected: float
    trunk: BodyAxes | None
    points: Points
    moved: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    side: str = "left"
    yaw_deg: float = 0.0
    leg_px: float = NAN
    posture: Posture = Posture.UNKNOWN
    up_first: float = NAN
    id: str = ""

    @property
    def pose(self) -> Pose:
        return pose({**self.points, **self.moved}, self.trunk)

    def body(self, p: Pose) -> Body:
        body = Body(p, View(ViewKind.UNKNOWN, self.yaw_deg), self.posture, axes_of(p), self.leg_px)
        body.ground = Ground(dict.fromkeys(("left", "right"), 180.0), self.leg_px, 100.0, self.up_first)
        return body


def front(signal: str, expected: float, id: str, side: str = "left", **moved: tuple[float, float]) -> Case:
    return Case(signal, expected, FACING_US, STANDING, moved, side, id=f"{signal}-{id}")


def upright(signal: str, expected: float, id: str, **moved: tuple[float, float]) -> Case:
    return Case(signal, expected, FACING_RIGHT, UPRIGHT, moved, yaw_deg=90.0, id=f"{signal}-{id}")


def one_leg(signal: str, expected: float, id: str, trunk: BodyAxes, **moved: tuple[float, float]) -> Case:
    return Case(signal, expected, trunk, LYING_LEFT, moved, yaw_deg=130.0, id=f"{signal}-{id}")


def on_back(signal: str, expected: float, id: str, **moved: tuple[float, float]) -> Case:
    return Case(signal, expected, ON_BACK, LYING_LEFT, moved, yaw_deg=90.0, id=f"{signal}-{id}")


def face_down(signal: str, expected: float, id: str, **moved: tuple[float, float]) -> Case:
    return Case(signal, expected, FACE_DOWN, LYING_RIGHT, moved, yaw_deg=90.0, id=f"{signal}-{id}")


def on_side(
    signal: str, expected: float, id: str, trunk: BodyAxes = FROM_ABOVE, **moved: tuple[float, float]
) -> Case:
    return Case(signal, expected, trunk, ON_SIDE, moved, posture=Posture.LYING_ON_RIGHT, id=f"{signal}-{id}")


def sunk(signal: str, expected: float, id: str, hips_y: float, **moved: tuple[float, float]) -> Case:
    """From the front with the hips at a height: 80 px over the ankles is the person's standing height."""
    hips: Points = {"left_hip": (110, hips_y), "right_hip": (90, hips_y)}
    return Case(
        signal,
        expected,
        FACING_US,
        STANDING,
        {**hips, **moved},
        leg_px=80 / UPRIGHT_SHARE,
        id=f"{signal}-{id}",
    )


def in_legs(signal: str, expected: float, id: str, side: str = "left", **moved: tuple[float, float]) -> Case:
    """From the front, the standing legs 80 px long."""
    return replace(front(signal, expected, id, side, **moved), leg_px=80.0)


CASES = [
    in_legs("one_leg_sign", 0.0, "both-feet-down"),
    in_legs("one_leg_sign", 0.25, "on-the-left-leg", right_ankle=(90, 160)),
    in_legs("one_leg_sign", -0.25, "on-the-right-leg", left_ankle=(110, 160)),
    # turned by 45 degrees, soles 22 px apart in the picture: the left one, farther away, is drawn higher
    replace(in_legs("one_leg_sign", 0.0, "planted-and-turned", left_ankle=(110, 173.4)), yaw_deg=45.0),
    in_legs("one_leg_ratio", 0.0, "a-little-aslant", left_ankle=(110, 179)),
    in_legs("one_leg_ratio", 0.03, "a-little-up", left_ankle=(110, 176)),
    in_legs("one_leg_ratio", 0.05, "up", left_ankle=(110, 160)),
    in_legs("foot_x_ratio", 0.1375, "left"),
    in_legs("foot_x_ratio", -0.1375, "right", side="right"),
    in_legs("foot_y_ratio", -0.1625, "left"),
    in_legs("foot_y_ratio", -0.225, "in-the-air", left_foot_index=(112, 180)),
    front("hands_off_ratio", 0.12, "hands-by-the-hips"),
    front("hands_off_ratio", 1.0, "right-hand-off", right_wrist=(40, 100)),
    in_legs("leg_out_deg", 0.0, "hangs"),
    in_legs("leg_out_deg", A345, "out", left_knee=(140, 140)),
    front("hip_x_ratio", 0.5, "in-the-middle"),
    front("hip_y_ratio", 0.5, "in-the-middle"),
    in_legs("body_height_ratio", 80.0 / 0.491 / 200.0, "of-the-leg"),
    front("knee_deg", 180.0, "straight"),
    front("knee_deg", 90.0, "right-angle", left_ankle=(150, 140)),
    front("knee_deg", 45.0, "closed", left_ankle=(150, 100)),
    front("knee_deg", 180.0, "the-other-is-bent", side="right", left_ankle=(150, 140)),
    upright("hip_open_deg", 180.0, "straight"),
    upright("hip_open_deg", 90.0, "thigh-forward", left_knee=(140, 100)),
    upright("hip_open_deg", 270.0, "thigh-backward", left_knee=(60, 100)),
    on_back("hip_open_deg", 180.0, "bridge-in-line"),
    on_back("hip_open_deg", 180.0 - A345, "bridge-low", left_knee=(140, 70)),
    on_back("hip_open_deg", 180.0 + A345, "bridge-arched", left_knee=(140, 130)),
    upright("shoulder_open_deg", 0.0, "arm-hangs"),
    upright("shoulder_open_deg", 90.0, "arm-forward", left_wrist=(150, 50)),
    upright("shoulder_open_deg", 180.0, "arm-overhead", left_wrist=(100, 0)),
    upright("shoulder_open_deg", 270.0, "arm-backward", left_wrist=(50, 50)),
    upright("leg_line_deg", 0.0, "in-line"),
    upright("leg_line_deg", 90.0, "leg-backward", left_ankle=(20, 100)),
    upright("leg_line_deg", -90.0, "leg-forward", left_ankle=(180, 100)),
    face_down("leg_line_deg", A345, "leg-lifted", left_ankle=(20, 40)),
    face_down("leg_line_deg", -A345, "leg-low", left_ankle=(20, 160)),
    face_down("leg_low_deg", 0.0, "in-line"),
    face_down("leg_low_deg", -45.0, "thigh-low-shank-up", left_knee=(60, 140)),
    face_down("leg_low_deg", -A345, "shank-low", left_knee=(60, 100), left_ankle=(20, 160)),
    face_down("arm_line_deg", 0.0, "in-line"),
    face_down("arm_line_deg", A345, "arm-lifted", left_wrist=(190, 70)),
    face_down("arm_line_deg", -90.0, "arm-hangs", left_wrist=(150, 150)),
    upright("thigh_deg", 0.0, "hangs"),
    upright("thigh_deg", A345, "forward", left_knee=(130, 140)),
    upright("thigh_deg", 90.0, "level", left_knee=(140, 100)),
    upright("shank_deg", 0.0, "upright"),
    upright("shank_deg", A345, "forward", left_ankle=(70, 180)),
    front("fppa_deg", 0.0, "straight"),
    front("fppa_deg", 14.2500, "left-in", left_knee=(105, 140)),
    front("fppa_deg", -14.2500, "left-out", left_knee=(115, 140)),
    front("fppa_deg", 14.2500, "right-in", side="right", right_knee=(95, 140)),
    Case(
        "fppa_deg",
        14.2500,
        FROM_BEHIND,
        {**STANDING, "right_hip": (110, 100), "right_knee": (105, 140), "right_ankle": (110, 180)},
        side="right",
        id="fppa_deg-right-in-from-behind",
    ),
    front("knees_in_deg", 7.1250, "left-in", left_knee=(105, 140)),
    front("knees_in_deg", 0.0, "as-a-turned-body-reads", left_knee=(105, 140), right_knee=(85, 140)),
    front("shank_in_deg", 0.0, "over-the-ankle"),
    front("shank_in_deg", 7.1250, "left-in", left_knee=(105, 140)),
    front("shank_in_deg", 7.1250, "right-in", side="right", right_knee=(95, 140)),
    front("shank_in_deg", -7.1250, "right-out", side="right", right_knee=(85, 140)),
    Case(
        "shank_in_deg",
        7.1250,
        FROM_BEHIND,
        {**STANDING, "right_hip": (110, 100), "right_knee": (105, 140), "right_ankle": (110, 180)},
        side="right",
        id="shank_in_deg-right-in-from-behind",
    ),
    upright("foot_pitch_deg", 0.0, "flat"),
    upright("foot_pitch_deg", A345, "heel-up", left_heel=(95, 169)),
    upright("foot_pitch_deg", -A345, "toe-up", left_foot_index=(115, 169)),
    upright("trunk_lean_deg", 0.0, "upright"),
    upright("trunk_lean_deg", A345, "forward", **both("shoulder", (130, 60))),
    upright("trunk_lean_deg", A345, "backward", **both("shoulder", (70, 60))),
    upright("trunk_slope_deg", 90.0, "upright"),
    face_down("trunk_slope_deg", 0.0, "level"),
    face_down("trunk_slope_deg", A345, "shoulders-up", **both("shoulder", (140, 70))),
    face_down("trunk_slope_deg", -A345, "shoulders-down", **both("shoulder", (140, 130))),
    front("hip_line_deg", 0.0, "level"),
    front("hip_line_deg", 14.0362, "left-up", left_hip=(110, 95)),
    front("hip_drop_deg", 14.0362, "stands-left", left_hip=(110, 95)),
    front("hip_drop_deg", -14.0362, "stands-right", side="right", left_hip=(110, 95)),
    on_side("pelvis_roll_ratio", 0.6, "from-above"),
    on_side("pelvis_roll_ratio", 0.8, "rolled", left_hip=(150, 90), right_hip=(150, 110)),
    on_side("pelvis_roll_ratio", NAN, "camera-too-low", trunk=LEVEL),
    on_side("hip_cross_ratio", -0.2, "across"),
    one_leg("near_hip_drop_ratio", 0.1, "near-hip-low", HIGH, **NEAR_LOW, **LEFT_FOOT_UP),
    one_leg("near_hip_drop_ratio", -0.1, "far-hip-low", HIGH, **FAR_LOW, **LEFT_FOOT_UP),
    one_leg("near_hip_drop_ratio", 0.1, "from-a-low-camera", LOW, **NEAR_LOW),
    one_leg(
        "near_hip_drop_ratio", 0.1, "rests-with-near-foot-up", HIGH, **NEAR_LOW, **HIPS_LOW, **RIGHT_FOOT_UP
    ),
    one_leg(
        "near_hip_drop_ratio", NAN, "rests-with-far-foot-up", HIGH, **NEAR_LOW, **HIPS_LOW, **LEFT_FOOT_UP
    ),
    one_leg("near_hip_drop_ratio", NAN, "rests-with-both-feet-down", HIGH, **NEAR_LOW, **HIPS_LOW),
    replace(one_leg("near_hip_drop_ratio", NAN, "square-to-the-side", HIGH, **NEAR_LOW), yaw_deg=90.0),
    one_leg("far_hip_drop_ratio", 0.1, "far-hip-low", LOW, **FAR_LOW, **LEFT_FOOT_UP),
    one_leg("far_hip_drop_ratio", NAN, "camera-too-high", HIGH, **FAR_LOW, **LEFT_FOOT_UP),
    one_leg("far_hip_drop_ratio", 0.1, "rests-with-far-foot-up", LOW, **FAR_LOW, **HIPS_LOW, **LEFT_FOOT_UP),
    one_leg(
        "far_hip_drop_ratio", NAN, "rests-with-near-foot-up", LOW, **FAR_LOW, **HIPS_LOW, **RIGHT_FOOT_UP
    ),
    on_side("knees_apart_deg", 0.0, "closed"),
    on_side("knees_apart_deg", 53.1301, "opened", left_knee=(180, 55)),
    on_side("knees_apart_deg", -A345, "dropped", left_knee=(190, 125)),
    front("knee_gap_ratio", 1.0, "over-the-feet"),
    front("knee_gap_ratio", 0.5, "in", left_knee=(105, 140), right_knee=(95, 140)),
    front("feet_apart_ratio", 0.5, "hip-wide"),
    Case("feet_apart_ratio", 0.0, FACING_US, STANDING, FEET_TOGETHER, id="feet_apart_ratio-together"),
    face_down("arch_deg", 0.0, "flat"),
    face_down("arch_deg", A345, "both-up", **both("ankle", (20, 40))),
    face_down("arch_deg", A345 / 2, "one-up", left_ankle=(20, 40)),
    face_down("arms_line_deg", A345, "both-up", **both("wrist", (190, 70))),
    on_back("hips_open_deg", 180.0, "in-line"),
    on_back("hips_open_deg", 180.0 - A345 / 2, "one-low", left_knee=(140, 70)),
    on_back("hips_open_deg", 180.0, "one-held-up", left_knee=(100, 60), **LEFT_FOOT_UP),
    on_back("hips_open_deg", 180.0, "one-hidden", left_knee=(NAN, NAN)),
    upright("knees_deg", 180.0, "straight"),
    upright("knees_deg", 135.0, "one-bent", left_ankle=(60, 140)),
    upright("leg_bend_deg", 0.0, "straight"),
    upright("leg_bend_deg", 90.0, "both-bent", **both("ankle", (60, 140))),
    upright("leg_bend_deg", 0.0, "one-raised-bends-nothing", left_ankle=(60, 140)),
    upright("squat_bend_deg", 90.0, "both-bent", **both("ankle", (60, 140))),
    upright("squat_bend_deg", 45.0, "mean", left_ankle=(60, 140)),
    sunk("leg_bend_deg", 0.0, "tall-from-the-front", 100),
    sunk("leg_bend_deg", 120.0, "half-height-from-the-front", 140),
    sunk("squat_bend_deg", 120.0, "half-height-from-the-front", 140),
    sunk("height_bend_deg", 0.0, "standing", 100),
    sunk("height_bend_deg", 0.0, "on-tiptoe", 96),
    sunk("height_bend_deg", 51.6839, "nine-tenths", 108),
    sunk("height_bend_deg", 90.0, "thighs-level", 180 - 80 * math.sqrt(0.5)),
    sunk("height_bend_deg", 120.0, "half", 140),
    sunk("height_bend_deg", 120.0, "one-foot-off-the-floor", 140, left_ankle=(110, 150)),
    sunk("stance_ratio", 0.2475, "hip-wide", 100),
    sunk("stance_ratio", 0.99, "a-long-step", 100, left_ankle=(170, 180)),
    front("lead_sign", 0.0, "side-by-side"),
    front("lead_sign", 0.25, "left-leads", right_knee=(90, 150), left_knee=(110, 137.5)),
    front("lead_sign", -0.25, "right-leads", right_knee=(90, 130)),
    front("knee_up_ratio", 0.25, "right-up", side="right", right_knee=(90, 130)),
    front("knee_up_ratio", -0.25, "left-down", right_knee=(90, 130)),
    front("leg_up_ratio", 0.25, "right-up", side="right", right_knee=(90, 130)),
    sunk("sunk_ratio", 0.01, "standing", 100),
    sunk("step_ratio", 0.2575, "hip-wide", 100),
    upright("split_ratio", 0.25, "one-up", left_knee=(100, 130)),
    front("split_ratio", 0.475, "right-leads", right_knee=(90, 130)),
    on_side("top_sign", 1.0, "on-the-right"),
    on_back("straightest_knee_deg", 180.0, "one-bent", left_ankle=(140, 60)),
    on_back("straightest_knee_deg", 90.0, "both-bent", **both("ankle", (140, 60))),
    on_back("straighter_sign", 0.0, "both-straight"),
    on_back("straighter_sign", -1.0, "right-straight", left_ankle=(140, 60)),
    on_back("thighs_up_deg", 0.0, "flat"),
    front("main_motion_ratio", NAN, "of-one-moment"),
    front("picture_motion_ratio", NAN, "of-a-body"),
    front("picture_way_ratio", NAN, "of-a-body"),
    on_back("thighs_up_deg", A345, "both-up", **both("knee", (140, 70))),
    on_back("thighs_up_deg", -A345 / 2, "one-low", left_knee=(140, 130)),
    on_back("arms_up_deg", 0.0, "overhead", **both("wrist", (0, 100))),
    on_back("arms_up_deg", A345, "to-the-feet", **both("wrist", (90, 70))),
    front("top_sign", NAN, "standing"),
    front("lift_aside_deg", A345, "left", left_ankle=(170, 180)),
    front("further_out_deg", A345, "left", left_ankle=(170, 180)),
    upright("lift_front_deg", A345, "left", left_knee=(130, 140)),
    upright("further_front_deg", A345, "left", left_knee=(130, 140)),
    upright("lift_back_deg", A345, "left", left_knee=(70, 140)),
    upright("further_back_deg", A345, "left", left_knee=(70, 140)),
    upright("thighs_split_deg", A345, "left-ahead", left_knee=(130, 140)),
    upright("thighs_split_deg", 0.0, "both-ahead", **both("knee", (130, 140))),
    front("other_leg_deg", 0.0, "one-lifted", left_ankle=(170, 180)),
    front("other_leg_deg", A345, "astride", left_ankle=(170, 180), right_ankle=(30, 180)),
    upright("bent_knee_deg", 180 - 2 * A345, "left", left_knee=(130, 140)),
    front("hip_hike_deg", A345, "left-up", left_hip=(110, 85)),
    front("hip_hike_deg", -A345, "left-down", left_hip=(110, 115)),
    front("shank_short_ratio", 0.5, "half", left_ankle=(110, 160)),
    in_legs("side_step_ratio", 1.0, "wide", left_ankle=(170, 180)),
    front("knee_width_ratio", 1.0, "in-line"),
    front("knee_width_ratio", 1.0, "in-line-astride", left_knee=(125, 140), left_ankle=(140, 180)),
    front("knee_width_ratio", 0.75, "left-caves", left_knee=(105, 140)),
    front("hips_high_ratio", 0.4, "standing"),
    front("hips_high_ratio", 0.3, "lower", left_hip=(110, 120), right_hip=(90, 120)),
    front("travel_sign", NAN, "one-picture"),
    front("travel_ratio", NAN, "one-picture"),
    in_legs("over_foot_ratio", 0.25, "left", left_hip=(130, 100), right_hip=(110, 100)),
    in_legs("off_middle_ratio", 0.25, "left", left_hip=(130, 100), right_hip=(110, 100)),
    sunk("sunk_aside_ratio", 1 - UPRIGHT_SHARE / 2, "half-height", 140),
    in_legs("folded_knee_deg", 60.0, "half-length", left_ankle=(110, 140)),
    in_legs("knee_over_foot_deg", 2 * A345, "inward", left_knee=(80, 140)),
    front("trunk_aside_deg", A345, "to-the-left", left_shoulder=(151.5, 50), right_shoulder=(123.5, 50)),
    in_legs("stance_sign", 0.25, "on-the-left-leg", right_ankle=(90, 160)),
    in_legs("step_sign", -0.25, "right-on-the-step", right_ankle=(90, 160)),
    in_legs("feet_uneven_ratio", 0.25, "left-up", left_ankle=(110, 160)),
    sunk("stance_bend_deg", 120.0, "half-height", 140, left_ankle=(110, 150)),
    sunk("step_bend_deg", 120.0, "half-height-above-the-step", 110, left_ankle=(110, 150)),
    in_legs("heel_up_ratio", 6 / 20.4, "flat"),
    in_legs("heel_up_ratio", 0.8, "raised", left_heel=(110, 173.68)),
    in_legs("heels_up_ratio", 11.1 / 20.4, "left-raised", left_heel=(110, 173.8)),
    upright("near_knee_deg", NAN, "far", left_knee=(130, 140)),
    replace(upright("near_knee_deg", 180.0, "near"), side="right"),
    in_legs("heels_level_ratio", 0.25, "left-raised", left_heel=(110, 173.8)),
    in_legs("stance_heel_ratio", 6 / 20.4, "left-stands", right_ankle=(90, 160), right_heel=(90, 150)),
    upright("foot_shank_deg", 90.0, "flat"),
    upright("foot_shank_deg", 90.0 + A345, "down", **both("foot_index", (115, 199))),
    upright("near_foot_deg", 90.0 - A345, "right-up", right_foot_index=(115, 169)),
    upright("near_sign", -1.0, "from-the-right"),
    front("knees_below_ratio", 0.8, "standing"),
    replace(upright("stance_bend_deg", 0.0, "one-raised-bends-nothing", left_ankle=(60, 140)), leg_px=80.0),
    replace(
        upright("stance_bend_deg", 90.0, "stands-bent", left_ankle=(60, 140), right_ankle=(60, 130)),
        leg_px=80.0,
    ),
    sunk("lift_ratio", 0.31, "one-foot-up", 100, left_ankle=(110, 150)),
    sunk("lift_ratio", 0.805, "up-and-half-way-down", 140, left_ankle=(110, 150)),
    in_legs("rise_ratio", 0.0, "on-the-floor"),
    in_legs("foot_raised_ratio", 0.25, "left", left_ankle=(110, 160)),
    in_legs("feet_raised_ratio", 0.0, "one-foot", left_ankle=(110, 160)),
    in_legs("feet_raised_ratio", 0.125, "both", left_ankle=(110, 160), right_ankle=(90, 170)),
    in_legs("climb_ratio", 0.3, "foot-up", left_ankle=(110, 140)),
    in_legs("climb_ratio", 0.55, "on-the-step", left_hip=(110, 80), right_hip=(90, 80)),
    in_legs("rise_ratio", 0.25, "on-a-step", left_hip=(110, 80), right_hip=(90, 80)),
    replace(front("up_first_sign", 1.0, "left"), up_first=1.0),
    replace(upright("step_bend_deg", 90.0, "bent-on-the-step", left_ankle=(60, 140)), leg_px=80.0),
]
EACH = pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])


def read(case: Case, p: Pose, side: str | None = None) -> float:
    return SIGNALS[case.signal].measure(case.body(p), side or case.side)


@EACH
def test_known_figure(case: Case) -> None:
    got = read(case, case.pose)
    if SIGNALS[case.signal].unit == "deg":
        got = (got - case.expected + 180.0) % 360.0 - 180.0 + case.expected
    assert got == pytest.approx(case.expected, abs=1e-3, nan_ok=True)


# Signals that tell left from right by their sign.
SIGNED = {
    "lead_sign",
    "straighter_sign",
    "stance_sign",
    "step_sign",
    "one_leg_sign",
    "up_first_sign",
    "hip_line_deg",
    "top_sign",
    "foot_x_ratio",
}
SIGNED |= {"further_out_deg", "further_front_deg", "further_back_deg", "over_foot_ratio", "travel_sign"}
SIGNED |= {"heels_level_ratio", "near_sign"}
BENDS = {"leg_bend_deg", "squat_bend_deg", "stance_bend_deg", "step_bend_deg"}
MIRROR_POSTURE = {
    Posture.LYING_ON_LEFT: Posture.LYING_ON_RIGHT,
    Posture.LYING_ON_RIGHT: Posture.LYING_ON_LEFT,
}


@EACH
def test_mirrored_figure_reads_the_same_on_the_other_side(case: Case) -> None:
    upright = case.trunk is not None and case.trunk.up[1] < 0
    twin = replace(
        case,
        up_first=-case.up_first,
        posture=MIRROR_POSTURE.get(case.posture, case.posture),
        # somebody lying has no left or right of the camera, only a feet end and a head end
        yaw_deg=-case.yaw_deg if upright else case.yaw_deg,
    )
    here = read(case, case.pose)
    there = read(twin, figure.mirrored(case.pose), {"left": "right", "right": "left"}[case.side])
    assert there == pytest.approx(-here if case.signal in SIGNED else here, abs=1e-6, nan_ok=True)


@EACH
def test_a_missing_joint_is_missing(case: Case) -> None:
    for joint in SIGNALS[case.signal].joints:
        if case.signal in ("top_sign", "near_sign", "up_first_sign"):
            continue  # read off posture or view, which are kept
        if joint == "knee" and case.signal in BENDS and case.yaw_deg == 0.0:
            continue  # from the front the height of the hips tells it
        if joint == "ankle" and case.signal.endswith("hip_drop_ratio"):
            continue  # with the hips up, the foot need not be seen
        if joint == "hip" and case.signal in ("stance_ratio", "stance_sign"):
            continue  # only the standing height needs it, which is kept
        hidden = case.pose
        for side in ("LEFT", "RIGHT"):
            hidden.xy_px[Landmark[f"{side}_{joint.upper()}"]] = np.nan
        assert math.isnan(read(case, hidden)), joint


def test_every_signal_has_a_figure() -> None:
    assert {case.signal for case in CASES} == set(SIGNALS)


ENDINGS = {"deg": ("_deg",), "ratio": ("_ratio", "_sign"), "1": ("_sign",)}


@pytest.mark.parametrize("name", sorted(SIGNALS))
def test_signal_declares_itself(name: str) -> None:
    signal = SIGNALS[name]
    assert signal.name == name
    assert signal.title
    assert signal.source
    assert signal.views
    assert signal.error >= 0.0
    assert name.endswith(ENDINGS[signal.unit])
    assert all(f"LEFT_{joint.upper()}" in Landmark.__members__ for joint in signal.joints)


def test_a_bend_seen_obliquely_mixes_knee_and_height() -> None:
    case = sunk("leg_bend_deg", 0.0, "straight-knees-low-hips", 120)
    reads = [read(replace(case, yaw_deg=yaw_deg), case.pose) for yaw_deg in (0.0, 10.0, 30.0, 60.0, 90.0)]
    assert reads[:2] == pytest.approx([82.8192, 82.8192])
    assert 0.0 < reads[2] < 82.0
    assert reads[3:] == pytest.approx([0.0, 0.0], abs=1e-6)


def standing(t_s: float, hips_y: float) -> Pose:
    hips: Points = {"left_hip": (110, hips_y), "right_hip": (90, hips_y)}
    return pose({**STANDING, **hips}, FACING_US, t_s)


def test_standing_height_is_learnt_upright_and_kept_in_a_squat() -> None:
    height, heights = StandingHeight(), []
    for i in range(120):
        p = standing(i / 30, 100.0 if i < 60 else 130.0)
        # the shoulders sink with the hips, as far as the scale is concerned
        p.xy_px[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 1] += 0.0 if i < 60 else 30.0
        p.xy_px[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], 0] += 0.0 if i < 60 else 25.0
        heights.append(height.step(Body(p, posture=Posture.STANDING)))
    assert heights[59] == pytest.approx(80.0, rel=0.01)
    assert heights[-1] == pytest.approx(80.0, rel=0.05)


def test_an_observation_holds_every_signal_once_or_once_a_side() -> None:
    observer = Observer()
    for i in range(60):
        seen = observer.step(i / 30, standing(i / 30, 100.0))
    names = {
        n for s in SIGNALS.values() for n in ([f"{s.name}_left", f"{s.name}_right"] if s.sided else [s.name])
    }
    assert set(seen.values) == names
    assert (seen.view.kind, seen.posture, seen.seen) == (ViewKind.FRONT, Posture.STANDING, True)


def test_a_signal_is_missing_in_a_view_that_does_not_show_it() -> None:
    observer = Observer()
    for i in range(60):
        seen = observer.step(i / 30, standing(i / 30, 100.0))
    for signal in SIGNALS.values():
        name = f"{signal.name}_left" if signal.sided else signal.name
        if ViewKind.FRONT not in signal.views:
            assert math.isnan(seen.values[name]), name
    assert seen.values["fppa_deg_left"] == pytest.approx(0.0)
    assert math.isnan(seen.values["trunk_slope_deg"])


def test_only_the_wanted_signals_are_measured() -> None:
    seen = Observer(frozenset({"knee_deg", "split_ratio"})).step(0.0, standing(0.0, 100.0))
    assert set(seen.values) == {"knee_deg_left", "knee_deg_right", "split_ratio"}


def test_a_signal_is_measured_when_it_is_asked_for_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def measure(body: Body, side: str) -> float:
        asked.append(side)
        return 7.0

    known = replace(SIGNALS["knee_deg"], measure=measure)
    monkeypatch.setitem(SIGNALS, "knee_deg", known)
    seen = Observer().step(0.0, standing(0.0, 100.0))
    assert asked == []
    assert "knee_deg_left" in seen.values
    assert [seen.values["knee_deg_left"], seen.values["knee_deg_left"]] == [7.0, 7.0]
    assert asked == ["left"]
    assert seen.values.get("no_such_signal") is None


def test_nobody_in_the_picture_is_an_empty_observation() -> None:
    seen = Observer().step(2.0, None)
    assert (seen.t_s, dict(seen.values), seen.seen) == (2.0, {}, False)
