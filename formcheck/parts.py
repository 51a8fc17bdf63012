"""A run through several exercises, taken apart: each exercise's own moments, numbered from 1."""

from collections import Counter
from dataclasses import replace

from formcheck.engine.engine import Engine
from formcheck.engine.events import Event, Recognised, Rep, later
from formcheck.facts import Facts, driving_joints
from formcheck.loop import Step
from formcheck.results import Result, Tally, build


class Parts:
    """Tells which exercise the moments of a run belong to. Until the first is recognised, to none."""

    def __init__(self) -> None:
        self._now = ""
        self._reps: Counter[str] = Counter()
        self._before = 0

    def of(self, step: Step) -> list[tuple[str, Step]]:
        """A step as its exercise sees it; where the next one begins, as both of them do."""
        parts: list[tuple[str, Step]] = []
        events: list[Event] = []
        for event in step.events:
            if isinstance(event, Recognised):
                if events:
                    parts.append(self._part(step, events))
                events = []
                self._turn(event.exercise)
            else:
                events.append(later(event, -self._before))
                self._reps[self._now] += isinstance(event, Rep)
        return [*parts, self._part(step, events)] if self._now else parts

    def _turn(self, exercise: str) -> None:
        self._now = exercise
        # repetitions are numbered through the run: those of other exercises come off
        self._before = self._reps.total() - self._reps[exercise]

    def _part(self, step: Step, events: list[Event]) -> tuple[str, Step]:
        return self._now, replace(step, events=tuple(events), reps=self._reps[self._now])


class Apart:
    """Gathers a result for each exercise of a run.

    Args:
        engines: that count them, one for each.
    """

    def __init__(self, *engines: Engine) -> None:
        self._engines = {engine.exercise.name: engine for engine in engines}
        self._parts = Parts()
        self._tallies = {name: Tally(e.exercise) for name, e in self._engines.items()}
        self._facts = {name: Facts(driving_joints(e.exercise)) for name, e in self._engines.items()}

    def add(self, step: Step) -> None:
        """Take the next step of the run."""
        for name, part in self._parts.of(step):
            self._tallies[name].add(part.events)
            if not part.is_last:
                self._facts[name].add(part)

    def results(self, whole: Result) -> list[Result]:
        """One for each exercise, from the result of the whole run; times stay those of the run."""
        return [self._result(name, whole) for name in self._engines]

    def _result(self, name: str, whole: Result) -> Result:
        facts = self._facts[name]
        return build(
            self._tallies[name],
            self._engines[name],
            source=whole.source,
            complete=whole.complete,
            duration_s=whole.duration_s,
            frames=facts.frames,
            frames_with_person=facts.seen,
            view=str(facts.view),
            warnings=whole.warnings,
            notes=whole.notes,
        )
