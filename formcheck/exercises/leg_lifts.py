"""What the three leg lifts share."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Fault, Guard, Unseen
from formcheck.motion.view import SIDES

TRUNK_LEAN = Fault(
    name="trunk_lean",
    title="trunk leans",
    signal="trunk_lean_deg",
    gate=Gate(on=10.0, off=8.0, for_s=0.2),
    during=LOADED,
    views=SIDES,
    cue="Stay upright",
    advice="stand side-on to the camera to check the trunk",
    source="engineering default: two and a half standard errors of the trunk's angle",
)

KNEE_BENDS = Fault(
    name="knee_bends",
    title="knee of the lifted leg bends",
    signal="knee_deg_{side}",
    gate=Gate(on=150.0, off=155.0, for_s=0.2),
    during=LOADED,
    views=SIDES,
    cue="Knee straight",
    advice="stand side-on to the camera to check the knee",
    source="engineering default: 160 deg is straight, and one standard error and a half more",
)

HIPS_SINK = Guard(
    title="the hips sink: this is a squat or a lunge",
    signal="sunk_ratio",
    gate=Gate(on=0.14, off=0.12),
    at_peak=True,
)

STANDS_ASKEW = Guard(
    title="both legs slant: this is a step",
    signal="other_leg_deg",
    gate=Gate(on=14.0, off=12.0),
    at_peak=True,
)

TOGETHER = Guard(
    title="both thighs go the same way: this is a bend",
    signal="thighs_split_deg",
    gate=Gate(on=9.0, off=10.0),
    at_peak=True,
)

MARCHING = Guard(
    title="knee bent: this is marching",
    signal="bent_knee_deg",
    gate=Gate(on=112.0, off=116.0),
    at_peak=True,
)

_UNSEEN = (
    "not measurable where this lift can be counted: whether the hips are level shows from the front only"
)
_GEOMETRY = "from the side one hip hides the other"
HIPS_UNSEEN = (
    Unseen(name="hip_hike", title="pelvis is pulled up", reason=_UNSEEN, source=_GEOMETRY),
    Unseen(name="hip_drop", title="pelvis drops", reason=_UNSEEN, source=_GEOMETRY),
)
