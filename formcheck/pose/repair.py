"""Repair before judging: swapped sides, impossible joints, short gaps, jitter. Causal, in this order.

The backend's visibility is not trusted where it is high: it claims 0.99 for joints that cannot be seen
(mediapipe #5197, #5806). Bone length, speed and the picture's bounds decide instead. Where it is low for both
legs, something stands before them, and the legs are invented.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import FloatArray as PoseArray
from formcheck.pose.pose import Pose
from formcheck.pose.scale import px_per_m
from formcheck.pose.smooth import OneEuro

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairLimits:
    """What is still believed of a joint.

    Attributes:
        beyond_m: how far outside the picture: a foot just cut off is guessed well, one further out invented.
        bone_ratio: longest believed bone over its adult length; perspective makes near limbs longer, and
            foreshortening only shorter.
        speed_m_s: fastest believed joint; a kicked foot reaches 6 m/s.
        swap_m: how far both legs (arms) together must jump before a swap of sides is considered.
        swap_for_s: a swap that lasts longer is the backend's considered opinion.
        bridge_s: longest gap that is bridged with the last position.
        knees_seen, ankles_seen, hidden: least visibility of the better of two knees; of the better ankle
            where the hands are hidden too; and below which ankles, or hands, are hidden. Tuning clips of the
            evaluation set: knees 0.85 and more in the open, 0.3 to 0.75 behind a board or somebody who
            passes; one whose feet lie behind each other shows knees and hands all the same.
    """

    beyond_m: float = 0.15
    bone_ratio: float = 1.7
    speed_m_s: float = 9.0
    swap_m: float = 0.35
    swap_for_s: float = 1.0
    bridge_s: float = 0.3
    knees_seen: float = 0.75
    ankles_seen: float = 0.8
    hidden: float = 0.6


# Joint that hangs on another, and the bone's length of an adult of 1.75 m (Drillis & Contini 1966).
BONES_M: tuple[tuple[L, L, float], ...] = tuple(
    (L[f"{side}_{far}"], L[f"{side}_{near}"], length_m)
    for side in ("LEFT", "RIGHT")
    for far, near, length_m in (
        ("KNEE", "HIP", 0.43),
        ("ANKLE", "KNEE", 0.43),
        ("HEEL", "ANKLE", 0.10),
        ("FOOT_INDEX", "ANKLE", 0.20),
        ("ELBOW", "SHOULDER", 0.33),
        ("WRIST", "ELBOW", 0.27),
    )
)

# The same in the order in which they hang on each other, as arrays: knees, elbows; ankles, wrists; feet.
_BY_DEPTH = tuple(
    tuple(
        np.array(part)
        for part in zip(*(bone for bone in BONES_M if bone[1].name.split("_")[1] in nears), strict=True)
    )
    for nears in (("HIP", "SHOULDER"), ("KNEE", "ELBOW"), ("ANKLE",))
)

SIDES = ("LEFT", "RIGHT")
_LEG = ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
_ARM = ("ELBOW", "WRIST", "PINKY", "INDEX", "THUMB")
# The joints of both legs, and of both arms: the left ones first, and the right ones first.
CHAINS = tuple(
    tuple(np.array([L[f"{side}_{j}"] for side in sides for j in chain]) for sides in (SIDES, SIDES[::-1]))
    for chain in (_LEG, _ARM)
)

PAIRS = tuple((L[f"LEFT_{joint}"], L[f"RIGHT_{joint}"]) for joint in ("KNEE", "ANKLE", "WRIST"))
LEGS = [L[f"{side}_{joint}"] for side in ("LEFT", "RIGHT") for joint in _LEG]
FEET = [joint for joint in LEGS if not joint.name.endswith("KNEE")]


class Repair:
    """Keeps one person's past and mends each new pose with it.

    Args:
        limits: what is still believed.
    """

    def __init__(self, limits: RepairLimits | None = None) -> None:
        self._limits = limits or RepairLimits()
        self._smooth = OneEuro()
        self._last: FloatArray | None = None
        self._last_t_s = math.nan
        self._pending: FloatArray | None = None
        self._gap_s = np.zeros(len(L))
        self._swapped_s = [0.0] * len(CHAINS)

    def step(self, t_s: float, pose: Pose | None) -> Pose | None:
        """Mend one pose; None stays None, but a short gap does not lose the past."""
        if pose is None:
            if t_s - self._last_t_s > self._limits.bridge_s:
                self._forget()
            return None
        scale = px_per_m(pose)
        if not scale > 0:
            return None
        xy_m = pose.xy_px.astype(np.float64) / scale
        xy_m = self._believe(t_s, self._hide(pose, xy_m), np.array(pose.size_px) / scale)
        xy_m, world_m = self._smoothed(t_s, xy_m, pose.world_m)
        return replace(pose, xy_px=xy_m * scale, world_m=world_m)

    def _smoothed(self, t_s: float, xy_m: FloatArray, world_m: PoseArray) -> tuple[FloatArray, FloatArray]:
        """Both, each point for itself; in one go, because the numbers are few and the calls are many."""
        both = np.zeros((2 * len(L), 3))
        both[: len(L), :2], both[len(L) :] = xy_m, world_m
        both = self._smooth.step(t_s, both)
        return both[: len(L), :2], both[len(L) :]

    def _hide(self, pose: Pose, xy_m: FloatArray) -> FloatArray:
        """NaN for both legs, or both feet, where something stands before them."""
        if np.isnan(pose.world_m[L.NOSE, 0]):
            return xy_m
        knees, ankles, wrists = (float(max(pose.visibility[list(pair)])) for pair in PAIRS)
        covered = ankles < self._limits.ankles_seen and wrists < self._limits.hidden
        gone = LEGS if covered or knees < self._limits.knees_seen else FEET
        if gone is FEET and ankles >= self._limits.hidden:
            return xy_m
        xy_m = xy_m.copy()
        xy_m[gone] = np.nan
        return xy_m

    def _forget(self) -> None:
        self._smooth.reset()
        self._last = self._pending = None
        self._gap_s[:] = 0.0
        self._swapped_s = [0.0] * len(CHAINS)

    def _believe(self, t_s: float, xy_m: FloatArray, size_m: FloatArray) -> FloatArray:
        dt_s = max(0.0, t_s - self._last_t_s) if self._last is not None else 0.0
        if self._last is not None:
            xy_m = self._unswap(xy_m, self._last, dt_s)
        xy_m = self._gate_place(xy_m, size_m)
        if self._last is not None:
            xy_m = self._gate_speed(xy_m, self._last, dt_s)
            xy_m = self._bridge(xy_m, self._last, dt_s)
        self._last, self._last_t_s = xy_m, t_s
        return xy_m

    def _unswap(self, xy_m: FloatArray, last: FloatArray, dt_s: float) -> FloatArray:
        """Undo a jump of both limbs onto each other's place between two frames."""
        for i, (both, other) in enumerate(CHAINS):
            stay, cross = _mean_gap(xy_m[both], last[both]), _mean_gap(xy_m[other], last[both])
            is_swap = stay > self._limits.swap_m and cross < 0.4 * stay
            self._swapped_s[i] = self._swapped_s[i] + dt_s if is_swap else 0.0
            if is_swap and self._swapped_s[i] <= self._limits.swap_for_s:
                xy_m = xy_m.copy()
                xy_m[both] = xy_m[other]
        return xy_m

    def _gate_place(self, xy_m: FloatArray, size_m: FloatArray) -> FloatArray:
        """NaN for joints outside the picture or on an impossibly long bone, with all that hangs on them."""
        xy_m = xy_m.copy()
        out = ((xy_m < -self._limits.beyond_m) | (xy_m > size_m + self._limits.beyond_m)).any(axis=1)
        xy_m[out] = np.nan
        for far, near, bone_m in _BY_DEPTH:
            gap_m = _lengths(xy_m[far] - xy_m[near])
            xy_m[far[~(gap_m <= self._limits.bone_ratio * bone_m)]] = np.nan
        return xy_m

    def _gate_speed(self, xy_m: FloatArray, last: FloatArray, dt_s: float) -> FloatArray:
        """NaN for a joint that leapt, until a second frame confirms its new place."""
        allowed_m = self._limits.speed_m_s * dt_s + 0.05
        leapt = _lengths(xy_m - last) > allowed_m
        if self._pending is not None:
            leapt &= ~(_lengths(xy_m - self._pending) <= allowed_m)
        self._pending = xy_m.copy()
        xy_m = xy_m.copy()
        xy_m[leapt] = np.nan
        return xy_m

    def _bridge(self, xy_m: FloatArray, last: FloatArray, dt_s: float) -> FloatArray:
        """Hold a missing joint where it was last seen, for a short while."""
        missing = np.isnan(xy_m[:, 0])
        self._gap_s = np.where(missing, self._gap_s + dt_s, 0.0)
        held = missing & (self._gap_s <= self._limits.bridge_s)
        xy_m[held] = last[held]
        return xy_m


def _lengths(ways: FloatArray) -> FloatArray:
    """(N,) of (N, 2) vectors."""
    return np.asarray(np.sqrt((ways * ways).sum(axis=1)))


def _mean_gap(a: FloatArray, b: FloatArray) -> float:
    gaps = _lengths(a - b)
    seen = gaps[~np.isnan(gaps)]
    return float(seen.mean()) if len(seen) else math.nan
