import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.pose.region import Region, wrap_rad

UPRIGHT = Region(50.0, 40.0, 20.0)


@pytest.mark.parametrize(
    ("reach", "side_px", "angle_deg"),
    [
        pytest.param((50.0, 30.0), 25.0, 0.0, id="head-up"),
        pytest.param((60.0, 40.0), 25.0, 90.0, id="head-to-the-right"),
        pytest.param((40.0, 40.0), 25.0, -90.0, id="head-to-the-left"),
        pytest.param((50.0, 50.0), 25.0, -180.0, id="upside-down"),
        pytest.param((53.0, 36.0), 12.5, math.degrees(math.atan2(3, 4)), id="leaning"),
    ],
)
def test_region_around_body(reach: tuple[float, float], side_px: float, angle_deg: float) -> None:
    region = Region.around_body(np.array([50.0, 40.0]), np.array(reach))
    assert (region.x_px, region.y_px) == (50.0, 40.0)
    assert region.side_px == pytest.approx(side_px)
    assert math.degrees(region.angle_rad) == pytest.approx(angle_deg)


def test_head_lands_above_the_centre_of_the_square() -> None:
    hip, head = np.array([50.0, 40.0]), np.array([62.0, 33.0])
    inside = Region.around_body(hip, head).from_picture(np.stack([hip, head]))
    np.testing.assert_allclose(inside, [[0.5, 0.5], [0.5, 0.1]], atol=1e-12)


def test_upright_square_maps_corners() -> None:
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 1.0]])
    np.testing.assert_allclose(UPRIGHT.to_picture(corners), [[40.0, 30.0], [60.0, 30.0], [50.0, 50.0]])


@given(st.floats(-500, 500), st.floats(-500, 500), st.floats(2, 3000), st.floats(-math.pi, math.pi))
def test_mapping_to_the_picture_and_back_is_the_identity(
    x: float, y: float, side: float, angle: float
) -> None:
    region, points = Region(x, y, side, angle), np.array([[0.0, 0.0], [0.3, 0.9], [1.2, -0.4]])
    np.testing.assert_allclose(region.from_picture(region.to_picture(points)), points, atol=1e-9)


@pytest.mark.parametrize("angle_deg", [0, 30, 90, 180, -135])
def test_crop_shows_what_the_mapping_says(angle_deg: int) -> None:
    picture = np.zeros((200, 300, 3), np.uint8)
    cv2.circle(picture, (170, 90), 4, (255, 255, 255), -1)
    region = Region(150.0, 100.0, 100.0, math.radians(angle_deg))
    crop = region.crop(picture, 256, border=cv2.BORDER_CONSTANT)
    ys, xs = np.nonzero(crop[:, :, 0] > 128)
    seen = np.array([[xs.mean(), ys.mean()]]) / 256
    np.testing.assert_allclose(seen, region.from_picture(np.array([[170.0, 90.0]])), atol=0.004)


def test_crop_at_the_picture_own_size_is_the_picture() -> None:
    picture = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    whole = Region.whole((64, 64)).crop(picture, 64, border=cv2.BORDER_CONSTANT)
    np.testing.assert_array_equal(whole, picture)


def test_turned_vectors_keep_their_length_and_depth() -> None:
    turned = Region(0.0, 0.0, 10.0, math.pi / 2).turn(np.array([[1.0, 0.0, 5.0], [0.0, 2.0, 6.0]]))
    np.testing.assert_allclose(turned, [[0.0, 1.0, 5.0], [-2.0, 0.0, 6.0]], atol=1e-12)


@pytest.mark.parametrize(
    "region", [Region(0.0, 0.0, 1.0), Region(math.nan, 0.0, 9.0), Region(0.0, 0.0, math.inf)]
)
def test_degenerate_square_is_not_usable(region: Region) -> None:
    assert not region.usable
    assert UPRIGHT.usable


@pytest.mark.parametrize(
    ("angle", "wrapped"), [(0.0, 0.0), (3 * math.pi, -math.pi), (-1.5 * math.pi, 0.5 * math.pi)]
)
def test_wrap(angle: float, wrapped: float) -> None:
    assert wrap_rad(angle) == pytest.approx(wrapped)


@pytest.mark.parametrize("border", [cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT])
def test_crop_is_that_of_the_whole_picture(border: int) -> None:
    rng = np.random.default_rng(1)
    picture = np.asarray(cv2.GaussianBlur(rng.integers(0, 256, (90, 120, 3), np.uint8), (5, 5), 0), np.uint8)
    for _ in range(60):
        region = Region(*rng.uniform((-60, -60, 4, -4), (180, 150, 250, 4)))
        corners = region.to_picture(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])).astype(np.float32)
        matrix = cv2.getAffineTransform(np.array([[0, 0], [64, 0], [0, 64]], np.float32), corners)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        plain = cv2.warpAffine(picture, matrix, (64, 64), flags=flags, borderMode=border)
        off = np.abs(plain.astype(int) - region.crop(picture, 64, border=border))
        # a place in the picture is rounded to 1/32 px, either way
        assert off.max() <= 2
        assert (off > 0).mean() < 0.03
