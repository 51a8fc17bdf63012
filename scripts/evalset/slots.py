"""The clips by exercise, a line each: camera, what is done, what is special. Both parts have them all.

Sizes of planted faults are multiples of the limit: 0.5, 1, 1.5 and 2, between clean repetitions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evalset.cases import Try

CLEAN = Try()
PARTIAL = Try(reach=0.36, is_partial=True)
# the first half of a lunge is the step
HALF_LUNGE = Try(reach=0.6, is_partial=True)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A clip before it has a person, a distance and a film.

    Attributes:
        title: short, for its name.
        yaw_deg, height_m: the camera's place.
        tries: what is attempted; an exercise with two sides deals them out in turn.
    """

    title: str
    yaw_deg: float
    height_m: float
    tries: tuple[Try, ...]
    variant: str = ""
    enters: bool = False
    leaves: bool = False


def planted(name: str, *sizes: float) -> tuple[Try, ...]:
    """A clean attempt, then the faulty ones with a clean one after the first."""
    bad = [Try(sizes=((name, size),)) for size in sizes]
    return (CLEAN, bad[0], CLEAN, *bad[1:])


def always(name: str, size: float, count: int = 4) -> tuple[Try, ...]:
    """The same fault every time: beside good repetitions, one so small would be half a repetition."""
    return (Try(sizes=((name, size),)),) * count


def paired(name: str, *sizes: float) -> tuple[Try, ...]:
    """For a Superman: two clean raises, then a faulty and a clean one for each size."""
    return (CLEAN, CLEAN, *(t for size in sizes for t in (Try(sizes=((name, size),)), CLEAN)))


def paced(pace: float, count: int = 4) -> tuple[Try, ...]:
    """All attempts at another tempo."""
    return (Try(pace=pace),) * count


def uneven(count: int = 4) -> tuple[Try, ...]:
    """Every other attempt slower and smaller: one side is not like the other."""
    return (CLEAN, Try(pace=0.7, reach=0.85)) * (count // 2)


GOOD = (CLEAN,) * 4
PARTIALS = (CLEAN, PARTIAL, CLEAN, PARTIAL, CLEAN)
HALF_LUNGES = (CLEAN, HALF_LUNGE, CLEAN, HALF_LUNGE, CLEAN)
PAUSES = (CLEAN, Try(rest_s=2.8), CLEAN, Try(hold_s=2.0))

SLOTS: Mapping[str, tuple[Slot, ...]] = {
    "squat": (
        Slot(title="knee_collapse", yaw_deg=0, height_m=1.0, tries=planted("knee_collapse", 1.5, 2)),
        Slot(title="too_shallow", yaw_deg=90, height_m=0.9, tries=planted("too_shallow", 1.25, 1.5)),
        Slot(title="oblique", yaw_deg=45, height_m=1.0, tries=GOOD),
        Slot(title="partials_front", yaw_deg=0, height_m=0.7, tries=PARTIALS, enters=True),
        Slot(title="trunk_lean", yaw_deg=-90, height_m=1.2, tries=planted("trunk_lean", 1.25, 1.5)),
        Slot(
            title="knee_collapse_steps", yaw_deg=0, height_m=0.5, tries=planted("knee_collapse", 0.5, 1.5, 1)
        ),
        Slot(title="fast", yaw_deg=-60, height_m=1.4, tries=paced(2.4, 5)),
        Slot(title="heel_lifts", yaw_deg=90, height_m=0.4, tries=planted("heel_lifts", 1.5, 2)),
        Slot(title="rear_pauses", yaw_deg=180, height_m=1.0, tries=PAUSES),
        Slot(title="partials_side", yaw_deg=-90, height_m=0.8, tries=PARTIALS, enters=True, leaves=True),
        Slot(title="turned_15", yaw_deg=15, height_m=1.3, tries=uneven()),
        Slot(title="too_shallow_steps", yaw_deg=-90, height_m=1.6, tries=planted("too_shallow", 0.5, 1.5, 1)),
        Slot(title="turned_30", yaw_deg=-30, height_m=0.6, tries=GOOD, leaves=True),
        Slot(title="slow", yaw_deg=75, height_m=1.0, tries=paced(0.45, 3)),
        Slot(title="trunk_lean_steps", yaw_deg=90, height_m=0.6, tries=planted("trunk_lean", 0.5, 1.5, 1)),
        Slot(title="heel_lifts_steps", yaw_deg=-90, height_m=0.7, tries=planted("heel_lifts", 0.5, 1.5, 1)),
    ),
    "lunge": (
        Slot(title="knee_collapse", yaw_deg=0, height_m=1.0, tries=planted("knee_collapse", 1.5, 2)),
        Slot(title="side_clean", yaw_deg=-90, height_m=0.9, tries=GOOD, enters=True),
        Slot(title="hip_drop", yaw_deg=0, height_m=0.9, tries=planted("hip_drop", 1.5, 2)),
        Slot(title="oblique_partials", yaw_deg=45, height_m=1.0, tries=HALF_LUNGES),
        Slot(title="trunk_lean", yaw_deg=90, height_m=0.8, tries=planted("trunk_lean", 1.5, 2)),
        Slot(title="reverse", yaw_deg=0, height_m=1.1, tries=GOOD, variant="reverse", enters=True),
        Slot(title="fast", yaw_deg=-60, height_m=1.4, tries=paced(1.9)),
        Slot(title="hip_drop_steps", yaw_deg=0, height_m=0.6, tries=planted("hip_drop", 0.5, 1.5, 1)),
        Slot(title="heel_lifts", yaw_deg=90, height_m=0.4, tries=planted("heel_lifts", 1.5, 2)),
        Slot(title="stationary", yaw_deg=-90, height_m=0.8, tries=GOOD, variant="stationary"),
        Slot(
            title="knee_collapse_steps", yaw_deg=0, height_m=1.3, tries=planted("knee_collapse", 0.5, 1.5, 1)
        ),
        Slot(title="turned_15", yaw_deg=-15, height_m=0.7, tries=GOOD, leaves=True),
        Slot(title="too_shallow", yaw_deg=90, height_m=1.0, tries=planted("too_shallow", 0.5, 1.1, 1)),
        Slot(title="slow", yaw_deg=75, height_m=1.2, tries=paced(0.55, 3)),
        Slot(title="rear", yaw_deg=180, height_m=1.0, tries=uneven()),
        Slot(title="trunk_lean_steps", yaw_deg=-90, height_m=1.5, tries=planted("trunk_lean", 0.5, 1.5, 1)),
        Slot(title="turned_30", yaw_deg=30, height_m=0.9, tries=PAUSES),
        Slot(title="reverse_side", yaw_deg=90, height_m=0.6, tries=HALF_LUNGES, variant="reverse"),
    ),
    "bridge": (
        Slot(title="hips_low", yaw_deg=-90, height_m=0.6, tries=planted("hips_low", 1.5, 1.5)),
        Slot(
            title="single_drop",
            yaw_deg=-135,
            height_m=0.5,
            tries=planted("hip_drop", 1.5, 2, 3),
            variant="single",
        ),
        Slot(title="enters", yaw_deg=90, height_m=0.9, tries=PARTIALS, enters=True, leaves=True),
        Slot(title="towards_feet", yaw_deg=60, height_m=0.8, tries=GOOD),
        Slot(title="over_arch", yaw_deg=90, height_m=0.5, tries=planted("over_arch", 1.5)),
        Slot(
            title="single_drop_near",
            yaw_deg=135,
            height_m=0.5,
            tries=planted("hip_drop", 1.5, 2, 3),
            variant="single",
        ),
        Slot(title="fast", yaw_deg=-90, height_m=1.0, tries=paced(2.0)),
        Slot(title="hips_low_steps", yaw_deg=90, height_m=0.4, tries=planted("hips_low", 0.5, 1.5, 1)),
        Slot(title="single_level", yaw_deg=-130, height_m=0.5, tries=GOOD, variant="single"),
        Slot(
            title="holds",
            yaw_deg=-90,
            height_m=0.8,
            tries=(Try(hold_s=4.2), Try(hold_s=4.2), Try(hold_s=1.2, sizes=(("hold_short", 1.5),))),
        ),
        Slot(title="knees_in", yaw_deg=-75, height_m=0.7, tries=planted("knee_collapse", 1.5)),
        Slot(title="towards_head", yaw_deg=120, height_m=0.6, tries=GOOD, enters=True),
        Slot(title="two_leg_drop", yaw_deg=90, height_m=0.5, tries=planted("hip_drop", 1.5, 2)),
        Slot(
            title="single_drop_steps",
            yaw_deg=-135,
            height_m=0.45,
            tries=planted("hip_drop", 0.5, 1.5, 1),
            variant="single",
        ),
        Slot(title="single_side", yaw_deg=90, height_m=0.7, tries=GOOD, variant="single"),
        Slot(title="feet_end", yaw_deg=15, height_m=0.7, tries=GOOD),
    ),
    "clamshell": (
        Slot(title="feet_apart", yaw_deg=0, height_m=0.6, tries=planted("feet_apart", 1.5, 2)),
        Slot(title="roll_high", yaw_deg=0, height_m=2.0, tries=planted("pelvis_rolls_back", 1.5, 2, 3)),
        Slot(title="enters", yaw_deg=0, height_m=0.9, tries=PARTIALS, enters=True),
        Slot(title="towards_head", yaw_deg=30, height_m=0.7, tries=GOOD),
        Slot(title="roll_steps", yaw_deg=10, height_m=1.9, tries=planted("pelvis_rolls_back", 0.5, 1.5, 1)),
        Slot(title="fast", yaw_deg=0, height_m=1.0, tries=paced(2.0, 5)),
        Slot(
            title="range_small",
            yaw_deg=0,
            height_m=0.8,
            tries=(
                CLEAN,
                CLEAN,
                Try(reach=0.825, sizes=(("range_small", 0.5),)),
                Try(reach=0.6, sizes=(("range_small", 1.1),)),
            ),
        ),
        Slot(title="towards_feet", yaw_deg=-30, height_m=0.9, tries=GOOD),
        Slot(title="roll_low", yaw_deg=0, height_m=1.0, tries=planted("pelvis_rolls_back", 1.5, 3)),
        Slot(title="slow", yaw_deg=15, height_m=0.5, tries=paced(0.45, 3)),
        Slot(title="feet_apart_steps", yaw_deg=-15, height_m=1.2, tries=planted("feet_apart", 0.5, 1.5, 1)),
        Slot(title="high_clean", yaw_deg=-10, height_m=1.9, tries=PAUSES, leaves=True),
        Slot(title="turned_45", yaw_deg=45, height_m=0.8, tries=GOOD),
        Slot(
            title="too_fast",
            yaw_deg=0,
            height_m=0.7,
            tries=(
                CLEAN,
                Try(pace=4.0, sizes=(("too_fast", 1.5),)),
                CLEAN,
                Try(pace=4.0, sizes=(("too_fast", 1.5),)),
            ),
        ),
        Slot(title="roll_high_again", yaw_deg=0, height_m=2.0, tries=planted("pelvis_rolls_back", 2, 1.5)),
    ),
    "superman": (
        Slot(title="limb_low", yaw_deg=90, height_m=0.6, tries=paired("limb_low", 1.5)),
        Slot(title="enters", yaw_deg=-90, height_m=0.9, tries=GOOD, enters=True),
        Slot(title="arm_low", yaw_deg=-90, height_m=0.7, tries=paired("arm_low", 1.5, 2)),
        Slot(title="oblique", yaw_deg=60, height_m=0.8, tries=GOOD),
        Slot(title="limb_high", yaw_deg=90, height_m=0.5, tries=paired("limb_high", 1.5)),
        Slot(title="hip_drop", yaw_deg=90, height_m=0.6, tries=paired("hip_drop", 1.5, 2)),
        Slot(
            title="holds",
            yaw_deg=-90,
            height_m=0.5,
            tries=(Try(hold_s=3.5), Try(hold_s=3.5), Try(hold_s=0.45, sizes=(("hold_short", 2.0),)), CLEAN),
        ),
        Slot(title="back_sags", yaw_deg=-90, height_m=0.8, tries=paired("back_sags", 1.25)),
        Slot(title="towards_head", yaw_deg=-115, height_m=0.8, tries=GOOD),
        Slot(
            title="partials",
            yaw_deg=90,
            height_m=1.0,
            tries=(CLEAN, CLEAN, PARTIAL, CLEAN, CLEAN),
            leaves=True,
        ),
        Slot(title="arm_low_steps", yaw_deg=90, height_m=0.9, tries=paired("arm_low", 0.5, 1)),
        Slot(title="slow", yaw_deg=75, height_m=0.7, tries=paced(0.5, 2)),
        Slot(title="towards_head_drop", yaw_deg=-135, height_m=1.2, tries=paired("hip_drop", 1.5, 2)),
        Slot(title="fast", yaw_deg=90, height_m=0.4, tries=paced(1.7)),
    ),
    "superman_prone": (
        Slot(title="limb_low", yaw_deg=90, height_m=0.5, tries=always("limb_low", 1.05)),
        Slot(title="enters", yaw_deg=-90, height_m=0.8, tries=GOOD[:3], enters=True),
        Slot(
            title="hold_short",
            yaw_deg=-90,
            height_m=0.6,
            tries=(
                CLEAN,
                Try(hold_s=0.3, sizes=(("hold_short", 2.0),)),
                CLEAN,
                Try(hold_s=0.3, sizes=(("hold_short", 2.0),)),
            ),
        ),
        Slot(title="towards_feet", yaw_deg=60, height_m=0.9, tries=GOOD[:3]),
        Slot(title="partials", yaw_deg=90, height_m=0.7, tries=PARTIALS),
        Slot(title="towards_head", yaw_deg=-120, height_m=0.8, tries=GOOD[:3], leaves=True),
        Slot(title="limb_low_steps", yaw_deg=-90, height_m=0.4, tries=always("limb_low", 1.0)),
        Slot(title="slow", yaw_deg=105, height_m=0.7, tries=paced(0.5, 2)),
        Slot(title="pauses", yaw_deg=-75, height_m=1.0, tries=PAUSES),
    ),
    "none": (
        Slot(title="marching", yaw_deg=0, height_m=1.0, tries=paced(0.3, 3), variant="marching"),
        Slot(title="getting_down", yaw_deg=90, height_m=1.0, tries=paced(0.27, 1), variant="getting_down"),
        Slot(title="side_bends", yaw_deg=0, height_m=0.8, tries=paced(0.3, 3), variant="side_bends"),
        Slot(title="push_ups", yaw_deg=90, height_m=0.6, tries=GOOD[:3], variant="push_ups"),
        Slot(
            title="tying_a_shoe", yaw_deg=-60, height_m=0.9, tries=(Try(hold_s=3.0),), variant="tying_a_shoe"
        ),
        Slot(title="cat_cow", yaw_deg=-90, height_m=0.7, tries=paced(0.35, 3), variant="cat_cow"),
        Slot(title="rolling", yaw_deg=-90, height_m=1.0, tries=paced(0.3, 2), variant="rolling"),
        Slot(title="leg_stretch", yaw_deg=90, height_m=0.8, tries=GOOD[:2], variant="leg_stretch"),
        Slot(title="forward_bends", yaw_deg=90, height_m=1.0, tries=GOOD[:3], variant="forward_bends"),
        Slot(title="torso_twists", yaw_deg=-30, height_m=1.1, tries=paced(0.3, 3), variant="torso_twists"),
        Slot(title="arm_raises", yaw_deg=45, height_m=0.9, tries=GOOD, variant="arm_raises"),
        Slot(title="push_ups_oblique", yaw_deg=-60, height_m=0.8, tries=GOOD[:3], variant="push_ups"),
    ),
}
