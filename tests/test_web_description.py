"""The described interface is the one that answers: every route, every answer, every message."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from jsonschema import Draft202012Validator, FormatChecker
from websockets.sync.client import connect

import make_pages
from formcheck.engine.events import Event
from formcheck.web.app import create_app, described
from formcheck.web.description import PATH
from formcheck.web.settings import Settings
from routine_walk import one_after_the_other
from web_server import JSON, Running, finished, running, send
from web_training import ask, packed, sightings, start

ROUTINE: JSON = {
    "title": "Two",
    "steps": [{"exercise": "squat", "reps": 1, "rest_s": 0}, {"exercise": "bridge", "reps": 1}],
}


@pytest.fixture(scope="module")
def document() -> JSON:
    return described()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("data")) as started:
        yield started


def every(routes: Any) -> Iterator[Any]:
    """Every route, those of included routers, too."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        yield from [route] if inner is None else every(inner.routes)


def fits(document: JSON, shape: JSON, told: Any) -> None:
    schema = {**shape, "components": document["components"]}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(told)


def trained(server: Running, document: JSON, seen: Any, **changes: Any) -> list[JSON]:
    """Train, each message held to its description; what the server said."""
    about = document["x-websockets"]["/ws/coach"]
    first = start(**changes)
    fits(document, about["sends"]["text"], json.loads(first))
    fits(document, about["sends"]["text"], {"type": "finish"})
    with connect(server.socket) as socket:
        told = [ask(socket, first), *(ask(socket, packed(one)) for one in seen)]
        told.append(ask(socket, '{"type": "finish"}'))
    for message in told:
        fits(document, about["receives"]["text"], message)
    return told


@pytest.fixture(scope="module")
def session_id(server: Running, document: JSON) -> str:
    told = trained(server, document, sightings())
    assert {"rep", "raise", "started"} <= {e["type"] for m in told for e in m.get("events", ())}
    return str(told[-1]["session_id"])


def test_the_kept_document_is_the_apps_own(document: JSON) -> None:
    kept = json.loads(make_pages.OPENAPI.read_text(encoding="utf-8"))
    assert kept == document, "run python scripts/make_pages.py --text"


def test_the_server_tells_it_itself(server: Running, document: JSON) -> None:
    with server.client() as client:
        assert client.get(PATH).json() == document


def test_every_route_is_described_in_words_with_the_shape_of_its_answer(
    document: JSON, tmp_path_factory: pytest.TempPathFactory
) -> None:
    app = create_app(Settings(data_folder=tmp_path_factory.mktemp("empty")))
    routes = {
        (m.lower(), r.path) for r in every(app.routes) if isinstance(r, APIRoute) for m in r.methods or ()
    }
    told = {(method, path): about for path, of in document["paths"].items() for method, about in of.items()}
    assert routes - set(told) == {("get", PATH), ("get", "/{path:path}")}
    for name, about in told.items():
        (answer,) = (a for status, a in about["responses"].items() if status != "default")
        shape = answer["content"].get("application/json", {}).get("schema", {"is a": "file"})
        assert about["description"], name
        assert shape, name


def test_every_event_has_a_message(document: JSON) -> None:
    events = document["components"]["schemas"]["MomentTold"]["properties"]["events"]["items"]
    kinds = {kind.__name__ for kind in Event.__subclasses__() if kind.__module__ == "formcheck.engine.events"}
    assert {ref["$ref"].rsplit("/", 1)[1] for ref in events["oneOf"]} == {f"{kind}Told" for kind in kinds}


def test_every_answer_is_as_described(server: Running, document: JSON, session_id: str) -> None:
    trained(server, document, one_after_the_other("squat_clean"), exercise=None, routine=ROUTINE)
    with server.client() as client:
        job_id = send(client, ("a.mp4", b"no clip")).json()["jobs"][0]["id"]
        assert finished(client, job_id)["state"] == "failed"
        for path, of in document["paths"].items():
            for method, about in of.items():
                if method == "delete":  # at the end, below
                    continue
                answer = asked(client, method, path, job_id, session_id)
                held(document, about, answer)
        for path in ("/api/jobs/{job_id}", "/api/sessions/{session_id}", "/api/sessions"):
            answer = asked(client, "delete", path, job_id, session_id)
            held(document, document["paths"][path]["delete"], answer)
            assert answer.status_code == 200


def asked(client: httpx.Client, method: str, path: str, job_id: str, session_id: str) -> httpx.Response:
    filled = path.format(job_id=job_id, session_id=session_id, name="pose_landmarker_lite.task")
    if path == "/api/clips":
        return send(client, ("b.mp4", b"no clip"))
    if path.endswith("/keep"):
        return client.post(filled, json={"keep": False})
    return client.request(method, filled, params={"exercise": "squat"} if path == "/api/trends" else {})


def held(document: JSON, about: JSON, answer: httpx.Response) -> None:
    """Hold an answer to its description; what refuses, to that of refusals."""
    told = about["responses"].get(str(answer.status_code), about["responses"]["default"])
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind in told["content"], (about["operationId"], kind)
    if kind == "application/json":
        fits(document, told["content"][kind]["schema"], answer.json())
    # the one answer that this server cannot give: the training was not filmed
    assert answer.is_success or about["operationId"] == "history_video", answer.text


def test_a_wrong_answer_would_be_noticed(document: JSON) -> None:
    shape = document["paths"]["/api/status"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    with pytest.raises(Exception, match=r"additional|required"):
        fits(document, shape, {"version": "1"})
