"""Where the history lies, and a connection to it whose failures are one clear line."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from formcheck.errors import FormcheckError
from formcheck.folder import VARIABLE
from formcheck.folder import data_folder as data_folder

FILE = "history.sqlite3"
STORE_VARIABLE = "FORMCHECK_STORE"
# Another process may hold the file while it writes a repetition, which takes milliseconds.
BUSY_MS = 10_000
# A machine that is not there does not say so; the driver would ask for two minutes.
CONNECT_S = 10
# Any number will do that no other program locks in the same database.
_ONE_AT_A_TIME = 0x666F726D


class StoreError(FormcheckError):
    """The history could not be read or written, or holds no such session."""


def connect(url: str | None, folder: Path) -> Engine:
    """An engine for a database URL, or for the file in the data folder.

    Args:
        url: of SQLAlchemy; PostgreSQL's own spelling is taken, too (``postgresql://user@host/name``).
        folder: where the file lies.

    Raises:
        StoreError: the folder cannot be made, the URL is none, or its driver is not installed.
    """
    with clear(url or str(folder / FILE)):
        if url is None:
            _make(folder)
        address = _address(url or f"sqlite:///{folder / FILE}")
        engine = create_engine(address, pool_pre_ping=url is not None, connect_args=_asked_of(address))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _tune)
            event.listen(engine, "begin", _begin)
        return engine


def _address(url: str) -> URL:
    """A database URL with the driver that this project installs, where it names none."""
    address = _parsed(url)
    plain = address.drivername in ("postgres", "postgresql")
    return address.set(drivername="postgresql+psycopg") if plain else address


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ValueError as error:
        raise ArgumentError("Its port is no number") from error


def _asked_of(address: URL) -> dict[str, Any]:
    """What a driver is told besides the address, which may say otherwise."""
    patient = address.get_backend_name() == "postgresql" and "connect_timeout" not in address.query
    return {"connect_timeout": CONNECT_S} if patient else {}


def one_at_a_time(connection: Connection) -> None:
    """Wait for other writers who asked for the same; over with the transaction.

    SQLite's writers go one by one in any case; a server's do not.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


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
            f"the history at {hidden(where)} cannot be used", cause=_reason(error), mend=_mend(where, error)
        ) from error


def hidden(where: str) -> str:
    """A place as it may be shown: a file's path, or an address without its password."""
    if "://" not in where:
        return where
    if where.startswith("sqlite:///"):
        return where.removeprefix("sqlite:///")
    try:
        # what comes after the question mark may hold a password, too
        return _parsed(where).set(query={}).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "the given address"


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, ImportError):
        return "The driver of that database is not installed"
    original = getattr(error, "orig", None) or error
    return str(original).partition("\n")[0]


def _mend(where: str, error: Exception) -> str:
    if isinstance(error, ImportError):
        return "pip install 'formcheck[postgres]'" if where.startswith("postgres") else f"It says: {error}"
    if isinstance(error, ArgumentError) or ("://" in where and not where.startswith("sqlite:")):
        return f"Check that the server runs, and the address: --store or {STORE_VARIABLE}"
    return f"Free some space, or choose another folder with --data or {VARIABLE}"
