"""Poses of the side lunge: step aside, sink onto that leg, push back. u: 0 standing, 1 at the bottom."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, about, ease
from truth.pose import Leg, LegTo, Pose, Poser, Trunk
from truth.standing import hands_on_hips

_HALF_STANCE_M, _LIFT_M = 0.11, 0.06
# The other leg stays as straight as this part of its length.
_STRAIGHT = 0.996
# Full depth of the lead knee: the length of the step goes by it.
_DEPTH_DEG = 88.0


@dataclass(frozen=True, kw_only=True)
class SideLunge:
    """A step aside onto one leg, the other one straight, the hands on the hips.

    Args:
        lead: the leg that bends.
        depth_deg: flexion of its knee at the bottom, about.
        cave_deg: how far its knee swivels inwards about the hip-ankle line.
        lean_deg: how far the chest leans over that leg.
        drop_deg: how far the pelvis drops on the other side; negative hikes.
    """

    lead: str = "left"
    depth_deg: float = _DEPTH_DEG
    cave_deg: float = 0.0
    lean_deg: float = 3.0
    drop_deg: float = 0.0
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``: the step takes the first half, the sinking most of the rest."""
        x, lower = min(1.0, u / 0.5), ease((u - 0.25) / 0.75)
        # the foot leaves the floor as u does, and comes to rest where it lands
        step = x * (2 - x)
        feet = self._feet(poser, step)
        forward, aside = about(X, 26.0 * lower), about(Y, self._sign * self.lean_deg * lower)
        trunk = Trunk(
            pelvis=about(Y, self._sign * -self.drop_deg * lower) @ about(X, 18.0 * lower),
            chest=aside @ forward @ about(X, idle.breath_deg),
            head=about(X, 8.0 * lower),
            hip_centre_m=self._hips(poser, lower, feet) + idle.sway_m * (1 - step),
        )
        cave_deg = self._sign * self.cave_deg * lower
        legs: dict[str, Leg] = {
            self.lead: LegTo(ankle_m=feet[self.lead], pole=-Y, swivel_deg=cave_deg, foot=np.eye(3)),
            OTHER[self.lead]: LegTo(ankle_m=feet[OTHER[self.lead]], pole=-Y, foot=np.eye(3)),
        }
        return poser.build(trunk, legs, hands_on_hips(poser, trunk))

    @property
    def _sign(self) -> float:
        return SIDE_SIGN[self.lead]

    def _feet(self, poser: Poser, step: float) -> dict[str, Array]:
        """Both ankles (m)."""
        height = poser.body.ankle_height_m
        wide_m = self._wide_m(poser) - 2 * _HALF_STANCE_M
        lift = _LIFT_M * np.sin(np.pi * step)
        lead = np.array([self._sign * (_HALF_STANCE_M + step * wide_m), 0.0, height + lift])
        return {self.lead: lead, OTHER[self.lead]: np.array([-self._sign * _HALF_STANCE_M, 0.0, height])}

    def _wide_m(self, poser: Poser) -> float:
        """Distance of the feet at which a full side lunge has the knee over the foot."""
        back, up = _bent(poser, _DEPTH_DEG)
        return _aside_m(poser, back, up) + poser.body.hip_width_m + 0.04

    def _hips(self, poser: Poser, lower: float, feet: dict[str, Array]) -> Array:
        """Middle of the hips (m): as far aside as the straight leg lets them, in reach of both feet."""
        body = poser.body
        back, up = _bent(poser, 4 + (self.depth_deg - 4) * lower)
        legs_m = 0.9985 * (body.thigh_m + body.shank_m)
        while True:
            stays = feet[OTHER[self.lead]][0]
            x = stays + self._sign * (_aside_m(poser, back, up) + body.hip_width_m / 2)
            off = x + self._sign * body.hip_width_m / 2 - feet[self.lead][0]
            lead_up = up + body.ankle_height_m - feet[self.lead][2]
            if np.hypot(np.hypot(off, back), lead_up) <= legs_m:
                return np.array([x, back, body.ankle_height_m + up])
            up -= 0.002


def _bent(poser: Poser, knee_deg: float) -> tuple[float, float]:
    """How far the hips are behind and above an ankle (m) when a squatting leg is bent so."""
    shank, thigh = np.radians(0.36 * knee_deg), np.radians(0.64 * knee_deg)
    body = poser.body
    back = body.thigh_m * np.sin(thigh) - body.shank_m * np.sin(shank)
    return back, body.thigh_m * np.cos(thigh) + body.shank_m * np.cos(shank)


def _aside_m(poser: Poser, back: float, up: float) -> float:
    """How far a straight leg's foot is beside its hip."""
    leg_m = _STRAIGHT * (poser.body.thigh_m + poser.body.shank_m)
    return float(np.sqrt(max(leg_m**2 - back**2 - up**2, 0.0)))
