"""Somebody who walks through a routine: recordings one after the other, and between them nobody moves."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from formcheck.analysis import replay
from formcheck.coach.moment import Moment, Said
from formcheck.loop import Sighting
from formcheck.pose.recorded import RecordedPoses
from formcheck.routines import Routine, Walk, sent_routine

RECORDED = Path(__file__).parent / "recorded"
STEP_S = 1 / 30


def two_steps(**first: object) -> Routine:
    """Three squats, then two bridges."""
    steps = [{"exercise": "squat", "reps": 3, "rest_s": 5, **first}, {"exercise": "bridge", "reps": 2}]
    return replace(sent_routine({"title": "Two", "steps": steps}), name="two")


@cache
def recording(name: str) -> tuple[Sighting, ...]:
    return tuple(replay(RecordedPoses(RECORDED / f"{name}.npz")))


def shifted(seen: Sighting, by_s: float) -> Sighting:
    pose = seen.pose and replace(seen.pose, t_s=seen.t_s + by_s)
    return replace(seen, t_s=seen.t_s + by_s, pose=pose)


def one_after_the_other(*names: str, pause_s: float = 0.0) -> Iterator[Sighting]:
    """The recordings in one stream, which goes on through the last picture of each for a while."""
    t_s = 0.0
    for name in names:
        seen = recording(name)
        yield from (shifted(one, t_s) for one in seen)
        still = replace(seen[-1], t_s=0.0)
        t_s += seen[-1].t_s + STEP_S
        for _ in range(round(pause_s / STEP_S)):
            yield shifted(still, t_s)
            t_s += STEP_S


def said(moments: list[Moment], kind: Said = Said.PROMPT) -> list[str]:
    return [spoken.text for moment in moments for spoken in moment.say if spoken.kind is kind]


def walked(walk: Walk, *names: str, pause_s: float = 0.0) -> list[Moment]:
    return [walk.step(sighting) for sighting in one_after_the_other(*names, pause_s=pause_s)]
