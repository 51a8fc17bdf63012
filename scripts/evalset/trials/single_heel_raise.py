"""The heel raise on one leg, from the side: the near leg stands, but for the last clip."""

from evalset.cases import Case
from evalset.trial import PARTIALS, Slot, Trial, Turns, planted
from evalset.trials.heel_raise import FADING, OFF_PACE, bent
from truth.heel_raises import SingleHeelRaise
from truth.timing import Tempo


def _motion(_: Case, side: str | None) -> SingleHeelRaise:
    return SingleHeelRaise(lead=side or "left")


TRIAL = Trial(
    slots=(
        Slot(title="knees_bend", yaw_deg=-90, height_m=0.7, tries=planted("knee_bends", 1.5, 2)),
        Slot(title="partials", yaw_deg=-90, height_m=0.9, tries=PARTIALS, enters=True),
        Slot(title="fading", yaw_deg=-90, height_m=0.5, tries=FADING),
        Slot(title="off_pace", yaw_deg=90, height_m=0.8, tries=OFF_PACE),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.65, hold_s=0.25, back_s=0.7, rest_s=0.4),
    plants={"knee_bends": bent("knee_deg_{side}")},
    turns=Turns.ONE,
)
