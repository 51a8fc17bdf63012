"""All clips of a batch as three tables: clips, sets and repetitions, a Parquet file each."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from formcheck.batch.work import Outcome
from formcheck.results import RepFound, Result
from formcheck.sinks.columns import pyarrow
from formcheck.sinks.tables import cannot_write

Row = Mapping[str, Any]

_WORDS, _NUMBER, _COUNT, _TRUTH, _LIST = "string", "float64", "int32", "bool_", "list"
_CLIPS = {
    **{"clip": _WORDS, "exercise": _WORDS, "view": _WORDS, "complete": _TRUTH, "duration_s": _NUMBER},
    **{"frames": _COUNT, "frames_with_person": _COUNT, "reps": _COUNT, "good_reps": _COUNT},
    **{"partials": _COUNT, "warnings": _LIST, "errors": _LIST},
}
_SETS = {
    **{"clip": _WORDS, "set": _COUNT, "exercise": _WORDS, "start_s": _NUMBER, "end_s": _NUMBER},
    **{"first_rep": _COUNT, "reps": _COUNT, "good_reps": _COUNT, "faults": _LIST},
}
_REPS = {
    **{"clip": _WORDS, "exercise": _WORDS, "rep": _COUNT, "side": _WORDS, "start_s": _NUMBER},
    **{"peak_s": _NUMBER, "end_s": _NUMBER, "range": _NUMBER, "range_unit": _WORDS, "out_s": _NUMBER},
    **{"hold_s": _NUMBER, "back_s": _NUMBER, "quality": _NUMBER, "faults": _LIST},
}
COLUMNS: Mapping[str, Mapping[str, str]] = {"clips": _CLIPS, "sets": _SETS, "repetitions": _REPS}
"""The columns of each table, with their Arrow types."""


def write_whole(out: Path, outcomes: Iterable[Outcome]) -> list[Path]:
    """Write ``clips.parquet``, ``sets.parquet`` and ``repetitions.parquet``; return where they are.

    Args:
        out: the folder.
        outcomes: of every clip, in the order of the rows; one without a result has a row among the clips.

    Raises:
        FormcheckError: pyarrow is not installed, or the folder cannot be written.
    """
    everything = list(outcomes)
    found = [(outcome.name, outcome.result) for outcome in everything if outcome.result]
    tables = {
        "clips": [_clip(outcome) for outcome in everything],
        "sets": [row for name, result in found for row in _sets(name, result)],
        "repetitions": [row for name, result in found for row in _reps(name, result)],
    }
    return [_written(out / f"{name}.parquet", COLUMNS[name], rows) for name, rows in tables.items()]


def _clip(outcome: Outcome) -> Row:
    fields = outcome.result.model_dump() if outcome.result else {}
    of_result = {name: fields.get(name) for name in _CLIPS if name not in ("clip", "errors")}
    return {"clip": outcome.name, **of_result, "errors": list(outcome.errors)}


def _sets(name: str, result: Result) -> Iterator[Row]:
    for found in result.sets:
        fields = found.model_dump()
        yield {"clip": name, "set": fields.pop("number"), **fields}


def _reps(name: str, result: Result) -> Iterator[Row]:
    for rep in result.repetitions:
        fields = rep.model_dump()
        yield {"clip": name, "exercise": _exercise(result, rep), "rep": fields.pop("number"), **fields}


def _exercise(result: Result, rep: RepFound) -> str:
    """Of its set; of the whole clip where there are no sets."""
    own = (s.exercise for s in result.sets if s.first_rep <= rep.number < s.first_rep + s.reps)
    return next(own, result.exercise)


def _written(path: Path, columns: Mapping[str, str], rows: list[Row]) -> Path:
    arrow, parquet = pyarrow()
    kinds = {
        name: arrow.list_(arrow.string()) if kind == _LIST else getattr(arrow, kind)()
        for name, kind in columns.items()
    }
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        table = arrow.Table.from_pylist(rows, schema=arrow.schema(list(kinds.items())))
        parquet.write_table(table, str(part))
        os.replace(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise cannot_write(path, error) from error
    return path
