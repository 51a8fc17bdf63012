"""What one clip of the evaluation set is, as data: who does what, how well, seen from where, filmed how."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Try:
    """One attempted repetition, or one raise of a Superman.

    Attributes:
        side: moving or leading leg; None where both work.
        sizes: planted faults by name, in multiples of their limit.
        reach: share of the full range.
        pace: how many times as fast as usual.
        hold_s: seconds at full range; None as usual.
        rest_s: seconds at rest afterwards; None as usual.
        is_partial: somebody turns round half-way: it must not be counted.
    """

    side: str | None = None
    sizes: tuple[tuple[str, float], ...] = ()
    reach: float = 1.0
    pace: float = 1.0
    hold_s: float | None = None
    rest_s: float | None = None
    is_partial: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the camera stands about the body.

    Attributes:
        yaw_deg: as in ``formcheck.motion.view.View``: upright 0 faces the camera and 90 shows the right side;
            on the back, the front, or hands and knees 0 is the feet end, 90 the right side, -90 the left,
            180 the head end; lying on a side 0 is in front of the trunk, positive towards the head.
        height_m, distance_m: of the lens above the floor, and along the floor from the body's middle.
        size_px: width and height of the picture.
        room: how much larger than the moving body the picture is.
    """

    yaw_deg: float
    height_m: float
    distance_m: float
    size_px: tuple[int, int]
    room: float = 1.25


@dataclass(frozen=True, kw_only=True)
class Film:
    """How the camera and its file treat the picture.

    Attributes:
        fps: frames a second.
        noise: strength of the sensor's noise, grey levels.
        crf: x264's quality: 18 is near lossless, 34 coarse.
        shutter: share of the frame's time that the shutter stays open; 0 is a frozen instant.
        dropped: share of the frames that are missing from the file.
        passer_by: ``""``, ``in front`` or ``behind``.
        mirror: a mirror hangs on the wall behind.
    """

    fps: int = 20
    noise: float = 2.0
    crf: int = 23
    shutter: float = 0.0
    dropped: float = 0.0
    passer_by: str = ""
    mirror: bool = False


@dataclass(frozen=True, kw_only=True)
class Case:
    """One clip.

    Attributes:
        name: of its files.
        exercise: the product's name for it, or ``none``.
        variant: a way of doing it: ``reverse`` or ``stationary`` (lunge), ``single`` (bridge); for ``none``
            the movement.
        part: ``tuning``, ``report`` or ``unseen``.
        person: who.
        tries: the attempts in order.
        enters, leaves: the clip begins before, or ends after, the exercise's own posture.
    """

    name: str
    exercise: str
    variant: str = ""
    part: str
    person: str
    place: Place
    tries: tuple[Try, ...]
    film: Film = field(default_factory=Film)
    enters: bool = False
    leaves: bool = False

    @property
    def planted(self) -> frozenset[str]:
        """Names of the faults planted in it."""
        return frozenset(name for attempt in self.tries for name, _ in attempt.sizes)
