"""The real command line in a process of its own, and clips cut from the sample videos for it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from formcheck.video.reader import open_clip
from made_clips import Image, make_clip

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_videos"
Done = subprocess.CompletedProcess[str]


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "formcheck", *map(str, words)]


def environment(over: Path | None = None, **settings: str) -> dict[str, str]:
    path = os.pathsep.join(str(p) for p in (over, ROOT) if p)
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **settings}


def formcheck(
    *words: object,
    over: Path | None = None,
    cwd: Path | None = None,
    before: Callable[[], None] | None = None,
    **settings: str,
) -> Done:
    """Run the command line to its end.

    Args:
        over: folder of packages to lay over the installed ones.
        before: called in the new process, to limit it (POSIX).
        settings: environment variables.
    """
    return subprocess.run(
        command(*words),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(over, **settings),
        cwd=cwd,
        preexec_fn=before,
        timeout=120,
        check=False,
    )


def one_clear_line(done: Done) -> str:
    """The contract for bad input: return the one line on standard error."""
    assert "Traceback" not in done.stderr, done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("formcheck: "), lines[0]
    assert done.returncode == 1, done
    return lines[0]


def beginning(sample: str, seconds: float, path: Path) -> Path:
    """Copy the beginning of a sample clip, packet by packet."""
    with av.open(str(SAMPLES / f"{sample}.mp4")) as whole, av.open(str(path), "w") as cut:
        source = whole.streams.video[0]
        assert source.time_base is not None
        stream = cut.add_stream_from_template(source)
        for packet in whole.demux(source):
            if packet.dts is not None and float(packet.dts * source.time_base) < seconds:
                packet.stream = stream
                cut.mux(packet)
    return path


def remade(sample: str, seconds: float, path: Path, change: Callable[[Image], Image]) -> Path:
    """Encode the beginning of a sample clip again, each picture changed."""
    times_s, pictures = [], []
    with open_clip(SAMPLES / f"{sample}.mp4") as clip:
        for frame in clip:
            if frame.t_s >= seconds:
                break
            times_s.append(frame.t_s)
            pictures.append(np.ascontiguousarray(change(frame.image_rgb)))
    height, width = pictures[0].shape[:2]
    return make_clip(path, tuple(times_s), size_px=(width, height), picture=pictures.__getitem__)
