"""Clips in: times, orientation, codecs, colours, sizes."""

import sys
import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.video.clock import FrameClock
from formcheck.video.reader import open_clip
from made_clips import (
    VFR_S,
    Image,
    corners,
    make_clip,
    read,
    times_of,
)


def test_variable_frame_rate_keeps_its_times(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "vfr.mp4", VFR_S)
    assert times_of(path) == pytest.approx(VFR_S, abs=1e-4)


def test_a_clip_whose_first_stamp_is_late_starts_at_zero(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "late.mkv", (0.0, 0.1, 0.3), start_s=7.0)
    assert times_of(path) == pytest.approx((0.0, 0.1, 0.3), abs=2e-3)


def test_pictures_come_in_order_though_the_encoder_reorders_them(tmp_path: Path) -> None:
    def shade(i: int) -> Image:
        return np.full((48, 64, 3), 20 * i, np.uint8)

    path = make_clip(tmp_path / "b.mp4", picture=shade, options={"bf": "3", "b_strategy": "0"})
    levels = [float(frame.image_rgb.mean()) for frame in read(path)]
    assert levels == pytest.approx([20 * i for i in range(10)], abs=4)


@pytest.mark.parametrize(
    ("rotation", "mirrored", "size_px", "expected"),
    [
        (0, False, (64, 48), ["red", "green", "blue", "white"]),
        (90, False, (48, 64), ["green", "white", "red", "blue"]),
        (180, False, (64, 48), ["white", "blue", "green", "red"]),
        (270, False, (48, 64), ["blue", "red", "white", "green"]),
        (0, True, (64, 48), ["green", "red", "white", "blue"]),
    ],
    ids=["upright", "left", "upside-down", "right", "mirrored"],
)
def test_rotation_metadata_is_applied(
    tmp_path: Path, rotation: int, mirrored: bool, size_px: tuple[int, int], expected: list[str]
) -> None:
    path = make_clip(tmp_path / "r.mp4", (0.0, 0.1), rotation=rotation, mirrored=mirrored)
    with open_clip(path) as clip:
        frames = list(clip)
        assert clip.size_px == size_px
    assert frames[0].size_px == size_px
    assert corners(frames[0].image_rgb) == expected
    assert frames[0].image_rgb.flags.c_contiguous


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt", "options"),
    [
        ("a.mp4", "libx264", "yuv420p", {}),
        ("a.mov", "libx264", "yuv444p", {}),
        ("a.mp4", "libx265", "yuv420p10le", {"x265-params": "log-level=none"}),
        ("a.mp4", "libsvtav1", "yuv420p", {}),
        ("a.webm", "libvpx-vp9", "yuv420p", {}),
        ("a.avi", "mpeg4", "yuv420p", {}),
        ("a.mkv", "ffv1", "bgr0", {}),
        ("a.gif", "gif", "rgb8", {}),
    ],
    ids=["h264", "h264-444", "hevc-10bit", "av1", "vp9", "mpeg4-avi", "ffv1-rgb", "gif"],
)
def test_codecs(tmp_path: Path, name: str, codec: str, pix_fmt: str, options: dict[str, str]) -> None:
    ticks_per_s = 10 if name.endswith("avi") else 90_000  # AVI fills every tick with a picture
    path = make_clip(tmp_path / name, codec=codec, pix_fmt=pix_fmt, options=options, ticks_per_s=ticks_per_s)
    frames = read(path)
    assert [frame.t_s for frame in frames] == pytest.approx([i / 10 for i in range(10)], abs=2e-3)
    assert corners(frames[5].image_rgb) == ["red", "green", "blue", "white"]


def test_gif_delays_are_times(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.gif", (0.0, 0.05, 0.30, 0.31), codec="gif", pix_fmt="rgb8")
    assert times_of(path) == pytest.approx((0.0, 0.05, 0.30, 0.31), abs=1e-3)


def test_odd_sizes_are_kept(tmp_path: Path) -> None:
    path = make_clip(
        tmp_path / "odd.mov", size_px=(63, 47), pix_fmt="yuv444p", options={"profile": "high444"}
    )
    frame = read(path)[0]
    assert frame.size_px == (63, 47)
    assert corners(frame.image_rgb) == ["red", "green", "blue", "white"]


def test_transparency_lies_on_white(tmp_path: Path) -> None:
    path = tmp_path / "alpha.mov"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("qtrle", rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "argb"
        rgba = np.zeros((32, 32, 4), np.uint8)
        rgba[:, 16:] = (255, 0, 0, 255)
        container.mux(stream.encode(av.VideoFrame.from_ndarray(rgba, "rgba").reformat(format="argb")))
        container.mux(stream.encode())
    image = read(path)[0].image_rgb
    assert image[16, 4].tolist() == [255, 255, 255]
    assert image[16, 28].tolist() == [255, 0, 0]


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "wide.mp4", (0.0, 0.1), pixel_aspect=Fraction(2, 1))
    with open_clip(path) as clip:
        assert clip.size_px == (128, 48)
        assert next(iter(clip)).size_px == (128, 48)


@pytest.mark.parametrize(
    ("rotation", "limit_px", "size_px"),
    [(0, 32, (32, 24)), (90, 32, (24, 32)), (0, 100, (64, 48)), (0, None, (64, 48))],
    ids=["smaller", "smaller-turned", "never-larger", "no-limit"],
)
def test_large_pictures_are_scaled_down(
    tmp_path: Path, rotation: int, limit_px: int | None, size_px: tuple[int, int]
) -> None:
    path = make_clip(tmp_path / "big.mp4", (0.0, 0.1), rotation=rotation)
    with open_clip(path, max_side_px=limit_px) as clip:
        assert (clip.size_px, next(iter(clip)).size_px) == (size_px, size_px)


def test_colours_of_an_hd_clip_that_names_none_are_bt709(tmp_path: Path) -> None:
    # 8-bit limited-range BT.709 of pure green: Y 173, Cb 42, Cr 26 (ITU-R BT.709-6)
    path = tmp_path / "hd.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        planes = np.concatenate([np.full(1280 * 720, 173), np.full(640 * 360, 42), np.full(640 * 360, 26)])
        container.mux(
            stream.encode(av.VideoFrame.from_ndarray(planes.astype(np.uint8).reshape(1080, 1280), "yuv420p"))
        )
        container.mux(stream.encode())
    assert read(path)[0].image_rgb[300, 300].tolist() == pytest.approx([0, 255, 0], abs=4)


def test_what_a_clip_says_of_itself(tmp_path: Path) -> None:
    with open_clip(make_clip(tmp_path / "a.mp4")) as clip:
        assert (clip.size_px, clip.frames_estimate) == ((64, 48), 10)
        assert clip.fps_nominal == pytest.approx(10)
        assert clip.duration_s == pytest.approx(1.0, abs=0.01)
    with open_clip(make_clip(tmp_path / "a.mkv")) as clip:
        assert clip.frames_estimate == 10
        assert clip.duration_s == pytest.approx(1.0, abs=0.11)


def test_a_loop_left_early_closes_at_once(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", tuple(i / 30 for i in range(200)))
    before = threading.active_count()
    with open_clip(path) as clip:
        for frame in clip:
            if frame.t_s > 0.2:
                break
    assert threading.active_count() == before
    clip.close()


def test_a_name_with_a_colon_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows allows no colon in a name")
    make_clip(tmp_path / "http:clip.mp4")
    monkeypatch.chdir(tmp_path)
    assert len(read(Path("http:clip.mp4"))) == 10


@pytest.mark.parametrize(
    ("stamps_s", "expected_s"),
    [
        ([5.0, 5.1, 5.3], [0.0, 0.1, 0.3]),
        ([0.0, None, None, 0.3], [0.0, 0.1, 0.2, 0.3]),
        ([None, None, None], [0.0, 0.1, 0.2]),
        ([0.0, 0.1, 0.1, 0.2], [0.0, 0.1, 0.101, 0.2]),
        ([0.0, 0.2, 0.1, 0.3], [0.0, 0.2, 0.201, 0.3]),
        ([0.0, 3.0, 0.0, 0.5], [0.0, 3.0, 3.1, 3.6]),
    ],
    ids=["from-zero", "gaps", "no-stamps", "twice-the-same", "back-a-little", "second-recording"],
)
def test_clock(stamps_s: list[float | None], expected_s: list[float]) -> None:
    clock = FrameClock(0.1)
    assert [clock(stamp_s) for stamp_s in stamps_s] == pytest.approx(expected_s)
