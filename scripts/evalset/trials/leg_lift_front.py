"""The leg lift to the front."""

from evalset.lifting import LEAN, PARTLY, TEMPO, knee, lift, of_each_size
from evalset.trial import Slot, Trial, Turns, paced

TRIAL = Trial(
    slots=(
        Slot(title="trunk_lean", yaw_deg=90, height_m=0.9, tries=of_each_size("trunk_lean", 0.5, 1.5, 1, 2)),
        Slot(title="knee_bends", yaw_deg=-90, height_m=0.8, tries=of_each_size("knee_bends", 1.5, 0.5, 2, 1)),
        Slot(title="enters", yaw_deg=90, height_m=1.0, tries=PARTLY, enters=True),
        Slot(title="fast_oblique", yaw_deg=-52, height_m=0.7, tries=paced(1.7)),
    ),
    motion=lift("front", 42.0),
    tempo=TEMPO,
    plants={"trunk_lean": LEAN, "knee_bends": knee(150.0)},
    turns=Turns.TAKEN,
)
