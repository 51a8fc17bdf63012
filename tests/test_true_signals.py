"""The exact signals of stick figures whose angles are known by construction."""

import math

import numpy as np
import pytest

from formcheck.motion.signals import SIGNALS
from truth.signals import Array, true_pelvis, true_signals

Figure = dict[str, Array]
# What only the picture has.
PICTURE_ONLY = {
    "leg_up_ratio",
    "pelvis_roll_ratio",
    "near_hip_drop_ratio",
    "far_hip_drop_ratio",
    "hip_cross_ratio",
    "lead_sign",
    "main_motion_ratio",
    "picture_motion_ratio",
    "picture_way_ratio",
    "near_foot_deg",
    "near_sign",
    "near_knee_deg",
    "top_sign",
    "up_first_sign",
    "hips_high_ratio",
    "travel_sign",
    "travel_ratio",
    "hip_x_ratio",
    "hip_y_ratio",
    "body_height_ratio",
}
THIGH_M, SHANK_M, TRUNK_M, ARM_M = 0.4, 0.4, 0.5, 0.6


def spin(axis: str, angle_deg: float) -> Array:
    """Rotation about a world axis, right hand."""
    c, s = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    turn = np.eye(3)
    turn[i, i] = turn[j, j] = c
    turn[j, i], turn[i, j] = s, -s
    return turn


def forward(angle_deg: float) -> Array:
    """Straight down, swung forwards (-Y) by an angle: 90 is level, 180 straight up."""
    a = math.radians(angle_deg)
    return np.array([0.0, -math.sin(a), -math.cos(a)])


def figure(
    *,
    thigh_deg: float = 0.0,
    shank_deg: float = 0.0,
    trunk_deg: float = 180.0,
    arm_deg: float = 0.0,
    heel_m: float = 0.0,
) -> Figure:
    """A person facing -Y with equal sides; each part's direction by ``forward``, the hips 0.9 m high."""
    points: Figure = {}
    for side, sign in (("left", 1.0), ("right", -1.0)):
        hip = np.array([sign * 0.1, 0.0, 0.9])
        knee = hip + THIGH_M * forward(thigh_deg)
        ankle = knee + SHANK_M * forward(shank_deg)
        shoulder = hip + TRUNK_M * forward(trunk_deg)
        points |= {
            f"{side}_hip": hip,
            f"{side}_knee": knee,
            f"{side}_ankle": ankle,
            f"{side}_heel": ankle + np.array([0, 0.05, heel_m - 0.05]),
            f"{side}_foot_index": ankle + np.array([0, -0.15, -0.05]),
            f"{side}_shoulder": shoulder,
            f"{side}_wrist": shoulder + ARM_M * forward(arm_deg),
        }
    return points


def turned(points: Figure, turn: Array) -> Figure:
    """The same figure turned about the origin."""
    return {name: turn @ p for name, p in points.items()}


STANDING = figure()
SQUAT = figure(thigh_deg=70, shank_deg=-30, trunk_deg=150, arm_deg=90, heel_m=0.2)
ON_BACK = turned(figure(thigh_deg=80, shank_deg=-20), spin("x", -90))
OVER_ARCHED = turned(figure(thigh_deg=-25, shank_deg=-100), spin("x", -90))
ALL_FOURS = turned(figure(thigh_deg=90, shank_deg=0, arm_deg=90), spin("x", 90))
RAISED = turned(figure(thigh_deg=-10, shank_deg=-10, arm_deg=160), spin("x", 90))
ON_RIGHT = turned(figure(thigh_deg=45, shank_deg=-45), spin("y", -90))


@pytest.mark.parametrize(
    ("posture", "expected"),
    [
        pytest.param(
            STANDING,
            {
                "knee_deg_left": 180,
                "hip_open_deg_right": 180,
                "leg_line_deg_left": 0,
                "shoulder_open_deg_left": 0,
                "trunk_lean_deg": 0,
                "trunk_slope_deg": 90,
                "hip_line_deg": 0,
                "squat_bend_deg": 0,
                "height_bend_deg": 0,
                "foot_pitch_deg_left": 0,
                "stance_ratio": 0.25,
                "sunk_ratio": 0,
                "step_ratio": 0.25,
                "feet_apart_ratio": 0.5,
                "fppa_deg_left": 0,
                "one_leg_ratio": 0,
                "foot_x_ratio_left": 0.125,
                "hands_off_ratio": 0.2,
                "leg_out_deg_left": 0,
            },
            id="standing",
        ),
        pytest.param(
            SQUAT,
            {
                "knee_deg_left": 80,
                "squat_bend_deg": 100,
                "leg_bend_deg": 100,
                "knees_deg": 80,
                "thigh_deg_right": 70,
                "shank_deg_right": 30,
                "trunk_lean_deg": 30,
                "hip_open_deg_left": 80,
                "shoulder_open_deg_left": 120,
                "foot_pitch_deg_left": 45,
                "split_ratio": 0,
                "sunk_ratio": 1 - (math.cos(math.radians(70)) + math.cos(math.radians(30))) / 2,
            },
            id="squat, arms held forwards",
        ),
        pytest.param(
            ON_BACK, {"hips_open_deg": 100, "trunk_slope_deg": 0, "knee_deg_left": 80}, id="on the back"
        ),
        pytest.param(OVER_ARCHED, {"hips_open_deg": 205, "hip_open_deg_left": 205}, id="over-arched bridge"),
        pytest.param(
            ALL_FOURS,
            {
                "hip_open_deg_left": 90,
                "shoulder_open_deg_right": 90,
                "arm_line_deg_left": -90,
                "thigh_deg_left": 0,
                "shank_deg_left": 90,
                "trunk_slope_deg": 0,
            },
            id="hands and knees",
        ),
        pytest.param(
            RAISED,
            {
                "leg_line_deg_left": 10,
                "leg_low_deg_left": 10,
                "arm_line_deg_left": -20,
                "arch_deg": 10,
                "arms_line_deg": -20,
                "shoulder_open_deg_left": 160,
            },
            id="legs above, arms below the trunk line",
        ),
        pytest.param(ON_RIGHT, {"hip_line_deg": 90, "knees_apart_deg": 0}, id="on the right side"),
    ],
)
def test_known_postures(posture: Figure, expected: dict[str, float]) -> None:
    values = true_signals(posture, STANDING)
    assert {name: values[name] for name in expected} == pytest.approx(expected, abs=1e-6)


def test_a_turned_person_reads_the_same() -> None:
    here, there = (true_signals(p, STANDING) for p in (SQUAT, turned(SQUAT, spin("z", 130))))
    assert there == pytest.approx(here, abs=1e-6, nan_ok=True)


@pytest.mark.parametrize(("side", "inwards"), [("left", -1.0), ("right", 1.0)])
def test_fppa_is_positive_with_the_knee_inwards(side: str, inwards: float) -> None:
    knee = STANDING[f"{side}_knee"] + [inwards * 0.4 * math.tan(math.radians(10)), 0, 0]
    values = true_signals(STANDING | {f"{side}_knee": knee}, STANDING)
    assert values[f"fppa_deg_{side}"] == pytest.approx(20, abs=1e-6)


def test_hip_line_is_positive_with_the_left_hip_higher() -> None:
    tilted = STANDING | {"left_hip": STANDING["left_hip"] + [0, 0, 0.2 * math.tan(math.radians(10))]}
    values = true_signals(tilted, STANDING)
    names = ("hip_line_deg", "hip_drop_deg_left", "hip_drop_deg_right")
    assert [values[n] for n in names] == pytest.approx([10, 10, -10])


@pytest.mark.parametrize("top", ["left", "right"])
def test_knees_apart_is_positive_with_the_top_knee_lifted(top: str) -> None:
    lying = turned(figure(thigh_deg=45, shank_deg=-45), spin("y", -90 if top == "left" else 90))
    lower = "right" if top == "left" else "left"
    thigh = lying[f"{lower}_knee"] - lying[f"{lower}_hip"]
    # the level part of a thigh bent by 45 degrees is its length over the root of two
    knee = lying[f"{top}_hip"] + thigh + [0, 0, THIGH_M * math.sqrt(0.5) * math.tan(math.radians(30))]
    values = true_signals(lying | {f"{top}_knee": knee}, STANDING)
    assert values["knees_apart_deg"] == pytest.approx(30, abs=1e-6)


def test_a_leg_held_up_says_nothing_about_the_hips() -> None:
    lying = turned(figure(thigh_deg=20, shank_deg=-60), spin("x", -90))
    raised = lying["left_hip"] + np.array([0, 0, 1.0]) * THIGH_M
    held_up = lying | {"left_knee": raised, "left_ankle": raised + np.array([0, 0, SHANK_M])}
    values = true_signals(held_up, STANDING)
    assert values["hip_open_deg_left"] == pytest.approx(90)
    assert values["hips_open_deg"] == pytest.approx(160)


def test_every_signal_of_the_program_is_there_but_those_of_the_picture() -> None:
    names = {name.removesuffix("_left").removesuffix("_right") for name in true_signals(SQUAT, STANDING)}
    assert names == set(SIGNALS) - PICTURE_ONLY


@pytest.mark.parametrize(
    ("first", "moved", "expected"),
    [
        pytest.param(np.eye(3), spin("z", 20), {"turn": 20, "drop": 0}, id="left hip back"),
        pytest.param(np.eye(3), spin("y", 12), {"turn": 0, "drop": 12}, id="left hip down"),
        pytest.param(spin("x", -90), spin("x", -90) @ spin("z", 15), {"turn": 15, "drop": 15}, id="supine"),
        pytest.param(spin("y", -90), spin("y", -90) @ spin("z", 15), {"roll": 15}, id="left side up"),
        pytest.param(spin("y", 90), spin("y", 90) @ spin("z", -15), {"roll": 15}, id="right side up"),
        pytest.param(spin("y", 90), spin("y", 90) @ spin("z", 15), {"roll": -15}, id="rolled forwards"),
    ],
)
def test_pelvis_since_the_first_frame(first: Array, moved: Array, expected: dict[str, float]) -> None:
    values = true_pelvis(moved, first)
    assert {n: values[f"true_pelvis_{n}_deg"] for n in expected} == pytest.approx(expected, abs=1e-6)


def test_nobody_on_a_side_has_no_roll() -> None:
    assert math.isnan(true_pelvis(np.eye(3), np.eye(3))["true_pelvis_roll_deg"])
