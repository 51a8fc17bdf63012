"""Annotated clips out: the times of the source, playable in a browser, kept when the disk is full."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import VideoError
from formcheck.frame import Frame
from formcheck.video.reader import open_clip
from formcheck.video.writer import ClipWriter
from made_clips import BLUE, GREEN, RED, VFR_S, WHITE, collect, quadrants, read, times_of


def write(path: Path, times_s: tuple[float, ...], size_px: tuple[int, int] = (64, 48)) -> Path:
    with ClipWriter(path, size_px) as writer:
        for t_s in times_s:
            writer.write(quadrants(*size_px), t_s)
    return path


@pytest.mark.parametrize(
    "times_s",
    [
        VFR_S,
        tuple(i * 1001 / 30000 for i in range(150)),
        tuple(i / 240 for i in range(130)),
        tuple(float(t) for t in np.cumsum(np.random.default_rng(1).uniform(0.004, 0.2, 140))),
    ],
    ids=["vfr", "29.97", "240fps", "jitter"],
)
def test_the_written_clip_has_the_times_of_its_source(tmp_path: Path, times_s: tuple[float, ...]) -> None:
    read_s = times_of(write(tmp_path / "out.mp4", times_s))
    assert read_s == pytest.approx([t_s - times_s[0] for t_s in times_s], abs=1e-3)


def test_written_pictures_look_like_their_source(tmp_path: Path) -> None:
    image = read(write(tmp_path / "out.mp4", (0.0, 0.1), (320, 240)))[1].image_rgb
    for y, x, colour in ((60, 80, RED), (60, 240, GREEN), (180, 80, BLUE), (180, 240, WHITE)):
        assert image[y, x].tolist() == pytest.approx(list(colour), abs=8)


def test_a_browser_can_play_it(tmp_path: Path) -> None:
    path = write(tmp_path / "out.mp4", VFR_S, (63, 47))
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"moof" not in data
    with av.open(str(path)) as clip:
        context = clip.streams.video[0].codec_context
        assert (context.name, context.pix_fmt, context.width, context.height) == ("h264", "yuv420p", 64, 48)
        assert (context.colorspace, context.color_range) == (1, 1)
    assert list(tmp_path.iterdir()) == [path]


def test_pictures_at_one_time_still_make_a_clip(tmp_path: Path) -> None:
    assert len(read(write(tmp_path / "out.mp4", (0.0, 0.5, 0.5, 0.4, 0.6)))) == 5


def write_interrupted(path: Path) -> None:
    with ClipWriter(path, (64, 48)) as writer:
        for i in range(5):
            writer.write(quadrants(64, 48), i / 10)
        raise KeyboardInterrupt


def test_an_interruption_keeps_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with pytest.raises(KeyboardInterrupt):
        write_interrupted(path)
    assert len(read(path)) == 5


def test_nothing_written_leaves_no_file(tmp_path: Path) -> None:
    write(tmp_path / "out.mp4", ())
    assert list(tmp_path.iterdir()) == []


def test_no_folder_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="There is no folder"):
        ClipWriter(tmp_path / "nowhere" / "out.mp4", (64, 48))


def test_another_size_is_refused(tmp_path: Path) -> None:
    with ClipWriter(tmp_path / "out.mp4", (64, 48)) as writer, pytest.raises(ValueError, match="64, 48"):
        writer.write(quadrants(48, 64), 0.0)


FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from formcheck.errors import VideoError
from formcheck.video.writer import ClipWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
rng = np.random.default_rng(0)
try:
    with ClipWriter(Path(sys.argv[1]), (160, 120)) as writer:
        for i in range(400):
            writer.write(rng.integers(0, 255, (120, 160, 3), np.uint8), i / 30)
except VideoError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_full_disk_keeps_a_clip_that_plays(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert "out.mp4 stops after" in done.stdout
    assert "File too large" in done.stdout
    assert list(tmp_path.iterdir()) == [path]
    frames: list[Frame] = []
    with suppress(VideoError):  # the last fragment may be half there
        collect(open_clip(path), frames)
    assert len(frames) >= 30
