"""Why a clip cannot be read, in one clear line."""

from pathlib import Path

from formcheck.errors import VideoError

_HEAD_BYTES = 4096
# the box names an MP4 or QuickTime file begins with; its index, moov, may still be missing
_MP4_BOXES = (b"ftyp", b"mdat", b"moov", b"wide", b"free", b"skip")
_CONVERT = "convert it: ffmpeg -i {name} -c:v libx264 -pix_fmt yuv420p clip.mp4"


def check_file(path: Path) -> None:
    """Refuse what is not a readable, non-empty file.

    Raises:
        VideoError: missing, a folder, empty, or not readable by this user.
    """
    if not path.exists():
        raise VideoError(
            f"No clip at {path}",
            cause=f"the folder {path.parent} does not exist" if not path.parent.exists() else "",
            mend="check the path",
        )
    if not path.is_file():
        raise VideoError(f"{path} is a folder, not a clip", mend=f"name a file in it: {path / 'clip.mp4'}")
    try:
        size_bytes = len(path.open("rb").read(1))
    except OSError as error:
        raise VideoError(
            f"{path} cannot be read", cause=error.strerror or "", mend="change its permissions or copy it"
        ) from error
    if not size_bytes:
        raise VideoError(
            f"{path} is empty", cause="the recording or the copy did not finish", mend="copy it again"
        )


def explain_unopened(path: Path, reason: str) -> VideoError:
    """Name what a file is when no video reader accepts it."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head[4:8] in _MP4_BOXES:
        return VideoError(
            f"{path} has no index (moov)",
            cause="the recording or the copy was cut off before its end",
            mend="record or copy it again",
        )
    if _is_text(head):
        return VideoError(
            f"{path} is text, not a video",
            cause="its name says otherwise, or a web page was saved",
            mend="check the file",
        )
    return VideoError(
        f"{path} is no video format known here",
        cause=reason or "it is damaged or encrypted",
        mend=_CONVERT.format(name=path.name),
    )


def no_video(path: Path, streams: str) -> VideoError:
    """A container that opened but holds no moving picture."""
    found = f"it holds only {streams}" if streams else "it holds no stream at all"
    return VideoError(f"{path} holds no video", cause=found, mend="name a clip with a picture")


def no_frames(path: Path, undecodable: int, codec: str) -> VideoError:
    """A video stream that gave not one picture."""
    if undecodable:
        cause = f"none of its {undecodable} packets ({codec}) could be decoded: it is damaged or encrypted"
    else:
        cause = "the recording was stopped before its first picture or cut off"
    return VideoError(
        f"{path} holds zero frames", cause=cause, mend="record it again or copy it again from its source"
    )


def cut_off(path: Path, read_s: float, declared_s: float | None) -> VideoError:
    """A clip whose pictures stop before its declared end."""
    of = f" of {declared_s:.1f} s" if declared_s is not None else ""
    return VideoError(
        f"{path} is truncated after {read_s:.1f} s{of}; results up to there are kept",
        cause="the recording or the copy was cut off, or the rest is damaged",
        mend="copy it again from its source",
    )


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8", errors="strict" if len(head) < _HEAD_BYTES else "ignore")
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char.isspace() for char in text)
