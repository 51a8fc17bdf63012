"""The shape of every answer: FastAPI describes them by these, and holds plain answers to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.engine.spec import Kind, Severity, Sides
from formcheck.motion.view import Posture, ViewKind
from formcheck.results import Result
from formcheck.store.stored import Summary
from formcheck.store.trends import Detectable, Point
from formcheck.web.jobs import State

Numbers = list[float | None]


class Told(BaseModel):
    """An answer that holds nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class Refusal(Told):
    """Why not, whatever the status."""

    error: str = Field(description="one line for people: what happened, the likely cause, what to do")


class PlaceTold(Told):
    """A place of the camera."""

    name: str
    shows: str = Field(description="what can be judged from there")
    yaw_deg: float = Field(description="about the body: 0 in front of it, 90 at its right side")
    height_m: tuple[float, float]
    distance_m: tuple[float, float]
    is_upright: bool = Field(description="whether a phone stands upright there")
    in_picture: str
    source: str


class LimitTold(Told):
    """One fault with its limit."""

    name: str
    title: str
    limit: float
    direction: Literal["or more", "or less"]
    for_s: float = Field(description="how long the value must stay beyond the limit")
    relative: bool = Field(description="whether the change from the person's own rest is judged")
    unit: str
    error: float = Field(description="standard error of the value")
    views: list[ViewKind] = Field(description="from where it can be judged")
    advice: str
    cue: str
    source: str
    severity: Severity


class UnseenTold(Told):
    """A fault that no camera place shows."""

    name: str
    title: str
    reason: str
    source: str


class ExerciseTold(Told):
    """One exercise."""

    name: str
    title: str
    kind: Kind
    sides: Sides
    counts: str = Field(description="what one repetition is")
    setup: str
    postures: list[Posture]
    placements: list[PlaceTold] = Field(description="the usual place first")
    source: str
    faults: list[LimitTold]
    instead: str = Field(
        description="why live coaching does not offer it and what to do; empty where it does"
    )
    unseen: list[UnseenTold]


class RoutineStepTold(Told):
    """One step of a routine, as asked for."""

    exercise: str
    title: str
    sets: int
    reps: int | None
    hold_s: float | None
    rest_s: float
    side: str
    note: str
    words: str = Field(description="the task in words")
    reps_planned: int | None = Field(description="in all sets, on all sides")


class RoutineTold(Told):
    """One routine."""

    name: str
    title: str
    about: str
    is_own: bool
    duration_s: int
    steps: list[RoutineStepTold]


class RoutinesTold(Told):
    """All routines, and the user's own files that cannot be read."""

    routines: list[RoutineTold]
    problems: list[str]


class Capacity(Told):
    """Places for live coaching, and how many are taken."""

    frames: int = Field(description="from pictures, the pose found by the server")
    frames_taken: int
    landmarks: int = Field(description="in all")
    landmarks_taken: int


class LimitsTold(Told):
    """What is taken at most."""

    upload_bytes: int
    files: int
    clip_s: float
    jpeg_bytes: int
    jpeg_px: int


class StatusTold(Told):
    """The server; ``on_cluster`` where clips are analyzed by other machines than its own."""

    version: str
    backend: str
    model: str
    on_cluster: bool
    capacity: Capacity
    limits: LimitsTold


class JobBegun(Told):
    """A clip that was taken."""

    id: str
    name: str


class JobsBegun(Told):
    """The clips that were taken."""

    jobs: list[JobBegun]


class SessionBegun(Told):
    """A session of a clip."""

    id: str
    exercise: str


class JobTold(Told):
    """A clip on its way from upload to result."""

    id: str
    name: str
    state: State
    progress: float = Field(description="0 to 1")
    error: str | None
    session_id: str | None = Field(description="where the result is kept, once it is done")
    sessions: list[SessionBegun] = Field(description="all of them: one for each exercise of the clip")


class TracesTold(Told):
    """Signals over time, about 15 a second; null where not measurable."""

    t_s: Numbers
    signals: Mapping[str, Numbers]
    unit: Mapping[str, str]
    driving: list[str] = Field(description="the signals that are counted by")


class SessionTold(Told):
    """One session with its signals."""

    summary: Summary
    result: Result
    plan: Mapping[str, Any] | None
    traces: TracesTold
    has_video: bool


class KeptTold(Told):
    """Whether the clip is kept."""

    kept_video: bool
    has_video: bool


class LandmarksTold(Told):
    """Landmarks over time, for a stick figure."""

    t_s: Numbers
    xy: list[Numbers] = Field(description="a row a moment: x and y in pixels of each of the 33 landmarks")
    size: tuple[int, int] = Field(description="width and height of the picture in pixels")


class DeletedTold(Told):
    """How many sessions were deleted."""

    deleted: int


class ChangeTold(Told):
    """The latest session against the first one like it."""

    measure: str
    before: float
    now: float
    unit: str
    detectable: float = Field(description="what they must differ by")
    is_real: bool


class TrendsTold(Told):
    """An exercise over time, the oldest session first."""

    exercise: str
    points: list[Point]
    mdc: Detectable
    changes: list[ChangeTold]


class StepDoneTold(Told):
    """One step of a routine, as asked for and as done."""

    number: int
    exercise: str
    title: str
    side: str
    sets: int
    hold_s: float | None
    reps_planned: int | None
    reps: int
    good_reps: int
    hold_s_total: float
    session_id: str | None
    is_done: bool


class RoutineDoneTold(Told):
    """A routine that was begun."""

    id: str
    started_at: datetime
    name: str
    title: str
    steps: list[StepDoneTold]
    steps_done: int
