"""Cameras, the background thread behind them, and OpenCV itself."""

import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.errors import BackendError, VideoError
from formcheck.frame import Frame
from formcheck.video import opencv
from formcheck.video.camera import list_cameras, open_camera
from formcheck.video.prefetch import Prefetch
from made_clips import collect, corners, make_clip


def test_prefetch_keeps_the_order_and_raises_the_error_after_the_items() -> None:
    def items() -> Iterator[int]:
        yield from range(6)
        raise VideoError("cut")

    got: list[int] = []
    with Prefetch(items(), depth=2) as ahead, pytest.raises(VideoError, match="cut"):
        collect(ahead, got)
    assert got == list(range(6))


def test_prefetch_is_bounded() -> None:
    made = []

    def items() -> Iterator[int]:
        for i in range(100):
            made.append(i)
            yield i

    with Prefetch(items(), depth=3) as ahead:
        next(ahead)
        time.sleep(0.1)
        assert len(made) <= 1 + 3 + 1  # taken, waiting, in the thread's hand


def test_prefetch_newest_only_skips_what_is_old() -> None:
    def items() -> Iterator[int]:
        yield from range(50)

    with Prefetch(items(), depth=1, newest_only=True) as ahead:
        time.sleep(0.1)
        assert list(ahead) == [49]


def test_no_camera_is_one_quiet_line(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(VideoError, match="Camera 97 does not open") as caught:
        open_camera(97)
    assert "formcheck doctor" in caught.value.mend
    assert capfd.readouterr() == ("", "")


def test_listing_cameras_is_quick_and_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    start_s = time.monotonic()
    assert isinstance(list_cameras(), list)
    assert time.monotonic() - start_s < 20
    assert capfd.readouterr() == ("", "")


def test_a_source_that_ends_is_a_lost_camera(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "stream.avi", codec="mjpeg", pix_fmt="yuvj420p")
    frames: list[Frame] = []
    with open_camera(str(path)) as camera:
        assert camera.size_px == (64, 48)
        with pytest.raises(VideoError, match=r"was lost after .* results up to"):
            collect(camera, frames)
    assert corners(frames[0].image_rgb) == ["red", "green", "blue", "white"]
    assert all(b.t_s > a.t_s for a, b in itertools.pairwise(frames))


def test_an_opencv_without_its_libraries_names_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cv2.py").write_text(
        "raise ImportError('libGL.so.1: cannot open shared object file: No such file or directory')"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "cv2")
    with pytest.raises(BackendError) as caught:
        opencv.load_cv2()
    assert "libGL.so.1" in caught.value.cause
    assert (
        caught.value.mend
        == f"pip install --force-reinstall --no-deps opencv-python-headless=={opencv.VERSION}"
    )


def test_the_opencv_release_named_is_the_one_pinned() -> None:
    project = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert f"opencv-python-headless=={opencv.VERSION}" in project
