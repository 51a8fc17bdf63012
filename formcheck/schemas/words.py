"""What every schema has in common."""

from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def titled(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """The schema with its dialect and a title."""
    return {"$schema": DIALECT, **schema, "title": title}


def closed(schema: Any) -> Any:
    """The schema in which no object may hold more than it names, as those of the result are."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(part) for name, part in schema.items()}
    return {"additionalProperties": False, **inner} if "properties" in inner else inner
