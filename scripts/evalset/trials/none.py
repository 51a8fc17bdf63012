"""Movements in which nothing may be counted."""

from evalset.cases import Case, Try
from evalset.moves import distractor
from evalset.trial import GOOD, Slot, Trial, paced
from truth.recipes import Motion
from truth.timing import Tempo


def _motion(case: Case, _: str | None) -> Motion:
    return distractor(case.variant)


TRIAL = Trial(
    slots=(
        Slot(title="marching", yaw_deg=0, height_m=1.0, tries=paced(0.3, 3), variant="marching"),
        Slot(title="getting_down", yaw_deg=90, height_m=1.0, tries=paced(0.27, 1), variant="getting_down"),
        Slot(title="side_bends", yaw_deg=0, height_m=0.8, tries=paced(0.3, 3), variant="side_bends"),
        Slot(title="push_ups", yaw_deg=90, height_m=0.6, tries=GOOD[:3], variant="push_ups"),
        Slot(
            title="tying_a_shoe", yaw_deg=-60, height_m=0.9, tries=(Try(hold_s=3.0),), variant="tying_a_shoe"
        ),
        Slot(title="cat_cow", yaw_deg=-90, height_m=0.7, tries=paced(0.35, 3), variant="cat_cow"),
        Slot(title="rolling", yaw_deg=-90, height_m=1.0, tries=paced(0.3, 2), variant="rolling"),
        Slot(title="leg_stretch", yaw_deg=90, height_m=0.8, tries=GOOD[:2], variant="leg_stretch"),
        Slot(title="forward_bends", yaw_deg=90, height_m=1.0, tries=GOOD[:3], variant="forward_bends"),
        Slot(title="torso_twists", yaw_deg=-30, height_m=1.1, tries=paced(0.3, 3), variant="torso_twists"),
        Slot(title="arm_raises", yaw_deg=45, height_m=0.9, tries=GOOD, variant="arm_raises"),
        Slot(title="push_ups_oblique", yaw_deg=-60, height_m=0.8, tries=GOOD[:3], variant="push_ups"),
    ),
    motion=_motion,
    tempo=Tempo(out_s=1.1, hold_s=0.3, back_s=1.1, rest_s=0.4),
    is_signed=False,
)
