"""Where the picture jumps: a cut to another take or camera, or the track to another person.

Told from the landmarks alone, so that saved ones are judged like a clip. A body goes on from one frame to the
next as it moved before; after a cut it is elsewhere. A leap is not believed at once: a slip of the tracking
comes back within some frames, a cut does not.

A cut that only moves one limb, such as a knee in a clamshell filmed from one place, cannot be told from the
tracking's own slips, and is not found.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import MIRROR
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.plausible import asymmetry
from formcheck.pose.pose import Pose
from formcheck.pose.scale import px_per_m

FloatArray = NDArray[np.float64]

_JOINTS = [
    L.NOSE,
    *(
        L[f"{side}_{joint}"]
        for joint in ("SHOULDER", "HIP", "KNEE", "ANKLE", "ELBOW", "WRIST")
        for side in ("LEFT", "RIGHT")
    ),
]
_MIRRORED = [MIRROR[joint] for joint in _JOINTS]
# Places in that list.
_TRUNK, _HIPS, _SHOULDERS = [1, 2, 3, 4], [3, 4], [1, 2]

# How far off its way the body may be from one frame to the next, in model metres: the mean and the median of
# 13 joints, and the nearer hip; at that acceleration (m/s2) more with time. Tuned on 65 000 frame pairs of
# real and rendered clips: bad tracking of one limb and quick movement stay below.
MEAN_M, MEDIAN_M, HIPS_M, SPURT_M_S2 = 0.25, 0.17, 0.14, 6.0
# The size of a person, |ln| of the ratio: bad tracking changes it by 0.35, a walk up by 0.5 a second.
SIZE_LN, SIZE_LN_S = 0.4, 1.5
# A body seen upside down and then the right way up has not moved: its trunk turns this far on its spot, and
# the wrong view has uneven bones (see plausible.py; a tenth of right views have more than 0.32).
FLIP_DEG, FLIP_M, FLIP_UNEVEN = 100.0, 0.35, 0.35
# Older than this, the last movement says nothing about the next frame.
MOVED_S = 0.15
# So long the new place must last; a slip of the tracking takes one to three frames. What leaps about for
# longer than the last of these is no slip.
SURE_S, SURE_FRAMES, TURMOIL_S = 0.1, 2, 0.5
# Who holds still stays within this of where they were. From one short stillness into another, seen from the
# same side at the same size: that is how a film of a few pictures a second looks, and it is not taken to
# pieces. The model's 3D errs by 30 degrees.
STILL_M, STILL_S, STILL_MOST_S = 0.03, 0.2, 1.0
SAME_SIDE_DEG, SAME_SIZE_LN, SAME_PLACE_M = 45.0, 0.25, 0.9
# Times of frames are sums of floats.
_ROUNDING_S = 1e-6


class Verdict(StrEnum):
    """What a pose is to the ones before: the same person at the next moment, not known yet, or a new take."""

    SAME = "same"
    WAIT = "wait"
    CUT = "cut"


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What is compared of a pose.

    Attributes:
        xy_px, mirrored_px: (13, 2) joints, and with left and right exchanged.
        world_m: (33, 3) the model's metres.
    """

    t_s: float
    scale: float
    xy_px: FloatArray
    mirrored_px: FloatArray
    world_m: FloatArray

    @classmethod
    def of(cls, pose: Pose) -> "Outline":
        """Take it from a pose."""
        xy_px = pose.xy_px.astype(np.float64)
        world_m = pose.world_m.astype(np.float64)
        return cls(pose.t_s, px_per_m(pose), xy_px[_JOINTS], xy_px[_MIRRORED], world_m)

    @property
    def trunk(self) -> FloatArray:
        """From the middle of the hips to the middle of the shoulders."""
        return np.asarray(self.xy_px[_SHOULDERS].mean(0) - self.xy_px[_HIPS].mean(0))


class CutFinder:
    """Compares each raw pose with the last ones that were believed."""

    def __init__(self) -> None:
        self._past: list[Outline] = []
        self._new: list[Outline] = []
        self._still: Outline | None = None
        self.leapt_s = math.nan

    def step(self, pose: Pose) -> Verdict:
        """Take one raw pose, later than the last; frames in which nobody is seen are left out.

        After a leap, ``leapt_s`` is the time of the first pose beyond it.
        """
        now = Outline.of(pose)
        if not self._past or not (self._new or leapt([*self._past, now])):
            return self._believe([now], Verdict.SAME)
        if not self._new:
            self._new, self.leapt_s = [now], now.t_s
            return Verdict.WAIT
        return self._settle(now)

    def _settle(self, now: Outline) -> Verdict:
        """Tell a leap from a spurt, once it is seen where it leads, and from a slip that comes back."""
        before, first = self._past, self._new[0]
        if len(self._new) == 1 and not leapt([*before, first], now):
            return self._believe([first, now], Verdict.SAME)
        if _is_back(before, first, now):
            return self._believe([now], Verdict.SAME)
        self._new = [now] if leapt([*self._new[-2:], now]) else [*self._new, now]
        return self._decide(before[-1], now)

    def _decide(self, last: Outline, now: Outline) -> Verdict:
        lasted_s = now.t_s - self._new[0].t_s + _ROUNDING_S
        if now.t_s - self.leapt_s >= TURMOIL_S:
            return self._believe(self._new, Verdict.CUT)
        if self._was_still(last) and _same_place(last, now):
            # not kept waiting: a film of stills has no frames to spare
            if lasted_s < STILL_S:
                return Verdict.SAME
            settled = next(o for o in self._new if now.t_s - o.t_s <= STILL_S / 2)
            is_still = settled is not now and shift_m(settled, now) <= STILL_M
            return self._believe(self._new, Verdict.SAME if is_still else Verdict.CUT)
        if lasted_s < SURE_S or len(self._new) < SURE_FRAMES:
            return Verdict.WAIT
        return self._believe(self._new, Verdict.CUT)

    def _was_still(self, last: Outline) -> bool:
        return self._still is not None and STILL_S <= last.t_s - self._still.t_s <= STILL_MOST_S

    def _believe(self, new: list[Outline], verdict: Verdict) -> Verdict:
        if self._still is None or not shift_m(self._still, new[-1]) <= STILL_M:
            self._still = next((o for o in new if shift_m(o, new[-1]) <= STILL_M), new[-1])
        self._past, self._new = [*self._past, *new][-2:] if verdict is Verdict.SAME else new[-2:], []
        return verdict


def leapt(seen: list[Outline], after: Outline | None = None) -> bool:
    """Whether the last of some outlines cannot come from the one before.

    Args:
        seen: two or three; the first of three tells how the body moved.
        after: the next one, where it is known: how the body then goes on.
    """
    last, now = seen[-2:]
    if _turned_over(last, now):
        return False
    dt_s = now.t_s - last.t_s
    if size_ln(last, now) > SIZE_LN + SIZE_LN_S * dt_s:
        return True
    ways = _ways(seen[:-1])
    if after is not None and after.t_s - now.t_s <= MOVED_S:
        ways += [_speed(now, after)]
        ways += [(ways[0] + ways[1]) / 2] if len(ways) == 2 else []
    off_m, more_m = off_way_m(last, now, ways), SPURT_M_S2 * dt_s * dt_s
    known = off_m[~np.isnan(off_m)]
    if not len(known):
        return False
    return (
        float(known.mean()) > MEAN_M + more_m
        or float(np.median(known)) > MEDIAN_M + more_m
        or float(off_m[_HIPS].min()) > HIPS_M + more_m
    )


def off_way_m(last: Outline, now: Outline, ways: list[FloatArray]) -> FloatArray:
    """(13,) how far each joint is from where it was, or from where one of the speeds (px/s) leads, in metres.

    The tracking may take left for right: the nearer of both readings.
    """
    dt_s = now.t_s - last.t_s
    places = np.stack([last.xy_px, *(last.xy_px + way * dt_s for way in ways)])
    plain, mirrored = (
        np.hypot(*np.moveaxis(px - places, -1, 0)).min(0) / last.scale for px in (now.xy_px, now.mirrored_px)
    )
    return np.asarray(mirrored if mirrored.sum() < plain.sum() else plain)


def shift_m(last: Outline, now: Outline) -> float:
    """Mean shift of the joints in the picture, in model metres; NaN where nothing can be compared."""
    sizes = np.hypot(*(now.xy_px - last.xy_px).T)
    known = sizes[~np.isnan(sizes)]
    return float(known.mean()) / last.scale if len(known) else math.nan


def size_ln(last: Outline, now: Outline) -> float:
    """|ln| of the ratio of a person's two sizes."""
    ratio = now.scale / last.scale
    return abs(math.log(ratio)) if ratio > 0 else math.nan


def _is_back(before: list[Outline], away: Outline, now: Outline) -> bool:
    """Whether the body is where it was or was going, after it was seen elsewhere."""
    last, ways = before[-1], _ways(before) if now.t_s - before[-1].t_s <= MOVED_S else []
    off_m, away_m = (float(np.nanmean(off_way_m(last, there, ways))) for there in (now, away))
    return off_m < away_m / 2 and size_ln(last, now) <= SIZE_LN


def _ways(seen: list[Outline]) -> list[FloatArray]:
    """The speed (px/s) of the joints between the last two outlines, where that is not too long ago."""
    return [_speed(*pair) for pair in pairwise(seen[-2:]) if pair[1].t_s - pair[0].t_s <= MOVED_S]


def _speed(last: Outline, now: Outline) -> FloatArray:
    return np.asarray((now.xy_px - last.xy_px) / (now.t_s - last.t_s))


def _same_place(last: Outline, now: Outline) -> bool:
    """Whether the camera seems to be on the same side of the body, and as far away."""
    old, new = _left(last), _left(now)
    lengths = float(np.linalg.norm(old) * np.linalg.norm(new))
    same_side = float(old @ new) >= math.cos(math.radians(SAME_SIDE_DEG)) * lengths
    return same_side and size_ln(last, now) <= SAME_SIZE_LN and shift_m(last, now) <= SAME_PLACE_M


def _left(seen: Outline) -> FloatArray:
    world = seen.world_m
    return np.asarray(
        world[L.LEFT_HIP] - world[L.RIGHT_HIP] + world[L.LEFT_SHOULDER] - world[L.RIGHT_SHOULDER]
    )


def _turned_over(last: Outline, now: Outline) -> bool:
    """Whether a body that was seen upside down is seen the right way up."""
    (old_x, old_y), (new_x, new_y) = last.trunk, now.trunk
    turn_rad = math.atan2(old_x * new_y - old_y * new_x, old_x * new_x + old_y * new_y)
    shift_px = math.hypot(*(now.xy_px[_TRUNK].mean(0) - last.xy_px[_TRUNK].mean(0)))
    on_spot = abs(math.degrees(turn_rad)) > FLIP_DEG and shift_px < FLIP_M * last.scale
    return on_spot and asymmetry(last.world_m) > FLIP_UNEVEN
