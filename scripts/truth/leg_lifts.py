"""Poses of the standing leg lifts: aside, to the front, to the back. u: 0 standing, 1 lifted."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, ease
from truth.pose import Leg, LegTo, Pose, Poser, Trunk
from truth.standing import hands_on_hips

# Half the distance between the ankles at rest (m), and how far the hips go over the standing foot.
_HALF_STANCE_M, _OVER_M = 0.085, 0.045
# The weight is on the other foot, and this one off its place on the floor, by these shares of the way.
_SHIFTED, _OFF_FLOOR = 0.3, 0.1
_STRAIGHT_DEG = 5.0


@dataclass(frozen=True, kw_only=True)
class LegLift:
    """One straight leg lifted from standing, the hands on the hips.

    Args:
        leg: the one that is lifted.
        way: ``side``, ``front`` or ``back``.
        lift_deg: thigh against the vertical at full range.
        lean_deg: how far the chest leans away from the leg at full range.
        hike_deg: how far the pelvis rises on the leg's side at full range; negative drops.
        bend_deg: flexion of the lifted knee at full range.
    """

    leg: str = "left"
    way: str = "side"
    lift_deg: float = 34.0
    lean_deg: float = 3.0
    hike_deg: float = 2.0
    bend_deg: float = _STRAIGHT_DEG
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        pelvis = about(Y, -self._sign * self.hike_deg * u)
        trunk = Trunk(
            pelvis=pelvis,
            chest=self._swung(self.lean_deg * u) @ about(X, idle.breath_deg),
            head=self._swung(0.3 * self.lean_deg * u),
            hip_centre_m=self._hips(poser, pelvis, u) + idle.sway_m * (1 - ease(u / _SHIFTED)),
        )
        hip_m = poser.points(poser.trunk(trunk))[f"{self.leg}_hip"]
        stands = OTHER[self.leg]
        planted = LegTo(ankle_m=_place(poser, stands), pole=-Y, foot=np.eye(3))
        legs: dict[str, Leg] = {stands: planted, self.leg: self._lifted(poser, hip_m, u)}
        return poser.build(trunk, legs, hands_on_hips(poser, trunk))

    @property
    def _sign(self) -> float:
        return SIDE_SIGN[self.leg]

    def _swung(self, angle_deg: float) -> Array:
        """Rotation that swings what hangs the way of the leg, and tips what is upright away from it."""
        axis, sign = {"side": (Y, -self._sign), "front": (X, -1.0), "back": (X, 1.0)}[self.way]
        return about(axis, sign * angle_deg)

    def _hips(self, poser: Poser, pelvis: Array, u: float) -> Array:
        """Middle of the pelvis (m): over the standing foot, the standing leg straight."""
        body = poser.body
        stands = pelvis @ (-self._sign * body.hip_width_m / 2 * X)
        aside = -self._sign * _OVER_M * ease(u / _SHIFTED)
        off = aside + stands[0] + self._sign * _HALF_STANCE_M
        high = np.sqrt((0.998 * (body.thigh_m + body.shank_m)) ** 2 - off**2)
        return np.array([aside, 0.0, body.ankle_height_m + high - stands[2]])

    def _lifted(self, poser: Poser, hip_m: Array, u: float) -> LegTo:
        """The moving leg: from its place on the floor to where thigh and knee angles put its ankle."""
        off, bend_deg = ease(u / _OFF_FLOOR), _STRAIGHT_DEG + (self.bend_deg - _STRAIGHT_DEG) * u
        line = self._swung(self.lift_deg * u)
        # a bent knee points forwards, however the leg is lifted
        shank = line @ about(X, bend_deg)
        ankle = hip_m - (poser.body.thigh_m * line + poser.body.shank_m * shank) @ Z
        ankle = (1 - off) * _place(poser, self.leg) + off * ankle
        return LegTo(ankle_m=ankle, pole=line @ -Y, foot=about(X, off * bend_deg / 2) @ line)


def _place(poser: Poser, side: str) -> Array:
    """Where a foot's ankle is on the floor (m)."""
    return np.array([SIDE_SIGN[side] * _HALF_STANCE_M, 0.0, poser.body.ankle_height_m])
