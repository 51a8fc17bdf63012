"""Where the history lies, and a connection to it whose failures are one clear line."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from formcheck.errors import FormcheckError
from formcheck.folder import VARIABLE
from formcheck.folder import data_folder as data_folder

FILE = "history.sqlite3"
# Another process may hold the file while it writes a repetition, which takes milliseconds.
BUSY_MS = 10_000


class StoreError(FormcheckError):
    """The history could not be read or written, or holds no such session."""


def connect(url: str | None, folder: Path) -> Engine:
    """An engine for a database URL, or for the file in the data folder.

    Raises:
        StoreError: the folder cannot be made, the URL is none, or its driver is not installed.
    """
    with clear(url or str(folder / FILE)):
        if url is None:
            _make(folder)
        engine = create_engine(url or f"sqlite:///{folder / FILE}", pool_pre_ping=url is not None)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _tune)
            event.listen(engine, "begin", _begin)
        return engine


def _make(folder: Path) -> None:
    # what a body can and cannot do is nobody else's business on a shared computer
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _tune(connection: Any, _record: Any) -> None:
    # the driver's own transactions begin too late; see _begin
    connection.isolation_level = None
    pragmas = (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")
    # what the user deletes is overwritten, not only unlinked
    for pragma in (*pragmas, "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A reader that turns writer half-way is refused at once, whatever the timeout: writers say so first.
    writes = connection.get_execution_options().get("formcheck_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def forget_log(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, which still holds what was deleted; readers may put it off."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def clear(where: str) -> Iterator[None]:
    """Turn what a database or a disk raises into one clear line."""
    try:
        yield
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise StoreError(
            f"the history at {hidden(where)} cannot be used",
            cause=_reason(error),
            mend=f"Free some space, or choose another folder with --data or {VARIABLE}",
        ) from error


def hidden(where: str) -> str:
    """A place as it may be shown: a file's path, or an address without its password."""
    if "://" not in where:
        return where
    if where.startswith("sqlite:///"):
        return where.removeprefix("sqlite:///")
    try:
        return make_url(where).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "the given address"


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    original = getattr(error, "orig", None) or error
    if isinstance(error, ImportError):
        return f"{error}; install the driver of that database"
    return str(original).partition("\n")[0]
