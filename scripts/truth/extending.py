"""The leg extension from the bridge: hips up throughout, u straightens one leg beside the other thigh."""

from dataclasses import dataclass
from typing import ClassVar

from truth.idle import Idle
from truth.kinematics import slerp
from truth.lying import Bridge
from truth.pose import Pose, Poser


@dataclass(frozen=True, kw_only=True)
class LegExtension:
    """In a bridge one foot leaves the floor and its leg straightens.

    Args:
        leg: which leg.
        straight_share: how far its knee opens at u = 1: 0 stays bent, 1 is straight.
        top_deg: angle shoulder-hip-knee at u = 1; it begins in line.
        drop_deg: how far the pelvis drops on the leg's side at u = 1.
    """

    leg: str = "left"
    straight_share: float = 1.0
    top_deg: float = 177.0
    drop_deg: float = 0.0
    on_feet: ClassVar[bool] = True
    in_line_deg: ClassVar[float] = 177.0

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        top_deg = self.in_line_deg + (self.top_deg - self.in_line_deg) * u
        straight = Bridge(top_deg=top_deg, raised=self.leg, drop_deg=self.drop_deg * u)
        end = straight.pose(poser, 1.0, idle)
        planted = Bridge(top_deg=top_deg).pose(poser, 1.0, idle)
        before, after = poser.place(planted).rotation, poser.place(end).rotation
        bones = [f"{bone}_{self.leg[0]}" for bone in ("thigh", "calf", "foot", "ball")]
        turn = {bone: slerp(before[bone], after[bone], u * self.straight_share) for bone in bones}
        return Pose(end.rotation | turn, end.hip_centre_m)
