"""The `onnx` backend, on a tiny model of the RTMPose layout that finds the brightest dot of each colour."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from formcheck.errors import ModelError
from formcheck.frame import Frame
from formcheck.pose.detector import Detection
from formcheck.pose.landmarks import Landmark
from formcheck.pose.topdown_onnx import HALPE26, MEAN_RGB, STD_RGB, Box, TopDownOnnx, decode

SIZE_PX = (640, 480)
# Dots of pure red, green and blue; point k of the model follows colour k % 3.
DOTS = np.array([[200.0, 120.0], [260.0, 240.0], [230.0, 400.0]])
GAIN = 0.35
# One bin of the model is half an input pixel, and the dot's top is about that flat.
TOLERANCE_PX = 4.0


def make_model(
    path: Path,
    *,
    points: int = 26,
    height: int | str = 256,
    width: int | str = 192,
    channels: int = 3,
    names: tuple[str, str] = ("simcc_x", "simcc_y"),
) -> Path:
    """Write a model whose likelihood of a column is the brightest value of the point's colour in it."""
    colour = numpy_helper.from_array(np.arange(points) % channels, "colour")
    gain = numpy_helper.from_array(np.array(GAIN, np.float32), "gain")
    # (1, points, n) -> every value twice, for the split ratio of 2
    pair = numpy_helper.from_array(np.array([1, 1, 1, 2]), "pair")
    last = numpy_helper.from_array(np.array([3]), "last")
    flat = numpy_helper.from_array(np.array([1, points, -1]), "flat")
    nodes = [
        helper.make_node("Mul", ["picture", "gain"], ["scaled"]),
        helper.make_node("Gather", ["scaled", "colour"], ["by_point"], axis=1),
    ]
    for name, axis in zip(names, (2, 3), strict=True):
        nodes += [
            helper.make_node("ReduceMax", ["by_point"], [f"{name}_max"], axes=[axis], keepdims=0),
            helper.make_node("Unsqueeze", [f"{name}_max", "last"], [f"{name}_open"]),
            helper.make_node("Tile", [f"{name}_open", "pair"], [f"{name}_twice"]),
            helper.make_node("Reshape", [f"{name}_twice", "flat"], [name]),
        ]
    picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["batch", channels, height, width])
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None, None]) for name in names]
    graph = helper.make_graph(nodes, "dots", [picture], outputs, [colour, gain, pair, last, flat])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(path))
    return path


def picture(dots: Iterable[NDArray[np.float64]]) -> NDArray[np.uint8]:
    """Black with a soft dot of each colour."""
    y, x = np.mgrid[: SIZE_PX[1], : SIZE_PX[0]]
    layers = [np.exp(-((x - dot[0]) ** 2 + (y - dot[1]) ** 2) / (2 * 10.0**2)) for dot in dots]
    return np.round(255 * np.stack(layers, axis=-1)).astype(np.uint8)


class Finder:
    """Points at the dots as the detector would, counting how often it is asked."""

    def __init__(self, dots: NDArray[np.float64]) -> None:
        self.dots, self.calls = dots, 0

    def __call__(self, image: NDArray[np.uint8]) -> list[Detection]:
        self.calls += 1
        hip, reach = self.dots.mean(axis=0), self.dots.mean(axis=0) - (0, 170)
        return [Detection(0.9, np.zeros((4, 2)), np.array([hip, reach, hip, reach]))]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return make_model(tmp_path / "dots.onnx")


def test_points_land_on_their_landmarks(model: Path) -> None:
    pose = TopDownOnnx(model, find_people=Finder(DOTS))(Frame(1.5, picture(DOTS)))
    assert pose is not None
    assert (pose.t_s, pose.size_px) == (1.5, SIZE_PX)
    for landmark, point in HALPE26.items():
        np.testing.assert_allclose(pose.xy_px[landmark], DOTS[point % 3], atol=TOLERANCE_PX)


def test_landmarks_outside_the_layout_are_missing(model: Path) -> None:
    pose = TopDownOnnx(model, find_people=Finder(DOTS))(Frame(0.0, picture(DOTS)))
    assert pose is not None
    absent = sorted(set(Landmark) - set(HALPE26))
    assert {Landmark.LEFT_PINKY, Landmark.MOUTH_LEFT, Landmark.RIGHT_EYE_INNER} <= set(absent)
    assert np.isnan(pose.xy_px[absent]).all()
    assert (pose.visibility[absent] == 0).all()
    assert np.isnan(pose.world_m).all()


def test_visibility_is_the_score_of_the_normalised_colour(model: Path) -> None:
    pose = TopDownOnnx(model, find_people=Finder(DOTS))(Frame(0.0, picture(DOTS)))
    assert pose is not None
    expected = GAIN * (255 - MEAN_RGB) / STD_RGB  # red, green, blue
    seen = pose.visibility[[Landmark.NOSE, Landmark.LEFT_EYE, Landmark.RIGHT_EYE]]
    np.testing.assert_allclose(seen, expected, atol=0.03)


def test_follows_without_the_detector_until_lost(model: Path) -> None:
    finder = Finder(DOTS)
    estimator = TopDownOnnx(model, find_people=finder)
    for step in range(10):
        moved = DOTS + np.array([12.0 * step, 0.0])
        pose = estimator(Frame(step / 10, picture(moved)))
        assert pose is not None
        np.testing.assert_allclose(pose.xy_px[Landmark.NOSE], moved[0], atol=TOLERANCE_PX)
    assert finder.calls == 1
    assert estimator(Frame(1.0, np.zeros((480, 640, 3), np.uint8))) is None
    assert finder.calls == 2
    assert estimator(Frame(1.1, picture(DOTS))) is not None
    assert finder.calls == 3


def test_nobody_found_is_none(model: Path) -> None:
    assert TopDownOnnx(model, find_people=lambda image: [])(Frame(0.0, picture(DOTS))) is None


def test_real_detector_sees_nobody_in_noise(model: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (240, 320, 3), dtype=np.uint8)
    assert TopDownOnnx(model)(Frame(0.0, noise)) is None


@pytest.mark.parametrize(("height", "width"), [(256, 192), (384, 288), ("height", "width")])
def test_input_size_is_read_from_the_file(tmp_path: Path, height: int | str, width: int | str) -> None:
    path = make_model(tmp_path / "dots.onnx", height=height, width=width)
    pose = TopDownOnnx(path, find_people=Finder(DOTS))(Frame(0.0, picture(DOTS)))
    assert pose is not None
    np.testing.assert_allclose(pose.xy_px[Landmark.LEFT_EAR], DOTS[0], atol=TOLERANCE_PX)


def test_17_points_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"expected outputs simcc_x \[1, 26, 384\].*found simcc_x \[1, 17, 384\]"
    ):
        TopDownOnnx(make_model(tmp_path / "coco.onnx", points=17))


def test_other_output_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"expected outputs simcc_x.*found heat \[.*\], map \["):
        TopDownOnnx(make_model(tmp_path / "other.onnx", names=("heat", "map")))


def test_other_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"expected input \[1, 3, 256, 192\], found picture \['batch', 1, 256, 192\]"
    ):
        TopDownOnnx(make_model(tmp_path / "grey.onnx", channels=1))


def test_missing_and_foreign_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot read the pose model .*none\.onnx"):
        TopDownOnnx(tmp_path / "none.onnx")
    (tmp_path / "text.onnx").write_text("hello")
    with pytest.raises(ModelError, match=r"text\.onnx is not a model"):
        TopDownOnnx(tmp_path / "text.onnx")


def test_decode_takes_the_lower_maximum_and_drops_what_has_none() -> None:
    x, y = np.full((1, 3, 8), -1.0), np.full((1, 3, 16), -1.0)
    x[0, 0, 4], y[0, 0, 4] = 0.9, 0.4
    x[0, 1, 7], y[0, 1, 15] = 3.0, 2.0
    share, score = decode(x, y)
    np.testing.assert_array_equal(share, [[0.5, 0.25], [7 / 8, 15 / 16], [np.nan, np.nan]])
    np.testing.assert_array_equal(score, [0.4, 1.0, 0.0])


@pytest.mark.parametrize(
    ("extent", "padded"),
    [([60, 200], [187.5, 250]), ([300, 100], [375, 500])],
    ids=["tall gets wider", "wide gets taller"],
)
def test_box_is_padded_to_the_input_shape(extent: list[float], padded: list[float]) -> None:
    box = Box(np.array([1.0, 2.0]), np.array(extent, float)).padded(192 / 256)
    np.testing.assert_allclose(box.extent_px, padded)


def test_person_at_the_edge_is_found(model: Path) -> None:
    dots = np.array([[20.0, 60.0], [5.0, 240.0], [30.0, 430.0]])
    pose = TopDownOnnx(model, find_people=Finder(dots))(Frame(0.0, picture(dots)))
    assert pose is not None
    np.testing.assert_allclose(pose.xy_px[Landmark.LEFT_EYE], dots[1], atol=TOLERANCE_PX)
