"""Brings a database to the tables of this version, step by step.

No migration tool: a step is a function of a connection, its place in ``STEPS`` its number. A new database
gets the newest tables at once; an old one the steps that it lacks, all in one transaction.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, delete, insert, inspect, select, text

from formcheck.store.home import StoreError
from formcheck.store.tables import Base, SchemaRow


def _surface_and_clip(connection: Connection) -> None:
    """From 1 to 2: a session has a label for its surface, and may keep its clip."""
    for name in ("surface", "clip"):
        _add_column(connection, "session", name, "VARCHAR(80)")


def _add_column(connection: Connection, table: str, name: str, kind: str) -> None:
    # spelled out, not taken from the tables of today: a step stays what it was
    connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {name} {kind}"))


# Step i leads from version i + 1 to version i + 2.
STEPS: tuple[Callable[[Connection], None], ...] = (_surface_and_clip,)
VERSION = 1 + len(STEPS)


def migrate(writing: Engine) -> None:
    """Make the tables, or bring old ones up to date.

    Raises:
        StoreError: they were made by a newer version than this.
    """
    with writing.begin() as connection:
        found = _version(connection)
        if found == VERSION:
            return
        if found > VERSION:
            raise StoreError(
                f"the history has version {found}, this formcheck knows {VERSION}",
                cause="A newer formcheck has written it",
                mend="Update formcheck, or choose another folder with --data",
            )
        if found == 0:
            Base.metadata.create_all(connection)
        for step in STEPS[found - 1 :] if found else ():
            step(connection)
        connection.execute(delete(SchemaRow))
        connection.execute(insert(SchemaRow).values(version=VERSION))


def _version(connection: Connection) -> int:
    """The version of the tables there; 0 where there are none."""
    if not inspect(connection).has_table(SchemaRow.__tablename__):
        return 0
    return connection.execute(select(SchemaRow.version)).scalar_one()
