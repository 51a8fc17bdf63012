"""What an annotated picture shows, as data."""

from dataclasses import dataclass
from typing import Literal

from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose

Tone = Literal["lost", "ready", "active", "good"]
"""What the skeleton's colour says: not followed, waiting for the start, moving, at full range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagMark:
    """A fault to show on the body: the joints it is about, and ``caution`` or ``fault``."""

    landmarks: tuple[Landmark, ...]
    severity: str = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class AngleLabel:
    """A measured value written beside a joint; NaN is not written."""

    landmark: Landmark
    value: float
    unit: str = "°"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that is shown on one picture; what is None is left out.

    Attributes:
        title: the exercise.
        state: a word or two on what happens now, such as "Hold" or "Get ready"; shown while there is no cue.
        tone: the colour of the skeleton and of the dot before ``state``.
        pose: the person, in pixels of the picture given to ``draw``.
        reps: the count.
        reps_by_side: left and right.
        hold_s, hold_target_s: seconds held, and the seconds asked for.
        progress: 0 at rest, 1 at full range; NaN when it cannot be measured.
        cue, cue_severity: the one thing to say, and ``caution`` or ``fault``.
        angles: values beside joints.
        flags: faults on the body.
        footer: a small line at the bottom.
        set_text: which set it is, under the title.
        reps_goal: repetitions asked for, beside the count.
        big, big_note: a number or word in the middle of the picture, with a line below: a countdown, a rest.
        lines: rows of two columns over the picture: the keys, a summary.
        zoom: how much larger than on a clip everything is, for who reads it from across the room.
        has_column: count and hold stand in a dark column left of the picture, and hide nothing.
    """

    title: str = ""
    state: str = ""
    tone: Tone = "active"
    pose: Pose | None = None
    reps: int | None = None
    reps_by_side: tuple[int, int] | None = None
    hold_s: float | None = None
    hold_target_s: float | None = None
    progress: float | None = None
    cue: str | None = None
    cue_severity: str = "fault"
    angles: tuple[AngleLabel, ...] = ()
    flags: tuple[FlagMark, ...] = ()
    footer: str = ""
    set_text: str = ""
    reps_goal: int | None = None
    big: str = ""
    big_note: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    zoom: float = 1.0
    has_column: bool = False
