"""Live coaching over a WebSocket: one message in, one moment out."""

import asyncio
import contextlib
import logging
import time
from typing import Any

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect

from formcheck.errors import FormcheckError
from formcheck.loop import Sighting
from formcheck.results import Result
from formcheck.routines import Walk
from formcheck.web import wire
from formcheck.web.coaches import GONE, Coaches, Training
from formcheck.web.diary import WalkDiary
from formcheck.web.telling import moment_text, routine_json
from formcheck.web.wire import WireError

# RFC 6455 section 7.4.1
_NORMAL, _REFUSED, _FAILED = 1000, 1008, 1011
_START_WAIT_S = 10.0
_log = logging.getLogger(__name__)


def router(coaches: Coaches) -> APIRouter:
    """The one route of live coaching."""
    routes = APIRouter()

    @routes.websocket("/ws/coach")
    async def coach(socket: WebSocket) -> None:
        await socket.accept()
        # a connection may be cut while it is told something, too
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await _guarded(socket, coaches)

    return routes


async def _guarded(socket: WebSocket, coaches: Coaches) -> None:
    try:
        await _coach(socket, coaches)
    except FormcheckError as error:
        await _say_and_close(socket, str(error), _REFUSED)
    except WebSocketDisconnect:
        raise
    except Exception:
        _log.exception("a coaching failed")
        await _say_and_close(socket, "something went wrong here; the server's log says what", _FAILED)


async def _coach(socket: WebSocket, coaches: Coaches) -> None:
    start = await _start(socket)
    await coaches.make_room(start)
    training = coaches.begin(start)
    await _take_over(training, socket)
    try:
        await socket.send_json({"type": "ready", "token": training.token})
        while await _answer(socket, training):
            pass
    except BaseException:
        coaches.leave(training, socket)
        raise
    session_id, result = await coaches.end(training)
    await socket.send_json(
        {
            "type": "summary",
            "session_id": session_id,
            "result": result.model_dump(mode="json"),
            "warning": training.diary.trouble,
            "routine": _routine(training, result),
        }
    )
    await socket.close(_NORMAL)


def _routine(training: Training, last: Result) -> dict[str, Any] | None:
    walk, diary = training.coached, training.diary
    if not isinstance(walk, Walk):
        return None
    return routine_json(walk, last, diary.session_ids if isinstance(diary, WalkDiary) else {})


async def _start(socket: WebSocket) -> wire.Start:
    try:
        message = await asyncio.wait_for(socket.receive(), _START_WAIT_S)
    except TimeoutError:
        raise WireError("nothing was asked for") from None
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", GONE))
    return wire.read_start(message.get("text") or "")


async def _take_over(training: Training, socket: WebSocket) -> None:
    """Make this the training's connection; an older one, cut without a word, is let go."""
    older, training.socket = training.socket, socket
    if older is not None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await older.close(GONE)


async def _answer(socket: WebSocket, training: Training) -> bool:
    """Answer one message; whether more may follow."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", GONE))
    training.heard_s = time.monotonic()
    data = message.get("bytes")
    if data is not None:
        sighting = await _sighting(training, data)
        if training.socket is not socket:
            raise WebSocketDisconnect(GONE)
        moment = training.step(sighting)
        text = moment_text(moment, moment.exercise, with_pose=training.eyes is not None)
        await socket.send_text(text)
        return True
    return _obey(training, wire.read_command(message.get("text") or ""))


async def _sighting(training: Training, data: bytes) -> Sighting:
    t_s = wire.read_time(data)
    if t_s <= training.last_t_s:
        raise WireError("times must grow")
    if training.eyes is None:
        size_px = training.start.size_px
        return Sighting(t_s, wire.read_landmarks(data, t_s, size_px), size_px)
    pose, size_px = await training.eyes.see(t_s, data)
    return Sighting(t_s, pose, size_px)


def _obey(training: Training, command: str) -> bool:
    match command:
        case "pause":
            training.coached.pause()
        case "resume":
            training.coached.resume()
        case "next":
            training.coached.next()
    return command != "finish"


async def _say_and_close(socket: WebSocket, line: str, code: int) -> None:
    await socket.send_json({"type": "error", "error": line})
    await socket.close(code)
