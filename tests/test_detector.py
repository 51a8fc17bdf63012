import math

import numpy as np
import pytest

from formcheck.pose.anchors import detector_anchors
from formcheck.pose.detector import Detector, decode, overlap, weighted_nms
from formcheck.pose.pose import FloatArray


def box(left: float, upper: float, right: float, lower: float) -> list[float]:
    return [left, upper, right, lower, left, upper]


def test_anchor_count_and_places() -> None:
    anchors = detector_anchors()
    assert anchors.shape == (2254, 2)
    for index, expected in {
        0: (1 / 56, 1 / 56),
        1: (1 / 56, 1 / 56),
        2: (3 / 56, 1 / 56),
        56: (1 / 56, 3 / 56),
        1568: (1 / 28, 1 / 28),
        1960: (1 / 14, 1 / 14),
        2058: (1 / 14, 1 / 14),
        2253: (13 / 14, 13 / 14),
    }.items():
        np.testing.assert_allclose(anchors[index], expected, rtol=1e-6, err_msg=str(index))


def test_decode_adds_the_anchor_and_drops_the_unsure() -> None:
    rows = np.zeros((2, 12))
    rows[0] = [22.4, -22.4, 44.8, 89.6, 0, 0, 11.2, 0, 0, 11.2, 112, 112]
    boxes, scores = decode(rows, np.array([2.0, -0.1]), np.array([[0.5, 0.5], [0.1, 0.1]]))
    assert scores == pytest.approx([1 / (1 + math.exp(-2))])
    np.testing.assert_allclose(
        boxes, [[0.5, 0.2, 0.7, 0.6, 0.5, 0.5, 0.55, 0.5, 0.5, 0.55, 1.0, 1.0]], atol=1e-7
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param([0, 0, 2, 2], 1.0, id="same"),
        pytest.param([1, 0, 3, 2], 1 / 3, id="half-over"),
        pytest.param([2, 0, 4, 2], 0.0, id="touching"),
        pytest.param([5, 5, 6, 6], 0.0, id="apart"),
        pytest.param([1, 1, 1, 1], 0.0, id="empty"),
    ],
)
def test_overlap(other: list[float], expected: float) -> None:
    assert overlap(np.array([other], float), np.array([0.0, 0.0, 2.0, 2.0])) == pytest.approx([expected])


def test_nms_merges_one_person_and_keeps_two() -> None:
    rows = np.array([box(0, 0, 10, 10), box(20, 0, 30, 10), box(1, 0, 11, 10), box(0, 8, 10, 18)], float)
    merged = weighted_nms(rows, np.array([0.6, 0.7, 0.9, 0.5]))
    assert [score for _, score in merged] == [0.9, 0.7, 0.5]
    np.testing.assert_allclose(merged[0][0], np.array(box(0.6, 0, 10.6, 10)))
    np.testing.assert_allclose(merged[1][0], rows[1])


def test_nms_of_nothing_is_nothing() -> None:
    assert weighted_nms(np.zeros((0, 12)), np.zeros(0)) == []


class OneHit:
    """Stands for a detector model that fires at one anchor."""

    def __call__(self, tensor: FloatArray) -> dict[str, FloatArray]:
        self.seen = tensor
        boxes, logits = np.zeros((1, 2254, 12), np.float32), np.full((1, 2254, 1), -9.0, np.float32)
        logits[0, 1960], boxes[0, 1960, 6:8] = 4.0, (0.0, -32.0)
        return {"scores": logits, "boxes": boxes}


@pytest.mark.parametrize(
    ("quarter_turns", "hip_px", "angle_deg"),
    [
        pytest.param(0, (200 / 7 / 2, -50 + 200 / 7 / 2), 0.0, id="upright"),
        pytest.param(1, (200 - 200 / 7 / 2, -50 + 200 / 7 / 2), 90.0, id="quarter-turn"),
        pytest.param(2, (200 - 200 / 7 / 2, 150 - 200 / 7 / 2), -180.0, id="upside-down"),
    ],
)
def test_detection_comes_back_to_the_picture(
    quarter_turns: int, hip_px: tuple[float, float], angle_deg: float
) -> None:
    network = OneHit()
    (found,) = Detector(network)(np.full((100, 200, 3), 255, np.uint8), quarter_turns * math.pi / 2)
    np.testing.assert_allclose(found.points_px[0], hip_px, atol=1e-4)
    assert found.region.side_px == pytest.approx(2 * 1.25 * 32 / 224 * 200, rel=1e-5)
    assert math.degrees(found.region.angle_rad) == pytest.approx(angle_deg, abs=1e-3)
    assert network.seen.shape == (1, 224, 224, 3)
    assert network.seen.max() == pytest.approx(1.0)
    assert network.seen.min() == pytest.approx(-1.0)
