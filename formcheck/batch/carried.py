"""A clip that travels to where there is room, and its files back: for machines without a shared disk."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from formcheck.batch.addresses import copied, is_address
from formcheck.batch.clip import do
from formcheck.batch.executor import Limits, Tell
from formcheck.batch.staging import Staging
from formcheck.batch.work import Outcome, Work
from formcheck.errors import FormcheckError, VideoError
from formcheck.sinks.tables import cannot_write


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that is pickled with its content, which is read when it is sent and not before.

    Attributes:
        path: where it lies here.
        content: once it was sent; None where it lies.
    """

    path: Path
    content: bytes | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Send it with its content.

        Raises:
            VideoError: it cannot be read.
        """
        try:
            content = self.path.read_bytes() if self.content is None else self.content
        except OSError as error:
            cause = error.strerror or str(error)
            raise VideoError(f"{self.path} cannot be read", cause=cause, mend="Check the path") from error
        return Parcel, (Path(self.path.name), content)

    def unpacked(self, folder: Path) -> Path:
        """Put it into a folder, or leave it where it lies if it was not sent."""
        if self.content is None:
            return self.path
        path = folder / self.path.name
        path.write_bytes(self.content)
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What comes back.

    Attributes:
        outcome: without places in it that are known only where it was made.
        files: content by name.
    """

    outcome: Outcome
    files: Mapping[str, bytes] = field(repr=False)

    def unpacked(self, work: Work) -> Outcome:
        """Put the files in their places, each in one step; the outcome names them there."""
        with Staging(work.wanted.out, work.stem) as staged:
            try:
                for name, content in self.files.items():
                    _write(staged.folder / name, content)
                moved = staged.publish() if self.files else []
            except FormcheckError as error:
                line = staged.told(str(error))
                return replace(self.outcome, errors=(*self.outcome.errors, line), files=())
        return replace(self.outcome, files=tuple(path for path in work.files if path in moved))


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A ``Work`` as a task that needs nothing but itself; its clip is a file here, or an address.

    Attributes:
        work: what is asked for; its files come back in the ``Delivery``.
        clip: the file; None where the machine that does it fetches the clip from its address.
        own_exercises: files of the user's own exercises.
        model_file: of the pose backend.
    """

    work: Work
    clip: Parcel | None
    own_exercises: tuple[Parcel, ...] = ()
    model_file: Parcel | None = None

    @classmethod
    def packed(cls, work: Work) -> "Carried":
        """A work with all that it needs."""
        model_file = work.pose.model_file
        return cls(
            work=work,
            clip=None if is_address(work.clip) else Parcel(Path(work.clip)),
            own_exercises=tuple(Parcel(path) for path in work.own_exercises),
            model_file=Parcel(model_file) if model_file else None,
        )

    @property
    def name(self) -> str:
        """The clip's."""
        return self.work.name

    @property
    def limits(self) -> Limits:
        """What it may cost."""
        return self.work.limits

    def __call__(self, tell: Tell) -> Delivery:
        """Do it in a folder of its own.

        Raises:
            FormcheckError: the clip cannot be fetched, or there is no room for it.
        """
        folder = Path(tempfile.mkdtemp(prefix="formcheck-"))
        try:
            outcome = do(self._unpacked(folder), tell)
            files = {path.name: path.read_bytes() for path in outcome.files}
        except OSError as error:
            raise cannot_write(folder, error) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return Delivery(outcome=_named(outcome, self.work, folder), files=files)

    def _unpacked(self, folder: Path) -> Work:
        own, work = folder / "own", self.work
        own.mkdir()
        model_file = self.model_file.unpacked(own) if self.model_file else None
        return replace(
            work,
            clip=str(self._clip(folder)),
            wanted=replace(work.wanted, out=folder / "out"),
            pose=replace(work.pose, model_file=model_file),
            own_exercises=tuple(parcel.unpacked(own) for parcel in self.own_exercises),
        )

    def _clip(self, folder: Path) -> Path:
        if self.clip is None:
            return copied(self.work.clip, folder / self.work.name)
        return self.clip.unpacked(folder)


def _named(outcome: Outcome, work: Work, folder: Path) -> Outcome:
    """The outcome as whoever asked knows the places."""

    def told(line: str) -> str:
        return line.replace(str(folder / "out"), str(work.wanted.out)).replace(f"{folder}/", "")

    result = outcome.result
    if result is not None:
        result = result.model_copy(update={"warnings": [told(line) for line in result.warnings]})
    errors = tuple(told(line) for line in outcome.errors)
    return replace(outcome, clip=work.clip, result=result, errors=errors, files=())


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise cannot_write(path, error) from error
