"""Clips that the user chose to keep: under names made here, so that no name from outside reaches the disk."""

import shutil
import uuid
from pathlib import Path

from formcheck.store.home import clear

FOLDER = "clips"
_ENDING = 8  # longer is no file format


class Clips:
    """The folder of kept clips.

    Args:
        data: the data folder; ``clips`` within it is made when a clip is kept.
    """

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def add(self, path: Path) -> str:
        """Copy a clip into the folder; returns the name it has there.

        Raises:
            StoreError: it cannot be read, or the disk is full.
        """
        ending = path.suffix.lower()
        fit = len(ending) <= _ENDING and ending[1:].isalnum() and ending.isascii()
        name = f"{uuid.uuid4()}{ending if fit else ''}"
        with clear(str(self._folder)):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                shutil.copyfile(path, self._folder / name)
            except OSError:
                (self._folder / name).unlink(missing_ok=True)
                raise
        return name

    def find(self, name: str | None) -> Path | None:
        """Where a clip lies; None when there is none any more."""
        path = self._folder / Path(name).name if name else None
        return path if path and path.is_file() else None

    def remove(self, name: str | None) -> None:
        """Delete a clip, if it is there.

        Raises:
            StoreError: it cannot be deleted.
        """
        path = self.find(name)
        if path:
            with clear(str(path)):
                path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Delete every clip, also such as no session knows.

        Raises:
            StoreError: one cannot be deleted.
        """
        with clear(str(self._folder)):
            if self._folder.is_dir():
                shutil.rmtree(self._folder)
