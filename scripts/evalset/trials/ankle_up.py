"""Band work for the ankle, the foot drawn up: seated, the camera close, at the side of the working foot."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, PARTIALS, Plant, Slot, Trial, Turns, planted
from truth.seated import AnkleTurn
from truth.timing import Tempo

CLOSE_M = (1.0, 1.6)
TEMPO = Tempo(out_s=0.9, hold_s=0.3, back_s=1.0, rest_s=0.5)
RANGE_SMALL = (
    CLEAN,
    CLEAN,
    Try(reach=0.825, sizes=(("range_small", 0.5),)),
    Try(reach=0.6, sizes=(("range_small", 1.1),)),
)
HELPS = {"leg_helps": Plant(limit=12.0, parameters=("knee_moves_deg",))}


def near_side(slot: Slot) -> int:
    """Which of the part's two sides is nearer to the camera: the leg that works."""
    return int(slot.yaw_deg > 0)


def _motion(_: Case, side: str | None) -> AnkleTurn:
    return AnkleTurn(lead=side or "left", way="up")


SLOTS = (
    Slot(title="partials", yaw_deg=90, height_m=0.5, tries=PARTIALS),
    Slot(title="leg_helps", yaw_deg=-90, height_m=0.6, tries=planted("leg_helps", 0.5, 1.5)),
    Slot(title="range_small", yaw_deg=90, height_m=0.4, tries=RANGE_SMALL),
)
TRIAL = Trial(
    slots=SLOTS,
    motion=_motion,
    tempo=TEMPO,
    plants=HELPS,
    turns=Turns.ONE,
    side_of_slot=near_side,
    distance_m=CLOSE_M,
)
