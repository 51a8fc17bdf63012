"""Live coaching over a WebSocket: one message in, one moment out."""

from typing import Any

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from formcheck.errors import FormcheckError
from formcheck.loop import Sighting
from formcheck.web import wire
from formcheck.web.coaches import Coached, Coaches
from formcheck.web.wire import WireError

_REFUSED = 1008  # RFC 6455 section 7.4.1: policy violation


def router(coaches: Coaches) -> APIRouter:
    """The one route of live coaching."""
    routes = APIRouter()

    @routes.websocket("/ws/coach")
    async def coach(socket: WebSocket) -> None:
        await socket.accept()
        try:
            await _coach(socket, coaches)
        except WebSocketDisconnect:
            return
        except FormcheckError as error:
            await _say_and_close(socket, error)

    return routes


async def _coach(socket: WebSocket, coaches: Coaches) -> None:
    coached = coaches.begin(wire.read_start(await _text(socket)))
    over = False
    try:
        await socket.send_json({"type": "ready", "token": coached.token})
        while not over:
            over = await _answer(socket, coached)
    except WebSocketDisconnect:
        coaches.leave(coached)
        raise
    finally:
        if over:
            coaches.end(coached)


async def _answer(socket: WebSocket, coached: Coached) -> bool:
    """Answer one message; whether it was the last."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    data, text = message.get("bytes"), message.get("text")
    if data is not None:
        await socket.send_json(await _moment(coached, data))
        return False
    return wire.read_command(text or "") == "finish"


async def _moment(coached: Coached, data: bytes) -> dict[str, Any]:
    t_s = wire.read_time(data)
    if t_s <= coached.last_t_s:
        raise WireError("times must grow")
    if coached.eyes is None:
        size_px = coached.start.size_px
        pose = wire.read_landmarks(data, t_s, size_px)
        shown = None
    else:
        pose, size_px = await coached.eyes.see(t_s, data)
        shown = wire.pose_json(pose)
    moment = coached.step(Sighting(t_s, pose, size_px))
    return {"type": "moment", "t_s": t_s, "pose": shown, **moment}


async def _text(socket: WebSocket) -> str:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    return message.get("text") or ""


async def _say_and_close(socket: WebSocket, error: FormcheckError) -> None:
    if socket.client_state is WebSocketState.CONNECTED:
        await socket.send_json({"type": "error", "error": str(error)})
        await socket.close(_REFUSED)
