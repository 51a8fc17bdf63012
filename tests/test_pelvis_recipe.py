"""The recipe of the pelvis model: the square it looks at, the axes it is told in, the pictures' changes."""

import numpy as np
import pytest

from formcheck.pose.landmarks import COUNT, Landmark
from formcheck.pose.pose import Pose
from pelvis.sight import sight_axes
from pelvis.square import INPUT_PX, MARKS, SIDE_M, around_hips, cut_out, marks_of
from pelvis.store import Samples
from pelvis.vary import Change
from truth.camera import Camera

SIZE_PX, PX_PER_M = (640, 480), 200.0
HIPS_PX = np.array([320.0, 240.0])


def lying(head_deg: float, px_per_m: float = PX_PER_M) -> Pose:
    """A flat body about the hips whose head points this far clockwise of up in the picture."""
    world = np.random.default_rng(5).normal(0, 0.2, (COUNT, 3))
    for side, x in (("LEFT", 0.1), ("RIGHT", -0.1)):
        world[Landmark[f"{side}_HIP"]] = [x, 0.0, 0.0]
        world[Landmark[f"{side}_SHOULDER"]] = [1.4 * x, -0.5, 0.0]
    turn = np.radians(head_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    world = world @ rotation.T
    return Pose(0.0, HIPS_PX + px_per_m * world[:, :2], world, np.ones(COUNT), SIZE_PX)


@pytest.mark.parametrize("head_deg", [0.0, 37.0, 90.0, -90.0, 170.0])
def test_the_trunk_points_up_in_the_square(head_deg: float) -> None:
    region = around_hips(lying(head_deg))
    assert region is not None
    assert np.degrees(region.angle_rad) == pytest.approx(head_deg)
    assert (region.x_px, region.y_px) == pytest.approx(tuple(HIPS_PX))
    assert region.side_px == pytest.approx(SIDE_M * PX_PER_M)


def test_without_hips_there_is_no_square() -> None:
    pose = lying(90.0)
    pose.xy_px[Landmark.LEFT_HIP] = np.nan
    assert around_hips(pose) is None


@pytest.mark.parametrize("head_deg", [37.0, 90.0, -90.0])
@pytest.mark.parametrize("px_per_m", [100.0, 400.0])
def test_the_landmarks_are_told_alike_whichever_way_somebody_lies(head_deg: float, px_per_m: float) -> None:
    told = []
    for pose in (lying(0.0), lying(head_deg, px_per_m)):
        region = around_hips(pose)
        assert region is not None
        told.append(marks_of(pose, region))
    assert told[0].shape == (MARKS,)
    np.testing.assert_allclose(told[1], told[0], atol=1e-5)
    # the left hip lies 0.1 m to the right of the middle
    assert told[0][4:6] == pytest.approx([0.1 / SIDE_M, 0.0], abs=1e-6)
    assert told[0][16 + 6 : 16 + 9] == pytest.approx([0.1, 0.0, 0.0], abs=1e-6)


def test_a_large_picture_is_cut_out_without_skipping_pixels() -> None:
    rows, columns = np.mgrid[0:480, 0:640]
    chequered = np.repeat((255 * ((rows + columns) % 2))[:, :, None], 3, axis=2).astype(np.uint8)
    region = around_hips(lying(0.0, 500.0))
    assert region is not None
    crop = cut_out(chequered, region)
    assert crop.shape == (INPUT_PX, INPUT_PX, 3)
    middle = crop[30:66, 30:66].astype(float)
    assert abs(middle.mean() - 127.5) < 3
    assert middle.std() < 40


@pytest.mark.parametrize(
    "at_m", [(0.0, 0.0, 0.3), (0.8, 0.5, 0.1), (-0.6, -0.2, 0.9)], ids=["ahead", "right", "left"]
)
def test_the_line_of_sight_is_the_third_axis(at_m: tuple[float, float, float]) -> None:
    camera = Camera((0.0, -3.0, 1.2), (0.0, 0.0, 0.3), 40.0, (400, 300))
    axes = sight_axes(camera, np.array(at_m))
    ray = np.array(at_m) - camera.eye_m
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-9)
    np.testing.assert_allclose(axes[2], ray / np.linalg.norm(ray), atol=1e-9)
    # right along the floor, and down downwards, for a camera that does not tilt sideways
    assert axes[0] @ [1, 0, 0] > 0.9
    assert axes[1][2] < -0.8


def one_sample(turn: float = 0.3) -> Samples:
    """A picture with a bright right half, its left hip to the right and further away."""
    rng = np.random.default_rng(2)
    crop = np.zeros((1, 120, 120, 3), np.uint8)
    crop[:, :, 60:] = 200
    left = np.array([np.cos(turn), 0.0, np.sin(turn)])
    truth = np.array([[left, [0.0, -1.0, 0.0], left]], np.float32)
    return Samples(
        crop, rng.normal(0, 0.2, (1, MARKS)).astype(np.float32), truth, np.zeros((1, 3)), np.array([""])
    )


def test_a_mirrored_picture_has_mirrored_answers() -> None:
    sample = one_sample()
    answers = []
    for mirrored in (False, True):
        change = Change(mirrored, np.eye(3, dtype=np.float32), 1.0, 0.0)
        answers.append(change.apply(sample, 0, np.random.default_rng(1)))
    (image, marks, truth), (image_m, marks_m, truth_m) = answers
    assert image[:, -20:].mean() > 0.5 > image[:, :20].mean()
    assert image_m[:, :20].mean() > 0.5 > image_m[:, -20:].mean()
    # the left hip is now the right one's mirror image: it points the same way across and the other way in
    np.testing.assert_allclose(truth_m[0], truth[0] * [1, -1, -1], atol=1e-6)
    np.testing.assert_allclose(truth_m[1], truth[1] * [-1, 1, 1], atol=1e-6)
    flat, flat_m = (m[:16].reshape(8, 2) for m in (marks, marks_m))
    np.testing.assert_allclose(flat_m[0], flat[1] * [-1, 1], atol=1e-6)


def test_a_changed_truth_stays_a_direction() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        truth = Change.drawn(rng).apply(one_sample(), 0, rng)[2]
        np.testing.assert_allclose(np.linalg.norm(truth, axis=1), 1.0, atol=1e-5)
