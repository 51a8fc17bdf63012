"""The web app's interface as an OpenAPI document: every route, and the messages of live coaching."""

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema

from formcheck.schemas.words import closed
from formcheck.web.answers import Refusal
from formcheck.web.messages import RECEIVED, SENT

PATH = "/api/openapi.json"
_COMPONENTS = "#/components/schemas/{model}"
_ABOUT = (
    "Clips, history and live coaching of `formcheck serve`, on this computer alone unless told otherwise. "
    "Every refusal is one line in `error`. Where a token is set, it is needed by every request."
)
_TURNS = (
    "The first message is StartAsked, answered by ReadyTold. Each binary message is answered by MomentTold,"
    " finish by SummaryTold; pause, resume and next are not answered."
)
_BINARY = (
    "Eight bytes, the time in seconds as a little-endian float64, growing; then in mode frames a sequential"
    " JPEG, in mode landmarks 33 rows of six little-endian float32: x and y in pixels, visibility, and x, y"
    " and z in metres about the hips. A row of NaN is a landmark that was not found; all NaN is nobody."
)
REFUSED: dict[int | str, dict[str, Any]] = {"default": {"model": Refusal, "description": "Why not"}}


def describe(app: FastAPI) -> dict[str, Any]:
    """The document of an app."""
    document = get_openapi(
        title="formcheck", version=version("formcheck"), description=_ABOUT, routes=app.routes
    )
    components = document["components"]
    components["schemas"] = closed(components["schemas"])
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "header": {"type": "apiKey", "in": "header", "name": "X-Formcheck-Token"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "formcheck_token"},
    }
    document["security"] = [{}, *({name: []} for name in components["securitySchemes"])]
    # OpenAPI knows no WebSocket; names beginning with x- are free
    document["x-websockets"] = {"/ws/coach": _coach(components["schemas"])}
    return document


def _coach(schemas: dict[str, Any]) -> dict[str, Any]:
    """The messages of live coaching; their shapes are added to the others."""
    _, asked = models_json_schema([(m, "validation") for m in SENT], ref_template=_COMPONENTS)
    _, told = models_json_schema([(m, "serialization") for m in RECEIVED], ref_template=_COMPONENTS)
    schemas |= asked["$defs"] | told["$defs"]
    sends, receives = (
        [{"$ref": _COMPONENTS.format(model=m.__name__)} for m in side] for side in (SENT, RECEIVED)
    )
    return {
        "summary": "Live coaching: one message in, one message out",
        "description": _TURNS,
        "sends": {"text": {"oneOf": sends}, "binary": {"description": _BINARY}},
        "receives": {"text": {"oneOf": receives}},
    }


def name_of(route: APIRoute) -> str:
    """A short name for an operation, for programs that are made from the document."""
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name
