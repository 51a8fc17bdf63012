"""The sample clips, as data: who moves how, seen from where, with which fault on which repetition."""

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from truth.distractors import ArmRaise, ForwardBend, GettingDown
from truth.idle import Idle
from truth.lying import Bridge, Clamshell
from truth.pose import Pose, Poser
from truth.raising import HandsKnees, Prone
from truth.standing import Lunge, Squat
from truth.timing import Tempo
from truth.views import (
    BRIDGE_HEAD,
    BRIDGE_SIDE,
    CLAM_FRONT,
    CLAM_HIGH,
    DOWN_SIDE,
    FRONT,
    KNEELING_SIDE,
    LUNGE_FRONT,
    LUNGE_SIDE,
    PRONE_SIDE,
    SQUAT_SIDE,
    View,
)

# The exercise of a clip in which nothing must be counted.
NO_EXERCISE = "none"


class Motion(Protocol):
    """Anything with a pose at a phase from 0 (rest) to 1 (full range).

    ``on_feet`` says that planted feet set the body's height; else its lowest skin is laid on the mat.
    """

    on_feet: ClassVar[bool]

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        ...


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One repetition, or one raise of a Superman.

    Args:
        motion: how it is done.
        tempo: how fast.
        side: moving or leading leg; None where both work.
        fault: the planted fault.
        reaches_full: it gets to the full position, so that time spent there is a hold.
    """

    motion: Motion
    tempo: Tempo
    side: str | None = None
    fault: str | None = None
    reaches_full: bool = True


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """One clip.

    Args:
        exercise: the name the program under test uses.
        look: key of ``PEOPLE``.
        holds: the full position is held and timed.
        raises_per_rep: attempts that make one repetition (2 on hands and knees: both diagonals).
    """

    name: str
    exercise: str
    look: str
    view: View
    attempts: tuple[Attempt, ...]
    fps: int = 24
    holds: bool = False
    raises_per_rep: int = 1


_SQUAT = Tempo(out_s=1.15, hold_s=0.25, back_s=1.05, rest_s=0.4)
_LUNGE = Tempo(out_s=1.35, hold_s=0.25, back_s=1.2, rest_s=0.35)
_BRIDGE = Tempo(out_s=0.8, hold_s=1.35, back_s=0.8, rest_s=0.25)
_CLAM = Tempo(out_s=0.95, hold_s=0.25, back_s=0.95, rest_s=0.3)
_RAISE = Tempo(out_s=0.75, hold_s=1.5, back_s=0.75, rest_s=0.17)
_PRONE = Tempo(out_s=0.9, hold_s=1.55, back_s=0.9, rest_s=0.5)


def _attempts(
    count: int, good: Attempt, bad: Attempt | None = None, bad_reps: tuple[int, ...] = ()
) -> tuple[Attempt, ...]:
    """``count`` attempts, the ``bad_reps`` (counted from 1) done the bad way."""
    return tuple(bad if bad and i in bad_reps else good for i in range(1, count + 1))


def _squats() -> list[Recipe]:
    side, front = (
        Attempt(motion=Squat(), tempo=_SQUAT),
        Attempt(motion=Squat(free_arms=False, cave_deg=6), tempo=_SQUAT),
    )
    shallow = Attempt(motion=Squat(depth_deg=62), tempo=_SQUAT, fault="too_shallow")
    caving = Attempt(motion=Squat(free_arms=False, cave_deg=23), tempo=_SQUAT, fault="knee_collapse")
    return [
        Recipe(
            name="squat_clean",
            exercise="squat",
            look="woman_blue",
            view=SQUAT_SIDE,
            attempts=_attempts(4, side),
        ),
        Recipe(
            name="squat_knee_collapse",
            exercise="squat",
            look="man_grey",
            view=FRONT,
            attempts=_attempts(4, front, caving, (2, 4)),
        ),
        Recipe(
            name="squat_too_shallow",
            exercise="squat",
            look="man_green",
            view=SQUAT_SIDE,
            attempts=_attempts(4, side, shallow, (3,)),
            fps=30,
        ),
    ]


def _lunges() -> list[Recipe]:
    sides = ("left", "right", "left", "right")
    good = [Attempt(motion=Lunge(lead=s), tempo=_LUNGE, side=s) for s in sides]
    caving = [
        Attempt(motion=Lunge(lead=s, cave_deg=14), tempo=_LUNGE, side=s, fault="knee_collapse") for s in sides
    ]
    dropping = [
        Attempt(motion=Lunge(lead=s, drop_deg=13), tempo=_LUNGE, side=s, fault="hip_drop") for s in sides
    ]
    return [
        Recipe(name="lunge_clean", exercise="lunge", look="woman_red", view=LUNGE_SIDE, attempts=tuple(good)),
        Recipe(
            name="lunge_knee_collapse",
            exercise="lunge",
            look="woman_blue",
            view=LUNGE_FRONT,
            attempts=(good[0], caving[1], caving[2], good[3]),
        ),
        Recipe(
            name="lunge_hip_drop",
            exercise="lunge",
            look="man_grey",
            view=LUNGE_FRONT,
            attempts=(good[0], good[1], dropping[2], dropping[3]),
        ),
    ]


def _bridges() -> list[Recipe]:
    good = Attempt(motion=Bridge(), tempo=_BRIDGE)
    low = Attempt(motion=Bridge(top_deg=149.5), tempo=_BRIDGE, fault="hips_low", reaches_full=False)
    level = Attempt(motion=Bridge(raised="right"), tempo=_BRIDGE)
    dropping = replace(level, motion=Bridge(raised="right", drop_deg=14), fault="hip_drop")
    clean = Recipe(
        name="bridge_clean",
        exercise="bridge",
        look="man_grey",
        view=BRIDGE_SIDE,
        attempts=_attempts(4, good),
        holds=True,
    )
    return [
        clean,
        replace(clean, name="bridge_hips_low", look="woman_red", attempts=_attempts(4, good, low, (2, 3))),
        replace(
            clean,
            name="bridge_single_leg_hip_drop",
            look="woman_blue",
            view=BRIDGE_HEAD,
            attempts=_attempts(3, level, dropping, (2, 3)),
        ),
    ]


def _clamshells() -> list[Recipe]:
    good = Attempt(motion=Clamshell(), tempo=_CLAM, side="left")
    apart = replace(good, motion=Clamshell(foot_lift_ratio=0.42), fault="feet_apart")
    rolling = replace(good, motion=Clamshell(pelvis_back_deg=26), fault="pelvis_rolls_back")
    clean = Recipe(
        name="clamshell_clean",
        exercise="clamshell",
        look="woman_blue",
        view=CLAM_FRONT,
        attempts=_attempts(5, good),
    )
    return [
        clean,
        replace(
            clean, name="clamshell_feet_apart", look="man_green", attempts=_attempts(5, good, apart, (2, 4))
        ),
        replace(
            clean,
            name="clamshell_pelvis_rolls_back",
            look="woman_red",
            view=CLAM_HIGH,
            attempts=_attempts(4, good, rolling, (2, 3)),
        ),
    ]


def _supermans() -> list[Recipe]:
    sides = ("right", "left", "right", "left")
    good = [Attempt(motion=HandsKnees(leg=s), tempo=_RAISE, side=s) for s in sides]
    low = [
        replace(
            a, motion=HandsKnees(leg=s, leg_below_deg=32, knee_deg=29), fault="limb_low", reaches_full=False
        )
        for a, s in zip(good, sides, strict=True)
    ]
    clean = Recipe(
        name="superman_clean",
        exercise="superman",
        look="man_green",
        view=KNEELING_SIDE,
        attempts=tuple(good),
        holds=True,
        raises_per_rep=2,
    )
    return [
        clean,
        replace(
            clean, name="superman_limb_low", look="woman_blue", attempts=(good[0], low[1], low[2], good[3])
        ),
    ]


def _prones() -> list[Recipe]:
    good = Attempt(motion=Prone(), tempo=_PRONE)
    short = replace(good, tempo=replace(_PRONE, hold_s=0.1), fault="hold_short")
    clean = Recipe(
        name="superman_prone_clean",
        exercise="superman_prone",
        look="woman_blue",
        view=PRONE_SIDE,
        attempts=_attempts(3, good),
        holds=True,
    )
    return [
        clean,
        replace(
            clean, name="superman_prone_hold_short", look="man_grey", attempts=_attempts(3, good, short, (2,))
        ),
    ]


def _distractors() -> list[Recipe]:
    lift = Attempt(motion=ArmRaise(), tempo=_SQUAT)
    bend = Attempt(motion=ForwardBend(), tempo=replace(_SQUAT, out_s=1.5, back_s=1.4))
    down = Attempt(motion=GettingDown(), tempo=Tempo(out_s=4.4, hold_s=1.5, back_s=4.0, rest_s=0.0))
    return [
        Recipe(
            name="none_warm_up",
            exercise=NO_EXERCISE,
            look="man_green",
            view=SQUAT_SIDE,
            attempts=(lift, lift, bend, bend),
        ),
        Recipe(
            name="none_getting_down_and_up",
            exercise=NO_EXERCISE,
            look="woman_red",
            view=DOWN_SIDE,
            attempts=(down,),
        ),
    ]


RECIPES: tuple[Recipe, ...] = (
    *_squats(),
    *_lunges(),
    *_bridges(),
    *_clamshells(),
    *_supermans(),
    *_prones(),
    *_distractors(),
)
