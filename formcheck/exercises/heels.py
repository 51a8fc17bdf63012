"""What the two heel raises share: height against one's own first three, pace, and the knees."""

import math
from statistics import median

from formcheck.engine.gate import Gate
from formcheck.engine.spec import MOVING, Drive, Fault, Guard, RepCheck, Severity
from formcheck.engine.stats import AT_START, RepStats
from formcheck.exercises.places import CLIPS, beside_standing
from formcheck.motion.view import SIDES, ViewKind

# The repetitions that the later ones are held against.
FIRST = 3
# 30 a minute; whoever takes longer than this has made a pause, or half a repetition in between.
EVERY_S, PAUSE_S = 2.0, 3.5
# The map of camera places was not measured for heel raises.
BESIDE = beside_standing("height, knees and pace", CLIPS)
KNEE_ADVICE = "stand with the leg that works nearer to the camera, side-on, to check the knee"


def share_of_first(s: RepStats) -> float:
    """Height against the median of one's own first three; NaN before there are three."""
    first = [past.raise_.range for past in s.before[:FIRST]]
    return s.raise_.range / median(first) if len(first) == FIRST else math.nan


def off_pace_s(s: RepStats) -> float:
    """How far the time since the last top is from that of 30 a minute; NaN after a pause or another side."""
    if not s.before or s.in_a_row < 2:
        return math.nan
    since_s = s.raise_.peak_s - s.before[-1].raise_.peak_s
    return abs(since_s - EVERY_S) if since_s <= PAUSE_S else math.nan


LEVEL = "heels_level_ratio"


def uneven_ratio(s: RepStats) -> float:
    """How much further one heel rose than the other, either way; NaN where they were not seen at rest."""
    at_rest = [sample.values.get(LEVEL, math.nan) for sample in s.moving[:AT_START]]
    return abs(s.at_peak(LEVEL) - median(at_rest)) if at_rest else math.nan


# Tuning clips: flat feet read -0.03 to 0.13 from the side, a full rise of 0.33 adds 0.2 to 0.35.
RISE = Drive(
    signal="heels_up_ratio",
    rest=-0.05,
    # a little less than most reach: who fades is told so, and counted all the same
    work=0.27,
    rest_limit=0.12,
    work_limit=0.23,
    depth=Gate(on=0.52, off=0.43, for_s=0.06, off_for_s=0.05),
    # the heels of somebody who walks up come and go faster
    fastest_s=0.5,
)
SITS = Guard(
    title="seated: this is no heel raise", signal="knees_below_ratio", gate=Gate(on=0.45, off=0.55, for_s=0.3)
)
SINKS = Guard(title="hips sink: this is no heel raise", signal="sunk_ratio", gate=Gate(on=0.12, off=0.1))

FADING = RepCheck(
    name="fading",
    title="heel lower than in your first three",
    measure=share_of_first,
    gate=Gate(on=0.7, off=0.75),
    unit="of own first three",
    error=0.08,
    views=SIDES,
    cue="Heel higher",
    advice="stand side-on to the camera; it is judged from the fourth repetition on",
    source="engineering default: 70 % of one's own first three",
)

OFF_PACE = RepCheck(
    name="off_pace",
    title="off the pace of 30 a minute",
    measure=off_pace_s,
    gate=Gate(on=0.75, off=0.6),
    unit="s",
    error=0.15,
    severity=Severity.CAUTION,
    cue="Keep an even pace",
    advice=f"it is judged from the second repetition on, unless there was a pause of {PAUSE_S:g} s",
    source="30 a minute: Hebert-Losier 2017, PubMed 28886865; within 0.75 s: engineering default, five"
    " standard errors of the time between two tops",
)

UNEVEN = RepCheck(
    name="uneven_sides",
    title="one heel rises further than the other",
    measure=uneven_ratio,
    gate=Gate(on=0.1, off=0.08),
    unit="foot lengths",
    error=0.03,
    views=frozenset({ViewKind.REAR}),
    severity=Severity.CAUTION,
    cue="Both heels alike",
    advice="turn your back to the camera, which stands at knee height or lower, to check both heels",
    source="tuned on rendered people seen from behind: equal heels read up to 0.04 apart, those 0.12 apart"
    " 0.05 to 0.1, those 0.24 apart 0.11 to 0.2: a limit that misses some. From the front none of it shows",
)


def knee_bends(signal: str) -> Fault:
    """The knee bends instead of the heel rising."""
    return Fault(
        name="knee_bends",
        title="knee bends",
        signal=signal,
        gate=Gate(on=162.0, off=165.0, for_s=0.15),
        during=MOVING,
        views=SIDES,
        cue="Knee straight",
        advice=KNEE_ADVICE,
        source="engineering default: less than 160 deg, which reads 2 deg straighter; straight knees read"
        " 171 to 180 on the tuning clips",
    )
