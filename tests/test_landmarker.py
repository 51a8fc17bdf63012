import math

import numpy as np
import pytest

from formcheck.pose.landmarker import Landmarker, refine
from formcheck.pose.pose import FloatArray
from formcheck.pose.region import Region

COLD = -20.0


def heatmap(*hot: tuple[int, int, float], points: int = 1) -> FloatArray:
    """Build a cold 64 x 64 map with hot (row, column, logit) cells in every layer."""
    heat = np.full((64, 64, points), COLD, np.float32)
    for row, column, logit in hot:
        heat[row, column] = logit
    return heat


@pytest.mark.parametrize(
    ("heat", "start", "expected"),
    [
        pytest.param(heatmap((30, 20, 20.0)), (21.9, 31.9), (20, 30), id="moves-to-the-hot-cell"),
        pytest.param(heatmap((30, 20, 20.0), (30, 22, 20.0)), (21, 30), (21, 30), id="mean-of-two"),
        pytest.param(heatmap((30, 20, 20.0), (30, 21, 0.0)), (20, 30), (20 + 1 / 3, 30), id="weighted-mean"),
        pytest.param(heatmap((30, 20, -0.1)), (21.5, 31.5), (21.5, 31.5), id="unsure-stays"),
        pytest.param(heatmap((30, 20, 20.0)), (24.0, 30.5), (24.0, 30.5), id="out-of-the-window-stays"),
        pytest.param(heatmap((30, 20, 20.0)), (23.99, 30.5), (20, 30), id="edge-of-the-window"),
        pytest.param(heatmap((0, 0, 20.0)), (-0.5, 1.0), (0, 0), id="just-off-the-edge-is-the-first-cell"),
        pytest.param(heatmap((0, 0, 20.0)), (-1.0, 1.0), (-1.0, 1.0), id="off-the-map-stays"),
        pytest.param(heatmap((63, 63, 20.0)), (62.0, 63.9), (63, 63), id="lower-right-corner"),
        pytest.param(heatmap((63, 63, 20.0)), (64.0, 63.9), (64.0, 63.9), id="past-the-right-edge-stays"),
    ],
)
def test_refine(heat: FloatArray, start: tuple[float, float], expected: tuple[float, float]) -> None:
    np.testing.assert_allclose(refine(np.array([start]) / 64, heat) * 64, [expected], atol=1e-5)


def test_refine_passes_nan_on() -> None:
    assert np.isnan(refine(np.full((1, 2), np.nan), heatmap((0, 0, 20.0)))).all()


class Fixed:
    """Stands for a landmark model with a known answer."""

    def __call__(self, tensor: FloatArray) -> dict[str, FloatArray]:
        self.seen = tensor
        values = np.zeros((39, 5), np.float32)
        values[:, :2] = 128.0
        values[0, :4] = (64.0, 192.0, 7.0, math.log(3))
        values[34, :2] = (128.0, 64.0)
        world = np.zeros((39, 3), np.float32)
        world[11] = (0.2, -0.5, 0.1)
        heat = np.full((1, 64, 64, 39), COLD, np.float32)
        score = np.array([[0.875]], np.float32)
        return {
            "landmarks": values.reshape(1, -1),
            "score": score,
            "heatmap": heat,
            "world": world.reshape(1, -1),
        }


@pytest.mark.parametrize(
    ("angle_deg", "nose_px", "shoulder_m"),
    [
        pytest.param(0, (75.0, 125.0), (0.2, -0.5, 0.1), id="upright"),
        pytest.param(90, (75.0, 75.0), (0.5, 0.2, 0.1), id="lying-head-right"),
        pytest.param(-90, (125.0, 125.0), (-0.5, -0.2, 0.1), id="lying-head-left"),
    ],
)
def test_landmarks_in_the_picture(
    angle_deg: int, nose_px: tuple[float, float], shoulder_m: tuple[float, float, float]
) -> None:
    region = Region(100.0, 100.0, 100.0, math.radians(angle_deg))
    network = Fixed()
    seen = Landmarker(network)(np.full((200, 200, 3), 255, np.uint8), region)
    assert seen.score == 0.875
    np.testing.assert_allclose(seen.xy_px[0], nose_px, atol=1e-4)
    np.testing.assert_allclose(seen.world_m[11], shoulder_m, atol=1e-6)
    assert seen.visibility[0] == pytest.approx(0.75)
    assert seen.visibility.shape == (33,)
    assert seen.next_region.side_px == pytest.approx(2 * 25 * 1.25)
    assert math.degrees(seen.next_region.angle_rad) == pytest.approx(angle_deg, abs=1e-3)
    assert network.seen.shape == (1, 256, 256, 3)
    assert network.seen.max() == pytest.approx(1.0)
