"""Where the picture jumps: a cut to another take or camera, or the track to another person.

Told from the landmarks alone, so that saved ones are judged like a clip. A body goes on from one frame to the
next as it moved before; after a cut it is elsewhere. A leap is not believed at once: a slip of the tracking
comes back within some frames, a cut does not.

A cut that only moves one limb, such as a knee in a clamshell filmed from one place, cannot be told from the
tracking's own slips, and is not found.
"""

import math
from enum import StrEnum

from formcheck.pose.leap import NO_LEAP, Leap, Outline, is_back, leap_of, same_place, shift_m
from formcheck.pose.pose import Pose

# A smaller leap counts where the tracking is calm before and after: the median of the joints, and all but
# three, beyond the first two, and the median within this share of the leap in the frames around it.
CALM_MEDIAN_M, CALM_MOST_M, CALM_SHARE, CALM_S = 0.09, 0.04, 0.25, 0.3
# So long the new place must last; a slip of the tracking takes one to three frames. What leaps about for
# longer than the last of these is no slip.
SURE_S, SURE_FRAMES, TURMOIL_S = 0.1, 3, 0.5
# Who holds still stays within this of where they were. From one short stillness into another, seen from the
# same side at the same size, and again soon after: that is how a film of a few pictures a second looks, and
# it is not taken to pieces. The first time, the stillness must be longer than a turning point.
STILL_M, STILL_S, STILL_MOST_S, STILL_FIRST_S, SERIES_S = 0.03, 0.2, 1.0, 0.35, 1.6
# Times of frames are sums of floats.
_ROUNDING_S = 1e-6


class Verdict(StrEnum):
    """What a pose is to the ones before: the same person at the next moment, not known yet, or a new take."""

    SAME = "same"
    WAIT = "wait"
    CUT = "cut"


class CutFinder:
    """Compares each raw pose with the last ones that were believed."""

    def __init__(self) -> None:
        self._past: list[Outline] = []
        self._new: list[Outline] = []
        self._leap = NO_LEAP
        self._restless: list[tuple[float, float]] = []
        self._still: Outline | None = None
        self._series_s = -math.inf
        self.leapt_s = math.nan

    def step(self, pose: Pose) -> Verdict:
        """Take one raw pose, later than the last; frames in which nobody is seen are left out.

        After a leap, ``leapt_s`` is the time of the first pose beyond it.
        """
        now = Outline.of(pose)
        if not self._past:
            # what a film begins with is like what follows a leap: it may be a still
            self._series_s = now.t_s
            return self._believe([now], Verdict.SAME)
        if self._new:
            return self._settle(now)
        leap = leap_of([*self._past, now])
        if not self._is_suspect(leap):
            self._restless = [r for r in self._restless if now.t_s - r[0] <= CALM_S]
            self._restless.append((now.t_s, leap.median_m))
            return self._believe([now], Verdict.SAME)
        self._new, self.leapt_s = [now], now.t_s
        return Verdict.WAIT

    def _is_suspect(self, leap: Leap) -> bool:
        calm_m = max((median_m for _, median_m in self._restless), default=0.0)
        stands_out = calm_m <= CALM_SHARE * leap.median_m
        is_sharp = leap.median_m > CALM_MEDIAN_M + leap.spare_m and leap.most_m > CALM_MOST_M + leap.spare_m
        return leap.is_sure or (stands_out and is_sharp)

    def _settle(self, now: Outline) -> Verdict:
        """Tell a leap from a spurt, once it is seen where it leads, and from a slip that comes back."""
        before, first = self._past, self._new[0]
        if len(self._new) == 1:
            self._leap = leap_of([*before, first], now)
            if not self._is_suspect(self._leap):
                return self._believe([first, now], Verdict.SAME)
        if is_back(before, first, now):
            return self._believe([now], Verdict.SAME)
        self._new = [now] if leap_of([*self._new[-2:], now]).is_sure else [*self._new, now]
        return self._decide(before[-1], now)

    def _decide(self, last: Outline, now: Outline) -> Verdict:
        lasted_s = now.t_s - self._new[0].t_s + _ROUNDING_S
        if now.t_s - self.leapt_s >= TURMOIL_S:
            return self._believe(self._new, Verdict.CUT)
        if self._is_still_film(last, now):
            # not kept waiting: a film of stills has no frames to spare
            return Verdict.SAME if lasted_s < STILL_S else self._stilled(now)
        if lasted_s < SURE_S or len(self._new) < SURE_FRAMES:
            return Verdict.WAIT
        after, leap = leap_of(self._new[-3:]), self._leap
        is_calm = after.median_m <= CALM_SHARE * leap.median_m + after.spare_m
        return self._believe(self._new, Verdict.CUT if leap.is_sure or is_calm else Verdict.SAME)

    def _is_still_film(self, last: Outline, now: Outline) -> bool:
        """Whether the person had been still before the leap, as in a film of few pictures a second."""
        in_series = self.leapt_s - self._series_s <= SERIES_S
        still_s = last.t_s - self._still.t_s if self._still else 0.0
        least_s = STILL_S if in_series else STILL_FIRST_S
        return least_s <= still_s <= STILL_MOST_S and same_place(last, now)

    def _stilled(self, now: Outline) -> Verdict:
        settled = next(o for o in self._new if now.t_s - o.t_s <= STILL_S / 2)
        is_still = settled is not now and shift_m(settled, now) <= STILL_M
        return self._believe(self._new, Verdict.SAME if is_still else Verdict.CUT)

    def _believe(self, new: list[Outline], verdict: Verdict) -> Verdict:
        if self._new and self._still and self._past[-1].t_s - self._still.t_s >= STILL_S:
            self._series_s = self.leapt_s
        if self._still is None or not shift_m(self._still, new[-1]) <= STILL_M:
            self._still = next((o for o in new if shift_m(o, new[-1]) <= STILL_M), new[-1])
        self._past, self._new = [*self._past, *new][-2:] if verdict is Verdict.SAME else new[-2:], []
        return verdict
