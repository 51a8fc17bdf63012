"""All cases of the evaluation set: every slot for the report, most for tuning and once more, unseen."""

import random
import zlib
from collections.abc import Iterator
from dataclasses import replace

from evalset.cases import Case, Film, Place, Try
from evalset.rough import rough_cases
from evalset.trial import Slot, Trial, Turns
from evalset.trials import trials
from truth.people import REPORT, TUNING

PARTS = {"tuning": TUNING, "report": REPORT, "unseen": REPORT}
# The part that no limit has been looked at on: what is new all of it, what has many clips already a third.
_MANY_SLOTS = 12
# The pose model looks at 256 px: these are enough, and four times as fast to draw as what a phone films.
PORTRAIT, LANDSCAPE, WIDE = (360, 480), (480, 360), (640, 360)


def cases() -> list[Case]:
    """Every clip, the parts and exercises mixed, so that a part of the set is a fair sample of it."""
    rows = [
        (i, part, exercise, slot)
        for exercise, trial in trials().items()
        for i, slot in enumerate(trial.slots)
        for part in PARTS
        if _is_filmed(part, i, slot, trial)
    ]
    return [_case(*row) for row in sorted(rows, key=lambda r: (r[0], r[1], r[2]))] + rough_cases()


def _is_filmed(part: str, number: int, slot: Slot, trial: Trial) -> bool:
    """Every slot for the report; for tuning what a limit hangs on, variants, some of the others."""
    if part == "tuning":
        is_own = bool(slot.variant) and trial is not trials()["none"]
        return any(attempt.sizes for attempt in slot.tries) or is_own or number % 3 == 0
    return part == "report" or len(trial.slots) < _MANY_SLOTS or number % 3 == 1


def _case(number: int, part: str, exercise: str, slot: Slot) -> Case:
    name = f"{part}_{exercise}_{number:02}_{slot.title}"
    rng = random.Random(zlib.crc32(name.encode()))
    people = PARTS[part]
    # a stride that shares no factor with the number of people deals them all out
    person = people[(3 * number + zlib.crc32(exercise.encode()) + 2 * (part == "unseen")) % len(people)]
    return Case(
        name=name,
        exercise=exercise,
        variant=slot.variant,
        part=part,
        person=person,
        place=_place(exercise, slot, part, rng),
        tries=tuple(_dealt(exercise, slot, part)),
        film=_film(number, part, rng),
        enters=slot.enters,
        leaves=slot.leaves,
    )


def _place(exercise: str, slot: Slot, part: str, rng: random.Random) -> Place:
    # tuning sees the mirror image, from a place of its own
    yaw_deg = -slot.yaw_deg if _is_mirrored(part, slot) else slot.yaw_deg
    trial = trials()[exercise]
    upright = trial.is_upright and (exercise != "none" or slot.variant in STANDING_MOVES)
    return Place(
        yaw_deg=yaw_deg + rng.uniform(-5, 5),
        height_m=max(0.3, slot.height_m + rng.uniform(-0.1, 0.1)),
        distance_m=rng.uniform(*(trial.distance_m or ((2.3, 4.0) if upright else (2.2, 3.2)))),
        size_px=rng.choice((PORTRAIT, PORTRAIT, LANDSCAPE)) if upright else rng.choice((LANDSCAPE, WIDE)),
        room=rng.uniform(1.12, 1.45),
    )


def _is_mirrored(part: str, slot: Slot) -> bool:
    """Whether a clip shows a slot from the other side and begins with the other leg."""
    return part == "tuning" or (part == "unseen" and zlib.crc32(slot.title.encode()) % 2 == 0)


STANDING_MOVES = frozenset(
    {
        "arm_raises",
        "forward_bends",
        "getting_down",
        "marching",
        "side_bends",
        "torso_twists",
        "tying_a_shoe",
    }
)


def _dealt(exercise: str, slot: Slot, part: str) -> Iterator[Try]:
    """The attempts with their sides; whoever stops half-way tries the same side again."""
    trial, turn = trials()[exercise], 0
    for attempt in slot.tries:
        is_given = trial.turns is Turns.GIVEN
        yield attempt if is_given else replace(attempt, side=_side(trial, slot, part, turn))
        turn += not attempt.is_partial


def _side(trial: Trial, slot: Slot, part: str, turn: int) -> str | None:
    sides = ("right", "left") if _is_mirrored(part, slot) else ("left", "right")
    if trial.turns is Turns.ONE or slot.variant == "single":
        return sides[trial.side_of_slot(slot)]
    return sides[turn % 2] if trial.turns is Turns.TAKEN else None


def _film(number: int, part: str, rng: random.Random) -> Film:
    shift = number + {"tuning": 0, "report": 1, "unseen": 5}[part]
    return Film(
        fps=rng.choices((15, 20, 24, 30, 60), weights=(8, 9, 3, 1, 0.4))[0],
        noise=rng.choice((1.5, 2.5, 5.0, 8.0)),
        crf=rng.choice((21, 25, 29, 33)),
        shutter=0.6 if shift % 9 == 3 else 0.0,
        dropped=0.12 if shift % 8 == 5 else 0.0,
        passer_by={4: "behind", 10: "in front"}.get(shift % 12, ""),
        mirror=shift % 13 == 7,
    )
