"""A routine's way into the history: a session a step, begun with the first moment that counts."""

from dataclasses import asdict

from formcheck.coach.moment import State
from formcheck.ground import Ground
from formcheck.loop import Step
from formcheck.results import Result
from formcheck.routines.routine import Routine
from formcheck.routines.walk import Walk
from formcheck.store import Recorder, Run, StepOf, Store


class KeptRun:
    """One run of a routine.

    Args:
        store: the history.
        routine: what is walked through.
        source_kind, source_name: as for ``Store.begin``.
        ground: what it is done on.

    Attributes:
        run: as the history knows it; kept there from the first session on.
    """

    def __init__(
        self, store: Store, routine: Routine, *, source_kind: str, source_name: str, ground: Ground
    ) -> None:
        self._store, self._routine, self._ground = store, routine, ground
        self._source = (source_kind, source_name)
        steps = tuple(step.as_json() for step in routine.steps)
        self.run = Run(name=routine.name, title=routine.title, steps=steps)

    def begin(self, number: int) -> Recorder:
        """Begin the session of a step, counted from 1.

        Raises:
            StoreError: the database cannot be written.
        """
        step = self._routine.steps[number - 1]
        kind, name = self._source
        return self._store.begin(
            step.exercise,
            source_kind=kind,
            source_name=name,
            plan=asdict(step.plan),
            ground=self._ground,
            routine=StepOf(self.run, number),
        )


class WalkRecorder:
    """A recording that begins and ends a session for each step of a walk.

    Args:
        kept: the run.
        walk: tells which step it is at.

    Attributes:
        session_ids: of the sessions begun, by number of the step.
    """

    def __init__(self, kept: KeptRun, walk: Walk) -> None:
        self._kept, self._walk = kept, walk
        self._recorder: Recorder | None = None
        self._ended = 0
        self.session_ids: dict[int, str] = {}

    def write(self, step: Step) -> None:
        """Take one step, of the exercise that the walk is at.

        Raises:
            StoreError: the database cannot be written.
        """
        if len(self._walk.results) > self._ended:
            self._end(self._walk.results[self._ended])
            return
        if self._recorder is None and self._walk.state is State.ACTIVE:
            number = self._walk.number
            self._recorder = self._kept.begin(number)
            self.session_ids[number] = self._recorder.id
        if self._recorder is not None:
            self._recorder.write(step)

    def finish(self, result: Result) -> None:
        """Keep the result of the last step that was begun.

        Raises:
            StoreError: the database cannot be written.
        """
        self._end(result)

    def close(self) -> None:
        """Write what is still waiting.

        Raises:
            StoreError: the database cannot be written.
        """
        if self._recorder is not None:
            self._recorder.close()

    def _end(self, result: Result) -> None:
        self._ended += 1
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.finish(result)
