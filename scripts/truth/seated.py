"""Poses of band work for the ankle, on a chair with one leg forward. u runs from 0 to 1 (fully turned)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from truth.idle import Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, unit
from truth.pose import Arm, ArmAlong, Leg, LegAlong, Pose, Poser, Trunk

# Height of the seat: low enough for the shortest person's thighs.
_SEAT_M = 0.36


@dataclass(frozen=True, kw_only=True)
class AnkleTurn:
    """One foot turns at the ankle against a band, the other stands flat.

    Args:
        lead: the foot that works.
        way: ``up``, ``down``, ``in`` or ``out``.
        turn_deg: how far it turns.
        rest_deg: how far it points down at rest, from square to the shank.
        knee_deg: bend of the working knee.
        knee_moves_deg: how far that knee straightens along with the foot.
        knee_aside_deg: how far the thigh rolls along with the foot: in with ``in``, out with ``out``.
        hip_lifts_deg: how far the thigh rises along.
    """

    lead: str = "left"
    way: str = "up"
    turn_deg: float = 30.0
    rest_deg: float = 10.0
    knee_deg: float = 45.0
    knee_moves_deg: float = 0.0
    knee_aside_deg: float = 0.0
    hip_lifts_deg: float = 0.0
    on_feet: ClassVar[bool] = True

    @property
    def box_m(self) -> Array:
        """Corners (4, 3) of the seat's top, counter-clockwise from above."""
        corners = ((-0.22, -0.2), (0.22, -0.2), (0.22, 0.34), (-0.22, 0.34))
        return np.array([(x, y, _SEAT_M) for x, y in corners])

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        body = poser.body
        trunk = Trunk(
            pelvis=about(X, -6.0),
            chest=about(X, 2.0 + idle.breath_deg),
            head=about(X, 8.0),
            hip_centre_m=np.array([0.0, 0.0, body.ankle_height_m + body.shank_m]),
        )
        legs: dict[str, Leg] = {
            self.lead: self._working_leg(u),
            OTHER[self.lead]: LegAlong(
                thigh=unit(-Y - 0.12 * SIDE_SIGN[self.lead] * X), pole=Z, knee_deg=90.0, foot=np.eye(3)
            ),
        }
        pose = poser.build(trunk, legs, _hands_on_seat(trunk.chest))
        return self._with_foot(pose, u)

    def _working_leg(self, u: float) -> Leg:
        sign = SIDE_SIGN[self.lead]
        rise = about(X, -(2.0 + self.hip_lifts_deg * u))
        thigh = rise @ unit(-Y + 0.10 * sign * X)
        roll = {"in": sign, "out": -sign}.get(self.way, 0.0) * self.knee_aside_deg * u
        pole = about(thigh, roll) @ Z
        return LegAlong(thigh=thigh, pole=pole, knee_deg=self.knee_deg - self.knee_moves_deg * u, foot=0.0)

    def _with_foot(self, pose: Pose, u: float) -> Pose:
        """The same with the foot turned in the shank's own axes."""
        s, sign = self.lead[0], SIDE_SIGN[self.lead]
        shank = pose.rotation[f"calf_{s}"]
        turn = self.turn_deg * u
        down = self.rest_deg + {"up": -turn, "down": turn}.get(self.way, 0.0)
        aside = {"in": -sign * turn, "out": sign * turn}.get(self.way, 0.0)
        # turning in lifts the inner edge of the foot, too
        foot = shank @ about(Z, aside) @ about(Y, -0.5 * aside) @ about(X, down)
        return Pose({**pose.rotation, f"foot_{s}": foot}, pose.hip_centre_m)


def _hands_on_seat(chest: Array) -> dict[str, Arm]:
    """Both hands beside the hips."""
    arms: dict[str, Arm] = {}
    for side, sign in SIDE_SIGN.items():
        upper, fore = (chest @ unit([sign * out, y, -1.0]) for out, y in ((0.30, 0.18), (0.05, -0.05)))
        arms[side] = ArmAlong(upper=upper, fore=fore, pole=chest @ np.array([0.3 * sign, 1.0, 0.0]))
    return arms
