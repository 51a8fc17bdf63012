"""Files grow out of sight and come to their places when they are whole."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.sinks.tables import cannot_write

HIDDEN = ".formcheck"
_PARTS = "parts"


class Staging:
    """A folder for one clip within the folder where its files belong: moving them there is one step each.

    It is made when it is first needed. What a killed process left of the same clip is deleted then: were it
    not dead but only given up for dead, it now fails instead of writing beside us.

    Args:
        out: where the files belong.
        stem: of their names.
    """

    def __init__(self, out: Path, stem: str) -> None:
        self._out, self._mine = out, out / HIDDEN / _PARTS / f"{stem}.parts"
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is not None:
            shutil.rmtree(self._mine, ignore_errors=True)

    @property
    def folder(self) -> Path:
        """Where the files grow.

        Raises:
            VideoError: the place cannot be written.
        """
        if self._folder is None:
            try:
                self._folder = self._made()
            except OSError as error:
                raise cannot_write(self._out, error) from error
        return self._folder

    def publish(self) -> list[Path]:
        """Move every file to its place; return where they are.

        Raises:
            VideoError: the place cannot be written.
        """
        if self._folder is None:
            return []
        return [self._move(path) for path in sorted(self._folder.iterdir()) if path.is_file()]

    def told(self, line: str) -> str:
        """A message with the places as the user knows them."""
        return line if self._folder is None else line.replace(str(self._folder), str(self._out))

    def _made(self) -> Path:
        shutil.rmtree(self._mine, ignore_errors=True)
        try:
            self._mine.mkdir(parents=True)
        except FileNotFoundError:  # another run has tidied up meanwhile
            self._mine.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=self._mine))

    def _move(self, path: Path) -> Path:
        target = self._out / path.name
        try:
            os.replace(path, target)
        except OSError as error:
            raise cannot_write(target, error) from error
        return target


def tidy(out: Path) -> None:
    """Take away the folders of files that grew, where they are empty."""
    for folder in (out / HIDDEN / _PARTS, out / HIDDEN):
        with suppress(OSError):
            folder.rmdir()
