"""Jackknife, or V-up: flat on the back, then trunk and straight legs rise until hands and feet meet."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Guard, Kind, RepCheck, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import TOO_FAST
from formcheck.exercises.places import beside_floor
from formcheck.motion.view import SIDES, Posture

SIDE_ON = "put the camera at your side, low, with hands and feet in the picture"


def smallest_hip_deg(s: RepStats) -> float:
    """Smallest angle between trunk and thighs."""
    return s.lowest("hips_open_deg")


def arms_up_deg(s: RepStats) -> float:
    """How far up the arms point while the body is folded."""
    return s.at_peak("arms_up_deg")


EXERCISE = Exercise(
    name="jackknife",
    title="Jackknife",
    aliases=("v_up", "v_ups", "jackknives", "jack_knife"),
    kind=Kind.REPS,
    # folded, the trunk stands: for a moment it is the posture of somebody upright
    postures=frozenset({Posture.SUPINE, Posture.STANDING}),
    drive=Drive(signal="hips_open_deg", rest=182.0, work=75.0, rest_limit=155.0, work_limit=98.0),
    sides=Sides.BOTH,
    faults=(
        Fault(
            name="knee_bends",
            title="knees bend",
            signal="knees_deg",
            gate=Gate(on=150.0, off=155.0, for_s=0.2),
            during=LOADED,
            views=SIDES,
            cue="Legs straight",
            advice=SIDE_ON,
            source="engineering default: straight is 170 deg, less three standard errors of 6.4",
        ),
        Fault(
            name="legs_low",
            title="legs dropped",
            signal="thighs_up_deg",
            gate=Gate(on=30.0, off=35.0, for_s=0.25),
            during=LOADED,
            views=SIDES,
            cue="Legs higher",
            advice=SIDE_ON,
            source="engineering default: hands and feet meet over the middle with the legs at 45 deg or more",
        ),
    ),
    checks=(
        RepCheck(
            name="half_range",
            title="only half the way up",
            measure=smallest_hip_deg,
            gate=Gate(on=94.0, off=90.0),
            unit="deg",
            error=4.0,
            views=SIDES,
            severity=Severity.CAUTION,
            cue="Fold all the way",
            advice=SIDE_ON,
            source="hip angle of 90 deg or less: Jackknife of the programme, and one standard error of 4",
        ),
        RepCheck(
            name="arms_low",
            title="arms dropped",
            measure=arms_up_deg,
            gate=Gate(on=-20.0, off=-14.0),
            unit="deg",
            error=6.0,
            views=SIDES,
            severity=Severity.CAUTION,
            cue="Reach for the feet",
            advice=SIDE_ON,
            source="engineering default: arms that reach for the feet point to the horizontal or above",
        ),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="thighs hang down: this is no jackknife",
            signal="thighs_up_deg",
            gate=Gate(on=-40.0, off=-30.0, for_s=0.2),
        ),
        Guard(
            title="knees drawn up: this is no jackknife",
            signal="knees_deg",
            gate=Gate(on=95.0, off=105.0, for_s=0.3),
        ),
        Guard(
            title="legs on the floor: this is a sit-up",
            signal="thighs_up_deg",
            gate=Gate(on=0.0, off=4.0),
            at_peak=True,
        ),
    ),
    further="Fold all the way",
    counts="From flat on the back up until hands and feet meet over the middle, and back down.",
    placements=(beside_floor("the fold, knees, arms and legs"),),
    source="hands and feet meet, hip angle <= 90 deg: Jackknife of the programme for runners",
)
