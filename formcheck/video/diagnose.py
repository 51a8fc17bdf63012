"""Why a clip cannot be read, in one clear line."""

from pathlib import Path

from formcheck.errors import VideoError

_HEAD_BYTES = 4096
# the box names an MP4 or QuickTime file begins with; its index, moov, may still be missing
_MP4_BOXES = (b"ftyp", b"mdat", b"moov", b"wide", b"free", b"skip")
# how the first bytes of still pictures are known
_PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"BM": "BMP", b"II*\x00": "TIFF", b"MM\x00*": "TIFF"}
# what libav says of a file that no reader accepts
_SAYS_NOTHING = ("Invalid argument", "Device or resource busy", "End of file")
_CONVERT = "Convert it: ffmpeg -i {name} -c:v libx264 -pix_fmt yuv420p clip.mp4"


def check_file(path: Path) -> None:
    """Refuse what is not a readable, non-empty file.

    Raises:
        VideoError: missing, a folder, empty, or not readable by this user.
    """
    if not path.exists():
        raise VideoError(
            f"No clip at {path}",
            cause=f"The folder {path.parent} does not exist" if not path.parent.exists() else "",
            mend="Check the path",
        )
    if not path.is_file():
        raise VideoError(f"{path} is a folder, not a clip", mend=f"Name a file in it: {path / 'clip.mp4'}")
    try:
        size_bytes = len(path.open("rb").read(1))
    except OSError as error:
        raise VideoError(
            f"{path} cannot be read", cause=error.strerror or "", mend="Change its permissions or copy it"
        ) from error
    if not size_bytes:
        raise VideoError(
            f"{path} is empty", cause="The recording or the copy did not finish", mend="Copy it again"
        )


def explain_unopened(path: Path, reason: str) -> VideoError:
    """Name what a file is when no video reader accepts it."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head[4:8] in _MP4_BOXES:
        return VideoError(
            f"{path} has no index (moov)",
            cause="The recording or the copy was cut off before its end",
            mend="Record or copy it again",
        )
    if _is_text(head):
        return VideoError(
            f"{path} is text, not a video",
            cause="Its name says otherwise, or a web page was saved",
            mend="Check the file",
        )
    if kind := _picture(head):
        return VideoError(
            f"{path} is a {kind} picture, not a video",
            cause="Only GIF and PNG are read where they move",
            mend="Name a clip, or save the moving picture as MP4",
        )
    known = reason if reason not in _SAYS_NOTHING else ""
    return VideoError(
        f"{path} is no video format known here",
        cause=known or "It is damaged, encrypted, or something else",
        mend=_CONVERT.format(name=path.name),
    )


def no_video(path: Path, streams: str) -> VideoError:
    """A container that opened but holds no moving picture."""
    found = f"It holds only {streams}" if streams else "It holds no stream at all"
    return VideoError(f"{path} holds no video", cause=found, mend="Name a clip with a picture")


def too_large(path: Path, width: int, height: int) -> VideoError:
    """A clip whose pictures would fill the memory."""
    return VideoError(
        f"{path} has pictures of {width}x{height} pixels",
        cause="More than 8K is not read; or the file is damaged",
        mend=f"Make it smaller: ffmpeg -i {path.name} -vf scale=1920:-2 clip.mp4",
    )


def no_frames(path: Path, undecodable: int, codec: str) -> VideoError:
    """A video stream that gave not one picture."""
    if undecodable:
        cause = f"None of its {undecodable} packets ({codec}) could be decoded: it is damaged or encrypted"
    else:
        cause = "The recording was stopped before its first picture or cut off"
    return VideoError(
        f"{path} holds zero frames", cause=cause, mend="Record it again or copy it again from its source"
    )


def cut_off(path: Path, read_s: float, declared_s: float | None) -> VideoError:
    """A clip whose pictures stop before its declared end."""
    of = f" of {declared_s:.1f} s" if declared_s is not None else ""
    return VideoError(
        f"{path} is truncated after {read_s:.1f} s{of}; results up to there are kept",
        cause="The recording or the copy was cut off, or the rest is damaged",
        mend="Copy it again from its source",
    )


def _picture(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    return next((kind for mark, kind in _PICTURES.items() if head.startswith(mark)), "")


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8", errors="strict" if len(head) < _HEAD_BYTES else "ignore")
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char.isspace() for char in text)
