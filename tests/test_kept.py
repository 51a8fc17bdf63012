"""Sightings kept for a second pass come back bit for bit, from memory and from disk."""

from pathlib import Path

import numpy as np
import pytest

from formcheck import kept
from formcheck.errors import FormcheckError
from formcheck.kept import Kept
from formcheck.loop import Sighting
from formcheck.pose.pose import Pose


def sighting(i: int) -> Sighting:
    """Somebody in two of three pictures, with a picture that is not to be kept."""
    rng, t_s, size_px = np.random.default_rng(i), i / 30, (640, 480)
    pose = Pose(t_s, rng.random((33, 2)), rng.random((33, 3)), rng.random(33, np.float32), size_px)
    return Sighting(t_s, pose if i % 3 else None, size_px, np.zeros((2, 2, 3), np.uint8))


def same(one: Sighting, other: Sighting) -> bool:
    if one.pose is None or other.pose is None:
        return one.t_s == other.t_s and one.pose is other.pose
    pairs = [(getattr(one.pose, n), getattr(other.pose, n)) for n in ("xy_px", "world_m", "visibility")]
    return one.t_s == other.t_s and all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in pairs)


@pytest.mark.parametrize("bytes_in_memory", [1000, kept.IN_MEMORY_BYTES], ids=["on disk", "in memory"])
def test_what_is_kept_comes_back(bytes_in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "IN_MEMORY_BYTES", bytes_in_memory)
    given, poses = [sighting(i) for i in range(750)], Kept()
    for one in given:
        poses.append(one)
    assert len(poses) == 750
    back = list(poses)
    assert all(one.image_rgb is None for one in back)
    assert len(back) == 750
    assert all(map(same, given, back))


def test_two_readers_do_not_disturb_each_other() -> None:
    poses = Kept()
    for i in range(650):
        poses.append(sighting(i))
    times = [(a.t_s, b.t_s) for a, b in zip(poses, poses, strict=True)]
    assert times == [(i / 30, i / 30) for i in range(650)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_BLOCK", 2)
    poses = Kept()
    poses.append(sighting(1))
    with open("/dev/full", "wb", buffering=0) as full:
        monkeypatch.setattr(poses, "_file", full)
        with pytest.raises(FormcheckError, match="--exercise"):
            poses.append(sighting(2))
