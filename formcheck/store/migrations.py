"""Brings a database to the tables of this version, step by step.

No migration tool: a step is a function of a connection, its place in ``STEPS`` its number. A new database
gets the newest tables at once; an old one the steps that it lacks, all in one transaction.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, delete, insert, inspect, select, text

from formcheck.store.home import StoreError, one_at_a_time
from formcheck.store.tables import Base, SchemaRow


def _surface_and_clip(connection: Connection) -> None:
    """From 1 to 2: a session has a label for its surface, and may keep its clip."""
    for name in ("surface", "clip"):
        _add_column(connection, "session", name, "VARCHAR(80)")


def _footwear_and_routines(connection: Connection) -> None:
    """From 2 to 3: no surface was the floor; footwear; a session may be a step of a routine."""
    connection.execute(text("UPDATE session SET surface = 'floor' WHERE surface IS NULL"))
    connection.execute(text(_ROUTINE_RUN))
    connection.execute(text("CREATE INDEX ix_routine_run_started_at ON routine_run (started_at)"))
    _add_column(connection, "session", "footwear", "VARCHAR(80)")
    _add_column(connection, "session", "routine_id", "VARCHAR(36) REFERENCES routine_run (id)")
    _add_column(connection, "session", "routine_step", "INTEGER")
    connection.execute(text("CREATE INDEX ix_session_routine_id ON session (routine_id)"))


_ROUTINE_RUN = """
CREATE TABLE routine_run (id VARCHAR(36) NOT NULL, started_at TIMESTAMP NOT NULL,
  utc_offset_s INTEGER NOT NULL, name VARCHAR(255) NOT NULL, title VARCHAR(255) NOT NULL, steps JSON NOT NULL,
  PRIMARY KEY (id))
"""


def _add_column(connection: Connection, table: str, name: str, kind: str) -> None:
    # spelled out, not taken from the tables of today: a step stays what it was
    connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {name} {kind}"))


# Step i leads from version i + 1 to version i + 2.
STEPS: tuple[Callable[[Connection], None], ...] = (_surface_and_clip, _footwear_and_routines)
VERSION = 1 + len(STEPS)


def migrate(writing: Engine) -> None:
    """Make the tables, or bring old ones up to date.

    Raises:
        StoreError: they were made by a newer version than this.
    """
    with writing.begin() as connection:
        one_at_a_time(connection)
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
