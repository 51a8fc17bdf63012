"""The JSON Schema of one line of an event file, made from the events' own classes."""

from typing import Any

from pydantic import TypeAdapter

from formcheck.engine import events
from formcheck.engine.events import Event
from formcheck.schemas.words import closed, titled

# Written for every event; any other number is null where it was not measured.
ALWAYS = frozenset({"t_s", "known_s"})


def kinds() -> dict[str, type[Event]]:
    """Every kind of event by the name it bears in the file."""
    return {
        kind.__name__.lower(): kind for kind in Event.__subclasses__() if kind.__module__ == events.__name__
    }


def event_schema() -> dict[str, Any]:
    """The JSON schema of one event: ``event`` says which kind it is, and so what else it holds."""
    parts: dict[str, Any] = {}
    for name, kind in kinds().items():
        shape = TypeAdapter(kind).json_schema(mode="serialization")
        parts |= shape.pop("$defs", {})
        parts[f"{kind.__name__}Line"] = _line(name, shape)
    lines = [{"$ref": f"#/$defs/{kind.__name__}Line"} for kind in kinds().values()]
    return titled({"$defs": _nullable(closed(parts)), "oneOf": lines}, "one line of formcheck events")


def _line(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """An event's shape with its kind in front."""
    properties = {"event": {"const": name}, **shape["properties"]}
    return {**shape, "properties": properties, "required": ["event", *shape["required"]]}


def _nullable(schema: Any, name: str = "") -> Any:
    if isinstance(schema, list):
        return [_nullable(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "number" and name not in ALWAYS:
        return {**schema, "type": ["number", "null"]}
    return {key: _nullable(part, key) for key, part in schema.items()}
