"""Kept outcomes: a small file each, written last, so that whoever has one has all that it names."""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from formcheck.batch.staging import HIDDEN
from formcheck.batch.work import Outcome
from formcheck.results import Result
from formcheck.sinks.tables import cannot_write

_FORMAT = 1


class Book:
    """The outcomes of the clips whose files are in one folder.

    Args:
        out: the folder.
    """

    def __init__(self, out: Path) -> None:
        self._out, self._folder = out, out / HIDDEN

    def find(self, key: str) -> Outcome | None:
        """An outcome, if it is kept and all its files are still as they were written."""
        try:
            kept = json.loads(self._place(key).read_bytes())
            sizes = {self._out / name: size for name, size in kept["files"].items()}
            if kept["format"] != _FORMAT or any(path.stat().st_size != size for path, size in sizes.items()):
                return None
            return _outcome(key, kept, tuple(sizes))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None  # not kept, or in a way that this program does not read: it is worked out again

    def keep(self, outcome: Outcome) -> None:
        """Keep an outcome, all of it or nothing; one that has to be worked out again is not kept.

        Raises:
            VideoError: the folder cannot be written.
        """
        if not outcome.is_whole:
            return
        try:
            self._write(self._place(outcome.key), json.dumps(_said(outcome)))
        except OSError as error:
            raise cannot_write(self._place(outcome.key), error) from error

    def _place(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _write(self, path: Path, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".part", dir=self._folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(name, path)
        except OSError:
            with suppress(OSError):
                os.unlink(name)
            raise


def _said(outcome: Outcome) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "clip": outcome.clip,
        "name": outcome.name,
        "files": {path.name: path.stat().st_size for path in outcome.files},
        "session_ids": dict(outcome.session_ids),
        "seconds": outcome.seconds,
        "result": outcome.result and outcome.result.model_dump(mode="json"),
    }


def _outcome(key: str, kept: dict[str, Any], files: tuple[Path, ...]) -> Outcome:
    return Outcome(
        clip=str(kept["clip"]),
        name=str(kept["name"]),
        result=Result.model_validate(kept["result"]),
        files=files,
        session_ids=dict(kept["session_ids"]),
        is_whole=True,
        is_old=True,
        seconds=float(kept["seconds"]),
        key=key,
    )
