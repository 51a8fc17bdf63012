"""The shipped sample clips and their truth files agree with each other and with the promised shape."""

import json
from pathlib import Path
from typing import Any

import av
import pytest
from jsonschema import Draft202012Validator

from formcheck.engine.spec import Kind, Sides
from formcheck.exercises import discovered

FOLDER = Path(__file__).parent.parent / "sample_videos"
CLIPS = sorted(FOLDER.glob("*.mp4"))
MAX_BYTES = 1_500_000
# What repeats itself without a declared form, and what shows no body, have clips of other kinds.
DECLARED = {name: e for name, e in discovered().items() if not e.repeats and e.postures}
EXERCISES = sorted(DECLARED)
ONE_SIDED = {name for name, e in DECLARED.items() if e.sides is Sides.SIGN}
HELD = {name for name, e in DECLARED.items() if e.kind is not Kind.REPS}
FAULTS = sorted({judged.name for e in DECLARED.values() for judged in e.judged})


def _row(times: int) -> dict[str, Any]:
    return {
        "type": "array",
        "prefixItems": [{"type": "number", "minimum": 0}] * times + [{"enum": ["left", "right", None]}],
        "minItems": times + 1,
        "maxItems": times + 1,
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


COUNT = {"type": "integer", "minimum": 0}
POINT = {"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3}
FAULT = _object(
    {
        "name": {"enum": FAULTS},
        "side": {"enum": ["left", "right", None]},
        "rep": {"type": "integer", "minimum": 1},
        "value": {"type": "number"},
        "unit": {"type": "string"},
    }
)
SHAPE = _object(
    {
        "clip": {"type": "string"},
        "exercise": {"enum": [*EXERCISES, "none"]},
        "reps": COUNT,
        "reps_by_side": _object({"left": COUNT, "right": COUNT}),
        "partials": COUNT,
        "rep_times": {"type": "array", "items": _row(3)},
        "holds": {"type": "array", "items": _row(2)},
        "faults": {"type": "array", "items": FAULT},
        "view": {"enum": ["front", "side_left", "side_right", "oblique"]},
        "camera": _object(
            {"eye_m": POINT, "at_m": POINT, "fovy_deg": {"type": "number"}, "yaw_deg": {"type": "number"}}
        ),
        "fps": {"enum": [24, 30]},
        "frames": COUNT,
        "body": {"type": "string"},
    }
)


def _truth(clip: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    return loaded


def _flat(rows: list[list[Any]]) -> list[float]:
    return [t for row in rows for t in row[:-1]]


@pytest.fixture(params=CLIPS, ids=lambda clip: clip.stem)
def clip(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_every_exercise_has_a_clean_and_a_faulty_clip() -> None:
    truths = [_truth(clip) for clip in CLIPS]
    assert {t["exercise"] for t in truths if not t["faults"]} == {*EXERCISES, "none"}
    assert {t["exercise"] for t in truths if t["faults"]} == set(EXERCISES)


def test_every_truth_file_has_its_clip() -> None:
    assert {p.stem for p in FOLDER.glob("*.json")} == {p.stem for p in CLIPS}


def test_truth_has_the_promised_shape(clip: Path) -> None:
    Draft202012Validator(SHAPE).validate(_truth(clip))
    assert _truth(clip)["clip"] == clip.stem


def test_counts_agree(clip: Path) -> None:
    truth = _truth(clip)
    sides = [row[-1] for row in truth["rep_times"]]
    assert len(truth["rep_times"]) == truth["reps"]
    assert truth["reps_by_side"] == {side: sides.count(side) for side in ("left", "right")}
    assert all(fault["rep"] <= truth["reps"] for fault in truth["faults"])


def test_times_are_in_order_inside_the_clip_with_quiet_ends(clip: Path) -> None:
    truth = _truth(clip)
    length_s = truth["frames"] / truth["fps"]
    for rows in (truth["rep_times"], truth["holds"]):
        assert _flat(rows) == sorted(_flat(rows))
        assert all(1.2 <= t <= length_s - 0.8 for t in _flat(rows))


def test_one_sided_exercises_name_their_side(clip: Path) -> None:
    truth = _truth(clip)
    named = {row[-1] is not None for row in truth["rep_times"]}
    assert named <= {truth["exercise"] in ONE_SIDED}


def test_only_held_exercises_have_holds(clip: Path) -> None:
    truth = _truth(clip)
    assert bool(truth["holds"]) == (truth["exercise"] in HELD)


def test_clip_is_small_and_plays_the_stated_frames(clip: Path) -> None:
    truth = _truth(clip)
    assert clip.stat().st_size < MAX_BYTES
    assert 8 <= truth["frames"] / truth["fps"] <= 18
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == truth["fps"]
        assert {stream.width, stream.height} <= {640, 480, 360}
        assert sum(1 for _ in container.decode(stream)) == truth["frames"]
