"""What the person who starts the server decides, and every limit, in one place."""

import ipaddress
import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.pose.backends import PoseOptions

MEGABYTE = 1024 * 1024
MIN_TOKEN = 16
"""Shortest token taken: 16 characters of ``secrets.token_urlsafe`` are 96 bits."""


class ServerError(FormcheckError):
    """The server cannot start, or refuses what it was asked; the message is one line for people.

    Attributes:
        status: the HTTP status it is answered with.
    """

    status = 400


class NotFound(ServerError):
    """There is no such thing, or no longer."""

    status = 404


class TooLarge(ServerError):
    """More bytes, clips or parts than are taken."""

    status = 413


class TooBusy(ServerError):
    """Later it may work."""

    status = 429


class NoRoom(ServerError):
    """The disk is full."""

    status = 507


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request, one clip and one server may cost; all engineering defaults.

    Attributes:
        upload_bytes: one clip.
        request_bytes: all clips of one request, with their headers.
        files: clips in one request.
        uploads: requests with clips at the same time.
        waiting: clips waiting for a worker.
        clip_s, clip_px, frames: length, pixels of one picture, and pictures of a clip.
        worker_wall_s: seconds after which a worker is ended.
        worker_silent_s: a worker that gets no further for so long is ended.
        worker_bytes: address space of a worker; models and decoder need about a third.
        output_bytes: largest file a worker may write.
        workers: clips analyzed at the same time.
        jpeg_bytes, jpeg_px: one live picture.
        picture_coaches: live coachings whose pose is estimated here; each takes most of a core.
        coaches: live coachings in all.
        resume_s: how long a coaching waits for its cut connection.
        silent_s: a coaching whose page sends nothing for so long gives way to another.
    """

    upload_bytes: int = 500 * MEGABYTE
    request_bytes: int = 2000 * MEGABYTE
    files: int = 20
    uploads: int = 4
    waiting: int = 40
    clip_s: float = 20 * 60.0
    clip_px: int = 8192 * 4320
    frames: int = 20 * 60 * 120
    worker_wall_s: float = 2 * 60 * 60.0
    worker_silent_s: float = 120.0
    worker_bytes: int = 4096 * MEGABYTE
    output_bytes: int = 2000 * MEGABYTE
    workers: int = 1
    jpeg_bytes: int = 2 * MEGABYTE
    jpeg_px: int = 1920 * 1200
    picture_coaches: int = 2
    coaches: int = 400
    resume_s: float = 120.0
    silent_s: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the server is run.

    Attributes:
        host, port: where it listens; ``host`` is an address, ``localhost`` or a name of this machine.
        token: needed by every request when set, and always off loopback.
        names: further host names under which it may be asked for, such as that of a proxy.
        data_folder: where history and kept clips lie; None is the user's data folder.
        store_url: database URL; None is SQLite in the data folder.
        pose: the backend for uploads and live pictures.
        limits: see ``Limits``.
        engine: who analyzes uploads, a name of `batch.engines`.
        address: of the Ray cluster that does; None is this machine.

    Raises:
        ServerError: with a cluster and no database that it can reach; off loopback without a token, or with
            one that is easily guessed.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    names: tuple[str, ...] = ()
    data_folder: Path | None = None
    store_url: str | None = None
    pose: PoseOptions = field(default_factory=PoseOptions)
    limits: Limits = field(default_factory=Limits)
    engine: str = "local"
    address: str | None = None

    def __post_init__(self) -> None:
        if self.address is not None and self.store_url is None:
            raise ServerError(
                "the machines of a cluster cannot write to this machine's history file",
                mend="Keep the history in a database: --store postgresql://user@host/name",
            )
        if self.token is None and not is_loopback(self.host):
            raise ServerError(
                f"{self.host} can be reached from other machines, and no token protects it",
                mend=f"Add a token, for example: --token {secrets.token_urlsafe(24)}",
            )
        if self.token is not None and (len(self.token) < MIN_TOKEN or not self.token.isascii()):
            raise ServerError(
                f"the token must have at least {MIN_TOKEN} plain characters",
                cause="A shorter one can be guessed",
                mend=f"For example: --token {secrets.token_urlsafe(24)}",
            )

    @property
    def host_names(self) -> frozenset[str]:
        """Names, in lower case, that a request's Host may carry besides bare addresses off loopback."""
        own = {"localhost", "127.0.0.1", "[::1]", self.host.lower(), *(n.lower() for n in self.names)}
        if not is_loopback(self.host):
            machine = socket.gethostname().lower()
            own |= {machine, f"{machine}.local"}
        return frozenset(own)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
