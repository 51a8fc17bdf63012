"""Superman on hands and knees (bird-dog): opposite arm and leg."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import (
    LOADED,
    Drive,
    Exercise,
    Fault,
    Guard,
    Kind,
    RepCheck,
    Severity,
    Sides,
    Unseen,
)
from formcheck.exercises.measures import HOLD_SHORT
from formcheck.exercises.places import beside_floor
from formcheck.motion.view import PROFILE, Posture

SIDE_ON = "put the camera at your side, low, to check the limbs"
IN_LINE = "engineering default: within 15 deg of the trunk's line, and half a standard error"


def _limb(name: str, title: str, signal: str, gate: Gate, cue: str) -> RepCheck:
    # judged on the hold's median: on its way up and down every limb is low
    return RepCheck(
        name=name,
        title=title,
        measure=lambda s: s.at_peak(signal),
        gate=gate,
        unit="deg",
        error=5.0,
        views=PROFILE,
        cue=cue,
        advice=SIDE_ON,
        source=IN_LINE,
    )


LOW, HIGH = Gate(on=-20.0, off=-15.0), Gate(on=24.0, off=19.0)

EXERCISE = Exercise(
    name="superman",
    title="Superman on hands and knees",
    aliases=("bird_dog", "birddog", "quadruped"),
    kind=Kind.REPS_AND_HOLD,
    postures=frozenset({Posture.HANDS_AND_KNEES}),
    drive=Drive(
        signal="hip_open_deg_{side}",
        rest=85.0,
        work=168.0,
        rest_limit=118.0,
        work_limit=155.0,
        best=180.0,
        depth=Gate(on=0.62, off=0.5, for_s=0.1, off_for_s=0.05),
    ),
    sides=Sides.DIAGONAL,
    faults=(
        Fault(
            name="back_sags",
            title="back sags or arches",
            signal="trunk_slope_deg",
            gate=Gate(on=12.0, off=9.0, for_s=0.4),
            during=LOADED,
            views=PROFILE,
            relative=True,
            cue="Back level",
            advice=SIDE_ON,
            source="engineering default: 10 deg and half a standard error",
        ),
    ),
    checks=(
        RepCheck(
            name="same_side_twice",
            title="same diagonal twice",
            measure=lambda s: float(s.in_a_row),
            gate=Gate(on=2.0, off=1.0),
            unit="in a row",
            severity=Severity.CAUTION,
            cue="Other side now",
            movable=(1.0, 1.0),
            source="one repetition is both diagonals in turn",
        ),
        _limb("limb_low", "leg too low", "leg_low_deg_{side}", LOW, "Leg higher, in line with the back"),
        _limb("limb_low", "arm too low", "arm_line_deg_{other}", LOW, "Arm higher, in line with the back"),
        _limb("limb_high", "arm too high", "arm_line_deg_{other}", HIGH, "Arm lower, in line with the back"),
        _limb("limb_high", "leg too high", "leg_line_deg_{side}", HIGH, "Leg lower, in line with the back"),
        HOLD_SHORT,
    ),
    guards=(
        # a back that sags opens the standing leg's hip too; the model may then draw both legs as one
        Guard(
            title="the knee of this side stays on the floor",
            signal="leg_up_ratio_{side}",
            gate=Gate(on=0.05, off=0.15),
            at_peak=True,
        ),
        Guard(
            title="trunk off the horizontal: getting up",
            signal="trunk_slope_deg",
            gate=Gate(on=40.0, off=35.0),
            at_peak=True,
        ),
    ),
    unseen=(
        Unseen(
            name="hip_drop",
            title="pelvis drops or turns",
            reason="not measurable with one camera: what moves with the pelvis moves as much with the leg",
            source="rendered people seen from all around: docs/accuracy/pelvis.md",
        ),
    ),
    further="Arm and leg higher",
    counts="One arm and the opposite leg rise in line with the back and come down; both diagonals make one.",
    placements=(beside_floor("arm, leg and back"),),
    source="limbs about parallel to the floor: ACE exercise library; one repetition is both diagonals",
)
