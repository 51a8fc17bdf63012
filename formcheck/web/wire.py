"""What travels over the coach's WebSocket, read with suspicion and written as plain JSON."""

import json
import math
import struct
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from formcheck.coach.plan import Plan, PlanSide
from formcheck.errors import FormcheckError
from formcheck.ground import Ground, ground_of
from formcheck.pose.landmarks import COUNT
from formcheck.pose.pose import Pose
from formcheck.web.settings import Limits

_STAMP = struct.Struct("<d")
_COLUMNS = 6  # x_px, y_px, visibility, world x, y, z
LANDMARK_BYTES = _STAMP.size + 4 * COUNT * _COLUMNS
MAX_TEXT = 4096
MAX_SIDE_PX = 8192
MODES = ("frames", "landmarks")
COMMANDS = ("pause", "resume", "next", "finish")
_MAX_T_S = 24 * 60 * 60.0
_MAX_VALUE = 100_000.0
# JPEG markers that begin a frame header (ITU-T T.81 table B.1): all of C0..CF but DHT, JPG and DAC.
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# What browsers make of a canvas: baseline, or extended sequential. Progressive ones may hold thousands of
# scans in few bytes, each of which costs as much time to decode as a whole picture.
_SEQUENTIAL = (0xC0, 0xC1)


class WireError(FormcheckError):
    """A message that makes no sense; the connection is closed with this one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first message: what to coach, and how.

    Attributes:
        exercise: a name or alias; empty for a routine.
        routine: the name of one, or one that was put together, as plain data; None for one exercise.
        ground: what it is done on.
        person: whose own limits hold; None for the declared ones.
        plan: sets, repetitions, rest, hold.
        mode: ``frames`` or ``landmarks``.
        size_px: width and height of the pictures that the landmarks were seen in.
        resume: the token of a coaching to go on with.
        is_mirrored: whether the person sees the picture as in a mirror; framing help names its edges as seen.
    """

    exercise: str
    routine: str | dict[str, Any] | None
    ground: Ground
    person: str | None
    plan: Plan
    mode: str
    size_px: tuple[int, int]
    resume: str | None
    is_mirrored: bool


def read_start(text: str) -> Start:
    """Read the first message.

    Raises:
        WireError: it is not one.
        PlanError: a number of its plan is out of range, or there is no such surface.
    """
    message = _object(text)
    if message.get("type") != "start":
        raise WireError("the first message must be of type start")
    mode, resume = message.get("mode"), message.get("resume")
    if mode not in MODES:
        raise WireError(f"mode must be one of: {', '.join(MODES)}")
    is_mirrored = message.get("mirrored", True)
    if not isinstance(is_mirrored, bool):
        raise WireError("mirrored must be true or false")
    if resume is not None and (not isinstance(resume, str) or len(resume) > 100):
        raise WireError("resume must be a token or null")
    routine = _routine(message.get("routine"))
    return Start(
        exercise="" if routine is not None else _name("exercise", message.get("exercise")),
        routine=routine,
        ground=ground_of(_label("surface", message), _label("footwear", message)),
        person=_label("person", message) or None,
        plan=_plan(message.get("plan") or {}),
        mode=mode,
        size_px=_size(message.get("size")),
        resume=resume,
        is_mirrored=is_mirrored,
    )


def _name(what: str, given: Any) -> str:
    if not isinstance(given, str) or len(given) > 100:
        raise WireError(f"{what} must be a name")
    return given


def _routine(given: Any) -> str | dict[str, Any] | None:
    """A routine's name, or its plain data, which is checked by itself."""
    return given if given is None or isinstance(given, dict) else _name("routine", given)


def _label(what: str, message: dict[str, Any]) -> str | None:
    given = message.get(what)
    return None if given is None else _name(what, given)


_PARTS = {part.name: part.name in ("sets", "reps", "count_every") for part in fields(Plan)}


def _plan(given: Any) -> Plan:
    """A plan as far as given; its own ranges are checked by itself."""
    if not isinstance(given, dict) or not set(given) <= set(_PARTS):
        raise WireError(f"plan may hold: {', '.join(_PARTS)}")
    plan = {name: value for name, value in given.items() if value is not None}
    side = plan.pop("side", PlanSide.BOTH)
    if side not in tuple(PlanSide):
        raise WireError(f"plan.side must be one of: {', '.join(PlanSide)}")
    for name, value in plan.items():
        if type(value) not in ((int,) if _PARTS[name] else (int, float)):
            raise WireError(f"plan.{name} must be a {'whole number' if _PARTS[name] else 'number'}")
    return Plan(**plan, side=PlanSide(side))


def _size(given: Any) -> tuple[int, int]:
    is_pair = isinstance(given, list) and len(given) == 2 and all(type(side) is int for side in given)
    if not is_pair or not all(16 <= side <= MAX_SIDE_PX for side in given):
        raise WireError(f"size must be [width, height], each 16 to {MAX_SIDE_PX} pixels")
    return given[0], given[1]


def read_command(text: str) -> str:
    """Read a later text message.

    Raises:
        WireError: it is no command.
    """
    command = _object(text).get("type")
    if command not in COMMANDS:
        raise WireError(f"type must be one of: {', '.join(COMMANDS)}")
    return str(command)


def _object(text: str) -> dict[str, Any]:
    if len(text) > MAX_TEXT:
        raise WireError("the message is too long")
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise WireError("the message is not JSON") from None
    if not isinstance(message, dict):
        raise WireError("the message must be a JSON object")
    return message


def read_time(data: bytes) -> float:
    """Seconds at the head of a binary message.

    Raises:
        WireError: there is no sensible time.
    """
    if len(data) < _STAMP.size:
        raise WireError("the message is too short")
    t_s = float(_STAMP.unpack_from(data)[0])
    if not 0.0 <= t_s <= _MAX_T_S:  # false for NaN too
        raise WireError("the time must be seconds from the start")
    return t_s


def read_landmarks(data: bytes, t_s: float, size_px: tuple[int, int]) -> Pose | None:
    """Landmarks from a binary message; None where all are NaN: nobody was seen.

    Raises:
        WireError: wrong length, or infinite numbers.
    """
    if len(data) != LANDMARK_BYTES:
        raise WireError(f"landmarks are {LANDMARK_BYTES} bytes, not {len(data)}")
    table = np.frombuffer(data, "<f4", offset=_STAMP.size).reshape(COUNT, _COLUMNS).astype(np.float64)
    if (np.abs(table) > _MAX_VALUE).any():  # true for infinity, false for NaN
        raise WireError("landmarks must be pixels and metres, or NaN")
    if np.isnan(table[:, 0]).all():
        return None
    visibility = np.clip(np.nan_to_num(table[:, 2]), 0.0, 1.0)
    return Pose(t_s, table[:, :2], table[:, 3:], visibility, size_px)


def read_jpeg(data: bytes, limits: Limits) -> bytes:
    """The JPEG of a binary message, its declared size checked before anything decodes it.

    Raises:
        WireError: too large, or no JPEG.
    """
    jpeg = data[_STAMP.size :]
    if len(jpeg) > limits.jpeg_bytes:
        raise WireError(f"a picture may have {limits.jpeg_bytes} bytes, not {len(jpeg)}")
    width, height = jpeg_size_px(jpeg)
    if not width * height or width * height > limits.jpeg_px:
        raise WireError(f"a picture may have {limits.jpeg_px} pixels, not {width}x{height}")
    return jpeg


def jpeg_size_px(jpeg: bytes) -> tuple[int, int]:
    """Width and height that a JPEG declares, from its markers alone.

    Raises:
        WireError: it is no JPEG, or none that a browser makes of a canvas.
    """
    at = 2 if jpeg[:2] == b"\xff\xd8" else len(jpeg)
    while at + 9 < len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if marker in _FRAME_HEADERS:
            if marker not in _SEQUENTIAL:
                raise WireError("a picture must be a sequential JPEG")
            return int.from_bytes(jpeg[at + 7 : at + 9]), int.from_bytes(jpeg[at + 5 : at + 7])
        at += 2 + length
    raise WireError("the picture is no JPEG")


def pose_json(pose: Pose | None) -> list[list[float | None]] | None:
    """A pose as [x, y, visibility] in tenths of a pixel; null where not seen."""
    if pose is None:
        return None
    rows = zip(pose.xy_px.tolist(), pose.visibility.tolist(), strict=True)
    return [[*(_plain(v, 1) for v in xy), _plain(seen, 2)] for xy, seen in rows]


def _plain(value: float, places: int) -> float | None:
    return round(value, places) if math.isfinite(value) else None
