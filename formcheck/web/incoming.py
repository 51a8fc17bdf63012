"""The private folder of uploads and new annotated clips: it does not outlive the server."""

import os
import shutil
import sys
import uuid
from contextlib import suppress
from pathlib import Path
from typing import IO

from formcheck.web.settings import ServerError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK = "in-use"


class Incoming:
    """A folder of this server's own; gone when it ends, or when the next server starts.

    Args:
        data: the data folder.

    Attributes:
        folder: where it is.

    Raises:
        ServerError: nothing can be written there.
    """

    def __init__(self, data: Path) -> None:
        root = data / "incoming"
        self.folder = root / uuid.uuid4().hex
        try:
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            _remove_abandoned(root)
            self.folder.mkdir(mode=0o700)
            self._lock = _lock(self.folder / _LOCK)
        except OSError as error:
            raise ServerError(
                f"cannot write to {data}", cause=error.strerror or "", mend="Choose another: FORMCHECK_DATA"
            ) from error

    def close(self) -> None:
        """Remove everything."""
        if self._lock is not None:
            self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def find(self, session_id: str) -> Path | None:
        """The annotated clip of a session; None when it is not from this server's time."""
        path = self._at(session_id)
        return path if path.is_file() else None

    def add(self, session_id: str, annotated: Path) -> None:
        """Take an annotated clip, if there is one; it stays, for another session may be of it, too."""
        if not annotated.is_file():
            return
        try:
            os.link(annotated, self._at(session_id))
        except OSError:  # a disk that knows no second name for a file
            shutil.copyfile(annotated, self._at(session_id))

    def delete(self, session_id: str) -> None:
        """Remove a session's clip."""
        self._at(session_id).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove the annotated clips of all sessions."""
        for path in self.folder.glob("*.mp4"):
            path.unlink(missing_ok=True)

    def _at(self, session_id: str) -> Path:
        # the store made the id: a uuid, which is no path
        return self.folder / f"{uuid.UUID(session_id)}.mp4"


def _lock(path: Path) -> IO[bytes] | None:
    """Hold a file as long as this process lives; None when another process holds it."""
    file = path.open("wb")
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _remove_abandoned(root: Path) -> None:
    """Remove what killed servers left behind."""
    for folder in root.iterdir():
        with suppress(OSError):
            lock = _lock(folder / _LOCK)
            if lock is not None:
                lock.close()
                shutil.rmtree(folder)
