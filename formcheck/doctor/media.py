"""Codecs and cameras."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from formcheck.doctor.packages import pip
from formcheck.doctor.requirements import requirements
from formcheck.errors import FormcheckError

# By what the user knows; libav can hold several decoders of a kind, and its own av1 needs a graphics card.
DECODERS = {
    "H.264": ("h264",),
    "HEVC": ("hevc",),
    "AV1": ("libdav1d", "libaom-av1"),
    "VP9": ("vp9", "libvpx-vp9"),
    "GIF": ("gif",),
}
_GREYS = (0, 80, 160, 240)
_SIDE_PX = 64


def write_h264() -> str:
    """Encode a few pictures into memory and decode them again."""
    import av

    file = BytesIO()
    _encode(av, file)
    file.seek(0)
    with av.open(file, "r") as clip:
        pictures = sum(1 for _ in clip.decode(video=0))
    if pictures != len(_GREYS):
        raise FormcheckError(f"{pictures} of {len(_GREYS)} pictures came back", mend=_mend())
    return "encoded and decoded again, with libx264"


def _encode(av: Any, file: BytesIO) -> None:
    import numpy as np

    with av.open(file, "w", format="mp4") as clip:
        try:
            stream = clip.add_stream("libx264", rate=30)
        except (av.error.FFmpegError, ValueError) as error:
            raise FormcheckError("PyAV has no libx264", mend=_mend()) from error
        stream.width = stream.height = _SIDE_PX
        stream.pix_fmt = "yuv420p"
        for grey in _GREYS:
            picture = np.full((_SIDE_PX, _SIDE_PX, 3), grey, np.uint8)
            clip.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        clip.mux(stream.encode())


def read(*codecs: str) -> str:
    """Decoders for codecs by the names that users know."""
    import av

    missing = [codec for codec in codecs if not any(_decodes(av, name) for name in DECODERS[codec])]
    if missing:
        raise FormcheckError(f"PyAV cannot decode {', '.join(missing)}", mend=_mend())
    return ", ".join(codecs) if len(codecs) > 1 else f"PyAV {av.__version__}"


def _decodes(av: Any, name: str) -> bool:
    try:
        return av.Codec(name, "r") is not None
    except (av.error.FFmpegError, ValueError):
        return False


def _mend() -> str:
    # the registry's wheels carry every codec; builds from source or of a distribution may not
    wanted = next((str(r) for r in requirements() if r.name == "av"), "av")
    return pip("install", "--force-reinstall", "--no-deps", "--only-binary=av", wanted)


def cameras() -> str:
    """Every camera that opens, with the size and rate it starts with."""
    from formcheck.video.camera import CameraInfo, list_cameras

    def told(c: CameraInfo) -> str:
        rate = f" at {c.fps:.0f} frames/s" if c.fps else ""
        return f"{c.index}: {c.size_px[0]}x{c.size_px[1]}{rate}"

    found = list_cameras()
    if not found:
        raise FormcheckError("none found; clips need none", mend=_mend_cameras())
    return "; ".join(map(told, found))


def _mend_cameras() -> str:
    if sys.platform == "darwin":
        return "plug one in; let this terminal use it: Settings, Privacy & Security, Camera"
    if sys.platform.startswith("linux") and any(Path("/dev").glob("video*")):
        return "sudo usermod -aG video $USER, then log in again"
    return "plug one in"
