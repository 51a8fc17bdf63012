"""A test taken from a clip or in front of the coach, scored, held against the norm and the last one, kept."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.analysis import Stream, judge, open_source
from formcheck.assess.history import against_last, as_plan
from formcheck.assess.outcome import Outcome, scores
from formcheck.assess.spec import Test
from formcheck.assess.taken import Taken
from formcheck.engine.events import Side
from formcheck.ground import USUAL, Ground
from formcheck.loop import Session
from formcheck.norms.table import Sex
from formcheck.pose.backends import PoseOptions
from formcheck.results import Result
from formcheck.sinks.sink import Sink
from formcheck.store import Recorder, Store

NOBODY_YET = "nothing was scored: the test was not begun, or not seen from where it shows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whose test it is, and under which conditions.

    Attributes:
        age, sex: for the norm; None tells none.
        side: only this one; both that were done when None.
        open_eyes: what the person says: no camera three metres away sees it.
        ground: what is stood on.
    """

    age: int | None = None
    sex: Sex | None = None
    side: Side | None = None
    open_eyes: bool = True
    ground: Ground = USUAL


@dataclass(slots=True)
class Keeping:
    """Keeps a test in the history, or nothing.

    Args:
        store: the history; None keeps nothing.
        kind: of the source: ``clip``, ``camera`` or ``landmarks``.
        ground: what is stood on.
    """

    store: Store | None
    kind: str
    ground: Ground = USUAL
    recorder: Recorder | None = field(default=None, init=False)

    def sinks(self, stream: Stream, exercise: str) -> list[AbstractContextManager[Sink]]:
        """The recorder, or nothing."""
        if self.store is None:
            return []
        self.recorder = self.store.begin(
            exercise, source_kind=self.kind, source_name=stream.name, ground=self.ground
        )
        return [self.recorder]

    def finish(self, test: Test, outcome: Outcome, result: Result) -> Outcome:
        """Hold the outcome against the last one, and keep it with its session."""
        if self.store is None or self.recorder is None:
            return outcome
        self.recorder.finish(result)
        outcome = with_last(self.store, test, outcome, self.recorder.id)
        self.store.note(self.recorder.id, as_plan(outcome))
        return outcome


def with_last(store: Store, test: Test, outcome: Outcome, session_id: str) -> Outcome:
    """The outcome held against the last one in the history."""
    earlier = (s for s in store.sessions(test.exercise) if s.id != session_id)
    return against_last(test, outcome, (store.session(s.id) for s in earlier))


def from_clip(test: Test, clip: Path, who: Who, options: PoseOptions, store: Store | None = None) -> Outcome:
    """Take a test from a clip, or from landmarks saved from one.

    Raises:
        FormcheckError: the clip cannot be read, or the history not written.
    """
    keeping = Keeping(store, "landmarks" if clip.suffix == ".npz" else "clip", who.ground)
    taken = test.taken()
    with open_source(clip, options) as stream:
        result = judge(stream, Session(test.declared), keeping.sinks, taken)
    return keeping.finish(test, outcome_of(test, taken, result, who), result)


def outcome_of(test: Test, taken: Taken, result: Result, who: Who) -> Outcome:
    """Score what was taken."""
    taken.finish(result)
    found = scores(test, taken, who.side, who.age, who.sex, open_eyes=who.open_eyes)
    notes = [*result.warnings, *result.notes, *([] if found else [NOBODY_YET])]
    if test.needs_open_eyes and not who.open_eyes:
        notes.append("no norm is told: it holds with open eyes only")
    return Outcome(
        test=test.name,
        title=test.title,
        exercise=test.exercise,
        source=result.source,
        age=who.age,
        sex=who.sex,
        eyes="open" if who.open_eyes else "closed",
        surface=who.ground.surface,
        footwear=who.ground.footwear,
        scores=found,
        protocol=f"{test.how} {test.ends} ({test.source})",
        not_checked=[f"{one.name}: {one.reason}" for one in result.not_checked],
        notes=notes,
    )
