"""Sightings kept for a second pass: in memory while they are few, then in a nameless temporary file."""

import pickle
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from formcheck.errors import FormcheckError
from formcheck.loop import Sighting

# About five minutes of 30 pictures a second; an hour would be 200 MB.
IN_MEMORY_BYTES = 16 * 1024 * 1024
_BLOCK = 300


class Kept:
    """Takes sightings, without their pictures, and gives them back as often as wanted, bit for bit.

    Its memory does not grow with the length of a clip. Only this process can reach the file, which is gone
    with it.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115 - closed, and so deleted, with this object
        self._end = self._put_away_count = 0
        self._fresh: list[Sighting] = []

    def append(self, sighting: Sighting) -> None:
        """Keep one sighting's time, pose and size.

        Raises:
            FormcheckError: the disk is full.
        """
        self._fresh.append(Sighting(sighting.t_s, sighting.pose, sighting.size_px))
        if len(self._fresh) == _BLOCK:
            self._put_away()

    def __iter__(self) -> Iterator[Sighting]:
        """The sightings kept so far, in their order."""
        at, end, fresh = 0, self._end, list(self._fresh)
        while at < end:
            self._file.seek(at)
            block = pickle.load(self._file)
            at = self._file.tell()
            yield from block
        yield from fresh

    def __len__(self) -> int:
        return len(self._fresh) + self._put_away_count

    def _put_away(self) -> None:
        try:
            self._file.seek(self._end)
            pickle.dump(self._fresh, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._end = self._file.tell()
        except OSError as error:
            raise FormcheckError(
                "the landmarks of this clip cannot be kept for a second look",
                cause=error.strerror or str(error),
                mend="Free some disk space, or name the exercise: --exercise lunge",
            ) from error
        self._put_away_count += len(self._fresh)
        self._fresh = []
