"""The page of the web app's interface, from its OpenAPI document."""

import re
from collections.abc import Iterator
from typing import Any

JSON = dict[str, Any]
_HEAD = """# The web app's interface

What the pages of `formcheck serve` ask can be asked by any program. The whole is described as OpenAPI 3.1:
[openapi.json](openapi.json), the same from a running server at `/api/openapi.json` and from `formcheck schema
--openapi`. Tests hold every answer and message of a real server to it.

    formcheck serve --no-open &
    curl -F files=@clip.mp4 -F exercise=squat http://127.0.0.1:8765/api/clips
    curl http://127.0.0.1:8765/api/sessions

A refusal is one line, `{"error": "..."}`, with a status from 400 on. Where the server has a token, send it as
`Authorization: Bearer TOKEN`. A request that names another `Origin` than the server's own is refused.
"""


def web_api(document: JSON) -> str:
    """The page, in Markdown."""
    return (
        "\n".join([_HEAD, *_routes(document), *_socket(document), "## Shapes", "", *_shapes(document)]) + "\n"
    )


def _routes(document: JSON) -> Iterator[str]:
    yield from ("## Routes", "", "| | | answer |", "|---|---|---|")
    for path, of in document["paths"].items():
        for method, about in of.items():
            asks = f" ({_asks(about)})" if _asks(about) else ""
            yield f"| `{method.upper()} {path}` | {_line(about['description'])}{asks} | {_answer(about)} |"
    yield ""


def _asks(about: JSON) -> str:
    named = [
        p["name"] + ("" if p["required"] else "?") for p in about.get("parameters", ()) if p["in"] == "query"
    ]
    body = about.get("requestBody", {}).get("content", {})
    for kind, content in body.items():
        schema = content["schema"]
        named.append(f"{kind}: " + (_type(schema) or ", ".join(schema["properties"])))
    return ", ".join(named)


def _answer(about: JSON) -> str:
    (told,) = (answer for status, answer in about["responses"].items() if status != "default")
    content: JSON = told.get("content", {})
    return ", ".join(_type(shape.get("schema", {})) or kind for kind, shape in content.items()) or "file"


def _socket(document: JSON) -> Iterator[str]:
    for path, about in document["x-websockets"].items():
        yield from (f"## WebSocket `{path}`", "", f"{about['summary']}. {about['description']}", "")
        yield f"- Sent as text: {_either(about['sends']['text']['oneOf'])}."
        yield f"- Sent as bytes: {about['sends']['binary']['description']}"
        yield f"- Received: {_either(about['receives']['text']['oneOf'])}."
        yield ""


def _shapes(document: JSON) -> Iterator[str]:
    for name, shape in sorted(document["components"]["schemas"].items()):
        if name == "Result":
            yield from ("### Result", "", "As in a result file: `formcheck schema result`.", "")
        elif "enum" in shape:
            yield from (f"### {name}", "", ", ".join(f"`{word}`" for word in shape["enum"]), "")
        elif "properties" in shape:
            yield from (f"### {name}", "", *_about(shape), "| | | |", "|---|---|---|")
            told = _attributes(shape.get("description", ""))
            for field, part in shape["properties"].items():
                yield _field(field, {"description": told.get(field, ""), **part}, shape)
            yield ""


def _about(shape: JSON) -> tuple[str, ...]:
    line = _line(shape.get("description", ""))
    return (line, "") if line else ()


def _attributes(text: str) -> dict[str, str]:
    """What a docstring says of each field: ``names, parted by commas: meaning``."""
    _, _, section = text.partition("Attributes:\n")
    entries = re.sub(r"\n {8,}", " ", section).strip("\n").split("\n")
    pairs = [entry.strip().partition(": ") for entry in entries]
    return {name: meaning for names, _, meaning in pairs for name in names.split(", ")}


def _field(name: str, part: JSON, shape: JSON) -> str:
    may_miss = "" if name in shape.get("required", ()) else ", may be left out"
    meaning = part.get("description", "").replace("``", "`").removesuffix(".")
    return f"| `{name}` | {_type(part)}{may_miss} | {meaning} |"


def _type(shape: JSON) -> str:
    """A shape in a few words, with a link to it where it has a name."""
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "const" in shape or "enum" in shape:
        return " or ".join(f"`{word}`" for word in shape.get("enum", [shape.get("const")]))
    either = shape.get("anyOf") or shape.get("oneOf")
    if either:
        return _either(either)
    return _plain(shape)


def _plain(shape: JSON) -> str:
    kind = shape.get("type", "")
    if kind == "array":
        parts = shape.get("prefixItems")
        return f"[{', '.join(map(_type, parts))}]" if parts else f"list of {_type(shape.get('items', {}))}"
    if kind == "object" and isinstance(shape.get("additionalProperties"), dict):
        return f"name to {_type(shape['additionalProperties'])}"
    if kind == "object" and "properties" in shape:
        return ""
    return {"string": "text", "integer": "whole number"}.get(kind, str(kind))


def _either(parts: list[JSON]) -> str:
    return " or ".join(_type(part) for part in parts)


def _line(text: str) -> str:
    """The first paragraph on one line."""
    return " ".join(text.split("\n\n")[0].replace("``", "`").split())
