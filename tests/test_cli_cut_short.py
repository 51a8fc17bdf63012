"""A run that is cut short, by a full disk, Ctrl-C or a lost camera, keeps what was seen until then."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import VideoError
from formcheck.frame import Frame
from formcheck.video.reader import open_clip
from made_clips import collect, read
from memory import join
from shell import SAMPLES, beginning, command, environment, formcheck, one_clear_line

SQUAT = ("--exercise", "squat", "--model", "lite")
EVERYTHING = ("--video", "--csv", "--json", "--save-landmarks")
CLIP = SAMPLES / "squat_clean.mp4"
TRUTH = json.loads(CLIP.with_suffix(".json").read_text())
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits as POSIX has them")
FULL_DISK = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


@pytest.mark.parametrize("output", EVERYTHING)
def test_a_file_in_place_of_the_folder(tmp_path: Path, output: str) -> None:
    taken = tmp_path / "taken"
    taken.touch()
    clip = beginning("squat_clean", 0.5, tmp_path / "clip.mp4")
    done = formcheck("analyze", clip, *SQUAT, output, "--out", taken)
    line = one_clear_line(done)
    assert "cannot write" in line.lower()
    assert "taken" in line


@POSIX
@pytest.mark.parametrize(
    ("output", "name", "size"),
    [
        ("--csv", "clip.reps.csv", 20),
        ("--csv", "clip.signals.csv", 80),
        ("--json", "clip.json", 10),
        ("--json", "clip.events.jsonl", 10),
        ("--video", "clip.annotated.mp4", 100),
    ],
)
def test_no_space_for_a_file(tmp_path: Path, output: str, name: str, size: int) -> None:
    out = tmp_path / "out"
    clip = beginning("squat_clean", 2, tmp_path / "clip.mp4")
    done = formcheck("analyze", clip, *SQUAT, output, "--out", out, before=_small_files(size))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if str(out / name) in line]
    assert line.startswith("formcheck: ")
    assert "File too large" in line or "to its end" in line
    assert not (out / name).exists() or name == "clip.events.jsonl", "half a file has come to its place"


@FULL_DISK
@pytest.mark.parametrize("words", [("schema",), ("exercises",), ("doctor",), ("count", "clip.mp4", *SQUAT)])
def test_no_space_for_the_output(tmp_path: Path, words: tuple[str, ...]) -> None:
    beginning("squat_clean", 1, tmp_path / "clip.mp4")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command(*words),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            cwd=tmp_path,
            check=False,
        )
    assert "No space left" in one_clear_line(done)


@POSIX
def test_a_disk_that_fills_keeps_the_count_and_what_was_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = formcheck("analyze", CLIP, *SQUAT, *EVERYTHING, "--out", out, before=_small_files(300_000))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(line.startswith("formcheck: ") for line in done.stderr.splitlines())
    assert "squat_clean.annotated.mp4 stops after" in done.stderr
    assert f"squat: {TRUTH['reps']} reps" in done.stdout
    kept: list[Frame] = []
    # whether the last byte falls inside a picture or between two is the encoder's business
    with open_clip(out / "squat_clean.annotated.mp4") as clip, suppress(VideoError):
        collect(clip, kept)
    assert 60 < len(kept) < 321
    written = json.loads((out / "squat_clean.json").read_text(encoding="utf-8"))
    assert written["complete"], "all of the clip was counted"
    assert "stops after" in "".join(written["warnings"])


def _small_files(size: int) -> Callable[[], None]:
    def limit() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing fails as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def _start(*words: object, over: Path | None = None) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen(command(*words), stdout=pipe, stderr=pipe, text=True, env=environment(over))


def _once(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError("it never came to that")


def _frames_in(path: Path) -> int:
    return path.read_bytes().count(b"\n") - 1 if path.exists() else 0


@POSIX
def test_ctrl_c_keeps_what_was_seen(tmp_path: Path) -> None:
    clip = beginning("squat_clean", 12, tmp_path / "first.mp4")
    out = tmp_path / "out"
    process = _start("analyze", clip, *SQUAT, *EVERYTHING, "--out", out)
    _once(lambda: any(_frames_in(path) > 130 for path in out.rglob("first.signals.csv")))
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert "Traceback" not in stderr
    assert process.returncode == 1
    assert "stopped before the end" in stderr
    found = json.loads((out / "first.json").read_text(encoding="utf-8"))
    assert not found["complete"]
    assert 130 < found["frames"] < 288
    assert found["reps"] >= 1, "the first one ends at 3.8 s, frame 92"
    assert "squat: " in stdout
    for path, frames in (
        ("annotated.mp4", len(read(out / "first.annotated.mp4"))),
        ("signals.csv", _frames_in(out / "first.signals.csv")),
        ("landmarks.npz", len(np.load(out / "first.landmarks.npz")["t_s"])),
    ):
        assert frames == found["frames"], path


@POSIX
@pytest.mark.parametrize("exercise", ["squat", "auto"])
def test_ctrl_c_on_a_count_still_prints_it(tmp_path: Path, exercise: str) -> None:
    clip = tmp_path / "clip.mp4"
    join(CLIP, 60, clip)
    process = _start("count", clip, "--exercise", exercise, "--model", "lite", "--json")
    _once(lambda: _cpu_s(process.pid) > 2.0)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert "Traceback" not in stderr
    assert process.returncode == 1
    assert len(stderr.splitlines()) == 1
    if exercise == "auto" and "no known exercise" in stderr:
        return  # it was stopped before the first repetition
    assert stderr.startswith("formcheck: stopped before the end")
    found = json.loads(stdout)
    assert not found["complete"]
    assert 10 < found["frames"] < 1300


# Lays a clip under camera 0, at about its own pace.
CAMERA = """
import time
import cv2

class Camera:
    def __init__(self, source, real=cv2.VideoCapture):
        self._clip = real({clip!r} if source == 0 else source)

    def __getattr__(self, name):
        return getattr(self._clip, name)

    def grab(self):
        time.sleep(0.03)
        return self._clip.grab()

cv2.VideoCapture = Camera
"""


def _camera(folder: Path, seconds: float) -> Path:
    clip = beginning("squat_clean", seconds, folder / "clip.mp4")
    (folder / "sitecustomize.py").write_text(CAMERA.format(clip=str(clip)))
    return folder


def test_a_camera_that_is_lost_keeps_what_was_seen(tmp_path: Path) -> None:
    done = formcheck("count", "0", *SQUAT, "--json", over=_camera(tmp_path, 3))
    assert "was lost after" in one_clear_line(done)
    found = json.loads(done.stdout)
    assert not found["complete"]
    assert found["source"] == "camera 0"
    assert found["frames_with_person"] > 0


@POSIX
def test_ctrl_c_is_how_a_camera_run_ends(tmp_path: Path) -> None:
    process = _start("count", "0", *SQUAT, "--json", over=_camera(tmp_path, 12))
    _once(lambda: _cpu_s(process.pid) > 1.5)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (0, "")
    assert json.loads(stdout)["complete"]


def _cpu_s(pid: int) -> float:
    import psutil

    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
