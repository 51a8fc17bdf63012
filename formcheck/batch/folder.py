"""Which clips a folder holds, and whether the files of all clips go side by side."""

from collections.abc import Iterable
from pathlib import Path

from formcheck.errors import FormcheckError, VideoError

# The usual names of what the reader reads; a clip of another name can be named itself.
VIDEOS = frozenset(
    {
        *(".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".gif", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts"),
        *(".3gp", ".wmv", ".asf", ".flv", ".ogv", ".mxf", ".dv"),
    }
)
# What an earlier run has written beside the clips that it is from.
_OWN = (".annotated.mp4", ".landmarks.npz")


def clips_in(folder: Path) -> list[Path]:
    """The clips and saved landmarks of a folder, by name; not those of folders within it.

    Raises:
        VideoError: there is none, or the folder cannot be read.
    """
    try:
        files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    except OSError as error:
        raise VideoError(f"cannot read {folder}", cause=error.strerror or str(error)) from error
    clips = [path for path in files if path.suffix.lower() in (*VIDEOS, ".npz")]
    names = {path.stem for path in clips}
    found = [path for path in clips if not _is_own(path, names)]
    if not found:
        raise VideoError(f"{folder} holds no clip", mend="Name a folder of video files, or the files")
    return found


def _is_own(path: Path, names: Iterable[str]) -> bool:
    return any(path.name.endswith(end) and path.name.removesuffix(end) in names for end in _OWN)


def check_names(clips: Iterable[Path]) -> None:
    """Refuse clips whose files would overwrite each other.

    Raises:
        FormcheckError: two have the same name, but for its ending.
    """
    by_stem: dict[str, Path] = {}
    for clip in clips:
        other = by_stem.setdefault(clip.stem, clip)
        if other is not clip:
            raise FormcheckError(
                f"{other} and {clip} would write files of the same names",
                mend="Analyze them one by one, each with another --out",
            )
