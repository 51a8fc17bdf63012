"""Band work for the ankle, the foot pushed down: seated, the camera close, at the foot's side."""

from evalset.cases import Case
from evalset.trial import PARTIALS, Slot, Trial, Turns, planted
from evalset.trials.ankle_up import CLOSE_M, HELPS, TEMPO, near_side
from truth.seated import AnkleTurn


def _motion(_: Case, side: str | None) -> AnkleTurn:
    return AnkleTurn(lead=side or "left", way="down")


TRIAL = Trial(
    slots=(
        Slot(title="partials", yaw_deg=90, height_m=0.5, tries=PARTIALS),
        Slot(title="leg_helps", yaw_deg=-90, height_m=0.6, tries=planted("leg_helps", 0.5, 1.5)),
    ),
    motion=_motion,
    tempo=TEMPO,
    plants=HELPS,
    turns=Turns.ONE,
    side_of_slot=near_side,
    distance_m=CLOSE_M,
)
