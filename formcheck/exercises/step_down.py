"""Lateral step-down from a low step: one foot on it, the other goes down beside it and up again.

Its faults are the items of the step-down score; `norms.step_down` adds them up.
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

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
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import FACE_CAMERA, TOO_FAST
from formcheck.exercises.one_leg import HIP_DROP, HIP_HIKE, HIP_OWN, SIDE_LEAN
from formcheck.exercises.places import CLIPS, facing
from formcheck.motion.view import FRONTAL, Posture

PIVA = "Piva 2006"
# A swing to a side and back that is smaller than this is the pose model's trembling.
SWING_PCT = 0.6


def wavering_pct(s: RepStats) -> float:
    """The third largest swing of the hips to a side, in % of the body height: down and up make two."""
    places = [
        100.0 * x / height
        for sample in s.moving
        if (height := sample.values.get("body_height_ratio", math.nan)) > 0
        and not math.isnan(x := sample.values.get("hip_x_ratio", math.nan))
    ]
    return sorted((*swings(places), 0.0, 0.0, 0.0), reverse=True)[2] if places else math.nan


def swings(places: Iterable[float]) -> list[float]:
    """Sizes of the ways between one turning point and the next; turns of less than a swing are none."""
    turns: list[float] = []
    for place in places:
        if len(turns) < 2:
            turns = [place] if not turns else [turns[0], place]
        elif (place - turns[-1]) * (turns[-1] - turns[-2]) >= 0.0:
            turns[-1] = place
        elif abs(place - turns[-1]) >= SWING_PCT:
            turns.append(place)
    return [abs(b - a) for a, b in pairwise(turns)]


KNEE = Fault(
    name="knee_collapse",
    title="knee inside the second toe",
    signal="shank_in_deg_{side}",
    gate=Gate(on=4.0, off=2.5, for_s=0.2),
    during=LOADED,
    views=FRONTAL,
    severity=Severity.CAUTION,
    cue="Knee over the toes",
    advice=f"{FACE_CAMERA} to check the knee",
    source=f"{PIVA}: the knee inside the second toe; two standard errors and a half of the shank's line",
)

EXERCISE = Exercise(
    name="step_down",
    title="Step-down",
    aliases=("step_downs", "lateral_step_down", "lateral_step_downs"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(
        signal="step_bend_deg",
        rest=8.0,
        work=65.0,
        rest_limit=30.0,
        work_limit=56.0,
        # half of the bend comes with the first quarter of the way down
        depth=Gate(on=0.72, off=0.62, for_s=0.06, off_for_s=0.05),
    ),
    sides=Sides.SIGN,
    side_signal="step_sign",
    faults=(
        Fault(
            name="hands_off",
            title="a hand leaves the hip",
            signal="hands_off_ratio",
            gate=Gate(on=0.25, off=0.2, for_s=0.2),
            views=FRONTAL,
            relative=True,
            severity=Severity.CAUTION,
            cue="Hands on the hips",
            advice=f"{FACE_CAMERA} to check the hands",
            source=f"{PIVA}: a hand off the waist; three standard errors of its distance",
        ),
        SIDE_LEAN,
        replace(HIP_DROP, source=f"{PIVA}: the pelvis not level; {HIP_DROP.source}"),
        KNEE,
        replace(
            KNEE,
            title="knee past the inner border of the foot",
            gate=Gate(on=6.0, off=4.0, for_s=0.2),
            severity=Severity.FAULT,
            cue="Push the knee out over the toes",
            source=f"{PIVA}: the knee inside the foot's inner border, which is 6 deg of the shank",
        ),
    ),
    checks=(
        HIP_OWN,
        RepCheck(
            name="wavers",
            title="wavers on the standing leg",
            measure=wavering_pct,
            gate=Gate(on=2.6, off=2.0),
            unit="% of height",
            error=0.3,
            views=FRONTAL,
            severity=Severity.CAUTION,
            cue="Slower and steady",
            advice=f"{FACE_CAMERA} to check how steady it is",
            source=f"{PIVA}: wavers; tuned on rendered clips",
        ),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="both feet on one level: this is no step-down",
            signal="feet_uneven_ratio",
            gate=Gate(on=0.08, off=0.1),
            at_peak=True,
        ),
        Guard(
            title="a foot in the air: this is no step-down",
            signal="foot_raised_ratio",
            gate=Gate(on=0.12, off=0.1),
            at_peak=True,
        ),
        Guard(
            title="the lower leg bends: this is a squat or a lunge",
            signal="sunk_ratio",
            gate=Gate(on=0.12, off=0.11),
            at_peak=True,
        ),
    ),
    unseen=(
        HIP_HIKE,
        Unseen(
            name="touches_down",
            title="the free foot takes weight on the floor",
            reason="a picture does not show whether a foot that touches the floor carries weight",
            source=f"{PIVA}: stepping down on the free side",
        ),
    ),
    further="Lower the heel to the floor",
    counts="From standing on the step until the other heel nearly touches the floor, and back up.",
    placements=(facing("all items of the step-down score", CLIPS),),
    source="a step of 20 cm, hands on the hips, five repetitions a leg: Piva 2006; Rabin 2010",
)
