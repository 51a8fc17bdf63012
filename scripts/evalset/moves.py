"""The movements in which nothing may be counted, by the names the slots use."""

from collections.abc import Callable, Mapping

from truth.distractors import ArmRaise, ForwardBend, GettingDown
from truth.floor_moves import CatCow, KneePushUp, LegStretch, RollingSides
from truth.recipes import Motion
from truth.warming import Marching, SideBend, TorsoTwist, TyingShoe

MOVES: Mapping[str, Callable[[], Motion]] = {
    "arm_raises": ArmRaise,
    "cat_cow": CatCow,
    "forward_bends": ForwardBend,
    "getting_down": GettingDown,
    "leg_stretch": LegStretch,
    "marching": Marching,
    "push_ups": KneePushUp,
    "rolling": RollingSides,
    "side_bends": SideBend,
    "torso_twists": TorsoTwist,
    "tying_a_shoe": TyingShoe,
}


def distractor(name: str) -> Motion:
    """The movement of that name."""
    return MOVES[name]()
