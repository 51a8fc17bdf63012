"""The whole chain with its real models, on a shipped sample clip."""

import math
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.errors import ModelError
from formcheck.frame import Frame
from formcheck.pose.blazepose import BlazePose, as_rgb
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.models import landmark_model, model_bytes
from formcheck.pose.network import OnnxNetwork
from formcheck.pose.pose import FloatArray, Pose
from formcheck.video.reader import open_clip

SAMPLES = Path(__file__).parent.parent / "sample_videos"


@pytest.fixture(scope="module")
def estimator() -> BlazePose:
    return BlazePose("lite")


@pytest.fixture(scope="module")
def squat() -> list[Frame]:
    """The first frames of a person standing before a squat."""
    with open_clip(SAMPLES / "squat_clean.mp4") as clip:
        return list(islice(clip, 6))


@pytest.fixture(scope="module")
def bridge() -> list[Frame]:
    """The first frames of a person lying on the back."""
    with open_clip(SAMPLES / "bridge_clean.mp4") as clip:
        return list(islice(clip, 6))


def see(estimator: BlazePose, frames: list[Frame]) -> Pose:
    """Run the frames from the start and return the last pose."""
    estimator.close()
    poses = [estimator(frame) for frame in frames]
    assert poses[-1] is not None
    return poses[-1]


def middle(pose: Pose, joint: str) -> FloatArray:
    return np.asarray(pose.xy_px[[L[f"LEFT_{joint}"], L[f"RIGHT_{joint}"]]].mean(axis=0))


def turned(frames: list[Frame], quarter_turns: int) -> list[Frame]:
    return [Frame(f.t_s, np.rot90(f.image_rgb, quarter_turns)) for f in frames]


def test_standing_person_stands(estimator: BlazePose, squat: list[Frame]) -> None:
    pose = see(estimator, squat)
    heights = [pose.xy_px[L.NOSE][1], *(middle(pose, j)[1] for j in ("SHOULDER", "HIP", "KNEE", "ANKLE"))]
    assert heights == sorted(heights)
    assert pose.t_s == squat[-1].t_s
    assert pose.size_px == squat[-1].size_px
    assert (pose.visibility[[L.NOSE, L.LEFT_HIP, L.RIGHT_HIP]] > 0.9).all()
    np.testing.assert_allclose(pose.world_m[[L.LEFT_HIP, L.RIGHT_HIP]].mean(axis=0), 0, atol=0.05)
    assert 0.3 < np.linalg.norm(pose.world_m[L.LEFT_KNEE] - pose.world_m[L.LEFT_HIP]) < 0.5


def test_person_on_the_back_lies(estimator: BlazePose, bridge: list[Frame]) -> None:
    pose = see(estimator, bridge)
    trunk = middle(pose, "SHOULDER") - middle(pose, "HIP")
    assert abs(trunk[0]) > 3 * abs(trunk[1])
    assert middle(pose, "KNEE")[1] < middle(pose, "HIP")[1]


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
@pytest.mark.parametrize("clip", ["squat", "bridge"])
def test_turned_picture_gives_the_turned_pose(
    estimator: BlazePose, clip: str, quarter_turns: int, request: pytest.FixtureRequest
) -> None:
    frames: list[Frame] = request.getfixturevalue(clip)
    upright, other = see(estimator, frames), see(estimator, turned(frames, quarter_turns))
    core = [L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP, L.LEFT_KNEE, L.RIGHT_KNEE]
    torso_px = np.linalg.norm(middle(upright, "SHOULDER") - middle(upright, "HIP"))
    off_px = np.linalg.norm(turned_back(other, quarter_turns, upright.size_px) - upright.xy_px, axis=1)
    assert np.median(off_px[core]) < 0.15 * torso_px


def turned_back(pose: Pose, quarter_turns: int, size_px: tuple[int, int]) -> FloatArray:
    """Map a pose of a turned picture to the picture before the turn."""
    angle, (width, height) = quarter_turns * math.pi / 2, size_px
    centred = pose.xy_px - np.array(pose.size_px) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return np.asarray(centred @ np.array([[cos, sin], [-sin, cos]]) + (width / 2, height / 2))


def test_second_run_is_the_same(estimator: BlazePose, squat: list[Frame]) -> None:
    np.testing.assert_array_equal(see(estimator, squat).xy_px, see(estimator, squat).xy_px)


def test_one_frame_is_enough(estimator: BlazePose, squat: list[Frame]) -> None:
    assert see(estimator, squat[:1]).xy_px.shape == (33, 2)


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(np.zeros((480, 640, 3), np.uint8), id="black"),
        pytest.param(np.zeros((1, 1, 3), np.uint8), id="one-pixel"),
        pytest.param(np.full((3, 500, 3), 9, np.uint8), id="a-line"),
        pytest.param(np.full((40, 40), 128, np.uint8), id="grey"),
        pytest.param(np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8), id="noise"),
    ],
)
def test_nobody_is_none(estimator: BlazePose, image: NDArray[np.uint8]) -> None:
    estimator.close()
    assert estimator(Frame(0.0, image)) is None
    assert estimator.region is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda image: np.dstack([image, image[:, :, :1]]), id="rgba"),
        pytest.param(lambda image: image[:, ::-1][:, ::-1], id="views-of-views"),
        pytest.param(lambda image: np.asfortranarray(image), id="column-order"),
        pytest.param(lambda image: np.pad(image, ((0, 0), (0, 9), (0, 0)))[:, :-9], id="padded-rows"),
    ],
)
def test_layout_of_the_array_does_not_matter(
    estimator: BlazePose, squat: list[Frame], change: type[NDArray[np.uint8]]
) -> None:
    plain = see(estimator, squat[:1])
    other = see(estimator, [Frame(squat[0].t_s, change(squat[0].image_rgb))])
    np.testing.assert_array_equal(plain.xy_px, other.xy_px)


def test_grey_picture_is_three_equal_channels() -> None:
    grey = np.arange(12, dtype=np.uint8).reshape(3, 4)
    for image in (grey, grey[:, :, None]):
        np.testing.assert_array_equal(as_rgb(image), np.repeat(grey[:, :, None], 3, axis=2))


def test_padded_rows_are_not_copied() -> None:
    wide = np.zeros((4, 10, 3), np.uint8)[:, :7]
    assert as_rgb(wide) is wide


def test_unknown_model_lists_the_choices() -> None:
    with pytest.raises(ModelError, match="full"):
        BlazePose("huge")


def test_bytes_that_are_no_model_are_one_clear_error() -> None:
    with pytest.raises(ModelError, match="could not be loaded"):
        OnnxNetwork(b"not a model")


def test_more_threads_give_the_same_bits() -> None:
    weights = model_bytes(landmark_model("lite"))
    noise = np.random.default_rng(0).random((1, 256, 256, 3), dtype=np.float32)
    alone, shared = (OnnxNetwork(weights, threads)(noise) for threads in (1, 2))
    for name, values in alone.items():
        np.testing.assert_array_equal(shared[name], values)
