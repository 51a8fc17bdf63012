"""Cameras, the background thread behind them, and OpenCV itself."""

import itertools
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import BackendError, VideoError
from formcheck.frame import Frame
from formcheck.video import camera, opencv
from formcheck.video.camera import Camera, list_cameras, open_camera
from formcheck.video.prefetch import Prefetch
from made_clips import Image, collect, corners, make_clip


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


class Device:
    """An OpenCV camera that hangs after a few pictures, or is pulled out."""

    def __init__(self, pictures: int, hangs: bool) -> None:
        self._left, self._hangs = pictures, hangs

    def read(self) -> tuple[bool, Image]:
        return True, np.zeros((48, 64, 3), np.uint8)

    def grab(self) -> bool:
        self._left -= 1
        while self._left < 0 and self._hangs:
            time.sleep(0.01)
        time.sleep(0.02)
        return self._left >= 0

    def retrieve(self) -> tuple[bool, Image]:
        return self.read()

    def get(self, _what: int) -> float:
        return 30.0

    def release(self) -> None:
        self._hangs = False


@pytest.mark.parametrize(
    ("hangs", "cause"), [(True, "It hangs"), (False, "It was unplugged")], ids=["frozen", "unplugged"]
)
def test_a_camera_that_stops_is_lost_and_nobody_waits_for_it(
    hangs: bool, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "FROZEN_S", 0.6)
    times_s, waits_s = [0.0], list[float]()
    with Camera(0, Device(5, hangs)) as source:

        def take() -> None:
            start_s = time.monotonic()
            frame = source.take(0.05)
            waits_s.append(time.monotonic() - start_s)
            if frame is not None:
                times_s.append(frame.t_s)
                assert source.age_s(frame) >= 0.0

        with pytest.raises(VideoError, match=cause) as caught:
            endlessly(take)
    assert times_s == sorted(times_s)
    assert times_s[-1] > 0.0
    assert max(waits_s) < 0.5
    assert "results up to there are kept" in caught.value.what


def endlessly(call: Callable[[], None]) -> None:
    while True:
        call()
