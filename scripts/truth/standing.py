"""Poses of the standing exercises: squat and forward lunge. u runs from 0 (standing) to 1 (bottom)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, ease, unit
from truth.pose import Arm, ArmAlong, ArmTo, Leg, LegTo, Pose, Poser, Trunk

# Half the distance between the ankles in quiet standing (m).
_STANCE_M = 0.11


def hands_on_hips(poser: Poser, trunk: Trunk) -> dict[str, Arm]:
    """Arms with the hands on the crest of the pelvis and the elbows out."""
    points = poser.points(poser.trunk(trunk))
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        grip = points[f"{side}_hip"] + trunk.pelvis @ np.array([sign * 0.075, -0.04, 0.115])
        hand = poser.body.hand_rotation(
            side, trunk.pelvis @ unit([-sign * 0.35, -0.75, -0.55]), trunk.pelvis @ (sign * X)
        )
        arms[side] = ArmTo(wrist_m=grip, pole=trunk.pelvis @ unit([sign, 0.45, 0.0]), hand=hand)
    return arms


def arms_rising(chest: Array, share: float) -> dict[str, Arm]:
    """Arms hanging at ``share`` 0 and held forwards, shoulder high, at 1."""
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        swing = about(X, -82 * share)
        side_way = sign * (0.16 - 0.10 * share)
        upper = unit(swing @ np.array([side_way, 0.03, -1.0]))
        fore = unit(swing @ np.array([side_way * 0.3, -0.16, -1.0]))
        arms[side] = ArmAlong(upper=upper, fore=fore, pole=chest @ np.array([0.4 * sign, 1.0, 0.0]))
    return arms


def ankle_over_ball(poser: Poser, side: str, heel_deg: float) -> Array:
    """How far an ankle moves (m) as the foot, pointing to -Y, pitches about its ball."""
    lever = poser.body.cube[f"{side[0]}-ankle"] - poser.body.cube[f"{side[0]}-foot-1"]
    return np.asarray((about(X, heel_deg) - np.eye(3)) @ lever)


@dataclass(frozen=True, kw_only=True)
class Squat:
    """Two-legged squat with the feet fixed.

    Args:
        depth_deg: knee flexion at the bottom.
        cave_deg: how far each knee swivels inwards about its hip-ankle line at the bottom.
        lean_deg: forward lean of the chest at the bottom.
        stance_m: distance between the ankles.
        toe_out_deg: how far the feet point outwards.
        free_arms: arms swing forwards; else the hands stay on the hips.
        heel_deg: how far both feet pitch up about their balls at the bottom.
        hip_shift_m: how far the hips move to the person's left at the bottom; negative to the right.
    """

    depth_deg: float = 98.0
    cave_deg: float = 0.0
    lean_deg: float = 36.0
    stance_m: float = 0.34
    toe_out_deg: float = 8.0
    free_arms: bool = True
    heel_deg: float = 0.0
    hip_shift_m: float = 0.0
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        share = u * self.depth_deg / 98.0
        rolled = {side: self._rolled_foot(poser, side, u) for side in SIDE_SIGN}
        # the hips go up and forwards with the ankles, or a lifted heel would deepen the squat
        carried = (rolled["left"][1] + rolled["right"][1]) / 2 + self.hip_shift_m * u * X
        trunk = Trunk(
            pelvis=about(X, 0.75 * self.lean_deg * share),
            chest=about(X, self.lean_deg * share + idle.breath_deg),
            head=about(X, 0.35 * self.lean_deg * share),
            hip_centre_m=self._hips(poser, u) + idle.sway_m + carried,
        )
        legs = {side: self._leg(poser, side, u, *rolled[side]) for side in SIDE_SIGN}
        arms = arms_rising(trunk.chest, share) if self.free_arms else hands_on_hips(poser, trunk)
        return poser.build(trunk, legs, arms)

    def _leg(self, poser: Poser, side: str, u: float, foot: Array, moved_m: Array) -> Leg:
        sign = SIDE_SIGN[side]
        turn = about(Z, sign * self.toe_out_deg)
        ankle = np.array([sign * self.stance_m / 2, 0, poser.body.ankle_height_m]) + moved_m
        # a positive swivel turns a left knee inwards
        swivel = sign * self.cave_deg * u
        return LegTo(ankle_m=ankle, pole=turn @ -Y, swivel_deg=swivel, foot=foot, toe=turn)

    def _rolled_foot(self, poser: Poser, side: str, u: float) -> tuple[Array, Array]:
        """The foot's rotation with the heel lifted, and how far that moves the ankle (m)."""
        turn = about(Z, SIDE_SIGN[side] * self.toe_out_deg)
        return turn @ about(X, self.heel_deg * u), turn @ ankle_over_ball(poser, side, self.heel_deg * u)

    def _hips(self, poser: Poser, u: float) -> Array:
        """Where the hips must be for the knees to bend by the wanted angle above fixed ankles."""
        body = poser.body
        knee = 5 + (self.depth_deg - 5) * u
        # a third of the bend comes from the shank leaning forwards, the rest from the thigh going back
        shank, thigh = np.radians(0.36 * knee), np.radians(0.64 * knee)
        spread = (self.stance_m - body.hip_width_m) / 2
        shorter = np.sqrt(1 - (spread / (body.thigh_m + body.shank_m)) ** 2)
        back = body.thigh_m * np.sin(thigh) - body.shank_m * np.sin(shank)
        up = body.thigh_m * np.cos(thigh) + body.shank_m * np.cos(shank)
        return np.array([0, back, body.ankle_height_m + shorter * up])


@dataclass(frozen=True, kw_only=True)
class Lunge:
    """Lunge: step out, lower, push back to standing.

    Args:
        lead: the front leg.
        depth_deg: knee flexion of the front leg at the bottom, about.
        step_m: length of the step.
        lean_deg: forward lean of the chest at the bottom.
        cave_deg: how far the front knee swivels inwards about its hip-ankle line at the bottom.
        drop_deg: how far the pelvis drops on the rear leg's side at the bottom; negative hikes.
        heel_deg: how far the front foot pitches up about its ball at the bottom.
        kind: ``forward`` steps out with the front leg, ``reverse`` back with the other one, ``stationary``
            stands in the split stance from the start and only lowers.
    """

    lead: str = "left"
    depth_deg: float = 96.0
    step_m: float = 0.80
    lean_deg: float = 6.0
    cave_deg: float = 0.0
    drop_deg: float = 0.0
    heel_deg: float = 0.0
    kind: str = "forward"
    on_feet: ClassVar[bool] = True

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``: the step takes the first half, the lowering most of the rest."""
        step, lower = ease(u / 0.5), ease((u - 0.28) / 0.72)
        if self.kind == "stationary":
            step, lower = 1.0, ease(u)
        front, rear, heel = self._feet(poser, step, lower)
        hips = self._hips(poser, step, lower, front, rear) + idle.sway_m * (1 - step)
        drop = about(Y, -SIDE_SIGN[self.lead] * self.drop_deg * lower)
        # the front hip keeps its height, the middle of the pelvis does not
        hips += (drop - np.eye(3)) @ (-SIDE_SIGN[self.lead] * poser.body.hip_width_m / 2 * X) * Z
        trunk = Trunk(
            pelvis=drop @ about(X, 0.6 * self.lean_deg * lower),
            chest=about(X, self.lean_deg * lower + idle.breath_deg),
            head=about(X, 0.5 * self.lean_deg * lower),
            hip_centre_m=hips,
        )
        legs = {self.lead: self._front_leg(front, lower), OTHER[self.lead]: _rear_leg(rear, heel)}
        pose = poser.build(trunk, legs, hands_on_hips(poser, trunk))
        # built with the rear foot in its place: a step back leaves the front one there instead
        return pose.shifted(self.step_m * step * Y) if self.kind == "reverse" else pose

    def _front_leg(self, ankle_m: Array, lower: float) -> Leg:
        swivel, foot = SIDE_SIGN[self.lead] * self.cave_deg * lower, about(X, self.heel_deg * lower)
        return LegTo(ankle_m=ankle_m, pole=-Y, swivel_deg=swivel, foot=foot, toe=np.eye(3))

    def _feet(self, poser: Poser, step: float, lower: float) -> tuple[Array, Array, Array]:
        """Front ankle, rear ankle (m) and the rear foot's rotation; that foot rolls up over its ball."""
        rear, height = OTHER[self.lead], poser.body.ankle_height_m
        lift = 0.09 * np.sin(np.pi * step)
        lifts = (0.0, lift) if self.kind == "reverse" else (lift, 0.0)
        front = np.array([SIDE_SIGN[self.lead] * _STANCE_M, -self.step_m * step, height + lifts[0]])
        front += ankle_over_ball(poser, self.lead, self.heel_deg * lower)
        heel = about(X, 8 * step + 46 * lower)
        rest_ankle = np.array([SIDE_SIGN[rear] * _STANCE_M, 0, height + lifts[1]])
        lever = poser.body.cube[f"{rear[0]}-ankle"] - poser.body.cube[f"{rear[0]}-foot-1"]
        return front, rest_ankle - lever + heel @ lever, heel

    def _hips(self, poser: Poser, step: float, lower: float, *ankles_m: Array) -> Array:
        """Hips sink as the knees bend, and never lie further from an ankle than the leg reaches."""
        body = poser.body
        legs = body.thigh_m + body.shank_m
        high = body.ankle_height_m + 0.998 * legs
        shank, thigh = np.radians(0.10 * self.depth_deg), np.radians(0.88 * self.depth_deg)
        low = body.ankle_height_m + body.shank_m * np.cos(shank) + body.thigh_m * np.cos(thigh) + 0.03
        height = high - 0.035 * step * (1 - lower) - (high - low) * lower
        hips = np.array([0, -self.step_m * (0.50 * step + 0.08 * lower), height])
        for ankle in ankles_m:
            leg = hips + X * np.sign(ankle[0]) * body.hip_width_m / 2 - ankle
            length = float(np.linalg.norm(leg))
            over = length - 0.9985 * legs
            if over > 0:
                hips[2] -= over / max(leg[2] / length, 0.3)
        return hips


def _rear_leg(ankle_m: Array, heel: Array) -> Leg:
    return LegTo(ankle_m=ankle_m, pole=unit(-Y - 0.2 * Z), foot=heel, toe=np.eye(3))
