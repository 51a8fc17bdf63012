"""What a test is, as data: one exercise, one protocol, one score, and the norm it is held against."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from formcheck.assess.taken import Taken
from formcheck.coach.plan import Plan
from formcheck.engine.events import Side
from formcheck.engine.spec import Exercise
from formcheck.exercises import find
from formcheck.norms.table import NormTable


@dataclass(frozen=True, slots=True)
class Attempt:
    """One trial of a test.

    Attributes:
        start_s, end_s: from and to, by the protocol.
        value: its score.
        ended: why it was over, in words.
    """

    start_s: float
    end_s: float
    value: float
    ended: str


@dataclass(frozen=True, slots=True)
class Count:
    """One thing that was counted or scored within a test: an error, an item.

    Attributes:
        title: plain words.
        value: how many, or how many points.
        unseen: why it could not be judged; empty when it was.
    """

    title: str
    value: float
    unseen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One test.

    Attributes:
        name, title, aliases: how it is called.
        exercise: name of the exercise that is done.
        unit: of the score.
        trials: of each side; the best of them is the score.
        longest_s: at which a trial is stopped; None never stops one.
        how: what the person is asked to do.
        ends: what ends a trial, in words.
        attempts: the trials of one side that were seen, in order.
        counts: what else was counted in them.
        is_over: whether nothing more is to come of a test that is under way.
        more_is_better: whether a larger score is the better one.
        norms: what others reach; None where no norm was found.
        needs_open_eyes: whether the norms hold with open eyes only.
        usual_eyes: how the eyes are, unless the person says otherwise.
        detectable: the least change between two days that is more than error; None where none was found.
        detectable_source: who measured it, or that nobody was found who did.
        sways: whether sway is told besides.
        signals: names of signals that the score looks at.
        source: where the protocol comes from.
    """

    # pytest must not take it for a test of its own
    __test__ = False

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    exercise: str
    unit: str
    trials: int = 1
    longest_s: float | None = None
    how: str
    ends: str
    attempts: Callable[[Taken, Side | None], list[Attempt]]
    counts: Callable[[Taken, Side | None], list[Count]] = lambda _taken, _side: []
    is_over: Callable[[Taken], bool] = lambda _taken: False
    more_is_better: bool = True
    norms: NormTable | None = None
    needs_open_eyes: bool = False
    usual_eyes: Literal["open", "closed"] = "open"
    detectable: float | None = None
    detectable_source: str = "no least detectable change was found for this test"
    sways: bool = False
    signals: tuple[str, ...] = ()
    source: str

    @property
    def declared(self) -> Exercise:
        """The exercise."""
        return find(self.exercise)

    def plan(self, countdown_s: float) -> Plan:
        """What the coach asks for."""
        return Plan(hold_s=self.longest_s, countdown_s=countdown_s)

    def taken(self) -> Taken:
        """Nothing yet, ready to be given steps."""
        return Taken(self.signals, self.declared.side_signal)

    def best(self, attempts: list[Attempt]) -> Attempt | None:
        """The trial that counts; None where there was none."""
        chosen = max if self.more_is_better else min
        return chosen(attempts, key=lambda a: a.value, default=None)
