"""What the bridge and the leg extension from it share: how far the pelvis drops on one leg."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Fault
from formcheck.motion.view import PROFILE

TOWARDS_HEAD = (
    "on one leg, put the camera 0.8 to 1.3 m high, on the side of the raised leg, half-way towards your head,"
    " to check whether the pelvis drops"
)
FAR_DROP = Fault(
    name="hip_drop",
    title="pelvis drops on the side of the raised leg",
    signal="far_hip_drop_ratio",
    gate=Gate(on=0.105, off=0.09, for_s=0.2),
    during=LOADED,
    views=PROFILE,
    relative=True,
    cue="Hips level",
    advice=TOWARDS_HEAD,
    source="tuned on rendered clips, camera 0.5 m high: level reads -0.03 to 0.09 by body and place",
)
NEAR_DROP = replace(
    FAR_DROP,
    signal="near_hip_drop_ratio",
    gate=Gate(on=0.08, off=0.07, for_s=0.2),
    source="tuned on rendered clips, camera 0.5 and 1.2 m high: level reads up to 0.06",
)
