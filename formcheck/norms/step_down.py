"""The lateral step-down score of a set: which of its items were seen, and what they add up to.

Five repetitions on a step of 20 cm, hands on the waist. Hand off waist 1, trunk leans 1, pelvis not level 1,
knee inside the second toe 1 or past the inner border of the foot 2, steps down or wavers 1. From 0 to 1 is
good, 2 to 3 medium, 4 and more poor (Piva 2006; Rabin 2010; kappa between raters 0.59 to 0.81).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from formcheck.engine.events import Flag
from formcheck.engine.spec import Severity
from formcheck.engine.unchecked import NotChecked

SOURCE = "Piva 2006; Rabin 2010"
STEP_M, REPS = 0.20, 5
GOOD_TO, MEDIUM_TO = 1, 3


class Quality(StrEnum):
    """What a score is called."""

    GOOD = "good"
    MEDIUM = "medium"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that the score looks at.

    Attributes:
        name, title: as in results, and in words.
        faults: names of the faults that show it; any of them is enough.
        worst: points for its worst form.
        graver: the fault that is worth all points only as a fault, and one as a caution.
    """

    name: str
    title: str
    faults: tuple[str, ...]
    worst: int = 1
    graver: bool = False


ITEMS = (
    Item(name="hand", title="hand off the waist", faults=("hands_off",)),
    Item(name="trunk", title="trunk leans", faults=("side_lean",)),
    Item(name="pelvis", title="pelvis not level", faults=("hip_drop", "hip_hike")),
    Item(
        name="knee",
        title="knee inside the second toe, or past the inner border of the foot",
        faults=("knee_collapse",),
        worst=2,
        graver=True,
    ),
    Item(name="steady", title="steps down or wavers", faults=("wavers", "touches_down")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One item of a set.

    Attributes:
        item: what was looked at.
        points: how many it costs.
        reps: the repetitions it was seen in.
        unseen: why it could not be judged; empty when it was, or a part of it.
        partly: why a part of it could not be judged.
    """

    item: Item
    points: int
    reps: tuple[int, ...]
    unseen: str = ""
    partly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDownScore:
    """A set's score.

    Attributes:
        items: in the order of the published score.
        reps: repetitions looked at.
    """

    items: tuple[Scored, ...]
    reps: int

    @property
    def points(self) -> int:
        """Sum of what was seen: the least that the score can be."""
        return sum(one.points for one in self.items)

    @property
    def most(self) -> int:
        """What it would be with the worst form of every item that could not be judged."""
        return sum(one.item.worst if one.unseen else one.points for one in self.items)

    @property
    def quality(self) -> Quality:
        """What the points are called."""
        return quality_of(self.points)

    @property
    def is_sure(self) -> bool:
        """Whether no item left open could change what the score is called."""
        return quality_of(self.most) is self.quality

    @property
    def words(self) -> str:
        """The score in one line."""
        unseen = [one.item.title for one in self.items if one.unseen]
        partly = [one.item.title for one in self.items if one.partly]
        figure = f"{self.points}" if not unseen else f"at least {self.points}, at most {self.most}"
        called = self.quality if self.is_sure else f"{self.quality} to {quality_of(self.most)}"
        missing = f"; not judged: {', '.join(unseen)}" if unseen else ""
        missing += f"; judged in part: {', '.join(partly)}" if partly else ""
        return f"step-down score {figure} of {sum(item.worst for item in ITEMS)}: {called}{missing}"


def quality_of(points: int) -> Quality:
    """What a number of points is called."""
    if points <= GOOD_TO:
        return Quality.GOOD
    return Quality.MEDIUM if points <= MEDIUM_TO else Quality.POOR


def step_down_score(flags: Iterable[Flag], not_checked: Iterable[NotChecked], reps: int) -> StepDownScore:
    """Add up a set of one leg.

    Args:
        flags: all faults of the set.
        not_checked: what could not be judged, as the engine reports it.
        reps: counted repetitions.

    Raises:
        ValueError: there was no repetition, so that there is nothing to score.
    """
    if reps < 1:
        raise ValueError(f"a score needs at least one repetition, there were {reps}")
    seen, reasons = list(flags), {missing.name: missing.reason for missing in not_checked}
    return StepDownScore(items=tuple(_scored(item, seen, reasons) for item in ITEMS), reps=reps)


def _scored(item: Item, flags: Sequence[Flag], reasons: dict[str, str]) -> Scored:
    mine = [flag for flag in flags if flag.name in item.faults]
    points = max((_points(item, flag) for flag in mine), default=0)
    # nothing that was not seen can make an item worse that is at its worst already
    missing = [reasons[name] for name in item.faults if name in reasons] if points < item.worst else []
    reason, is_blind = next(iter(missing), ""), len(missing) == len(item.faults)
    return Scored(
        item=item,
        points=points,
        reps=tuple(sorted({flag.rep for flag in mine})),
        unseen=reason if is_blind else "",
        partly="" if is_blind else reason,
    )


def _points(item: Item, flag: Flag) -> int:
    return item.worst if not item.graver or flag.severity is Severity.FAULT else 1
