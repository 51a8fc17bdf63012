"""Stepping up on a step, both feet, and down again. u runs from 0 (on the floor) to 1 (on the step)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, ease
from truth.pose import Leg, LegTo, Pose, Poser, Trunk
from truth.standing import ankle_over_ball, hands_on_hips

_ASIDE_M = 0.09
# How far the step is away from the ankles, how far it reaches, and where the feet come to stand (m).
_NEAR_M, _FAR_M, _STAND_M = 0.24, 0.70, 0.38
# A foot swings this much higher than it needs to.
_CLEAR_M = 0.10


@dataclass(frozen=True, kw_only=True)
class StepUp:
    """Up with one foot, up with the other; down with the other, down with the first.

    Args:
        lead: the leg that goes first and lifts the body.
        cave_deg: how far its knee swivels inwards about its hip-ankle line under load.
        lean_deg: forward lean of the chest under load.
        push_deg: how far the trailing foot pitches up about its ball before it leaves the floor.
        step_m: height of the step.
    """

    lead: str = "left"
    cave_deg: float = 0.0
    lean_deg: float = 16.0
    push_deg: float = 14.0
    step_m: float = 0.20
    on_feet: ClassVar[bool] = True

    @property
    def box_m(self) -> Array:
        """The step's top (4, 3), its corners counter-clockwise from above."""
        corners = ((-0.3, -_FAR_M), (0.3, -_FAR_M), (0.3, -_NEAR_M), (-0.3, -_NEAR_M))
        return np.array([(x, y, self.step_m) for x, y in corners])

    @property
    def push_share(self) -> float:
        """The part of the rise that the trailing foot pushes for: the higher it rolls, the longer."""
        return min(0.5, 0.1 + 0.4 * max(0.0, self.push_deg - 14.0) / 36.0)

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``: the first foot takes 0.4 of it, the rise most of the rest."""
        rise = ease((u - 0.3) / 0.62)
        load = ease((u - 0.25) / 0.2) * (1 - rise)
        feet = {
            self.lead: self._swung_m(poser, self.lead, u / 0.42),
            OTHER[self.lead]: self._trailing_m(poser, rise, u),
        }
        trunk = Trunk(
            pelvis=about(X, 0.5 * self.lean_deg * load),
            chest=about(X, self.lean_deg * load + idle.breath_deg),
            head=about(X, 0.4 * self.lean_deg * load),
            hip_centre_m=self._hips_m(poser, u, rise, feet) + idle.sway_m * (1 - rise),
        )
        legs = self._legs(feet, rise, load)
        return poser.build(trunk, legs, hands_on_hips(poser, trunk))

    def _legs(self, feet: dict[str, Array], rise: float, load: float) -> dict[str, Leg]:
        swivel_deg = SIDE_SIGN[self.lead] * self.cave_deg * load
        hanging = ease((rise - self.push_share) / (1 - self.push_share))
        heel_deg = self.push_deg * (self._pushed(rise) - hanging)
        return {
            self.lead: LegTo(ankle_m=feet[self.lead], pole=-Y, swivel_deg=swivel_deg, foot=np.eye(3)),
            OTHER[self.lead]: LegTo(
                ankle_m=feet[OTHER[self.lead]],
                pole=-Y,
                foot=about(X, heel_deg),
                toe=np.eye(3) if hanging == 0.0 else None,
            ),
        }

    def _pushed(self, rise: float) -> float:
        return ease(rise / self.push_share)

    def _swung_m(self, poser: Poser, side: str, share: float) -> Array:
        """An ankle on its way from the floor to the step: up first, then over its edge."""
        s = min(max(share, 0.0), 1.0)
        up = self.step_m * ease(s / 0.7) + _CLEAR_M * np.sin(np.pi * s)
        ahead = _STAND_M * ease((s - 0.15) / 0.85)
        return np.array([SIDE_SIGN[side] * _ASIDE_M, -ahead, poser.body.ankle_height_m + up])

    def _trailing_m(self, poser: Poser, rise: float, u: float) -> Array:
        """The other ankle: rolls up over its ball as it pushes, then swings to the step."""
        side = OTHER[self.lead]
        left_at = self.push_share
        if rise <= left_at:
            return self._swung_m(poser, side, 0.0) + ankle_over_ball(
                poser, side, self.push_deg * self._pushed(rise)
            )
        share = (rise - left_at) / (1 - left_at)
        rolled = ankle_over_ball(poser, side, self.push_deg)
        return self._swung_m(poser, side, share) + rolled * (1 - ease(share))

    def _hips_m(self, poser: Poser, u: float, rise: float, feet: dict[str, Array]) -> Array:
        """Hips go over the step, and never lie further from a foot that carries than the leg reaches."""
        body = poser.body
        legs = body.thigh_m + body.shank_m
        ahead = _STAND_M * (0.14 * ease(u / 0.4) + 0.86 * rise)
        aside = SIDE_SIGN[self.lead] * 0.035 * np.sin(np.pi * min(1.0, max(0.0, (u - 0.1) / 0.9)))
        height = body.ankle_height_m + 0.996 * legs + self.step_m * rise
        hips = np.array([aside, -ahead, height])
        carrying = [self.lead] if rise > self.push_share else list(feet)
        for side in carrying:
            leg = hips + X * SIDE_SIGN[side] * body.hip_width_m / 2 - feet[side]
            length = float(np.linalg.norm(leg))
            if length > 0.9985 * legs:
                hips -= Z * (length - 0.9985 * legs) / max(leg[2] / length, 0.3)
        return hips
