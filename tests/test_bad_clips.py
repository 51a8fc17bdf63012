"""Over 300 generated clips that are damaged, odd or lie: each ends in a result or in one clear line, soon."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bad_clips import Case, cases
from shell import Done, command, environment

CASES = {case.id: case for case in cases()}
Told = dict[str, Any]
# The longest of them, 8K or twelve hours, take about a second on a 2-core server, and it is other tests' too.
MOST_CPU_S = 10.0
# An 8K picture alone is 50 MB in the decoder and 100 MB as RGB.
MOST_MB = 700.0
# Without a word for this long the process hangs; a busy machine is slow, not silent.
SILENT_S = 90.0

pytestmark = pytest.mark.skipif(os.name != "posix", reason="memory is measured as POSIX has it")


class Child:
    """One process that analyzes clips until one of them kills it."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("bad_clips_child.py")
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, str(script)], stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment()
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._errors: list[str] = []
        reads = (self._read, self._read_errors)
        self._readers = [threading.Thread(target=read, daemon=True) for read in reads]
        for reader in self._readers:
            reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        self._errors.extend(self._process.stderr)

    def ask(self, path: Path) -> Told:
        """What became of a clip; ``died`` says why the process is no more."""
        assert self._process.stdin is not None
        before = len(self._errors)
        try:
            self._process.stdin.write(f"{path}\n")
            self._process.stdin.flush()
            for _ in ("begun", "ended"):
                line = self._lines.get(timeout=SILENT_S)
                if not line:
                    return {"died": f"ended with {self._process.wait(10)}: {''.join(self._errors)}"}
        except (queue.Empty, BrokenPipeError):
            self._process.kill()
            return {"died": f"silent for {SILENT_S:.0f} s"}
        told: Told = json.loads(line)
        return told | {"said": "".join(self._errors[before:])}

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)
        for reader in self._readers:
            reader.join(30)
        for stream in (self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Told]]:
    """What became of each."""
    folder, child = tmp_path_factory.mktemp("bad"), Child()
    found: dict[str, Told] = {}
    for case in CASES.values():
        found[case.id] = child.ask(written(case, folder))
        if "died" in found[case.id]:
            child = Child()
    yield found
    child.close()


def written(case: Case, folder: Path) -> Path:
    path = folder / case.id / case.name
    path.parent.mkdir()
    path.write_bytes(case.make())
    return path


# One of each kind goes through the whole command: the real pose, every file that is written.
WHOLE = (
    *(
        "whole-mp4",
        "cut-mkv-0",
        "cut-ts-3",
        "flip-mp4-3",
        "flip-avi-2",
        "splice-webm-1",
        "mp4-time-step-zero",
    ),
    *("mp4-track-matrix-one", "mp4-sample-size-large", "mkv-timescale-ff", "avi-scale-all-ones"),
    *(
        "gif-named-nothing",
        "hostile-huge-gif",
        "hostile-pickle",
        "hostile-nobody",
        "odd-pixels-ffv1-gray16le",
    ),
    *("odd-pixels-qtrle-argb", "odd-size-1x64", "odd-size-3x5", "odd-size-7680x4320", "odd-huge-y4m"),
    *("odd-times-a-day-apart", "odd-rate-absurd", "odd-turned-90-mirrored", "odd-two-videos"),
    *("odd-subtitles-only", "odd-encrypted", "odd-webp-animated", "odd-picture-png", "odd-apng-alpha"),
)
FILES = ("--video", "--csv", "--json", "--save-landmarks")


def test_the_whole_command_says_a_line_for_each_and_goes_on(tmp_path: Path) -> None:
    clips = [tmp_path / f"{name.replace('.', '-')}{Path(CASES[name].name).suffix}" for name in WHOLE]
    for clip, name in zip(clips, WHOLE, strict=True):
        clip.write_bytes(CASES[name].make())
    words = ("analyze", *clips, "-e", "squat", "--model", "lite", *FILES, "--out", tmp_path / "out")
    done, peak_mb = run(*words)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for clip in clips:
        assert clip.stem in done.stdout + done.stderr, f"not a word about {clip.name}"
    assert "formcheck: " in done.stderr
    read = {path.name.partition(".")[0] for path in (tmp_path / "out").glob("*.json")}
    assert {"whole-mp4", "odd-size-7680x4320", "odd-pixels-qtrle-argb", "odd-two-videos"} <= read
    assert peak_mb < MOST_MB


# In a process between, because a child of a large one has been as large itself in the eyes of the system.
RUN = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def run(*words: object) -> tuple[Done, float]:
    """A command's end, and the most memory that it or a process of its own held, in MB."""
    line = [sys.executable, "-c", RUN, *command(*words)]
    done = subprocess.run(
        line, capture_output=True, text=True, encoding="utf-8", env=environment(), timeout=200, check=False
    )
    peak = float(done.stdout.splitlines()[-1])
    return done, peak / (1e6 if sys.platform == "darwin" else 1e3)


def test_there_are_enough_of_them() -> None:
    assert len(CASES) == len(cases()) >= 300


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.id)
def test_a_bad_clip_ends_in_a_result_or_one_clear_line(case: Case, ended: dict[str, Told]) -> None:
    told = ended[case.id]
    assert "died" not in told, told["died"]
    assert told["said"] == ""
    assert told["sane"]
    assert "\n" not in told["line"]
    assert len(told["line"]) < 600
    assert told["frames"] > 0 or case.name in told["line"]
    if case.works:
        assert (told["line"], told["frames"] > 0) == ("", True)
    assert told["cpu_s"] < MOST_CPU_S
    assert told["peak_mb"] < MOST_MB
