import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from formcheck.pose.landmarks import COUNT, MIRROR
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose
from formcheck.pose.repair import Repair, RepairLimits
from formcheck.pose.scale import px_per_m

Array = NDArray[np.float64]
Change = Callable[[float, Array], Array]

FPS, PX_PER_M, SIZE_PX = 30, 200.0, (800, 800)
LEGS = [L[f"{side}_{j}"] for side in ("LEFT", "RIGHT") for j in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX")]
ARMS = [L[f"{side}_{j}"] for side in ("LEFT", "RIGHT") for j in ("ELBOW", "WRIST", "PINKY", "INDEX", "THUMB")]

# One half of somebody with feet and arms wide apart, in metres about the hips; x to the left side.
HALF_M = {
    **{"SHOULDER": (0.18, -0.5), "ELBOW": (0.42, -0.6), "WRIST": (0.66, -0.7)},
    **{"PINKY": (0.74, -0.72), "INDEX": (0.75, -0.74), "THUMB": (0.72, -0.76)},
    **{
        "HIP": (0.1, 0.0),
        "KNEE": (0.35, 0.35),
        "ANKLE": (0.5, 0.75),
        "HEEL": (0.48, 0.8),
        "FOOT_INDEX": (0.6, 0.85),
    },
}


def wide_m() -> Array:
    flat = np.full((COUNT, 2), np.nan)
    flat[: L.LEFT_SHOULDER] = (0.0, -0.75)
    for joint, (x, y) in HALF_M.items():
        flat[L[f"LEFT_{joint}"]], flat[L[f"RIGHT_{joint}"]] = (x, y), (-x, y)
    return flat


STILL_M = wide_m()


def seen(t_s: float, flat_m: Array) -> Pose:
    """A pose whose model metres agree with its pixels, wrong or right: the scale never changes."""
    world_m = np.zeros((COUNT, 3))
    world_m[:, :2] = flat_m
    return Pose(t_s, 400.0 + PX_PER_M * flat_m, world_m, np.ones(COUNT), SIZE_PX)


def repaired(change: Change, seconds: float, limits: RepairLimits | None = None) -> list[Array]:
    """What becomes of a still figure, in metres, when the backend reports a change of it."""
    repair, found = Repair(limits), []
    for i in range(round(seconds * FPS)):
        mended = repair.step(i / FPS, seen(i / FPS, change(i / FPS, STILL_M.copy())))
        assert mended is not None
        found.append(np.asarray((mended.xy_px - 400.0) / PX_PER_M, np.float64))
    return found


def during(from_s: float, to_s: float, change: Callable[[Array], Array]) -> Change:
    return lambda t_s, flat: change(flat) if from_s - 1e-9 <= t_s < to_s - 1e-9 else flat


def at(found: list[Array], t_s: float) -> Array:
    return found[round(t_s * FPS)]


def swapped(flat: Array) -> Array:
    return flat[list(MIRROR)]


def moved(joint: L, by: tuple[float, float]) -> Callable[[Array], Array]:
    def change(flat: Array) -> Array:
        flat[joint] += by
        return flat

    return change


def hidden(*joints: L) -> Callable[[Array], Array]:
    def change(flat: Array) -> Array:
        flat[list(joints)] = np.nan
        return flat

    return change


def missing(flat: Array) -> list[L]:
    return [joint for joint in L if np.isnan(flat[joint]).any()]


def test_a_still_figure_is_left_alone() -> None:
    for flat in repaired(lambda _, flat: flat, 1.0):
        np.testing.assert_allclose(flat, STILL_M, atol=1e-9)


def test_the_scale_is_pixels_a_model_metre() -> None:
    assert px_per_m(seen(0.0, STILL_M)) == pytest.approx(PX_PER_M)


def test_without_metres_the_trunk_is_the_measure() -> None:
    bare = replace(seen(0.0, STILL_M), world_m=np.full((COUNT, 3), np.nan))
    assert px_per_m(bare) == pytest.approx(PX_PER_M)


# --- swapped sides


@pytest.mark.parametrize("for_s", [1 / FPS, 0.3, 0.9])
@pytest.mark.parametrize("joints", [LEGS, ARMS, LEGS + ARMS], ids=["legs", "arms", "both"])
def test_a_swap_of_sides_is_undone(joints: list[L], for_s: float) -> None:
    def swap(flat: Array) -> Array:
        flat[joints] = swapped(flat)[joints]
        return flat

    for flat in repaired(during(1.0, 1.0 + for_s, swap), 2.5):
        np.testing.assert_allclose(flat, STILL_M, atol=1e-9)


def test_a_swap_that_lasts_is_accepted() -> None:
    def swap(flat: Array) -> Array:
        flat[LEGS] = swapped(flat)[LEGS]
        return flat

    found = repaired(during(1.0, 9.0, swap), 4.0)
    np.testing.assert_allclose(at(found, 1.9), STILL_M, atol=1e-9)
    np.testing.assert_allclose(found[-1][LEGS], swapped(STILL_M)[LEGS], atol=0.01)
    np.testing.assert_allclose(found[-1][ARMS], STILL_M[ARMS], atol=1e-9)


def test_legs_that_really_cross_are_not_swapped_back() -> None:
    """Half a second of moving through each other is a movement, not a jump."""

    def cross(t_s: float, flat: Array) -> Array:
        share = min(1.0, max(0.0, (t_s - 1.0) / 0.5))
        flat[LEGS] += share * (swapped(flat)[LEGS] - flat[LEGS])
        return flat

    found = repaired(cross, 3.0)
    np.testing.assert_allclose(found[-1][LEGS], swapped(STILL_M)[LEGS], atol=0.01)


# --- places that cannot be

FAR_LEG = [L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX]


@pytest.mark.parametrize(
    ("joint", "by", "lost"),
    [
        pytest.param(L.LEFT_KNEE, (0.0, 0.6), FAR_LEG, id="thigh-too-long-takes-the-whole-leg"),
        pytest.param(L.LEFT_ANKLE, (0.2, 0.5), FAR_LEG[1:], id="shank-too-long-takes-the-foot"),
        pytest.param(L.LEFT_HEEL, (0.0, 0.3), [L.LEFT_HEEL], id="heel-alone"),
        pytest.param(L.RIGHT_ELBOW, (-0.4, -0.4), [L.RIGHT_ELBOW, L.RIGHT_WRIST], id="upper-arm-too-long"),
        pytest.param(L.RIGHT_WRIST, (-0.3, -0.2), [L.RIGHT_WRIST], id="forearm-too-long"),
        pytest.param(L.LEFT_KNEE, (0.05, 0.05), [], id="a-little-longer-is-believed"),
        pytest.param(L.LEFT_KNEE, (-0.1, -0.1), [], id="foreshortened-is-believed"),
    ],
)
def test_bones_too_long_to_be_true(joint: L, by: tuple[float, float], lost: list[L]) -> None:
    first = repaired(moved_always(joint, by), 1 / FPS)[0]
    assert missing(first) == sorted(lost)


def moved_always(joint: L, by: tuple[float, float]) -> Change:
    return lambda _, flat: moved(joint, by)(flat)


@pytest.mark.parametrize(
    ("outside_m", "lost"),
    [
        pytest.param(0.1, [], id="just-cut-off-is-believed"),
        pytest.param(0.2, [L.LEFT_FOOT_INDEX], id="further-out-is-invented"),
    ],
)
def test_out_of_the_picture(outside_m: float, lost: list[L]) -> None:
    # the whole figure slides down until the left toe lies below the lower edge, 2 m under the middle
    slide = 2.0 + outside_m - STILL_M[L.LEFT_FOOT_INDEX, 1]
    lifted = moved(L.RIGHT_FOOT_INDEX, (0.0, -0.1))

    def lower(_: float, flat: Array) -> Array:
        flat = lifted(flat) + np.array([0.0, slide])
        flat[[L.LEFT_HEEL, L.RIGHT_HEEL, L.LEFT_ANKLE, L.RIGHT_ANKLE], 1] -= 0.1
        return flat

    first = repaired(lower, 1 / FPS)[0]
    assert missing(first) == lost


# --- leaps

LEAP = moved(L.LEFT_WRIST, (-0.05, 0.5))
NO_BRIDGE = RepairLimits(bridge_s=0.0)


def test_a_leap_of_one_frame_is_missing() -> None:
    found = repaired(during(1.0, 1.0 + 1 / FPS, LEAP), 2.0, NO_BRIDGE)
    assert np.isnan(at(found, 1.0)[L.LEFT_WRIST]).all()
    np.testing.assert_allclose(at(found, 1.0)[L.RIGHT_WRIST], STILL_M[L.RIGHT_WRIST], atol=1e-9)
    np.testing.assert_allclose(found[-1], STILL_M, atol=1e-9)


def test_a_leap_is_believed_when_the_next_frame_confirms_it() -> None:
    found = repaired(during(1.0, 9.0, LEAP), 2.0, NO_BRIDGE)
    assert np.isnan(at(found, 1.0)[L.LEFT_WRIST]).all()
    there = LEAP(STILL_M.copy())[L.LEFT_WRIST]
    np.testing.assert_allclose(found[round(1.0 * FPS) + 1][L.LEFT_WRIST], there, atol=1e-9)


def test_a_leap_is_bridged_like_any_missing_joint() -> None:
    for flat in repaired(during(1.0, 1.0 + 1 / FPS, LEAP), 2.0):
        np.testing.assert_allclose(flat, STILL_M, atol=1e-9)


def test_a_fast_kick_is_no_leap() -> None:
    def kick(t_s: float, flat: Array) -> Array:
        flat[L.LEFT_WRIST, 1] += 0.12 * math.sin(2 * math.pi * 6 * max(0.0, t_s - 1.0))
        return flat

    assert not np.isnan(np.array(repaired(kick, 2.0, NO_BRIDGE))[:, L.LEFT_WRIST]).any()


# --- gaps


def test_a_short_gap_is_bridged() -> None:
    for flat in repaired(during(1.0, 1.3, hidden(*LEGS)), 2.0):
        np.testing.assert_allclose(flat, STILL_M, atol=1e-9)


def test_a_long_gap_is_missing_until_it_ends() -> None:
    found = repaired(during(1.0, 2.0, hidden(L.LEFT_ANKLE)), 3.0)
    gaps = [i / FPS for i, flat in enumerate(found) if np.isnan(flat[L.LEFT_ANKLE]).any()]
    assert gaps[0] == pytest.approx(1.3, abs=1.5 / FPS)
    assert gaps[-1] == pytest.approx(2.0 - 1 / FPS)
    np.testing.assert_allclose(found[-1], STILL_M, atol=1e-9)


def test_a_joint_that_was_never_seen_stays_missing() -> None:
    for flat in repaired(during(0.0, 9.0, hidden(L.LEFT_WRIST)), 1.0):
        assert np.isnan(flat[L.LEFT_WRIST]).all()


def test_nobody_stays_nobody_and_a_long_absence_forgets_the_past() -> None:
    repair = Repair()
    assert repair.step(0.0, None) is None
    repair.step(0.1, seen(0.1, STILL_M))
    assert repair.step(0.2, None) is None
    assert repair.step(1.0, None) is None
    # somebody a metre to the side would be a leap of every joint, were the past not forgotten
    elsewhere = STILL_M + np.array([1.0, 0.0])
    back = repair.step(1.1, seen(1.1, elsewhere))
    assert back is not None
    np.testing.assert_allclose((back.xy_px - 400.0) / PX_PER_M, elsewhere, atol=1e-9)


def test_a_pose_without_a_scale_is_nobody() -> None:
    nothing = replace(seen(0.0, STILL_M), xy_px=np.full((COUNT, 2), np.nan))
    assert Repair().step(0.0, nothing) is None


def test_what_was_given_is_not_changed() -> None:
    given = seen(0.0, STILL_M)
    before = given.xy_px.copy()
    repair = Repair()
    repair.step(0.0, given)
    repair.step(0.1, replace(given, t_s=0.1))
    np.testing.assert_array_equal(given.xy_px, before)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**31), st.floats(0.0, 0.6))
def test_nothing_is_invented(seed: int, hide_share: float) -> None:
    """Whatever is reported, a mended joint is missing or lies where it has been seen to be."""
    rng, repair = np.random.default_rng(seed), Repair()
    low, high = np.full((COUNT, 2), np.inf), np.full((COUNT, 2), -np.inf)
    for i in range(15):
        flat = STILL_M + rng.normal(0.0, 0.2, STILL_M.shape)
        flat[rng.random(COUNT) < hide_share] = np.nan
        raw = seen(i / FPS, flat)
        # either side's place may be taken: a swap is undone
        for side in (raw.xy_px, raw.xy_px[list(MIRROR)]):
            low, high = np.fmin(low, side), np.fmax(high, side)
        mended = repair.step(i / FPS, raw)
        if mended is not None:
            known = ~np.isnan(mended.xy_px)
            assert (known[:, 0] == known[:, 1]).all()
            assert (mended.xy_px >= low - 1e-6)[known].all()
            assert (mended.xy_px <= high + 1e-6)[known].all()
