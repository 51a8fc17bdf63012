"""Poses of the heel raise on two legs and on one. u runs from 0 (flat feet) to 1 (on the toes)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, unit
from truth.pose import Leg, LegAlong, LegTo, Pose, Poser, Trunk
from truth.standing import ankle_over_ball, arms_rising, hands_on_hips

# A straight knee is still bent by this much.
_STRAIGHT_DEG = 5.0


@dataclass(frozen=True, kw_only=True)
class HeelRaise:
    """Both heels rise; the toes stay where they are.

    Args:
        rise_deg: how far the feet pitch up about their balls.
        lower_deg: how much less the foot of ``lower`` does; that side's straight leg sets the body's height.
        lower: the side that rises less.
        bend_deg: how much further the knees are bent at the top than in standing.
        lean_deg: forward lean of the chest at the top.
        stance_m: distance between the ankles.
        toe_out_deg: how far the feet point outwards.
        free_arms: arms hang; else the hands stay on the hips.
    """

    rise_deg: float = 32.0
    lower_deg: float = 0.0
    lower: str = "right"
    bend_deg: float = 0.0
    lean_deg: float = 2.0
    stance_m: float = 0.20
    toe_out_deg: float = 6.0
    free_arms: bool = True
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        rise_deg = {side: u * (self.rise_deg - self.lower_deg * (side == self.lower)) for side in SIDE_SIGN}
        turn = {side: about(Z, sign * self.toe_out_deg) for side, sign in SIDE_SIGN.items()}
        moved_m = {side: turn[side] @ ankle_over_ball(poser, side, rise_deg[side]) for side in SIDE_SIGN}
        carried = min(moved_m.values(), key=lambda m: float(m[2])) * [0, 1, 1]
        spread = (self.stance_m - poser.body.hip_width_m) / 2
        hips = carried + hips_over_ankle(poser, _STRAIGHT_DEG + self.bend_deg * u, spread)
        trunk = upright(self.lean_deg * u, hips + idle.sway_m, idle)
        legs: dict[str, Leg] = {}
        for side, sign in SIDE_SIGN.items():
            ankle = np.array([sign * self.stance_m / 2, 0, poser.body.ankle_height_m]) + moved_m[side]
            foot = turn[side] @ about(X, rise_deg[side])
            legs[side] = LegTo(ankle_m=ankle, pole=turn[side] @ -Y, foot=foot, toe=turn[side])
        arms = arms_rising(trunk.chest, 0.0) if self.free_arms else hands_on_hips(poser, trunk)
        return poser.build(trunk, legs, arms)


@dataclass(frozen=True, kw_only=True)
class SingleHeelRaise:
    """One heel rises; the other foot is held off the floor behind.

    Args:
        lead: the leg that stands.
        rise_deg: how far its foot pitches up about its ball.
        bend_deg: how much further its knee is bent at the top than in standing.
        lean_deg: forward lean of the chest at the top.
        free_knee_deg: how far the other knee is bent.
        drop_deg: how far the pelvis drops on the free side at the top.
    """

    lead: str = "left"
    rise_deg: float = 30.0
    bend_deg: float = 0.0
    lean_deg: float = 3.0
    free_knee_deg: float = 62.0
    drop_deg: float = 0.0
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        sign, free = SIDE_SIGN[self.lead], OTHER[self.lead]
        moved = ankle_over_ball(poser, self.lead, u * self.rise_deg)
        ankle = np.array([0.0, 0.0, poser.body.ankle_height_m]) + moved
        hips = moved + hips_over_ankle(poser, _STRAIGHT_DEG + self.bend_deg * u, 0.03)
        # the standing hip lies a little outside of its foot
        hips = hips + X * -sign * (poser.body.hip_width_m / 2 - 0.03)
        drop = about(Y, -sign * self.drop_deg * u)
        hips = hips + (drop - np.eye(3)) @ (-sign * poser.body.hip_width_m / 2 * X)
        trunk = upright(self.lean_deg * u, hips + idle.sway_m, idle, drop)
        legs: dict[str, Leg] = {
            self.lead: LegTo(ankle_m=ankle, pole=-Y, foot=about(X, u * self.rise_deg), toe=np.eye(3)),
            free: LegAlong(thigh=unit(-Z - 0.03 * sign * X), pole=-Y, knee_deg=self.free_knee_deg, foot=20.0),
        }
        return poser.build(trunk, legs, hands_on_hips(poser, trunk))


def upright(lean_deg: float, hips_m: Array, idle: Idle, pelvis: Array | None = None) -> Trunk:
    """A trunk over ``hips_m`` that leans forward by ``lean_deg``."""
    return Trunk(
        pelvis=(np.eye(3) if pelvis is None else pelvis) @ about(X, 0.5 * lean_deg),
        chest=about(X, lean_deg + idle.breath_deg),
        head=about(X, 0.5 * lean_deg),
        hip_centre_m=hips_m,
    )


def hips_over_ankle(poser: Poser, knee_deg: float, spread_m: float) -> Array:
    """The middle of the hips for a knee bent by ``knee_deg`` over an ankle ``spread_m`` aside."""
    body = poser.body
    # as in a squat: a third of the bend is the shank leaning forwards
    shank, thigh = np.radians(0.36 * knee_deg), np.radians(0.64 * knee_deg)
    shorter = np.sqrt(1 - (spread_m / (body.thigh_m + body.shank_m)) ** 2)
    back = body.thigh_m * np.sin(thigh) - body.shank_m * np.sin(shank)
    up = body.thigh_m * np.cos(thigh) + body.shank_m * np.cos(shank)
    return np.array([0.0, back, body.ankle_height_m + shorter * up])
