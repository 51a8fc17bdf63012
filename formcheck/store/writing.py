"""One transaction: all of it is written, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session as Transaction

from formcheck.store.home import clear


class Writing:
    """Opens transactions; what goes wrong in one is a ``StoreError``.

    Args:
        engine: a connection to the database.
        writes: whether the transactions write: of several writers one goes first, the others wait.
    """

    def __init__(self, engine: Engine, *, writes: bool) -> None:
        self._where = str(engine.url)
        self._engine = engine.execution_options(formcheck_writes=writes)
        if engine.dialect.name == "postgresql" and not writes:
            # all that one transaction reads is of one moment, as SQLite has it
            self._engine = engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def __call__(self) -> Iterator[Transaction]:
        """A transaction, over when the block is."""
        with clear(self._where), Transaction(self._engine, expire_on_commit=False) as db, db.begin():
            yield db
