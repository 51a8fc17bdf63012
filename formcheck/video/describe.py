"""What a clip says of itself before a picture of it is decoded."""

from dataclasses import dataclass
from pathlib import Path

from formcheck.video import diagnose
from formcheck.video.reader import duration_s, open_container, video_stream


@dataclass(frozen=True, slots=True)
class Description:
    """A clip's own claims; a hostile one lies.

    Attributes:
        size_px: width and height of its pictures as coded.
        duration_s: its length, None when it does not say.
        frames: number of its pictures, 0 when it does not say.
    """

    size_px: tuple[int, int]
    duration_s: float | None
    frames: int


def describe(path: Path) -> Description:
    """Read a clip's header.

    Raises:
        VideoError: it is no clip, or holds no picture.
    """
    diagnose.check_file(path)
    with open_container(path) as container:
        stream = video_stream(path, container)
        return Description((stream.width, stream.height), duration_s(container, stream), stream.frames)
