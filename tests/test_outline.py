"""Outline and motion of known figures: a slanted slab, and pictures that were shifted and turned."""

import math

import cv2
import numpy as np
import pytest

from formcheck.pose.landmarks import COUNT, Landmark
from outline.axes import Axes, axes_of, trunk_px
from outline.motion import flow_px, motion
from outline.plan import PLACES, REPORTED, SIZES_DEG, TUNERS, group_of
from outline.shape import shape
from outline.told import tell
from outline.unrest import Unrest, stirred
from sweep.plan import LARGE, SIZE
from truth.people import REPORT, TUNING
from truth.pose import Pose

HIGH, WIDE, TRUNK_PX = 240, 320, 100.0
HIPS_PX = np.array([150.0, 120.0])


def marks(head_deg: float = 0.0) -> np.ndarray:
    """Landmarks of a body that lies with its head to the right, turned anticlockwise as one sees it."""
    along = np.array([math.cos(math.radians(head_deg)), -math.sin(math.radians(head_deg))])
    xy_px = np.full((COUNT, 2), np.nan)
    for joint, at in (("HIP", 0.0), ("SHOULDER", 1.0), ("KNEE", -0.8)):
        for side in ("LEFT", "RIGHT"):
            xy_px[Landmark[f"{side}_{joint}"]] = HIPS_PX + TRUNK_PX * at * along
    return xy_px


def slab(axes: Axes, up: float, down: float) -> np.ndarray:
    """All that is less than so far above and below the trunk's line."""
    y, x = np.mgrid[:HIGH, :WIDE]
    across = (np.stack([x, y], -1) - axes.origin_px) @ axes.across / axes.unit_px
    return np.asarray((across < up) & (across > -down))


def texture() -> np.ndarray:
    noise = np.random.default_rng(3).random((HIGH, WIDE)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), 3.0)
    return np.asarray(cv2.normalize(smooth, np.zeros_like(smooth), 0, 255, cv2.NORM_MINMAX), np.uint8)


@pytest.mark.parametrize("head_deg", [0.0, 30.0, -20.0, 170.0])
def test_axes_point_to_the_head_and_up(head_deg: float) -> None:
    axes = axes_of(marks(head_deg), TRUNK_PX)
    assert axes.across[1] < 0
    assert axes.parts(np.array([50.0 * axes.along, 20.0 * axes.across])) == pytest.approx(
        np.array([[0.5, 0.0], [0.0, 0.2]])
    )
    assert trunk_px(marks(head_deg)[None]) == pytest.approx(100.0)


@pytest.mark.parametrize("head_deg", [0.0, 20.0, -20.0])
def test_outline_of_a_slab(head_deg: float) -> None:
    axes = axes_of(marks(head_deg), TRUNK_PX)
    found = shape(slab(axes, 0.25, 0.15), axes)
    assert found["upper edge at +0.00"] == pytest.approx(0.25, abs=0.02)
    assert found["lower edge at +0.20"] == pytest.approx(0.15, abs=0.02)
    assert found["width at -0.25"] == pytest.approx(0.40, abs=0.03)
    # thirteen slices a twentieth apart
    assert found["area about the hips"] == pytest.approx(13 * 0.05 * 0.40, abs=0.02)
    assert found["upper edge, slope"] == pytest.approx(0.0, abs=0.05)


def test_outline_stops_at_the_first_gap() -> None:
    axes = axes_of(marks(), TRUNK_PX)
    arm = slab(axes, 0.5, 0.0) & ~slab(axes, 0.4, 0.0)
    assert shape(slab(axes, 0.25, 0.15) | arm, axes)["upper edge at +0.00"] == pytest.approx(0.25, abs=0.02)


def test_nobody_has_no_outline() -> None:
    nobody = np.full((COUNT, 2), np.nan)
    found = shape(np.ones((HIGH, WIDE), bool), axes_of(nobody, math.nan))
    assert all(math.isnan(value) for value in found.values())


def test_motion_of_a_shifted_picture() -> None:
    before = texture()
    after = np.roll(before, (-4, 6), axis=(0, 1))
    body = np.ones((HIGH, WIDE), bool)
    found = motion(flow_px(before, after), body, marks(), marks() + np.array([3.0, 0.0]), TRUNK_PX)
    assert found["hips, median, along"] == pytest.approx(0.06, abs=0.005)
    assert found["hips, median, across"] == pytest.approx(0.04, abs=0.005)
    assert found["hips less hip landmarks, along"] == pytest.approx(0.03, abs=0.005)
    assert found["hips less waist, across"] == pytest.approx(0.0, abs=0.005)
    assert found["hips, rotation"] == pytest.approx(0.0, abs=0.5)


def test_motion_of_a_turned_and_grown_picture() -> None:
    before = texture()
    matrix = cv2.getRotationMatrix2D((float(HIPS_PX[0]), float(HIPS_PX[1])), 5.0, 1.04)
    after = cv2.warpAffine(before, matrix, (WIDE, HIGH))
    body = np.ones((HIGH, WIDE), bool)
    found = motion(flow_px(before, np.asarray(after, np.uint8)), body, marks(), marks(5.0), TRUNK_PX)
    assert found["hips, rotation"] == pytest.approx(5.0, abs=0.6)
    assert found["hips, rotation less trunk landmarks"] == pytest.approx(0.0, abs=0.6)
    # 1.04 cos 5 deg - 1, twice
    assert found["hips, divergence"] == pytest.approx(0.072, abs=0.015)


def test_off_the_body_nothing_moves() -> None:
    flow = np.ones((HIGH, WIDE, 2), np.float32)
    found = motion(flow, np.zeros((HIGH, WIDE), bool), marks(), marks(), TRUNK_PX)
    assert math.isnan(found["hips, mean, along"])


def test_a_stir_rolls_the_trunk_and_moves_all_of_it() -> None:
    upright = Pose({bone: np.eye(3) for bone in ("pelvis", "spine_03", "thigh_l")}, np.array([1.0, 0.0, 0.5]))
    found = stirred(upright, Unrest(np.array([0.1, 0.0, 0.0]), 90.0, -30.0, 60.0))
    # all turns from x to y; the pelvis 30 degrees less, the chest 60 more; the leg just as all
    assert found.hip_centre_m == pytest.approx(np.array([0.1, 1.0, 0.5]))
    fronts = {bone: found.rotation[bone] @ [1.0, 0.0, 0.0] for bone in upright.rotation}
    assert fronts["pelvis"] == pytest.approx(np.array([0.5, math.sqrt(0.75), 0.0]))
    assert fronts["spine_03"] == pytest.approx(np.array([-math.sqrt(0.75), 0.5, 0.0]))
    assert fronts["thigh_l"] == pytest.approx(np.array([0.0, 1.0, 0.0]))


def people(turned: float, first: int) -> list[list[list[dict[str, float]]]]:
    """Three sets of three people: one good and two turned repetitions; one of two features tells."""
    rng = np.random.default_rng(first)
    return [
        [
            [{"tells": turned * size + rng.normal(0, 0.1), "noise": rng.normal()} for size in (0, 2, 3)]
            for _ in range(3)
        ]
        for _ in range(3)
    ]


def test_the_feature_is_chosen_by_the_tuners_only() -> None:
    told = tell(people(-1.0, 1), people(-1.0, 2))
    assert told.feature == "tells"
    assert min(told.others) > 10
    # the others' feature turns the other way: what was chosen must count against it
    assert max(tell(people(-1.0, 1), people(1.0, 2)).others) < -10


def test_figures_are_given_on_people_who_chose_nothing() -> None:
    assert set(TUNERS) <= set(TUNING)
    assert set(REPORTED) <= set(REPORT)


@pytest.mark.parametrize("movement", PLACES)
def test_the_first_two_faults_are_twelve_and_eighteen_degrees(movement: str) -> None:
    faults = group_of(movement).faults[: len(SIZES_DEG)]
    assert [size for _, size in faults] == [SIZE, LARGE]
    assert {name for name, _ in faults} <= {"hip_drop", "pelvis_rolls_back"}
