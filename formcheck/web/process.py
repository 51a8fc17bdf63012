"""The server's side of a worker process: start it, hear it, end it."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import formcheck
from formcheck.errors import FormcheckError
from formcheck.ground import Ground
from formcheck.pose.backends import PoseOptions
from formcheck.store import data_folder
from formcheck.web.incoming import Incoming
from formcheck.web.settings import Limits, Settings
from formcheck.web.uploads import Upload
from formcheck.web.worker import Task

_SECRET = "FORMCHECK_TOKEN"
_CPU_SHARE = 2  # cores that decoding and pose may use at most, in processor seconds a wall second


class WorkerFailed(FormcheckError):
    """A clip was not analyzed; the message is one line for people."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How clips are to be judged.

    Attributes:
        exercise: a name, or ``auto``.
        ground: what it was done on.
        person: whose own limits hold; None for the declared ones.
    """

    exercise: str
    ground: Ground
    person: str | None = None


class Worker:
    """One process for one clip.

    Args:
        settings: pose, store, limits.
        incoming: where the annotated clip grows.
        upload: the clip.
        asked: how it is to be judged.
    """

    def __init__(self, settings: Settings, incoming: Incoming, upload: Upload, asked: Asked) -> None:
        # a folder of its own, because what a killed writer leaves there has other names
        self.out = incoming.folder / f"{upload.path.name}-out" / "annotated.mp4"
        self._name, self._limits = upload.name, settings.limits
        self._task = _task(settings, upload, self.out, asked)
        self._process: asyncio.subprocess.Process | None = None
        self._killed = False

    async def run(self) -> AsyncIterator[dict[str, Any]]:
        """What the worker tells: ``session`` and ``progress``; ends when the clip is done.

        Raises:
            WorkerFailed: the clip cannot be analyzed, took too long, or ended the process.
        """
        self._process = process = await _start(self._task)
        if self._killed:
            self.kill()
        try:
            async for message in self._messages(process):
                if "error" in message:
                    raise WorkerFailed(str(message["error"]))
                if message.get("done"):
                    return
                yield message
            raise self._ended(await process.wait())
        finally:
            self.kill()
            await process.wait()

    def kill(self) -> None:
        """End the process; safe at any time."""
        self._killed = True
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def _messages(self, process: asyncio.subprocess.Process) -> AsyncIterator[dict[str, Any]]:
        assert process.stdout is not None
        end_s = time.monotonic() + self._limits.worker_wall_s
        while True:
            patience_s = min(self._limits.worker_silent_s, end_s - time.monotonic())
            try:
                line = await asyncio.wait_for(process.stdout.readline(), patience_s)
                message = json.loads(line) if line else None
            except TimeoutError:
                raise self._too_slow(patience_s) from None
            except ValueError:  # not JSON, or a line without an end
                raise WorkerFailed(
                    f"{self._name} cannot be analyzed", cause="Its worker lost its way"
                ) from None
            if not isinstance(message, dict):
                return
            yield message

    def _too_slow(self, patience_s: float) -> WorkerFailed:
        stood_still = patience_s >= self._limits.worker_silent_s
        cause = "Reading it got no further" if stood_still else "It took longer than a clip may take"
        return WorkerFailed(f"{self._name} was given up", cause=cause, mend="Convert it to MP4, or cut it")

    def _ended(self, code: int) -> WorkerFailed:
        """Why a process ended without a word."""
        cause = f"Its worker process ended with code {code}"
        if code < 0:
            name = signal.Signals(-code).name if -code in {s.value for s in signal.Signals} else str(-code)
            cause = f"Its worker process was ended by {name}: damaged data, or too much memory or time"
        return WorkerFailed(
            f"{self._name} cannot be analyzed", cause=cause, mend="Convert it to MP4 and send it again"
        )


def _task(settings: Settings, upload: Upload, out: Path, asked: Asked) -> Task:
    limits: Limits = settings.limits
    return Task(
        clip=str(upload.path),
        out=str(out),
        name=upload.name,
        exercise=asked.exercise,
        surface=asked.ground.surface,
        footwear=asked.ground.footwear,
        person=asked.person,
        pose=_plain(settings.pose),
        store_url=settings.store_url,
        data_folder=str(data_folder(settings.data_folder)),
        clip_s=limits.clip_s,
        clip_px=limits.clip_px,
        frames=limits.frames,
        memory_bytes=limits.worker_bytes,
        output_bytes=limits.output_bytes,
        cpu_s=int(_CPU_SHARE * limits.worker_wall_s),
    )


def _plain(pose: PoseOptions) -> dict[str, Any]:
    return asdict(pose) | {"model_file": None if pose.model_file is None else str(pose.model_file)}


async def _start(task: Task) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "formcheck.web.worker"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
    )
    assert process.stdin is not None
    process.stdin.write(task.as_json())
    process.stdin.close()
    return process


def _environment() -> dict[str, str]:
    """This process's own, without the token, and with the package's folder for a checkout."""
    kept = {name: value for name, value in os.environ.items() if name != _SECRET}
    folders = [str(Path(formcheck.__file__).parents[1]), kept.get("PYTHONPATH", "")]
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, folders))}
