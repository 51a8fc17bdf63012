"""Runs the server until it is told to stop."""

import errno
import socket
import sys
from collections.abc import Callable

import uvicorn

from formcheck.web.app import create_app
from formcheck.web.settings import MEGABYTE, ServerError, Settings

_MESSAGE_BYTES = 3 * MEGABYTE
_STOP_S = 5
_WAITING = 512
# The threads that write the history must not keep an answer waiting for Python's usual 5 ms.
_SWITCH_S = 0.0005


def serve(settings: Settings, started: Callable[[str], None], tls: tuple[str, str] | None = None) -> None:
    """Listen and answer until Ctrl-C.

    Args:
        settings: how it is run.
        started: told the address once it can be opened.
        tls: files of a certificate chain and of its key.

    Raises:
        ServerError: the address cannot be listened on.
    """
    listening = listen(settings.host, settings.port)
    config = configure(settings)
    if tls:
        config.ssl_certfile, config.ssl_keyfile = tls
    server = uvicorn.Server(config)
    sys.setswitchinterval(_SWITCH_S)
    started(address(settings, listening.getsockname()[1], "https" if tls else "http"))
    server.run(sockets=[listening])


def configure(settings: Settings) -> uvicorn.Config:
    """The server's own settings: quiet, bounded, and without a word on what it is."""
    return uvicorn.Config(
        create_app(settings),
        log_level="warning",
        access_log=False,  # addresses may hold the token
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=_MESSAGE_BYTES,
        ws_per_message_deflate=False,  # costs more time than JPEG and 3 kB of numbers save
        timeout_graceful_shutdown=_STOP_S,
        lifespan="on",
    )


def listen(host: str, port: int) -> socket.socket:
    """Take the address, so that a taken one is told before anything starts; port 0 takes a free one.

    Raises:
        ServerError: it is taken, or not an address of this machine.
    """
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        if sys.platform != "win32":  # there it would let another program take the address, too
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(_WAITING)  # from now on a browser that was opened waits instead of being refused
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        raise ServerError(
            f"cannot listen on {host}, port {port}",
            cause="Another program uses it" if taken else str(error.strerror or error),
            mend=f"Choose another port: --port {port + 1}" if taken else "Check --host and --port",
        ) from error
    return listening


def address(settings: Settings, port: int, scheme: str = "http") -> str:
    """What to open in a browser."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    named = f"[{host}]" if ":" in host else host
    return f"{scheme}://{named}:{port}/" + (f"?token={settings.token}" if settings.token else "")
