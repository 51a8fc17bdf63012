"""Step-up on a low step; the leg that goes first is counted."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Drive, Exercise, Fault, Guard, Kind, Severity, Sides, Unseen
from formcheck.exercises.measures import FACE_CAMERA, TOO_FAST, TRUNK_FORWARD
from formcheck.exercises.places import CLIPS, beside_standing, facing
from formcheck.motion.view import Posture, ViewKind

EXERCISE = Exercise(
    name="step_up",
    title="Step-up",
    aliases=("step_ups",),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(
        signal="rise_ratio",
        rest=0.0,
        work=0.22,
        rest_limit=0.06,
        work_limit=0.14,
        # half of the height comes with one foot on the step
        depth=Gate(on=0.72, off=0.6, for_s=0.06, off_for_s=0.05),
        also="climb_ratio",
    ),
    sides=Sides.SIGN,
    side_signal="up_first_sign",
    faults=(
        replace(
            TRUNK_FORWARD,
            gate=Gate(on=32.0, off=28.0, for_s=0.08),
            severity=Severity.FAULT,
            source="engineering default: a step-up leans 10-25 deg, and only as the weight comes on the step",
        ),
        Fault(
            name="knee_collapse",
            title="knee inside its foot",
            signal="shank_in_deg_{side}",
            gate=Gate(on=6.0, off=4.0, for_s=0.15),
            views=frozenset({ViewKind.FRONT}),
            cue="Push the knee out over the toes",
            advice=f"{FACE_CAMERA} to check the knee",
            source="Piva 2006: the knee inside the foot's inner border, which is 6 deg of the shank",
        ),
    ),
    checks=(TOO_FAST,),
    guards=(
        Guard(
            title="one foot stays where it was: this is no step-up",
            signal="feet_raised_ratio",
            gate=Gate(on=0.02, off=0.03),
            at_peak=True,
        ),
    ),
    unseen=(
        Unseen(
            name="push_off",
            title="the trailing foot pushes off",
            reason="a push lasts a tenth of a second, and the foot that pushes rolls up hardly further than"
            " one that only leaves the floor",
            source="rendered clips: 0.05 to 0.06 of the leg with a push, 0.03 to 0.05 without",
        ),
    ),
    further="Up with both feet",
    counts="From standing on the floor until both feet stand on the step, and back down on the floor.",
    placements=(
        beside_standing("the trunk", CLIPS),
        facing("the knee", CLIPS),
    ),
    source="rise and return on the same leg, a step of 20 cm: engineering default; from 12 cm on they count",
)
