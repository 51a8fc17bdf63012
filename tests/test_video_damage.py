"""What cannot be read, or only in part: one clear line, nothing readable lost."""

import os
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import VideoError
from formcheck.frame import Frame
from formcheck.video.reader import open_clip
from made_clips import collect, make_clip, noise


def _text(path: Path) -> None:
    path.write_text("<html>404 not found</html>\n" * 30)


def _no_index(path: Path) -> None:
    make_clip(path, picture=lambda i: noise(64, 48, i))
    path.write_bytes(path.read_bytes()[:2000])


def _audio_only(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=8000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _zero_frames(path: Path) -> None:
    make_clip(path, (), container_options={"movflags": "empty_moov+frag_keyframe"})


BAD_FILES: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing", lambda path: None, "No clip at"),
    ("folder", lambda path: path.mkdir(), "is a folder"),
    ("empty", lambda path: path.touch(), "is empty"),
    ("text", _text, "is text, not a video"),
    ("random", lambda path: path.write_bytes(noise(64, 48, 0).tobytes()), "is no video format known here"),
    ("no-index", _no_index, "has no index (moov)"),
    ("audio-only", _audio_only, "It holds only audio"),
    ("zero-frames", _zero_frames, "zero frames"),
]


@pytest.mark.parametrize(("make", "says"), [row[1:] for row in BAD_FILES], ids=[row[0] for row in BAD_FILES])
def test_bad_files_are_one_clear_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], make: Callable[[Path], object], says: str
) -> None:
    path = tmp_path / "clip.mp4"
    make(path)
    capfd.readouterr()  # encoders talk
    with pytest.raises(VideoError) as caught:
        open_clip(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.mend
    assert capfd.readouterr() == ("", "")


def test_a_text_file_is_not_played_as_a_terminal(tmp_path: Path) -> None:
    _text(tmp_path / "notes.txt")
    with pytest.raises(VideoError, match="is text"):
        open_clip(tmp_path / "notes.txt")


PLAYLISTS = [
    ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n"),
    ("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n"),
    ("list.ffconcat", "ffconcat version 1.0\nfile {}\n"),
]


@pytest.mark.parametrize(("name", "text"), PLAYLISTS, ids=[row[0] for row in PLAYLISTS])
def test_a_playlist_opens_no_other_file(tmp_path: Path, name: str, text: str) -> None:
    other = make_clip(tmp_path / "other.ts")
    with open_clip(other) as clip:
        assert len(list(clip)) == 10
    (tmp_path / name).write_text(text.format(other.name))
    with pytest.raises(VideoError, match="is text, not a video"):
        open_clip(tmp_path / name)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_permission_denied(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4")
    path.chmod(0)
    with pytest.raises(VideoError, match="cannot be read"):
        open_clip(path)


def cut_clip(path: Path) -> Path:
    """Three seconds of noise, cut in the middle of the file."""
    make_clip(
        path,
        tuple(i / 10 for i in range(30)),
        picture=lambda i: noise(64, 48, i),
        options={"g": "5", "bf": "0"},
        container_options={"movflags": "faststart"} if path.suffix == ".mp4" else {},
    )
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


@pytest.mark.parametrize("name", ["cut.mp4", "cut.mkv"])
def test_a_cut_clip_gives_its_frames_and_then_says_so(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = cut_clip(tmp_path / name)
    capfd.readouterr()  # encoders talk
    kept: list[Frame] = []
    with open_clip(path) as clip, pytest.raises(VideoError, match=r"truncated after 1\.\d s of 3\.0 s"):
        collect(clip, kept)
    times_s = [frame.t_s for frame in kept]
    assert 10 <= len(times_s) <= 18
    assert times_s == pytest.approx([i / 10 for i in range(len(times_s))], abs=2e-3)
    assert capfd.readouterr() == ("", "")


def test_damage_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    path = make_clip(
        tmp_path / "a.mp4",
        tuple(i / 10 for i in range(30)),
        picture=lambda i: noise(64, 48, i),
        options={"g": "5", "bf": "0"},
        container_options={"movflags": "faststart"},
    )
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 6000] = bytes(6000)
    path.write_bytes(data)
    with open_clip(path) as clip:
        times = [frame.t_s for frame in clip]
    assert times[-1] == pytest.approx(2.9, abs=1e-3)
