"""What band work for the ankle up and down shares; `unmeasured` says why in and out are not here."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Guard, Placement, RepCheck, Severity
from formcheck.engine.stats import RepStats
from formcheck.exercises.places import CLIPS
from formcheck.motion.view import SIDES

BESIDE_FOOT = Placement(
    name="at the side of the foot that works, you on a chair with that leg forward",
    shows="the foot and whether the leg helps",
    yaw_deg=90.0,
    height_m=(0.3, 0.8),
    distance_m=(1.0, 1.6),
    is_upright=True,
    is_close=True,
    source=CLIPS,
)


def share_of_best(s: RepStats) -> float:
    """Range against one's own largest before it."""
    return s.share_of_best()


def leg_moved_deg(s: RepStats) -> float:
    """How far thigh or shank moved, whichever moved more."""
    return max(s.highest(bone) - s.lowest(bone) for bone in ("thigh_deg_{side}", "shank_deg_{side}"))


LEG_HELPS = RepCheck(
    name="leg_helps",
    title="knee or hip helps",
    measure=leg_moved_deg,
    gate=Gate(on=12.0, off=10.0),
    unit="deg",
    error=3.0,
    views=SIDES,
    cue="Only the foot moves",
    advice="put the camera at your side, hips to feet in the picture, to check the leg",
    source="engineering default: four standard errors of 3 deg",
)

RANGE_SMALL = RepCheck(
    name="range_small",
    title="smaller than your largest",
    measure=share_of_best,
    gate=Gate(on=0.65, off=0.7),
    unit="of own largest",
    error=0.08,
    severity=Severity.CAUTION,
    movable=(0.5, 1.5),
    cue="Turn the foot further",
    source="engineering default: no norm in degrees was found, so one's own largest is the measure",
)

DEPTH = Gate(on=0.54, off=0.45, for_s=0.06, off_for_s=0.05)

SEATED = Guard(
    title="not seated",
    signal="knees_below_ratio",
    gate=Gate(on=0.62, off=0.55, for_s=0.3),
)
