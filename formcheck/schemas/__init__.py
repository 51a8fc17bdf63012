"""The shape of everything that is written for others, as data: JSON Schema, and the columns of every table.

results   one result: NAME.json, and what ``count --json`` prints
events    one line of NAME.events.jsonl
history   what ``history export FILE.json`` writes
tests     what ``formcheck test --json`` prints
tables    the columns of every CSV and Parquet file
"""

from collections.abc import Callable, Mapping
from typing import Any

from formcheck.errors import FormcheckError
from formcheck.results import json_schema
from formcheck.schemas.documents import history_schema, test_schema
from formcheck.schemas.events import event_schema
from formcheck.schemas.tables import TABLES

__all__ = ["SCHEMAS", "TABLES", "schema_of"]

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "result": json_schema,
    "events": event_schema,
    "history": history_schema,
    "test": test_schema,
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of one kind of file.

    Args:
        name: one of `SCHEMAS` for JSON Schema, or of `TABLES` for the columns of a table.

    Raises:
        FormcheckError: there is none of this name.
    """
    if name in SCHEMAS:
        return SCHEMAS[name]()
    if name in TABLES:
        return TABLES[name].as_json()
    known = ", ".join((*SCHEMAS, *TABLES))
    raise FormcheckError(f"there is no schema {name!r}", mend=f"Choose one of: {known}")
