"""The shape of every message of live coaching, as the described interface tells them.

Reading them is `wire`'s work, which trusts nothing; writing them is that of `telling`.
"""

from typing import Annotated, Any, Literal, Union, get_type_hints

from pydantic import BaseModel, Field, create_model

from formcheck.coach.moment import Said, State, Tone
from formcheck.coach.plan import RANGES, PlanSide
from formcheck.engine.events import Event, Flag, Noticed, Raise, Rep, Side
from formcheck.engine.spec import Severity
from formcheck.results import Result
from formcheck.schemas.events import ALWAYS, kinds
from formcheck.web.answers import RoutineStepTold, Told
from formcheck.web.wire import MAX_SIDE_PX

_Pixels = Annotated[int, Field(ge=16, le=MAX_SIDE_PX)]


def _within(name: str) -> Any:
    least, most = RANGES[name]
    return Field(default=None, ge=least, le=most)


class PlanAsked(Told):
    """What is asked for; what is left out or null is as usual."""

    sets: int | None = _within("sets")
    reps: int | None = _within("reps")
    rest_s: float | None = _within("rest_s")
    hold_s: float | None = _within("hold_s")
    countdown_s: float | None = _within("countdown_s")
    count_every: int | None = _within("count_every")
    side: PlanSide | None = None


class StartAsked(BaseModel):
    """The first message: what to coach, and how."""

    type: Literal["start"]
    mode: Literal["frames", "landmarks"] = Field(description="who finds the pose: the server, or the page")
    size: tuple[_Pixels, _Pixels] = Field(description="width and height of the pictures in pixels")
    exercise: str | None = Field(
        default=None, max_length=100, description="a name or alias; unless a routine"
    )
    routine: str | dict[str, Any] | None = Field(
        default=None, description="a name, or title and steps as in a routine's file"
    )
    plan: PlanAsked | None = None
    surface: str | None = Field(default=None, max_length=100)
    footwear: str | None = Field(default=None, max_length=100)
    person: str | None = Field(
        default=None, max_length=100, description="whose own limits hold; see /api/people"
    )
    mirrored: bool = Field(default=True, description="whether the person sees the picture as in a mirror")
    resume: str | None = Field(default=None, max_length=100, description="token of a coaching that was cut")


class CommandAsked(BaseModel):
    """Any later text message."""

    type: Literal["pause", "resume", "next", "finish"]


class ReadyTold(Told):
    """The answer to the first message."""

    type: Literal["ready"]
    token: str = Field(description="lets a cut connection come back, by resume")


class CueTold(Told):
    """The one thing to correct."""

    text: str
    severity: Severity


class SpokenTold(Told):
    """Something to be heard; a sound without words for rep."""

    text: str
    kind: Said


class RepTold(Told):
    """A repetition; its movements and faults have events of their own."""

    type: Literal["rep"]
    t_s: float
    known_s: float
    number: int
    side: Side | None
    start_s: float
    peak_s: float
    quality: float | None
    faults: list[str]


def _event(name: str, kind: type[Event]) -> Any:
    """An event's shape from its class; a number that was not measured is null."""
    if kind is Rep:
        return RepTold
    hints: dict[str, Any] = get_type_hints(kind)
    told = {n: (hint | None if hint is float and n not in ALWAYS else hint, ...) for n, hint in hints.items()}
    if kind is Raise:
        told |= {n: (float | None, ...) for n in ("hold_s", "out_s", "back_s", "range")}
    if kind in (Flag, Noticed):
        told["joints"] = (list[int], Field(description="the landmarks to mark"))
    told["type"] = (Literal[name], ...)
    fields: Any = told
    return create_model(f"{kind.__name__}Told", __base__=Told, __doc__=kind.__doc__, **fields)


_EVENTS = tuple(_event(name, kind) for name, kind in kinds().items())
EventTold = Annotated[Union[_EVENTS], Field(discriminator="type")]  # type: ignore[valid-type]  # noqa: UP007 - made at run time


class MomentTold(Told):
    """The answer to each picture or set of landmarks: everything to show, everything to say."""

    type: Literal["moment"]
    t_s: float
    state: State
    exercise: str
    exercise_number: int = Field(description="of a routine, from 1")
    exercises: int
    text: str = Field(description="the line to show")
    caption: str = Field(description="the words that were last said")
    set_number: int
    sets: int
    reps: int = Field(description="of this set")
    reps_goal: int | None
    good_reps: int
    reps_by_side: tuple[int, int] | None
    reps_total: int = Field(description="of all sets")
    hold_s: float | None
    hold_goal_s: float | None
    progress: float | None = Field(description="0 at rest, 1 at full range")
    countdown_s: float | None
    rest_left_s: float | None
    framing: str = Field(description="how to be seen better; empty when all is well")
    tone: Tone
    cue: CueTold | None
    say: list[SpokenTold]
    events: list[EventTold]
    pose: list[tuple[float | None, float | None, float | None]] | None = Field(
        description="x and y in pixels and visibility of each of the 33 landmarks; null in mode landmarks"
    )


class StepWalked(RoutineStepTold):
    """One step of a routine that was walked through."""

    result: Result | None
    session_id: str | None


class RoutineWalked(Told):
    """What was done of a routine."""

    name: str
    title: str
    steps: list[StepWalked]


class SummaryTold(Told):
    """The answer to finish, and the last message."""

    type: Literal["summary"]
    session_id: str | None
    result: Result
    warning: str = Field(description="why something is not kept; empty while all is well")
    routine: RoutineWalked | None


class ErrorTold(Told):
    """What went wrong, in one line; the connection is closed."""

    type: Literal["error"]
    error: str


SENT = (StartAsked, CommandAsked)
RECEIVED = (ReadyTold, MomentTold, SummaryTold, ErrorTold)
