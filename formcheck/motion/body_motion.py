"""The main motion of a body that stays where it is, whatever it does there."""

import math
from collections import deque

import numpy as np

from formcheck.motion.geometry import NAN, Vector
from formcheck.motion.main_motion import MainMotion
from formcheck.motion.view import Posture
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose
from formcheck.pose.scale import TRUNK_M, px_per_m

_JOINTS = ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE", "FOOT_INDEX")
_LEFT, _RIGHT = ([int(L[f"{side}_{joint}"]) for joint in _JOINTS] for side in ("LEFT", "RIGHT"))
# A joint that the pose model does not claim to see is anywhere: wrists it had right read from 0.72 up, those
# it had wrong up to 0.57 (tuning clips of the evaluation set).
SEEN = 0.65
# The least movement that counts, in trunk lengths, all joints together: the noise of somebody who stands
# still stays below a third of it, raised hips in a bridge reach twice as far.
LEAST_TRUNKS = 0.24
# The scale is the body's size in the picture, not how it folds: averaged over this time.
SCALE_S = 2.0
# Whoever has gone this far across the picture (trunk lengths), or has come nearer by so much (the logarithm
# of their averaged size), within this time, walks. A lunge goes 1.5, a slow walk 1.7, an ordinary one 2.9.
GONE_TRUNKS, NEARER, GONE_S = 1.8, 0.25, 1.2
# So long after the last step somebody stands.
ARRIVED_S = 0.5
# Upright, or no longer, for this long, somebody has got up or down. Then nothing is told for as long as the
# engine needs to let go of a movement, so that getting down is none.
SETTLED_S, LET_GO_S = 1.5, 1.3


class BodyMotion:
    """Follows one person; NaN while they walk."""

    def __init__(self) -> None:
        self._motion = MainMotion()
        self._scale = self._t_s = self._changed_s = NAN
        self._quiet_until_s = -math.inf
        self._places: deque[tuple[float, float, float]] = deque()
        self._was_up: bool | None = None

    def step(self, pose: Pose, posture: Posture) -> float:
        """Take one pose; return its distance from rest in shares of the usual reach."""
        self._follow_scale(pose.t_s, px_per_m(pose) * TRUNK_M)
        self._note_walking(pose)
        self._note_posture(pose.t_s, posture)
        if pose.t_s < self._quiet_until_s:
            self._motion.reset()
            return NAN
        return self._motion.step(pose.t_s, features_px(pose), LEAST_TRUNKS * self._scale)

    def _follow_scale(self, t_s: float, size_px: float) -> None:
        share = 1.0 if math.isnan(self._scale) else min(1.0, (t_s - self._t_s) / SCALE_S)
        self._t_s = t_s
        if not math.isnan(size_px):
            self._scale = (
                size_px if math.isnan(self._scale) else self._scale + (size_px - self._scale) * share
            )

    def _note_walking(self, pose: Pose) -> None:
        hips_px = float(pose.xy_px[[L.LEFT_HIP, L.RIGHT_HIP], 0].mean())
        if not math.isnan(hips_px + self._scale):
            self._places.append((pose.t_s, hips_px, math.log(self._scale)))
        while self._places and pose.t_s - self._places[0][0] > GONE_S:
            self._places.popleft()
        if self._has_gone():
            self._quiet_until_s = max(self._quiet_until_s, pose.t_s + ARRIVED_S)

    def _has_gone(self) -> bool:
        if not self._places:
            return False
        _, x_px, size = self._places[-1]
        gone_px = max(abs(x_px - before_px) for _, before_px, _ in self._places)
        nearer = max(abs(size - before) for _, _, before in self._places)
        return gone_px > GONE_TRUNKS * self._scale or nearer > NEARER

    def _note_posture(self, t_s: float, posture: Posture) -> None:
        is_up = posture is Posture.STANDING
        self._was_up = is_up if self._was_up is None and posture is not Posture.UNKNOWN else self._was_up
        if is_up is self._was_up or posture is Posture.UNKNOWN:
            self._changed_s = NAN
            return
        self._changed_s = t_s if math.isnan(self._changed_s) else self._changed_s
        if t_s - self._changed_s > SETTLED_S:
            self._was_up, self._changed_s = is_up, NAN
            self._quiet_until_s = t_s + LET_GO_S


def features_px(pose: Pose) -> Vector:
    """Where the joints are, the same for a movement of the left and of the right: (28,) pixels.

    Of each pair of joints the middle, and how far they are apart across and along the picture.
    """
    xy = pose.xy_px.astype(np.float64)
    xy[pose.visibility < SEEN] = NAN
    left, right = xy[_LEFT], xy[_RIGHT]
    # one of a pair stands for both where the other is hidden
    left, right = np.where(np.isnan(left), right, left), np.where(np.isnan(right), left, right)
    return np.concatenate([((left + right) / 2).ravel(), (np.abs(left - right) / 2).ravel()])
