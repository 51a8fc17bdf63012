"""The heel raise on two legs: height, knees and pace from the side, both heels from behind."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, PARTIALS, Plant, Slot, Trial, planted
from truth.heel_raises import HeelRaise
from truth.timing import Tempo

# 30 a minute, with a pause before some of them.
OFF_PACE = (
    CLEAN,
    Try(rest_s=1.3),
    Try(rest_s=0.7, sizes=(("off_pace", 1.5),)),
    Try(rest_s=1.6, sizes=(("off_pace", 0.5),)),
    Try(sizes=(("off_pace", 2),)),
    CLEAN,
)
FADING = (
    CLEAN,
    CLEAN,
    CLEAN,
    Try(reach=0.85, sizes=(("fading", 0.5),)),
    Try(reach=0.55, sizes=(("fading", 1.5),)),
    Try(reach=0.7, sizes=(("fading", 1),)),
)


def bent(signal: str) -> Plant:
    """The knee bends as the heel rises."""
    return Plant(
        signal=signal,
        limit=160.0,
        parameters=("bend_deg",),
        between=(0.0, 70.0),
        from_clean=True,
        at_full=True,
    )


def _motion(case: Case, _: str | None) -> HeelRaise:
    facing = abs(case.place.yaw_deg) < 45 or abs(case.place.yaw_deg) > 135
    return HeelRaise(free_arms=not facing)


TRIAL = Trial(
    slots=(
        Slot(title="knees_bend", yaw_deg=90, height_m=0.7, tries=planted("knee_bends", 1.5, 2)),
        Slot(title="partials", yaw_deg=-90, height_m=0.9, tries=PARTIALS, enters=True),
        Slot(title="fading", yaw_deg=90, height_m=0.5, tries=FADING),
        Slot(title="uneven", yaw_deg=180, height_m=0.5, tries=planted("uneven_sides", 1.5, 0.5, 2)),
        Slot(title="off_pace", yaw_deg=-75, height_m=0.8, tries=OFF_PACE),
        Slot(title="knees_bend_steps", yaw_deg=-90, height_m=0.4, tries=planted("knee_bends", 0.5, 1.5, 1)),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.65, hold_s=0.25, back_s=0.7, rest_s=0.4),
    plants={
        "knee_bends": bent("knee_deg_left"),
        "uneven_sides": Plant(
            signal="heels_level_ratio", limit=0.12, unit="ratio", parameters=("lower_deg",), between=(0, 32)
        ),
    },
)
