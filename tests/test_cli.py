"""Bad input at the command line: one clear line, a next step, a non-zero exit, and what was seen is kept."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.cli.options import pose_options
from formcheck.cores import cores
from made_clips import Image, make_clip, noise, quadrants
from shell import SAMPLES, beginning, formcheck, one_clear_line, remade

LITE = ("--model", "lite")
SQUAT = ("--exercise", "squat", *LITE)


def result(stdout: str) -> dict[str, Any]:
    """The one JSON object on standard output."""
    found: dict[str, Any] = json.loads(stdout)
    return found


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _no_index(path: Path) -> None:
    make_clip(path, picture=lambda i: noise(64, 48, i))
    path.write_bytes(path.read_bytes()[:2000])


def _zero_frames(path: Path) -> None:
    make_clip(path, (), container_options={"movflags": "empty_moov+frag_keyframe"})


def _foreign_arrays(path: Path) -> None:
    np.savez(path, weights=np.zeros(3))


def _foreign_objects(path: Path) -> None:
    np.savez(path, landmarks=np.array([{"a": 1}], dtype=object))


UNREADABLE: list[tuple[str, str, Callable[[Path], object], str]] = [
    ("missing", "clip.mp4", lambda path: None, "No clip at"),
    ("folder", "clip.mp4", lambda path: path.mkdir(), "is a folder"),
    ("empty", "clip.mp4", lambda path: path.touch(), "is empty"),
    ("text", "clip.mp4", _bytes(b"<html>404 not found</html>\n" * 30), "is text, not a video"),
    ("random", "clip.mp4", _bytes(noise(64, 48, 0).tobytes()), "is no video format known here"),
    ("no-index", "clip.mp4", _no_index, "has no index"),
    ("zero-frames", "clip.mp4", _zero_frames, "zero frames"),
    ("missing-landmarks", "clip.npz", lambda path: None, "clip.npz"),
    ("text-landmarks", "clip.npz", _bytes(b"not an archive"), "clip.npz"),
    ("empty-landmarks", "clip.npz", lambda path: path.touch(), "clip.npz"),
    ("foreign-landmarks", "clip.npz", _foreign_arrays, "clip.npz"),
    ("pickled-landmarks", "clip.npz", _foreign_objects, "clip.npz"),
]


@pytest.mark.parametrize(
    ("name", "make", "says"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE]
)
def test_unreadable(tmp_path: Path, name: str, make: Callable[[Path], object], says: str) -> None:
    path = tmp_path / name
    make(path)
    done = formcheck("count", path, *SQUAT, "--json")
    assert says in one_clear_line(done)
    assert done.stdout == ""


CLIP = str(SAMPLES / "squat_clean.mp4")
WRONG_WORDS: list[tuple[str, list[str], list[str]]] = [
    (
        "exercise",
        ["count", CLIP, "--exercise", "sqat"],
        ["sqat", "Did you mean squat", "clamshell, "],
    ),
    ("exercise-like-none", ["count", CLIP, "--exercise", "xyzzy"], ["xyzzy", "clamshell, "]),
    ("exercise-shown", ["exercises", "lnge"], ["Did you mean lunge"]),
    ("backend", ["count", CLIP, *SQUAT, "--backend", "blazpose"], ["Did you mean blazepose", "onnx"]),
    ("model", ["count", CLIP, "--exercise", "squat", "--model", "ful"], ["Did you mean full", "heavy"]),
    ("no-model-file", ["count", CLIP, *SQUAT, "--backend", "onnx"], ["--model-file"]),
    (
        "missing-model-file",
        ["count", CLIP, *SQUAT, "--backend", "onnx", "--model-file", "no.onnx"],
        ["no.onnx"],
    ),
    (
        "wrong-model-file",
        ["count", CLIP, *SQUAT, "--backend", "onnx", "--model-file", __file__],
        ["test_cli.py"],
    ),
    ("camera", ["count", "97", *SQUAT], ["Camera 97 does not open", "formcheck doctor"]),
    ("analyze-exercise", ["analyze", CLIP, "--exercise", "sqat"], ["Did you mean squat"]),
    ("analyze-backend", ["analyze", CLIP, *SQUAT, "--backend", "blazpose"], ["Did you mean blazepose"]),
]


@pytest.mark.parametrize(
    ("words", "says"), [row[1:] for row in WRONG_WORDS], ids=[row[0] for row in WRONG_WORDS]
)
def test_wrong_words(tmp_path: Path, words: list[str], says: list[str]) -> None:
    done = formcheck(*words, cwd=tmp_path)
    line = one_clear_line(done)
    assert [word for word in says if word not in line.replace("bridge, ", "").replace("superman, ", "")] == []
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == [], "nothing is written for a command that cannot run"


def test_a_truncated_clip_counts_up_to_there(tmp_path: Path) -> None:
    whole = beginning("squat_clean", 12, tmp_path / "clip.mkv")
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) * 3 // 5])
    done = formcheck("count", whole, *SQUAT, "--json")
    found = result(done.stdout)
    assert "is truncated after" in one_clear_line(done)
    assert not found["complete"]
    assert found["reps"] in (1, 2)
    assert 4 < found["duration_s"] < 10
    assert "truncated" in found["warnings"][0]


def _moving(i: int) -> Image:
    return np.roll(quadrants(320, 240), 8 * i, axis=1)


@pytest.mark.parametrize("exercise", ["squat", "auto"])
def test_nobody(tmp_path: Path, exercise: str) -> None:
    clip = make_clip(
        tmp_path / "clip.mp4", tuple(i / 10 for i in range(30)), size_px=(320, 240), picture=_moving
    )
    done = formcheck("count", clip, *LITE, "--exercise", exercise, "--json")
    assert "nobody was seen in clip.mp4" in one_clear_line(done)
    if exercise != "auto":
        found = result(done.stdout)
        assert (found["reps"], found["frames"], found["frames_with_person"]) == (0, 30, 0)


def test_one_frame(tmp_path: Path) -> None:
    clip = remade("squat_clean", 0.01, tmp_path / "clip.mp4", lambda image: image)
    done = formcheck("count", clip, *SQUAT, "--json")
    found = result(done.stdout)
    assert (found["frames"], found["frames_with_person"], found["reps"]) == (1, 1, 0)
    if done.returncode:
        one_clear_line(done)


def test_a_person_seen_only_to_the_waist(tmp_path: Path) -> None:
    clip = remade("squat_clean", 4, tmp_path / "clip.mp4", lambda image: image[: image.shape[0] // 2])
    done = formcheck("count", clip, *SQUAT, "--json")
    found = result(done.stdout)
    assert "cannot be measured in clip.mp4" in one_clear_line(done)
    assert (found["reps"], found["partials"], found["faults"]) == (0, 0, [])
    assert found["frames_with_person"] > 0


def test_one_bad_clip_does_not_stop_the_others(tmp_path: Path) -> None:
    first = beginning("squat_clean", 1, tmp_path / "first.mp4")
    last = beginning("squat_clean", 1, tmp_path / "last.mp4")
    done = formcheck(
        "analyze", first, tmp_path / "gone.mp4", last, *SQUAT, "--json", "--out", tmp_path / "out"
    )
    assert "gone.mp4" in one_clear_line(done)
    assert sorted(p.name for p in (tmp_path / "out").glob("*.json")) == ["first.json", "last.json"]


def test_wrong_options_are_refused_by_name() -> None:
    done = formcheck("count", CLIP, "--exercize", "squat")
    assert done.returncode == 2
    assert "--exercise" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("given", "is_alone", "threads"),
    [
        pytest.param(None, False, 1, id="one-beside-others"),
        pytest.param(None, True, min(2, cores()), id="two-for-a-clip-alone"),
        pytest.param(1, True, 1, id="as-asked-for-a-clip-alone"),
        pytest.param(3, False, 3, id="as-asked"),
    ],
)
def test_cores_for_a_model_call(given: int | None, is_alone: bool, threads: int) -> None:
    assert pose_options("full", "blazepose", None, given, is_alone=is_alone).threads == threads
