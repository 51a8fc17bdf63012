"""The long-lived parts of one server: made with it, started and stopped with its event loop."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Self

from formcheck.batch.engines import engine
from formcheck.batch.executor import SECRETS
from formcheck.store import Store
from formcheck.web.coaches import Coaches
from formcheck.web.eyes import Eyes
from formcheck.web.incoming import Incoming
from formcheck.web.jobs import Jobs
from formcheck.web.settings import Settings
from formcheck.web.uploads import Receiver

_SWEEP_S = 5.0
_log = logging.getLogger(__name__)


class Parts:
    """Everything that outlives a request.

    Args:
        settings: how the server is run.

    Raises:
        StoreError: the history cannot be opened.
        ServerError: the data folder cannot be written.
        FormcheckError: there is no such engine or cluster.
    """

    def __init__(self, settings: Settings) -> None:
        limits = settings.limits
        self.store = Store(settings.store_url, settings.data_folder)
        self.incoming = Incoming(self.store.folder)
        self.receiver = Receiver(self.incoming.folder, limits)
        self._opened = ExitStack()
        workers = self._opened.enter_context(
            engine(settings.engine, settings.address, limits.workers, hide=SECRETS)
        )
        self.jobs = Jobs(settings, self.store, self.incoming, workers)
        self._pool = ThreadPoolExecutor(limits.picture_coaches, "pose")
        self._writer = ThreadPoolExecutor(1, "diary")
        self.coaches = Coaches(
            limits, lambda: Eyes(settings.pose, self._pool, limits), self.store, self._writer
        )
        self._sweeper: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.jobs.start()
        self._sweeper = asyncio.create_task(self._sweep())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._sweeper is not None:
            self._sweeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._sweeper
        await self.jobs.stop()
        self._opened.close()
        await self.coaches.stop()
        self._pool.shutdown(cancel_futures=True)
        self._writer.shutdown()
        self.store.close()
        self.incoming.close()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_S)
            try:
                await self.coaches.sweep()
            except Exception:  # one training that cannot be ended must not keep all others for ever
                _log.exception("ending the trainings that were left")
