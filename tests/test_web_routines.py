"""Routines and grounds over the web: listed, walked through in one connection, kept, filtered, refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from routine_walk import one_after_the_other
from shell import beginning
from web_server import JSON, Running, finished, running, send, small_limits
from web_training import ask, begin, packed, refused, start, train

TWO: JSON = {
    "title": "Two",
    "steps": [{"exercise": "squat", "reps": 3, "rest_s": 0}, {"exercise": "bridge", "reps": 2}],
}
SEEN = ("squat_clean", "bridge_hips_low")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("data")
    (folder / "routines").mkdir()
    (folder / "routines" / "mine.toml").write_text(
        "title = 'Mine'\nsteps = [{exercise = 'squat'}, {exercise = 'bridge'}]", encoding="utf-8"
    )
    (folder / "routines" / "wrong.toml").write_text("title = 'Wrong'", encoding="utf-8")
    with running(folder, limits=small_limits(resume_s=5.0)) as started:
        yield started


def test_routines_are_listed_and_a_wrong_file_is_told(server: Running) -> None:
    with server.client() as client:
        told = client.get("/api/routines").json()
    by_name = {one["name"]: one for one in told["routines"]}
    assert {"before_run", "hips", "weekly_test", "mine"} <= set(by_name)
    assert (by_name["mine"]["is_own"], by_name["hips"]["is_own"]) == (True, False)
    step = by_name["hips"]["steps"][0]
    assert {"exercise", "title", "sets", "reps", "side", "rest_s", "note", "words"} <= set(step)
    (problem,) = told["problems"]
    assert "wrong.toml, line 1, steps: " in problem


def test_a_routine_is_walked_through_in_one_connection_and_kept_as_one(server: Running) -> None:
    with connect(server.socket) as socket:
        begin(socket, exercise=None, routine=TWO, surface="mat", footwear="barefoot")
        moments = train(socket, one_after_the_other(*SEEN))
        told = ask(socket, '{"type": "finish"}')
    assert [m["t_s"] for m in moments] == sorted({m["t_s"] for m in moments})
    assert {(m["exercise"], m["exercise_number"], m["exercises"]) for m in moments} == {
        ("squat", 1, 2),
        ("bridge", 2, 2),
    }
    assert moments[-1]["state"] == "done"
    assert sum(e["type"] == "rep" for m in moments for e in m["events"]) == 5
    routine = told["routine"]
    assert [(s["words"], s["reps_planned"], s["result"]["reps"]) for s in routine["steps"]] == [
        ("3 repetitions", 3, 3),
        ("2 repetitions", 2, 2),
    ]
    with server.client() as client:
        (done, *_) = client.get("/api/routines/done").json()
        kept = [client.get(f"/api/sessions/{s['session_id']}").json() for s in routine["steps"]]
    assert (done["title"], done["steps_done"], [s["reps"] for s in done["steps"]]) == ("Two", 2, [3, 2])
    assert [k["result"] for k in kept] == [s["result"] for s in routine["steps"]]
    assert {k["summary"]["routine"] for k in kept} == {"Two"}
    assert {(k["summary"]["surface"], k["summary"]["footwear"]) for k in kept} == {("mat", "barefoot")}


def test_a_cut_routine_goes_on_at_the_same_exercise(server: Running) -> None:
    seen = list(one_after_the_other(*SEEN))
    cut = len(seen) - 200
    with connect(server.socket) as socket:
        token = begin(socket, exercise=None, routine=TWO)
        before = train(socket, seen[:cut])[-1]
        socket.socket.close()
    assert (before["exercise"], before["exercise_number"]) == ("bridge", 2)
    with connect(server.socket) as socket:
        begin(socket, exercise=None, routine=TWO, resume=token)
        after = train(socket, seen[cut:])[-1]
        ask(socket, '{"type": "finish"}')
    assert (after["exercise"], after["reps"]) == ("bridge", 2)


def test_a_routine_is_named_and_left_at_once(server: Running) -> None:
    with connect(server.socket) as socket:
        begin(socket, exercise=None, routine="mine", plan={"countdown_s": 3})
        first, second = (ask(socket, packed(seen)) for seen in list(one_after_the_other(SEEN[0]))[:2])
        told = ask(socket, '{"type": "finish"}')
    assert first["say"][0]["text"].startswith("Next: squat, as many as you like. Camera ")
    assert (first["state"], second["state"]) == ("resting", "resting")
    assert 0.0 < second["rest_left_s"] < first["rest_left_s"] < 10.0
    assert told["session_id"] is None
    assert [(step["result"] or {}).get("reps") for step in told["routine"]["steps"]] == [0, None]


BAD: list[tuple[str, JSON, str]] = [
    ("unknown", {"routine": "nix"}, "unknown routine 'nix'"),
    ("path", {"routine": "../../etc/passwd"}, "unknown routine"),
    ("type", {"routine": 3}, "routine must be a name"),
    ("empty", {"routine": {}}, "the routine, title: is missing"),
    ("field", {"routine": {**TWO, "x": 1}}, "the routine, x: is unknown"),
    ("step", {"routine": {"title": "A", "steps": [{"exercise": "squat", "sets": 0}]}}, "steps[1].sets: is 0"),
    ("many", {"routine": {"title": "A", "steps": [{"exercise": "squat"}] * 41}}, "from 1 to 40 steps"),
    ("surface", {"surface": "ice"}, "unknown surface 'ice'"),
    ("surface-type", {"surface": 1}, "surface must be a name"),
    ("footwear", {"footwear": "wet"}, "unknown footwear 'wet'"),
    ("side", {"plan": {"side": "up"}}, "plan.side must be one of: both, left, right, each"),
    ("side-type", {"plan": {"side": ["left"]}}, "plan.side must be"),
]


@pytest.mark.parametrize(("changes", "says"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_bad_routine_or_ground_is_one_line_and_the_end(
    server: Running, changes: dict[str, Any], says: str
) -> None:
    with connect(server.socket) as socket:
        refused(socket, start(**changes), says)


def test_a_clip_bears_its_ground_and_is_found_by_it(server: Running, tmp_path: Path) -> None:
    clip = beginning("squat_clean", 6.0, tmp_path / "short.mp4").read_bytes()
    with server.client() as client:
        refused = send(client, ("a.mp4", clip), surface="ice")
        assert (refused.status_code, refused.json()["error"][:21]) == (400, "unknown surface 'ice'")
        job = send(client, ("a.mp4", clip), surface="disc", footwear="shod").json()["jobs"][0]
        assert finished(client, job["id"])["state"] == "done"
        (found,) = client.get("/api/sessions?surface=disc").json()
        assert (found["surface"], found["footwear"]) == ("disc", "shod")
        assert client.get("/api/sessions?surface=disc&footwear=barefoot").json() == []
        assert client.get("/api/sessions?surface=ice").status_code == 400
        points = client.get("/api/trends?exercise=squat&surface=disc").json()["points"]
        assert [(p["surface"], p["footwear"]) for p in points] == [("disc", "shod")]
        assert "disc,shod" in client.get("/api/export.csv").text
