"""What the exercises share that stand on one leg: the pelvis, and the trunk above it."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Fault, RepCheck, Unseen
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import CHECK_HIPS, FACE_CAMERA, worse
from formcheck.motion.view import FRONTAL

HIP = "hip_drop_deg_{side}"


def hip_further_deg(s: RepStats) -> float:
    """How much further the pelvis drops than in one's own best repetition of this side."""
    return s.worse_than_own(HIP)


def hip_lower_deg(s: RepStats) -> float:
    """How much further the pelvis drops than in one's own best repetition on this leg, or than level."""
    return worse(s, HIP)


# At rest the pose model errs by up to 3 deg, at the bottom by 1: the change from rest would say less.
HIP_DROP = Fault(
    name="hip_drop",
    title="pelvis drops on the side of the free leg",
    signal=HIP,
    gate=Gate(on=3.5, off=2.5, for_s=0.3),
    during=LOADED,
    views=FRONTAL,
    cue="Keep the hips level",
    advice=CHECK_HIPS,
    source="tuned on rendered clips: a level pelvis reads -5 to 1 deg, one dropped by 12 deg 4.2 to 5.6, by"
    " 16 deg 5.7 to 6.9",
)

HIP_OWN = RepCheck(
    name="hip_drop",
    title="pelvis drops further than in your best repetition",
    measure=hip_lower_deg,
    gate=Gate(on=2.4, off=1.8),
    unit="deg",
    error=1.0,
    views=FRONTAL,
    cue="Keep the hips level",
    advice=CHECK_HIPS,
    source="tuned on rendered clips: level repetitions of one person and side differ by up to 1.9 deg and"
    " read 1 at most, one dropped by 12 deg reads 4.7 more",
)

# The pose model draws the hips square to the trunk.
HIP_HIKE = Unseen(
    name="hip_hike",
    title="pelvis hikes on the side of the free leg",
    reason="the pose model tilts the hips with the trunk: a trunk that leans to a side looks like a hike",
    source="rendered clips: a level pelvis reads 4 to 9 deg hiked under a trunk that leans by 15",
)

SIDE_LEAN = Fault(
    name="side_lean",
    title="trunk leans to a side",
    signal="trunk_lean_deg",
    gate=Gate(on=10.0, off=8.0, for_s=0.3),
    during=LOADED,
    views=FRONTAL,
    cue="Trunk upright, not to the side",
    advice=f"{FACE_CAMERA} to check whether the trunk leans to a side",
    source="engineering default: two and a half standard errors of the trunk's line",
)
