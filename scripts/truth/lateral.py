"""Stepping sideways in a half squat, a band about the legs: each step begins where the last one ended.

u runs from 0 over 1 (the leading foot is down, the stance at its widest) to 2 (the other foot has followed).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about
from truth.pose import Leg, LegTo, Pose, Poser, Trunk
from truth.standing import hands_on_hips

_TOE_OUT_DEG, _LIFT_M = 6.0, 0.05


@dataclass(frozen=True, kw_only=True)
class LateralStep:
    """One step to a side.

    Args:
        lead: the side.
        step_m: distance between the ankles at the widest.
        gap_m: distance between the ankles when the other foot has followed.
        crouch_deg: flexion of the knees.
        cave_deg: how far each knee swivels inwards about its hip-ankle line.
        rise: share of the crouch that is given up as the feet come together.
        closing: how much narrower than ``gap_m`` the feet come together, as a share of it.
        from_m: where the middle between the feet is at its start, to the person's left.
        from_gap_m: distance between the ankles at its start.
        from_rise: share of the crouch that is missing at its start.
    """

    lead: str = "left"
    step_m: float = 0.66
    gap_m: float = 0.34
    crouch_deg: float = 48.0
    cave_deg: float = 0.0
    rise: float = 0.0
    closing: float = 0.0
    from_m: float = 0.0
    from_gap_m: float = 0.34
    from_rise: float = 1.0
    on_feet: ClassVar[bool] = True
    goes_on: ClassVar[bool] = True

    @property
    def end_gap_m(self) -> float:
        """Distance between the ankles at its end."""
        return self.gap_m * (1 - self.closing)

    @property
    def end_m(self) -> float:
        """Where the middle between the feet is at its end."""
        return self.from_m + self._sign * (self.step_m - (self.from_gap_m + self.end_gap_m) / 2)

    @property
    def _sign(self) -> float:
        return SIDE_SIGN[self.lead]

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``, 0 to 2."""
        out, follow = min(u, 1.0), max(u - 1.0, 0.0)
        feet = self._feet(poser, out, follow)
        crouch = 1 - self.from_rise * (1 - out) - self.rise * follow
        lean_deg = 26.0 * crouch
        trunk = Trunk(
            pelvis=about(X, 0.75 * lean_deg),
            chest=about(X, lean_deg + idle.breath_deg),
            head=about(X, 0.3 * lean_deg),
            hip_centre_m=self._hips(poser, out, follow, crouch, feet) + idle.sway_m,
        )
        # the knees are straight over the feet while somebody stands upright
        cave_deg = self.cave_deg * min(1.0, 3 * out, 3 * (1 - follow))
        legs: dict[str, Leg] = {side: _leg(side, feet[side], cave_deg) for side in SIDE_SIGN}
        return poser.build(trunk, legs, hands_on_hips(poser, trunk))

    def _feet(self, poser: Poser, out: float, follow: float) -> dict[str, Array]:
        """Both ankles (m)."""
        height = poser.body.ankle_height_m
        begin, stays = (self.from_m + s * self._sign * self.from_gap_m / 2 for s in (1, -1))
        wide = stays + self._sign * self.step_m
        near = wide - self._sign * self.end_gap_m
        lead = np.array([begin + out * (wide - begin), 0.0, height + _LIFT_M * np.sin(np.pi * out)])
        other = np.array([stays + follow * (near - stays), 0.0, height + _LIFT_M * np.sin(np.pi * follow)])
        return {self.lead: lead, OTHER[self.lead]: other}

    def _hips(self, poser: Poser, out: float, follow: float, crouch: float, feet: dict[str, Array]) -> Array:
        """Middle of the hips (m): the weight is on the foot that stays, the height that of the crouch."""
        body, knee = poser.body, np.radians(5 + (self.crouch_deg - 5) * crouch)
        shank, thigh = 0.36 * knee, 0.64 * knee
        back = body.thigh_m * np.sin(thigh) - body.shank_m * np.sin(shank)
        up = body.ankle_height_m + body.thigh_m * np.cos(thigh) + body.shank_m * np.cos(shank)
        over = 0.5 - 0.15 * np.sin(np.pi * out) + 0.25 * np.sin(np.pi * follow)
        aside = (1 - over) * feet[OTHER[self.lead]][0] + over * feet[self.lead][0]
        return np.array([aside, back, self._within_reach(poser, aside, back, up, feet)])

    def _within_reach(
        self, poser: Poser, aside: float, back: float, up: float, feet: dict[str, Array]
    ) -> float:
        """That height, or lower where a leg would not reach its foot."""
        legs_m = 0.998 * (poser.body.thigh_m + poser.body.shank_m)
        half = poser.body.hip_width_m / 2
        for side, foot in feet.items():
            off = aside + SIDE_SIGN[side] * half - foot[0]
            up = min(up, float(foot[2] + np.sqrt(legs_m**2 - off**2 - back**2)))
        return up


def _leg(side: str, ankle_m: Array, cave_deg: float) -> LegTo:
    turn = about(Z, SIDE_SIGN[side] * _TOE_OUT_DEG)
    return LegTo(ankle_m=ankle_m, pole=turn @ -Y, swivel_deg=SIDE_SIGN[side] * cave_deg, foot=turn, toe=turn)


def goes_on(motion: Any) -> bool:
    """Whether a movement ends elsewhere than it began."""
    return bool(getattr(motion, "goes_on", False))


def in_line(motions: Sequence[Any], turned_back: Iterable[bool] | None = None) -> tuple[Any, ...]:
    """The same movements, each of which begins where the last one ended; others stay as they are.

    Args:
        motions: in order.
        turned_back: for each, whether it comes back to where it began.
    """
    placed: list[Any] = []
    back = list(turned_back) if turned_back else [False] * len(motions)
    for i, motion in enumerate(motions):
        if i and isinstance(motion, LateralStep):
            motion = _after(placed[-1], back[i - 1], motion)
        placed.append(motion)
    return tuple(placed)


def _after(last: LateralStep, turned_back: bool, motion: LateralStep) -> LateralStep:
    if turned_back:
        return replace(motion, from_m=last.from_m, from_gap_m=last.from_gap_m, from_rise=last.from_rise)
    return replace(motion, from_m=last.end_m, from_gap_m=last.end_gap_m, from_rise=last.rise)
