"""Landmarks saved and replayed: bit for bit, and one clear error for any other file."""

import json
import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from formcheck.errors import FormcheckError
from formcheck.pose.pose import Pose
from formcheck.pose.recorded import LandmarkRecorder, RecordedPoses, Recording, RecordingError

SIZE_PX = (640, 360)
Track = list[tuple[float, Pose | None]]


def make_pose(t_s: float, *, xy_type: str = "float64", rest_type: str = "float32") -> Pose:
    """A pose of awkward numbers: not a number, minus zero, infinity, and no two alike."""
    rng = np.random.default_rng(int(t_s * 1000))
    xy_px = rng.normal(size=(33, 2)).astype(xy_type)
    xy_px[3], xy_px[4], xy_px[5] = np.nan, -0.0, np.inf
    world_m, visibility = rng.normal(size=(33, 3)), rng.random(33)
    return Pose(t_s, xy_px, world_m.astype(rest_type), visibility.astype(rest_type), SIZE_PX)


def make_track(frames: int, missing: tuple[int, ...] = ()) -> Track:
    times = [i / 30 for i in range(frames)]
    return [(t_s, None if i in missing else make_pose(t_s)) for i, t_s in enumerate(times)]


def save(path: Path, track: Iterable[tuple[float, Pose | None]]) -> Path:
    with LandmarkRecorder(
        path, backend="blazepose", model="full", source="/home/me/clips/squat.mp4"
    ) as recorder:
        for t_s, pose in track:
            recorder.write(t_s, pose, SIZE_PX)
    return path


def bits(pose: Pose | None) -> Any:
    """Everything that makes up a pose, in a form that tells -0.0 from 0.0 and one NaN from another."""
    if pose is None:
        return None
    arrays = (pose.xy_px, pose.world_m, pose.visibility)
    return pose.t_s, pose.size_px, [(array.dtype.str, array.shape, array.tobytes()) for array in arrays]


def assert_same(replayed: Track, track: Track) -> None:
    assert [(t_s, bits(pose)) for t_s, pose in replayed] == [(t_s, bits(pose)) for t_s, pose in track]


@pytest.mark.parametrize(
    "missing",
    [(), (0,), (4, 5, 9), tuple(range(10))],
    ids=["all seen", "first missing", "some missing", "none seen"],
)
def test_replay_is_bit_for_bit(tmp_path: Path, missing: tuple[int, ...]) -> None:
    track = make_track(10, missing)
    recorded = RecordedPoses(save(tmp_path / "a.npz", track))
    assert len(recorded) == 10
    assert_same(list(recorded), track)
    assert_same(list(recorded), track)


@pytest.mark.parametrize("xy_type", ["float16", "float32", "float64", ">f4"])
def test_number_type_is_kept(tmp_path: Path, xy_type: str) -> None:
    track: Track = [(0.0, make_pose(0.0, xy_type=xy_type))]
    assert_same(list(RecordedPoses(save(tmp_path / "a.npz", track))), track)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    xy_px=hnp.arrays(np.float32, (33, 2), elements=st.floats(width=32)),
    t_s=st.floats(0, 1e6),
    transposed=st.booleans(),
)
def test_any_number_survives(tmp_path: Path, xy_px: Any, t_s: float, transposed: bool) -> None:
    xy_px = np.asfortranarray(xy_px) if transposed else xy_px
    track: Track = [(t_s, Pose(t_s, xy_px, np.zeros((33, 3)), np.zeros(33), SIZE_PX)), (t_s + 1.0, None)]
    assert_same(list(RecordedPoses(save(tmp_path / "a.npz", track))), track)


def test_replayed_arrays_can_be_written_to(tmp_path: Path) -> None:
    recorded = RecordedPoses(save(tmp_path / "a.npz", make_track(1)))
    (_, pose), *_ = recorded
    assert pose is not None
    pose.xy_px[0] = 0.0


def test_empty_recording(tmp_path: Path) -> None:
    assert list(RecordedPoses(save(tmp_path / "a.npz", []))) == []


def test_two_replays_at_once(tmp_path: Path) -> None:
    track = make_track(5, (2,))
    recorded = RecordedPoses(save(tmp_path / "a.npz", track))
    pairs = list(zip(recorded, recorded, strict=True))
    assert_same([left for left, _ in pairs], track)
    assert_same([right for _, right in pairs], track)


def test_header_says_where_it_is_from_without_the_folder(tmp_path: Path) -> None:
    path = save(tmp_path / "a.npz", make_track(1))
    assert RecordedPoses(path).recording == Recording("blazepose", "full", "squat.mp4")
    with np.load(path, allow_pickle=False) as arrays:
        header = json.loads(str(arrays["header"]))
        assert arrays["xy_px"].shape == (1, 33, 2)
    assert header["schema_version"] == 1
    assert "/home" not in json.dumps(header)


def test_what_came_before_an_error_is_kept(tmp_path: Path) -> None:
    track = make_track(4)

    def interrupted() -> Iterator[tuple[float, Pose | None]]:
        yield from track
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "a.npz", interrupted())
    assert_same(list(RecordedPoses(tmp_path / "a.npz")), track)
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    recorder = LandmarkRecorder(tmp_path / "a.npz", backend="b", model="m", source="s")
    recorder.close()
    recorder.close()
    assert len(RecordedPoses(tmp_path / "a.npz")) == 0


def test_memory_does_not_grow_with_the_clip(tmp_path: Path) -> None:
    pose = make_pose(0.0)
    tracemalloc.start()
    with LandmarkRecorder(tmp_path / "a.npz", backend="b", model="m", source="s") as recorder:
        for i in range(6000):
            recorder.write(i / 30, replace(pose, t_s=i / 30), SIZE_PX)
    for _, replayed in RecordedPoses(tmp_path / "a.npz"):
        assert replayed is not None
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 3_000_000  # the landmarks themselves are 6.3 MB


@pytest.mark.parametrize(
    ("pose", "size_px", "message"),
    [
        (make_pose(1.0), SIZE_PX, r"pose of 1\.0 s"),
        (make_pose(2.0), (1, 1), r"given for frame 2\.0 s \(1, 1\)"),
        (make_pose(2.0, xy_type="float32"), SIZE_PX, "xy_px was float64 before, now float32"),
    ],
    ids=["other time", "other size", "other number type"],
)
def test_a_pose_that_does_not_fit_is_refused(
    tmp_path: Path, pose: Pose, size_px: tuple[int, int], message: str
) -> None:
    with LandmarkRecorder(tmp_path / "a.npz", backend="b", model="m", source="s") as recorder:
        recorder.write(0.0, make_pose(0.0), SIZE_PX)
        with pytest.raises(ValueError, match=message):
            recorder.write(2.0, pose, size_px)
    assert len(RecordedPoses(tmp_path / "a.npz")) == 1


def test_folder_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="cannot write the landmarks to"):
        LandmarkRecorder(tmp_path / "none" / "a.npz", backend="b", model="m", source="s")


def rewrite(path: Path, **changes: Any) -> None:
    """Save the file again with some arrays changed, or dropped where the change is None."""
    with np.load(path, allow_pickle=False) as arrays:
        kept = {name: array for name, array in arrays.items() if changes.get(name, 0) is not None}
    np.savez(path, allow_pickle=True, **{**kept, **{k: v for k, v in changes.items() if v is not None}})


def header(**changes: Any) -> str:
    whole = {
        "format": "formcheck-landmarks",
        "schema_version": 1,
        "backend": "b",
        "model": "m",
        "source": "s",
    }
    return json.dumps({**whole, **changes})


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"header": None}, "header"),
        ({"header": header(format="other")}, "its format is 'other'"),
        ({"header": header(schema_version=2)}, "its schema version is 2, this formcheck reads 1"),
        ({"header": "{"}, "Expecting property name"),
        ({"header": "[]"}, "list indices"),
        ({"header": np.array([object()])}, "allow_pickle"),
        ({"xy_px": None}, "xy_px"),
        ({"xy_px": np.zeros((3, 33, 2))}, r"expected float \(4, 33, 2\)"),
        ({"xy_px": np.zeros((4, 33, 2), complex)}, "complex128"),
        ({"visibility": np.zeros((4, 17))}, r"expected float \(4, 33\)"),
        ({"seen": np.ones(3, bool)}, "seen is bool"),
        ({"seen": np.array([object()] * 4)}, "seen"),
        ({"t_s": np.zeros(())}, "tuple index"),
        ({"t_s": np.zeros((4, 2))}, r"t_s is float64 \(4, 2\)"),
        ({"t_s": np.zeros(4, "float32")}, "t_s is float32"),
        ({"world_m": np.asfortranarray(np.zeros((4, 33, 3)))}, "world_m is stored in another way"),
    ],
)
def test_inconsistent_file_is_one_clear_error(tmp_path: Path, changes: dict[str, Any], cause: str) -> None:
    path = save(tmp_path / "a.npz", make_track(4))
    rewrite(path, **changes)
    with pytest.raises(RecordingError, match=cause) as caught:
        RecordedPoses(path)
    assert "a.npz is not a whole file of formcheck landmarks" in caught.value.what
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.99], ids=["empty", "10 bytes", "half", "nearly whole"])
def test_cut_off_file_is_one_clear_error(tmp_path: Path, keep: float) -> None:
    path = save(tmp_path / "a.npz", make_track(4))
    content = path.read_bytes()
    path.write_bytes(content[: int(keep * len(content)) if keep < 1 else int(keep)])
    with pytest.raises(RecordingError, match="not a whole file"):
        RecordedPoses(path)


def test_every_altered_byte_is_noticed_or_harmless(tmp_path: Path) -> None:
    track = make_track(2)
    path = save(tmp_path / "a.npz", track)
    content = path.read_bytes()
    noticed = 0
    for position in range(0, len(content), 37):
        path.write_bytes(content[:position] + bytes([content[position] ^ 0x55]) + content[position + 1 :])
        try:
            assert_same(list(RecordedPoses(path)), track)
        except FormcheckError:
            noticed += 1
    assert noticed > len(content) / 37 * 0.5


def test_foreign_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("hello")
    with zipfile.ZipFile(tmp_path / "other.npz", "w") as archive:
        archive.writestr("hello.txt", "hello")
    for name in ("text.npz", "other.npz"):
        with pytest.raises(RecordingError, match=rf"{name} is not a whole file"):
            RecordedPoses(tmp_path / name)
    with pytest.raises(RecordingError, match=r"cannot read .*none\.npz"):
        RecordedPoses(tmp_path / "none.npz")
