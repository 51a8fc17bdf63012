"""A person's own limits in the web app: the same results as on the command line, from a clip and live."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from formcheck.analysis import analyze
from formcheck.targets import load_targets
from web_server import JSON, Running, running, send
from web_training import ask, begin, sightings, start, train

SQUAT = Path(__file__).parent / "recorded" / "squat_clean.npz"
# Nobody squats slowly enough for her.
ANNA = "[squat.too_fast]\non = 6.0\noff = 6.1\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("people")
    (data / "targets").mkdir()
    (data / "targets" / "anna.toml").write_text(ANNA, encoding="utf-8")
    (data / "targets" / "bert.toml").write_text("[squat.too_fast]\non = 600\n", encoding="utf-8")
    return data


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Running]:
    with running(folder) as started:
        yield started


def found(result: JSON) -> list[tuple[str, int, float]]:
    return [(fault["name"], fault["rep"], fault["limit"]) for fault in result["faults"]]


def test_everybody_with_targets_is_offered(server: Running) -> None:
    with server.client() as client:
        assert client.get("/api/people").json() == ["anna", "bert"]


def trained(server: Running, **changes: object) -> JSON:
    with connect(server.socket) as socket:
        begin(socket, **changes)
        train(socket, sightings())
        told: JSON = ask(socket, '{"type": "finish"}')["result"]
        return told


@pytest.mark.parametrize("person", ["anna", ""])
def test_live_coaching_judges_as_the_command_line_does(server: Running, folder: Path, person: str) -> None:
    told = trained(server, person=person)
    alone = analyze(SQUAT, "squat", targets=load_targets(None, person or None, folder))
    assert found(told) == found(alone.model_dump(mode="json"))
    assert (told["personal"] or {}).get("file") == ("anna.toml" if person else None)
    assert bool(found(told)) == bool(person)


def test_a_routine_is_judged_by_them_too(server: Running) -> None:
    step = {"exercise": "squat", "reps": 3}
    told = trained(server, person="anna", routine={"title": "mine", "steps": [step]}, plan={"countdown_s": 0})
    assert {name for name, _, _ in found(told)} == {"too_fast"}


@pytest.mark.parametrize(
    ("person", "says"),
    [("carla", "no targets of carla"), ("../anna", "cannot be a person's name"), ("bert", "bert.toml")],
)
def test_who_cannot_be_judged_is_told_why(server: Running, person: str, says: str) -> None:
    with connect(server.socket) as socket:
        assert says in ask(socket, start(person=person))["error"]
    with server.client() as client:
        refused = send(client, ("squat.mp4", b"no clip"), person=person)
        assert refused.status_code == 400
        assert says in refused.json()["error"]
        assert client.get("/api/jobs").json() == []
    assert server.incoming == []


def test_what_is_counted_in_the_picture_is_not_coached_on_a_page(server: Running) -> None:
    with connect(server.socket) as socket:
        error = ask(socket, start(exercise="towel_curl"))["error"]
    assert "formcheck live --exercise towel_curl" in error
    with server.client() as client:
        told = {e["name"]: e["instead"] for e in client.get("/api/exercises").json()}
    assert [name for name, instead in told.items() if instead] == ["towel_curl"]
