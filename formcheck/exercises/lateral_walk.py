"""Walking sideways in a half squat, a band about the legs: each step to a side is counted."""

import math
from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import MOVING, Drive, Exercise, Fault, Guard, Kind, RepCheck, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import FACE_CAMERA, TOO_FAST
from formcheck.exercises.places import CLIPS, facing
from formcheck.motion.signal import FACING
from formcheck.motion.view import FRONTAL, Posture

GAP, HIPS = "side_step_ratio", "hips_high_ratio"


def _following(s: RepStats, signal: str) -> list[float]:
    """A signal from the widest stance on, until the other foot has followed."""
    seen = [m.values.get(signal, math.nan) for m in s.moving if m.t_s >= s.raise_.peak_s]
    return [v for v in seen if not math.isnan(v)]


def closest_feet_ratio(s: RepStats) -> float:
    """How near the other foot comes."""
    return min(_following(s, GAP), default=math.nan)


def hips_rise_ratio(s: RepStats) -> float:
    """How much higher the hips come as the other foot follows, as a share of their height before."""
    return max(_following(s, HIPS), default=math.nan) / (s.at_peak(HIPS) or math.nan) - 1.0


EXERCISE = Exercise(
    name="lateral_walk",
    title="Lateral squat walk",
    aliases=("lateral_squat_walk", "side_steps", "band_walk", "monster_walk", "lateral_band_walk"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(signal=GAP, rest=0.36, work=0.75, rest_limit=0.5, work_limit=0.62),
    sides=Sides.SIGN,
    side_signal="travel_sign",
    faults=(
        Fault(
            name="knees_cave",
            title="knees cave in",
            signal="knee_width_ratio",
            gate=Gate(on=0.92, off=0.97, for_s=0.2),
            during=MOVING,
            views=FRONTAL,
            cue="Knees over the toes",
            advice=f"{FACE_CAMERA} to check the knees",
            source="engineering default: knee width 0.9 of ankle width; of the lines from hips to ankles, for"
            " in a wide stance straight legs are narrower at the knees",
        ),
    ),
    checks=(
        RepCheck(
            name="feet_together",
            title="feet come together",
            measure=closest_feet_ratio,
            gate=Gate(on=0.22, off=0.26),
            unit="ratio",
            error=0.03,
            views=FACING,
            cue="Keep the feet hip-wide and the band tight",
            advice=f"{FACE_CAMERA} to check the feet",
            source="engineering default: less than the distance between the hip joints, 0.2 of a leg",
        ),
        RepCheck(
            name="standing_up",
            title="standing up between the steps",
            measure=hips_rise_ratio,
            gate=Gate(on=0.065, off=0.05),
            unit="ratio",
            error=0.012,
            views=FACING,
            cue="Stay low",
            advice=f"{FACE_CAMERA} to check the hips",
            source="engineering default: half of the way up from a half squat, and what level steps read",
        ),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="one leg stands upright: this is a leg lift",
            signal="other_leg_deg",
            gate=Gate(on=6.5, off=7.5),
            at_peak=True,
        ),
        Guard(
            title="the hips go over one foot: this is a side lunge",
            signal="off_middle_ratio",
            gate=Gate(on=0.22, off=0.2),
            at_peak=True,
        ),
        Guard(
            title="the hips stay where they are: this is no walk",
            signal="travel_ratio",
            gate=Gate(on=0.06, off=0.08),
            at_peak=True,
        ),
    ),
    further="Step further out",
    counts="One foot steps out to the side, the other one follows until the feet are hip-wide again.",
    placements=(
        replace(
            facing("the steps, knees and hips"),
            distance_m=(3.0, 4.0),
            is_upright=False,
            in_picture="the whole way, head to feet,",
            source=CLIPS,
        ),
    ),
    source="feet at rest 0.36, at the widest 0.75 of a leg apart: engineering default",
)
