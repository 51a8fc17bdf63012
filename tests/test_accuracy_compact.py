"""The small landmark files of the evaluation set."""

from pathlib import Path

import numpy as np
import pytest

from accuracy import compact
from formcheck.loop import Sighting
from formcheck.pose.pose import Pose

SIZE_PX = (640, 480)


def walk(frames: int, missing: set[int]) -> list[Sighting]:
    rng = np.random.default_rng(3)
    seen = []
    for i in range(frames):
        t_s = i / 30
        xy = rng.uniform(-200, 900, (33, 2))
        xy[5] = np.nan
        pose = Pose(t_s, xy, rng.normal(0, 0.5, (33, 3)), rng.uniform(0, 1, 33), SIZE_PX)
        seen.append(Sighting(t_s, None if i in missing else pose, SIZE_PX))
    return seen


@pytest.mark.parametrize("missing", [set(), {0}, {3, 4, 5}, {9}])
def test_what_was_saved_comes_back_within_a_step(tmp_path: Path, missing: set[int]) -> None:
    seen = walk(10, missing)
    exact = {"knee_deg_left": np.linspace(180, 90, 10), "fppa_deg_left": np.array([np.nan, *range(9)])}
    compact.save(tmp_path / "clip.npz", seen, exact)
    again, truth = compact.load(tmp_path / "clip.npz")
    assert [s.t_s for s in again] == [s.t_s for s in seen]
    assert [s.pose is None for s in again] == [i in missing for i in range(10)]
    for before, after in zip(seen, again, strict=True):
        if before.pose and after.pose:
            np.testing.assert_allclose(after.pose.xy_px, before.pose.xy_px, atol=1 / 31)
            np.testing.assert_allclose(after.pose.world_m, before.pose.world_m, atol=1.1e-3)
            np.testing.assert_allclose(after.pose.visibility, before.pose.visibility, atol=6e-3)
            assert after.pose.size_px == SIZE_PX
    assert list(truth) == list(exact)
    np.testing.assert_allclose(truth["fppa_deg_left"], exact["fppa_deg_left"], atol=6e-3)


def test_a_clip_without_exact_signals_has_none(tmp_path: Path) -> None:
    compact.save(tmp_path / "clip.npz", walk(4, set()), {})
    assert compact.load(tmp_path / "clip.npz")[1] == {}
