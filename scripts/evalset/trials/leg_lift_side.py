"""The leg lift to the side."""

from evalset.lifting import LEAN, PARTLY, SLOWER, TEMPO, knee, lift, on_both_sides
from evalset.trial import Plant, Slot, Trial, Turns, paced

TRIAL = Trial(
    slots=(
        Slot(title="hip_hike", yaw_deg=0, height_m=1.0, tries=on_both_sides("hip_hike", 0.5, 1.5, 2)),
        Slot(title="trunk_lean", yaw_deg=0, height_m=0.9, tries=on_both_sides("trunk_lean", 1, 0.5, 1.5)),
        Slot(title="enters", yaw_deg=0, height_m=1.1, tries=PARTLY, enters=True),
        Slot(title="knee_bends", yaw_deg=0, height_m=0.9, tries=on_both_sides("knee_bends", 1.5, 0.5, 2)),
        Slot(title="fast_turned_25", yaw_deg=25, height_m=1.2, tries=paced(1.7, 5)),
        Slot(title="hip_drop", yaw_deg=0, height_m=1.2, tries=on_both_sides("hip_drop", 1.5, 1, 2)),
        Slot(title="rear_slow", yaw_deg=180, height_m=1.0, tries=SLOWER),
    ),
    motion=lift("side", 34.0),
    tempo=TEMPO,
    plants={
        "trunk_lean": LEAN,
        "hip_hike": Plant(limit=8.0, parameters=("hike_deg",)),
        "hip_drop": Plant(limit=-8.0, parameters=("hike_deg",)),
        "knee_bends": knee(140.0),
    },
    turns=Turns.TAKEN,
)
