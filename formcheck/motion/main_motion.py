"""The main motion: how far a thing is from where it rests, along the way in which it mostly moves.

Points in, one number out, moment by moment: 0 at rest, about 1 as far out as it usually goes. What a point
holds does not matter: the joints of a body, the parts of a picture. Three things are learned as it moves:

    Rest     where movements depart from: it keeps still there, and comes back
    Axes     the two directions from rest in which the points of the last seconds spread most (their principal
             components, by a few steps of power iteration a moment): two, for to the left and to the right a
             picture shows two different movements
    Reaches  how far the last movements went along them

All distances are told in the least movement that counts (``least``).
"""

import math
from collections import deque

import numpy as np

from formcheck.motion.geometry import NAN, Vector

# Movements of the last seconds tell the axis; a dozen moments a second are enough for it.
REMEMBER_S, EVERY_S = 12.0, 0.08
# Power iteration gains a digit a step where one direction prevails, and goes on from the last moment's.
STEPS, AXES = 3, 2
# Still is within this of one place for this long. Slow breathing is still, a movement turning round is not.
STILL_BY, STILL_S = 0.8, 0.4
# Back at a place is this near to it: within these shares of the usual reach, and of the least movement.
NEAR_REACH, NEAR_LEAST = 0.3, 0.6
# Having been this far away from a place, it has been left.
LEFT_BY = 2.0
# Rest follows somebody who shifts a little, over this time; whoever keeps still elsewhere for the longer one
# rests there.
FOLLOW_S, MOVED_HOUSE_S = 1.5, 8.0
# Out and back within this share of how far out it went is a movement; the usual reach is the median of these
# many.
BACK_SHARE, KEEP = 0.25, 5
# A movement much larger than the usual ones is measured by itself: what is near rest is told by its own size.
FAR_SHARE = 0.5
# What went less far than this share of the usual reach was fidgeting.
FIDGET_SHARE = 0.5


def distance(a: Vector, b: Vector) -> float:
    """Length from one point to another, over the parts known of both."""
    return float(np.linalg.norm(np.nan_to_num(a - b)))


class Rest:
    """Finds the place from which movements depart.

    A place where something keeps still may be rest or the far end of a movement. It is the far end if the
    old rest was visited since; come back to twice without that, it is rest.
    """

    def __init__(self) -> None:
        self.place: Vector | None = None
        self._still: Vector | None = None
        self._other: Vector | None = None
        self._still_s = self._t_s = NAN
        self._left = False

    def step(self, t_s: float, point: Vector, least: float, near: float) -> None:
        """Take one point; ``near`` is how close counts as being back, in the same unit as ``least``."""
        dt_s, self._t_s = (0.0 if math.isnan(self._t_s) else t_s - self._t_s), t_s
        if self._still is None or distance(point, self._still) > STILL_BY * least:
            self._still, self._still_s = point, t_s
            self._note_leaving(point, least)
        elif t_s - self._still_s >= STILL_S:
            self._keep_still(t_s, point, near, dt_s)
        if self.place is not None and distance(point, self.place) <= near:
            self._other = None

    def _note_leaving(self, point: Vector, least: float) -> None:
        if self._other is not None and distance(point, self._other) > LEFT_BY * least:
            self._left = True

    def _keep_still(self, t_s: float, point: Vector, near: float, dt_s: float) -> None:
        if self.place is None:
            self.place = point
        elif distance(point, self.place) <= near:
            new = np.where(np.isnan(self.place), point, self.place)
            self.place = new + np.nan_to_num(point - new) * min(1.0, dt_s / FOLLOW_S)
        elif t_s - self._still_s > MOVED_HOUSE_S or self._is_back_at_other(point, near):
            self.place, self._other = point, None
        elif self._other is None or distance(point, self._other) > near:
            self._other, self._left = point, False

    def _is_back_at_other(self, point: Vector, near: float) -> bool:
        return self._other is not None and self._left and distance(point, self._other) <= near


class Axes:
    """The directions from a place in which the points of the last seconds spread most."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, Vector]] = deque()
        self._directions = np.zeros((0, AXES))

    def step(self, t_s: float, point: Vector) -> None:
        """Remember one point."""
        if not self._seen or t_s - self._seen[-1][0] >= EVERY_S:
            self._seen.append((t_s, point))
        while t_s - self._seen[0][0] > REMEMBER_S:
            self._seen.popleft()

    def turn(self, place: Vector | None) -> Vector:
        """Turn towards the spread about ``place``, or about the mean; return every point from there."""
        points = np.array([point for _, point in self._seen])
        away: Vector = np.nan_to_num(points - (points.mean(0) if place is None else place))
        if not len(self._directions):
            self._directions = np.eye(away.shape[1], AXES) + 1.0 / away.shape[1]
        for _ in range(STEPS):
            self._directions = _square(away.T @ (away @ self._directions), self._directions)
        return away

    def far(self, away: Vector) -> float:
        """How far a displacement goes along the directions."""
        return float(np.linalg.norm(away @ self._directions))

    def first_end(self, away: Vector) -> Vector:
        """Of the points, given from their mean, the one at an end of the widest direction."""
        return self._seen[int(np.argmin(away @ self._directions[:, 0]))][1]


def _square(turned: Vector, before: Vector) -> Vector:
    """The directions square to each other and of length 1; those that vanish stay as they were."""
    first = turned[:, 0] / size if (size := float(np.linalg.norm(turned[:, 0]))) > 0 else before[:, 0]
    rest = turned[:, 1] - first * float(first @ turned[:, 1])
    size = float(np.linalg.norm(rest))
    return np.stack([first, rest / size if size > 0 else before[:, 1]], 1)


class Reaches:
    """How far the last movements went, measured along the present directions."""

    def __init__(self) -> None:
        self._peaks: deque[Vector] = deque(maxlen=KEEP)
        self.top, self._peak = 0.0, np.zeros(0)

    def usual(self, axes: Axes, least: float) -> float:
        """The median reach, at least the least; NaN before the first movement."""
        if not self._peaks:
            return NAN
        reaches = sorted(axes.far(peak) for peak in self._peaks)
        return max(least, reaches[(len(reaches) - 1) // 2])

    def step(self, away: Vector, far: float, smallest: float) -> None:
        """Take one displacement from rest, ``far`` along the directions."""
        if far > self.top:
            self.top, self._peak = far, away
        if far >= BACK_SHARE * self.top and far >= BACK_SHARE * smallest:
            return
        if self.top >= smallest:
            self._peaks.append(self._peak)
        self.top = 0.0


class MainMotion:
    """Follows one thing; ``step`` takes its points in order.

    Attributes:
        far: how far it is from rest, in the unit of the points.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew, as if just made: what moves is somewhere else."""
        self._rest, self._axes, self._reaches = Rest(), Axes(), Reaches()
        self._last: Vector | None = None
        self._usual = self.far = NAN

    def step(self, t_s: float, point: Vector, least: float) -> float:
        """Take one point and return how far it is from rest, in shares of how far it usually goes.

        Args:
            t_s: seconds.
            point: (n,) any unit; a part that is NaN stays where it was last.
            least: the least movement that counts, in that unit.
        """
        last = point if self._last is None else np.where(np.isnan(point), self._last, point)
        self._last = last
        self._axes.step(t_s, last)
        near = NEAR_LEAST * least if math.isnan(self._usual) else NEAR_REACH * self._usual
        self._rest.step(t_s, last, least, near)
        away = self._from_rest(last)
        far = self.far = self._axes.far(away)
        self._usual = self._reaches.usual(self._axes, least)
        smallest = least if math.isnan(self._usual) else max(least, FIDGET_SHARE * self._usual)
        self._reaches.step(away, far, smallest)
        # how far the first movement goes nobody knows before it is back: until then, further is only further
        if math.isnan(self._usual):
            return 1.0 - math.exp(-far / least)
        return far / max(self._usual, FAR_SHARE * self._reaches.top)

    def _from_rest(self, point: Vector) -> Vector:
        """The way from rest; before anything kept still, an end of the movement stands for it."""
        away = self._axes.turn(self._rest.place)
        rest = self._axes.first_end(away) if self._rest.place is None else self._rest.place
        found: Vector = np.nan_to_num(point - rest)
        return found
