"""A coach's moment as the page is told it: plain JSON, nothing that is not a number."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from formcheck.coach.moment import Moment
from formcheck.engine.events import Event, Flag, Noticed, Raise, Rep
from formcheck.engine.spec import Exercise
from formcheck.joints import fault_joints
from formcheck.results import Result
from formcheck.routines import Walk
from formcheck.web.wire import pose_json

_TAKEN = (
    *("text", "caption", "set_number", "sets", "reps", "reps_goal", "good_reps", "reps_by_side"),
    *("reps_total", "framing", "tone", "exercise_number", "exercises"),
)
_ROUNDED = ("hold_s", "hold_goal_s", "progress", "countdown_s", "rest_left_s")


def moment_text(moment: Moment, exercise: Exercise, *, with_pose: bool) -> str:
    """The message for one moment.

    Args:
        moment: what the coach says.
        exercise: what is done.
        with_pose: whether the page needs the landmarks, having only sent a picture.
    """
    told: dict[str, Any] = {
        "type": "moment",
        "t_s": moment.t_s,
        "state": moment.state.value,
        "exercise": exercise.name,
    }
    for name in _TAKEN:
        told[name] = getattr(moment, name)
    for name in _ROUNDED:
        value = getattr(moment, name)
        told[name] = None if value is None else round(value, 3)
    cue = moment.cue
    told["cue"] = None if cue is None else {"text": cue.text, "severity": cue.severity.value}
    told["say"] = [{"text": s.text, "kind": s.kind.value} for s in moment.say]
    told["events"] = [event_json(event, exercise) for event in moment.events]
    told["pose"] = pose_json(moment.step.sighting.pose) if with_pose else None
    return json.dumps(told, separators=(",", ":"), allow_nan=False)


def routine_json(walk: Walk, last: Result, session_ids: Mapping[int, str]) -> dict[str, Any]:
    """What was done of a routine, step by step.

    Args:
        walk: is over.
        last: result of the step that it ended in.
        session_ids: of the steps that are kept, by number from 1.
    """
    results = [*walk.results, last]
    steps = []
    for number, step in enumerate(walk.routine.steps, start=1):
        done = results[number - 1].model_dump(mode="json") if number <= len(results) else None
        steps.append(step.as_json() | {"result": done, "session_id": session_ids.get(number)})
    return {"name": walk.routine.name, "title": walk.routine.title, "steps": steps}


def event_json(event: Event, exercise: Exercise) -> dict[str, Any]:
    """An event with its kind; a fault with the joints to mark."""
    match event:
        case Rep():
            about = _rep(event)
        case Raise():
            about = asdict(event) | {
                "hold_s": event.hold_s,
                "out_s": event.out_s,
                "back_s": event.back_s,
                "range": event.range,
            }
        case Flag() | Noticed():
            joints = [int(joint) for joint in fault_joints(exercise, event.name, event.side)]
            about = asdict(event) | {"joints": joints}
        case _:
            about = asdict(event)
    return {"type": type(event).__name__.lower()} | {name: _plain(value) for name, value in about.items()}


def _rep(rep: Rep) -> dict[str, Any]:
    """Without the movements and flags, which have messages of their own."""
    return {
        "t_s": rep.t_s,
        "known_s": rep.known_s,
        "number": rep.number,
        "side": rep.side,
        "start_s": rep.start_s,
        "peak_s": rep.peak_s,
        "quality": rep.quality,
        "faults": sorted({flag.name for flag in rep.flags}),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3) if math.isfinite(value) else None
    return value
