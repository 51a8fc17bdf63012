"""How far a body is off its way from one frame to the next: nothing in a movement, metres after a cut."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import MIRROR
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.plausible import asymmetry
from formcheck.pose.pose import Pose
from formcheck.pose.scale import px_per_m

FloatArray = NDArray[np.float64]

_JOINTS = np.array(
    [
        L.NOSE,
        *(
            L[f"{side}_{joint}"]
            for joint in ("SHOULDER", "HIP", "KNEE", "ANKLE", "ELBOW", "WRIST")
            for side in ("LEFT", "RIGHT")
        ),
    ]
)
_MIRRORED = np.array([MIRROR[L(joint)] for joint in _JOINTS])
# Places in that list.
_HIPS, _SHOULDERS = slice(3, 5), slice(1, 3)

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
# The same side of the body, for a model whose 3D errs by 30 degrees, at the same size (|ln|) and place.
SAME_SIDE_DEG, SAME_SIZE_LN, SAME_PLACE_M = 45.0, 0.25, 0.9
# So many joints may be left out of a leap: a foot that stands stays where it is.
_FEW = 3


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What is compared of a pose.

    Attributes:
        xy_px, mirrored_px: (13, 2) joints, and with left and right exchanged.
        hips_px, shoulders_px: the middle of both, x and y.
        world_m: (33, 3) the model's metres.
    """

    t_s: float
    scale: float
    xy_px: FloatArray
    mirrored_px: FloatArray
    hips_px: tuple[float, float]
    shoulders_px: tuple[float, float]
    world_m: FloatArray

    @classmethod
    def of(cls, pose: Pose) -> "Outline":
        """Take it from a pose."""
        global _last
        # two parts of the chain ask for the same pose, one after the other
        known, outline = _last
        if known is not pose or outline is None:
            outline = cls._of(pose)
            _last = pose, outline
        return outline

    @classmethod
    def _of(cls, pose: Pose) -> "Outline":
        xy_px, world_m = pose.xy_px.astype(np.float64), pose.world_m.astype(np.float64)
        joints_px = xy_px[_JOINTS]
        hips_px, shoulders_px = _centre(joints_px[_HIPS]), _centre(joints_px[_SHOULDERS])
        mirrored_px = xy_px[_MIRRORED]
        return cls(pose.t_s, px_per_m(pose), joints_px, mirrored_px, hips_px, shoulders_px, world_m)

    @property
    def trunk(self) -> tuple[float, float]:
        """From the middle of the hips to the middle of the shoulders."""
        (hips_x, hips_y), (x, y) = self.hips_px, self.shoulders_px
        return x - hips_x, y - hips_y

    @property
    def centre_px(self) -> tuple[float, float]:
        """The middle of the trunk."""
        (hips_x, hips_y), (x, y) = self.hips_px, self.shoulders_px
        return (x + hips_x) / 2, (y + hips_y) / 2


def _centre(pair_px: FloatArray) -> tuple[float, float]:
    (x, y), (other_x, other_y) = pair_px.tolist()
    return (x + other_x) / 2, (y + other_y) / 2


_last: tuple[Pose | None, Outline | None] = None, None


class Leap(NamedTuple):
    """How far the joints are off their way, in metres.

    Attributes:
        median_m: of the joints; ``most_m``: all but three are further off.
        spare_m: what a spurt may add to either.
        is_sure: beyond any movement and any usual slip of the tracking.
    """

    median_m: float
    most_m: float
    spare_m: float
    is_sure: bool


NO_LEAP = Leap(0.0, 0.0, 0.0, False)


def leap_of(seen: list[Outline], after: Outline | None = None) -> Leap:
    """Compare the last of some outlines with the one before.

    Args:
        seen: two or three; the first of three tells how the body moved.
        after: the next one, where it is known: how the body then goes on.
    """
    last, now = seen[-2:]
    if _turned_over(last, now):
        return NO_LEAP
    off_m = off_way_m(last, now, speeds(seen, after)) if after is not None else off_course_m(seen)
    dt_s = now.t_s - last.t_s
    known, spare_m = np.sort(off_m[~np.isnan(off_m)]), SPURT_M_S2 * dt_s * dt_s
    if len(known) <= _FEW:
        return NO_LEAP
    median_m = _middle(known)
    is_sure = (
        resized(last, now)
        or float(known.mean()) > MEAN_M + spare_m
        or median_m > MEDIAN_M + spare_m
        or float(off_m[_HIPS].min()) > HIPS_M + spare_m
    )
    return Leap(median_m, float(known[_FEW]), spare_m, is_sure)


def _middle(known: FloatArray) -> float:
    """The median of sorted values, without the sorting and checking that NumPy's own does once more."""
    half = len(known) // 2
    return float(known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2)


def resized(last: Outline, now: Outline) -> bool:
    """Whether a person's size changed more than by coming nearer or going away."""
    return size_ln(last, now) > SIZE_LN + SIZE_LN_S * (now.t_s - last.t_s)


def is_back(before: list[Outline], away: Outline, now: Outline) -> bool:
    """Whether the body is where it was or was going, after it was seen elsewhere."""
    last, ways = before[-1], speeds([*before, now])
    off_m, away_m = (float(np.nanmean(off_way_m(last, there, ways))) for there in (now, away))
    return off_m < away_m / 2 and size_ln(last, now) <= SIZE_LN


def same_place(last: Outline, now: Outline) -> bool:
    """Whether the camera seems to be on the same side of the body, and as far away."""
    old, new = _left(last), _left(now)
    lengths = float(np.linalg.norm(old) * np.linalg.norm(new))
    same_side = float(old @ new) >= math.cos(math.radians(SAME_SIDE_DEG)) * lengths
    return same_side and size_ln(last, now) <= SAME_SIZE_LN and shift_m(last, now) <= SAME_PLACE_M


def off_course_m(seen: list[Outline]) -> FloatArray:
    """(13,) how far the last of two or three outlines is off the way of those before it, in metres."""
    global _course
    # two parts of the chain ask for the same three, one after the other
    known, off_m = _course
    if not (len(known) == len(seen) and all(a is b for a, b in zip(known, seen, strict=True))):
        off_m = off_way_m(seen[-2], seen[-1], speeds(seen))
        _course = seen, off_m
    return off_m


_course: tuple[list[Outline], FloatArray] = [], np.empty(0)


def off_way_m(last: Outline, now: Outline, ways: list[FloatArray]) -> FloatArray:
    """(13,) how far each joint is from where it was, or from where one of the speeds (px/s) leads, in metres.

    The tracking may take left for right: the nearer of both readings.
    """
    dt_s = now.t_s - last.t_s
    places = np.array([last.xy_px, *(last.xy_px + way * dt_s for way in ways)])
    plain, mirrored = (_nearest_px(px - places) for px in (now.xy_px, now.mirrored_px))
    return np.asarray((mirrored if mirrored.sum() < plain.sum() else plain) / last.scale)


def _nearest_px(off_px: FloatArray) -> FloatArray:
    """(13,) the shortest of several ways (k, 13, 2)."""
    return np.asarray(np.sqrt((off_px * off_px).sum(axis=-1).min(axis=0)))


def shift_m(last: Outline, now: Outline) -> float:
    """Mean shift of the joints in the picture, in model metres; NaN where nothing can be compared."""
    sizes = np.hypot(*(now.xy_px - last.xy_px).T)
    known = sizes[~np.isnan(sizes)]
    return float(known.mean()) / last.scale if len(known) else math.nan


def size_ln(last: Outline, now: Outline) -> float:
    """|ln| of the ratio of a person's two sizes."""
    ratio = now.scale / last.scale
    return abs(math.log(ratio)) if ratio > 0 else math.nan


def speeds(seen: list[Outline], after: Outline | None = None) -> list[FloatArray]:
    """Speeds (px/s) at which the joints may go from the last but one to the last outline.

    As before it, as after it, or half-way between; what is too long ago or too late says nothing.
    """
    pairs = [*pairwise(seen[-3:-1]), *([(seen[-1], after)] if after is not None else [])]
    ways = [_speed(*pair) for pair in pairs if pair[1].t_s - pair[0].t_s <= MOVED_S]
    return [*ways, (ways[0] + ways[1]) / 2] if len(ways) == 2 else ways


def _speed(last: Outline, now: Outline) -> FloatArray:
    return np.asarray((now.xy_px - last.xy_px) / (now.t_s - last.t_s))


def _left(seen: Outline) -> FloatArray:
    world = seen.world_m
    return np.asarray(
        world[L.LEFT_HIP] - world[L.RIGHT_HIP] + world[L.LEFT_SHOULDER] - world[L.RIGHT_SHOULDER]
    )


def _turned_over(last: Outline, now: Outline) -> bool:
    """Whether a body that was seen upside down is seen the right way up."""
    (old_x, old_y), (new_x, new_y) = last.trunk, now.trunk
    turn_rad = math.atan2(old_x * new_y - old_y * new_x, old_x * new_x + old_y * new_y)
    if not abs(math.degrees(turn_rad)) > FLIP_DEG:
        return False
    on_spot = math.dist(now.centre_px, last.centre_px) < FLIP_M * last.scale
    return on_spot and asymmetry(last.world_m) > FLIP_UNEVEN
