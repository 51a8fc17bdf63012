"""The queue of clips: each is analyzed by a worker process, which is ended when it takes too long."""

import asyncio
import contextlib
import logging
import shutil
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Literal

from formcheck.batch.executor import Executor
from formcheck.store import Store, StoreError
from formcheck.web.incoming import Incoming
from formcheck.web.process import Asked, Worker, WorkerFailed
from formcheck.web.settings import NotFound, Settings, TooBusy
from formcheck.web.uploads import Form, Upload

_KEPT_JOBS = 500
_log = logging.getLogger(__name__)

State = Literal["queued", "running", "done", "failed", "cancelled"]


@dataclass(slots=True)
class Job:
    """One clip on its way from upload to result.

    Attributes:
        id: a uuid.
        upload: the clip, deleted once it was looked at.
        asked: how it is to be judged.
        keep: whether its annotated clip outlives the server.
        sessions: their ids by exercise, once they are begun.
        state, progress, error: as told to the page.
    """

    id: str
    upload: Upload
    asked: Asked
    keep: bool
    state: State = "queued"
    progress: float = 0.0
    error: str | None = None
    sessions: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the page is told."""
        sessions = self.sessions if self.state == "done" else {}
        return {
            "id": self.id,
            "name": self.upload.name,
            "state": self.state,
            "progress": self.progress,
            "error": self.error,
            "session_id": next(iter(sessions.values()), None),
            "sessions": [{"id": id_, "exercise": exercise} for exercise, id_ in sessions.items()],
        }


class Jobs:
    """All jobs of this server, the oldest finished ones forgotten.

    Args:
        settings: pose backend, store, limits.
        store: where sessions are; those of failed clips are taken back.
        incoming: where the annotated clips go.
        workers: the executor that analyzes them.
    """

    def __init__(self, settings: Settings, store: Store, incoming: Incoming, workers: Executor) -> None:
        self._store, self._incoming, self._limits = store, incoming, settings.limits
        self._settings, self._workers = settings, workers
        self._all: OrderedDict[str, Job] = OrderedDict()
        self._queue: asyncio.Queue[Job] = asyncio.Queue()
        self._running: dict[str, Worker] = {}
        self._runners: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to work on the queue; within a running event loop."""
        self._runners = [asyncio.create_task(self._work()) for _ in range(self._workers.jobs)]

    async def stop(self) -> None:
        """End the workers."""
        for worker in self._running.values():
            worker.kill()
        for runner in self._runners:
            runner.cancel()
        await asyncio.gather(*self._runners, return_exceptions=True)

    def add(self, form: Form, asked: Asked, *, keep: bool) -> list[Job]:
        """Queue the clips of a form.

        Raises:
            TooBusy: too many are waiting already.
        """
        waiting = self._queue.qsize()
        if waiting + len(form.uploads) > self._limits.waiting:
            raise TooBusy(f"{waiting} clips are waiting already", mend="Send more when some are done")
        jobs = [Job(str(uuid.uuid4()), upload, asked, keep) for upload in form.uploads]
        for job in jobs:
            self._all[job.id] = job
            self._queue.put_nowait(job)
        self._forget()
        return jobs

    def all(self) -> list[Job]:
        """Every job, in the order in which they came."""
        return list(self._all.values())

    def find(self, job_id: str) -> Job:
        """Look up a job.

        Raises:
            NotFound: there is none.
        """
        job = self._all.get(job_id)
        if job is None:
            raise NotFound("there is no such job")
        return job

    def cancel(self, job_id: str) -> Job:
        """End a job that is not finished.

        Raises:
            NotFound: there is none.
        """
        job = self.find(job_id)
        if job.state in ("queued", "running"):
            job.state = "cancelled"
            if worker := self._running.get(job_id):
                worker.kill()  # and its clip goes when it has ended: Windows deletes no open file
            else:
                job.upload.path.unlink(missing_ok=True)
        return job

    def _forget(self) -> None:
        finished = [job.id for job in self._all.values() if job.state not in ("queued", "running")]
        for job_id in finished[: max(0, len(self._all) - _KEPT_JOBS)]:
            del self._all[job_id]

    async def _work(self) -> None:
        while True:
            job = await self._queue.get()
            if job.state == "queued":
                await self._analyze(job)

    async def _analyze(self, job: Job) -> None:
        job.state = "running"
        worker = Worker(self._settings, self._workers, self._incoming, job.upload, job.asked)
        self._running[job.id] = worker
        try:
            await self._follow(worker, job)
        except WorkerFailed as error:
            await self._fail(job, str(error))
        except asyncio.CancelledError:  # the server stops
            self._take_back(job)
            raise
        except Exception as error:  # whatever one clip does, the next ones are analyzed
            _log.exception("the clip %s", job.id)
            await self._fail(job, f"{job.upload.name} cannot be analyzed here. {error}")
        finally:
            await worker.end()
            del self._running[job.id]
            job.upload.path.unlink(missing_ok=True)
            shutil.rmtree(worker.out.parent, ignore_errors=True)

    async def _follow(self, worker: Worker, job: Job) -> None:
        async for message in worker.run():
            job.progress = float(message.get("progress", job.progress))
            if "session" in message:
                job.sessions[str(message["exercise"])] = str(message["session"])
        if job.state == "cancelled" or not job.sessions:
            raise WorkerFailed("cancelled")
        for session_id in job.sessions.values():
            self._incoming.add(session_id, worker.out)
            if job.keep and (annotated := self._incoming.find(session_id)):
                await asyncio.to_thread(self._store.keep_clip, session_id, annotated)
        job.state, job.progress = "done", 1.0

    async def _fail(self, job: Job, line: str) -> None:
        """Take back what a failed or cancelled clip has left in the history."""
        await asyncio.to_thread(self._take_back, job)
        if job.state != "cancelled":
            job.state, job.error = "failed", line

    def _take_back(self, job: Job) -> None:
        for session_id in job.sessions.values():
            with contextlib.suppress(StoreError):
                self._store.delete(session_id)
