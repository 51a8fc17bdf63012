"""The server's side of one clip's analysis: hand it to the executor, hear it, end it."""

import asyncio
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from formcheck.batch import executor
from formcheck.batch.carried import Parcel
from formcheck.batch.executor import Executor, Message, Progress, Task, Tell
from formcheck.errors import FormcheckError
from formcheck.ground import Ground
from formcheck.store import data_folder
from formcheck.targets import Targets
from formcheck.web.incoming import Incoming
from formcheck.web.settings import Settings
from formcheck.web.uploads import Upload
from formcheck.web.worker import ClipTask

_CPU_SHARE = 2  # cores that decoding and pose may use at most, in processor seconds a wall second
_GONE_S = 10.0


class WorkerFailed(FormcheckError):
    """A clip was not analyzed; the message is one line for people."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How clips are to be judged.

    Attributes:
        exercise: a name, or ``auto``.
        ground: what it was done on.
        targets: the person's own limits; None for the declared ones.
    """

    exercise: str
    ground: Ground
    targets: Targets | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentClip:
    """A ``ClipTask`` on a machine that has neither the clip nor the folders of this one.

    Attributes:
        task: what is to be done.
        clip: the file.
    """

    task: ClipTask
    clip: Parcel

    @property
    def name(self) -> str:
        """The clip's."""
        return self.task.name

    @property
    def limits(self) -> executor.Limits:
        """Of the process."""
        return self.task.limits

    def __call__(self, tell: Tell) -> bytes:
        """Do it; the annotated clip.

        Raises:
            ClipRefused: it cannot be analyzed.
        """
        folder = Path(tempfile.mkdtemp(prefix="formcheck-"))
        try:
            out = folder / "annotated.mp4"
            replace(self.task, clip=str(self.clip.unpacked(folder)), out=str(out))(tell)
            return out.read_bytes() if out.exists() else b""
        finally:
            shutil.rmtree(folder, ignore_errors=True)


class Worker:
    """One clip with the executor.

    Args:
        settings: pose, store, limits.
        workers: the executor.
        incoming: where the annotated clip grows.
        upload: the clip.
        asked: how it is to be judged.
    """

    def __init__(
        self, settings: Settings, workers: Executor, incoming: Incoming, upload: Upload, asked: Asked
    ) -> None:
        # a folder of its own, because what a killed writer leaves there has other names
        self.out = incoming.folder / f"{upload.path.name}-out" / "annotated.mp4"
        task = _task(settings, upload, self.out, asked)
        self._task: Task[bytes | None] = (
            task if settings.address is None else SentClip(task=task, clip=Parcel(upload.path))
        )
        self._workers = workers
        self._ticket: Future[bytes | None] | None = None
        self._killed = False

    async def run(self) -> AsyncIterator[dict[str, Any]]:
        """What the worker tells: ``session`` and ``progress``; ends when the clip is done.

        Raises:
            WorkerFailed: the clip cannot be analyzed, took too long, or ended the process.
        """
        loop, heard = asyncio.get_running_loop(), asyncio.Queue[Message | None]()
        self._ticket = ticket = self._workers.submit(self._task, lambda message: _post(loop, heard, message))
        if self._killed:
            ticket.cancel()
        ticket.add_done_callback(lambda _: _post(loop, heard, None))
        while (message := await heard.get()) is not None:
            yield _plain(message)
        try:
            annotated = ticket.result()
        except CancelledError:
            raise WorkerFailed("cancelled") from None
        except FormcheckError as error:
            raise WorkerFailed(str(error)) from error
        if annotated:
            await asyncio.to_thread(_write, self.out, annotated)

    def kill(self) -> None:
        """End the process; safe at any time."""
        self._killed = True
        if self._ticket is not None:
            self._ticket.cancel()

    async def end(self) -> None:
        """End the process and wait until it is gone."""
        self.kill()
        if self._ticket is not None:
            await asyncio.to_thread(wait, [self._ticket], _GONE_S)


def _post(
    loop: asyncio.AbstractEventLoop, heard: "asyncio.Queue[Message | None]", message: Message | None
) -> None:
    if not loop.is_closed():  # the server has stopped meanwhile
        loop.call_soon_threadsafe(heard.put_nowait, message)


def _plain(message: Message) -> dict[str, Any]:
    if isinstance(message, Progress):
        return {"progress": message.share}
    return {"session": message.session_id, "exercise": message.exercise}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _task(settings: Settings, upload: Upload, out: Path, asked: Asked) -> ClipTask:
    limits = settings.limits
    return ClipTask(
        clip=str(upload.path),
        out=str(out),
        name=upload.name,
        exercise=asked.exercise,
        ground=asked.ground,
        targets=asked.targets,
        pose=settings.pose,
        store_url=settings.store_url,
        data_folder=str(data_folder(settings.data_folder)),
        sessions=uuid.uuid4(),
        clip_s=limits.clip_s,
        clip_px=limits.clip_px,
        frames=limits.frames,
        limits=executor.Limits(
            memory_bytes=limits.worker_bytes,
            output_bytes=limits.output_bytes,
            cpu_s=int(_CPU_SHARE * limits.worker_wall_s),
            wall_s=limits.worker_wall_s,
            silent_s=limits.worker_silent_s,
            tries=1,
        ),
    )
