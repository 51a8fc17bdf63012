"""Standing on one leg. u runs from 0 (both feet down) to 1 (one foot up)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, ease, slerp, unit
from truth.pose import Arm, ArmTo, Leg, LegTo, Pose, Poser, Trunk
from truth.standing import hands_on_hips

# Half the distance between the feet, and how far the hips shift over the standing one (m).
_HALF_STANCE_M, _SHIFT_M = 0.085, 0.05
# Part of the leg's whole length at which it is straight and can still sway.
_STRAIGHT = 0.996
# By this part of the way up the foot is off the floor, and somebody may hop.
_HOPS_FROM = 0.6


@dataclass(frozen=True, kw_only=True)
class Balance:
    """One foot lifted and held, the hands on the hips.

    Args:
        leg: the standing one.
        thigh_deg: how far the raised thigh points forwards.
        knee_deg: flexion of the raised knee.
        out_deg: how far the raised leg swings out sideways.
        drop_deg: how far the pelvis drops on the raised leg's side; negative hikes.
        hands_m: how far both hands leave the hips.
        hop_m: how far the standing foot goes aside, outwards, in a hop on the way up.
        sway: how many times as much the hips sway as those of somebody on both feet.
    """

    leg: str = "left"
    thigh_deg: float = 26.0
    knee_deg: float = 72.0
    out_deg: float = 0.0
    drop_deg: float = 0.0
    hands_m: float = 0.0
    hop_m: float = 0.0
    sway: float = 2.0
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        ankle = self._ankle(poser, u)
        pelvis = about(Y, -self._sign * self.drop_deg * u)
        trunk = Trunk(
            pelvis=pelvis,
            chest=about(X, idle.breath_deg),
            head=np.eye(3),
            hip_centre_m=self._hips(poser, pelvis, ankle, u) + idle.sway_m * (1 + (self.sway - 1) * u),
        )
        legs: dict[str, Leg] = {
            self.leg: LegTo(ankle_m=ankle, pole=-Y, foot=np.eye(3)),
            OTHER[self.leg]: self._raised(poser, trunk, u),
        }
        return poser.build(trunk, legs, self._arms(poser, trunk, u))

    @property
    def _sign(self) -> float:
        return SIDE_SIGN[self.leg]

    def _ankle(self, poser: Poser, u: float) -> Array:
        """Where the standing ankle is (m): aside after a hop, and in the air in the middle of one."""
        share = ease((u - _HOPS_FROM) / (0.95 - _HOPS_FROM))
        place = np.array([self._sign * _HALF_STANCE_M, 0.0, poser.body.ankle_height_m])
        return np.asarray(place + self._sign * self.hop_m * share * X + self._flight_m(share) * Z)

    def _flight_m(self, share: float) -> float:
        return float(0.3 * self.hop_m * np.sin(np.pi * share))

    def _hips(self, poser: Poser, pelvis: Array, ankle: Array, u: float) -> Array:
        """Middle of the pelvis (m): over the standing foot, the standing leg straight."""
        body = poser.body
        lever = pelvis @ (self._sign * body.hip_width_m / 2 * X)
        middle = (ankle[0] - self._sign * _HALF_STANCE_M) + self._sign * _SHIFT_M * ease(u / 0.5)
        aside = middle + lever[0] - ankle[0]
        high = np.sqrt((_STRAIGHT * (body.thigh_m + body.shank_m)) ** 2 - aside**2)
        return np.array([middle, 0.0, ankle[2] + high - lever[2]])

    def _raised(self, poser: Poser, trunk: Trunk, u: float) -> Leg:
        side = OTHER[self.leg]
        hip = poser.points(poser.trunk(trunk))[f"{side}_hip"]
        swing = about(Y, self._sign * self.out_deg)
        thigh, shank = (swing @ about(X, a) @ -Z for a in (-self.thigh_deg, self.knee_deg - self.thigh_deg))
        lifted = hip + poser.body.thigh_m * thigh + poser.body.shank_m * shank
        floor = np.array([-self._sign * _HALF_STANCE_M, 0.0, poser.body.ankle_height_m])
        foot = swing @ about(X, self.knee_deg - self.thigh_deg)
        return LegTo(
            ankle_m=(1 - u) * floor + u * lifted,
            pole=swing @ unit(-Y - 0.2 * Z),
            foot=slerp(np.eye(3), foot, u),
        )

    def _arms(self, poser: Poser, trunk: Trunk, u: float) -> dict[str, Arm]:
        """Hands on the hips, or out to the sides to keep the balance."""
        arms = hands_on_hips(poser, trunk)
        out = self.hands_m * ease((u - 0.3) / 0.6)
        for side, grip in arms.items():
            if out > 0.0 and isinstance(grip, ArmTo):
                away = out * unit([SIDE_SIGN[side], -0.1, 0.25])
                arms[side] = ArmTo(wrist_m=grip.wrist_m + away, pole=grip.pole)
        return arms
