"""The `mediapipe` backend: clear errors without it, and the real thing where it is installed."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest

from formcheck.errors import BackendError, ModelError
from formcheck.frame import Frame
from formcheck.pose.mediapipe_tasks import INSTALL, MediaPipeTasks

BLACK = np.zeros((240, 320, 3), np.uint8)
SAMPLES = sorted((Path(__file__).parent.parent / "sample_videos").glob("*.mp4"))


class FakeLandmarker:
    """Stands in for PoseLandmarker: sees everybody at (0.25, 0.5), and remembers what it was asked."""

    def __init__(self) -> None:
        self.times_ms: list[int] = []
        self.people = 1
        self.closed = False

    def detect_for_video(self, image: Any, time_ms: int) -> SimpleNamespace:
        assert image.data.flags.c_contiguous
        self.times_ms.append(time_ms)
        point = SimpleNamespace(x=0.25, y=0.5, z=-0.125, visibility=0.75)
        people = [[point] * 33] * self.people
        return SimpleNamespace(pose_landmarks=people, pose_world_landmarks=people)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def landmarker(monkeypatch: pytest.MonkeyPatch) -> FakeLandmarker:
    """The landmarker that the backend gets from a stand-in for the mediapipe package."""
    fake = FakeLandmarker()
    vision: Any = ModuleType("mediapipe.tasks.python.vision")
    vision.PoseLandmarkerOptions = SimpleNamespace
    vision.RunningMode = SimpleNamespace(VIDEO="video")
    vision.PoseLandmarker = SimpleNamespace(create_from_options=lambda options: fake)
    package: Any = ModuleType("mediapipe")
    package.tasks = SimpleNamespace(BaseOptions=SimpleNamespace)
    package.Image, package.ImageFormat = SimpleNamespace, SimpleNamespace(SRGB="srgb")
    monkeypatch.setitem(sys.modules, "mediapipe", package)
    monkeypatch.setitem(sys.modules, "mediapipe.tasks.python.vision", vision)
    return fake


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mediapipe", None)
    with pytest.raises(BackendError) as caught:
        MediaPipeTasks("lite")
    assert INSTALL in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "package"),
    [
        (OSError("libGLESv2.so.2: cannot open shared object file: No such file or directory"), "libgles2"),
        (OSError("libEGL.so.1: cannot open shared object file: No such file or directory"), "libegl1"),
        (ImportError("libGL.so.1: cannot open shared object file: No such file or directory"), "libgl1"),
        (ImportError("libgthread-2.0.so.0: cannot open shared object file"), "libglib2.0-0"),
    ],
)
def test_missing_system_library_names_its_package(
    monkeypatch: pytest.MonkeyPatch, landmarker: FakeLandmarker, error: Exception, package: str
) -> None:
    def fail(options: Any) -> None:
        raise error

    vision: Any = sys.modules["mediapipe.tasks.python.vision"]
    monkeypatch.setattr(vision.PoseLandmarker, "create_from_options", fail)
    with pytest.raises(BackendError, match=rf"sudo apt-get install {package}$"):
        MediaPipeTasks("lite")


def test_mediapipe_of_another_interface_asks_to_upgrade(
    monkeypatch: pytest.MonkeyPatch, landmarker: FakeLandmarker
) -> None:
    monkeypatch.delattr(sys.modules["mediapipe"], "tasks")
    with pytest.raises(BackendError, match=r"another interface.*--upgrade"):
        MediaPipeTasks("lite")


def test_unknown_model_lists_the_choices() -> None:
    with pytest.raises(ModelError, match="lite, full, heavy"):
        MediaPipeTasks("huge")


def test_landmarks_are_scaled_to_pixels(landmarker: FakeLandmarker) -> None:
    pose = MediaPipeTasks("lite")(Frame(0.5, BLACK))
    assert pose is not None
    np.testing.assert_array_equal(pose.xy_px, np.full((33, 2), (80.0, 120.0)))
    np.testing.assert_array_equal(pose.world_m, np.full((33, 3), (0.25, 0.5, -0.125)))
    np.testing.assert_array_equal(pose.visibility, np.full(33, 0.75))
    assert (pose.t_s, pose.size_px) == (0.5, (320, 240))


def test_times_always_grow(landmarker: FakeLandmarker) -> None:
    estimator = MediaPipeTasks("lite")
    for t_s in (0.0, 0.0004, 0.0333, 0.0333, 0.02, 1.0):
        estimator(Frame(t_s, BLACK))
    assert landmarker.times_ms == [0, 1, 33, 34, 35, 1000]


def test_nobody_is_none_and_close_closes(landmarker: FakeLandmarker) -> None:
    landmarker.people = 0
    estimator = MediaPipeTasks("lite")
    assert estimator(Frame(0.0, BLACK)) is None
    estimator.close()
    assert landmarker.closed


def test_padded_rows_are_copied(landmarker: FakeLandmarker) -> None:
    assert MediaPipeTasks("lite")(Frame(0.0, np.zeros((240, 400, 3), np.uint8)[:, :320])) is not None


def frames(path: Path, count: int) -> Iterator[Frame]:
    with av.open(str(path)) as container:
        for _, picture in zip(range(count), container.decode(video=0), strict=False):
            yield Frame(float(picture.time or 0.0), np.asarray(picture.to_ndarray(format="rgb24"), np.uint8))


@pytest.mark.parametrize("model", ["lite", "full"])
def test_real_mediapipe_is_silent_and_sees_nobody_in_black(
    model: str, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("mediapipe", minversion="1.2")
    estimator = MediaPipeTasks(model)
    assert [estimator(Frame(t_s, BLACK)) for t_s in (0.0, 0.04)] == [None, None]
    estimator.close()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not SAMPLES, reason="no sample clips in this copy")
def test_real_mediapipe_follows_a_sample_clip() -> None:
    pytest.importorskip("mediapipe", minversion="1.2")
    estimator = MediaPipeTasks("lite")
    poses = [estimator(frame) for frame in frames(SAMPLES[0], 30)]
    estimator.close()
    assert sum(pose is not None for pose in poses) >= 25


def test_opencv_and_mediapipe_share_one_cv2() -> None:
    pytest.importorskip("mediapipe", minversion="1.2")
    cv2 = pytest.importorskip("cv2")
    shifted = cv2.warpAffine(np.eye(3, dtype=np.uint8), np.array([[1.0, 0, 1], [0, 1, 0]]), (3, 3))
    assert shifted.tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
