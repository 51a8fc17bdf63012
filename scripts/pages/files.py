"""The page of every file that is written for other programs, from the schemas."""

from formcheck.schemas import TABLES
from formcheck.schemas.tables import Column, TableShape

_HEAD = """# Files for other programs

| option of `formcheck analyze` | files |
|---|---|
| `--json` | `NAME.json`: the result; `NAME.events.jsonl`: one event a line, as it becomes known |
| `--csv` | `NAME.reps.csv`, `NAME.sets.csv`, `NAME.signals.csv`, `NAME.landmarks.csv` |
| `--parquet` | the last two as Parquet; of several clips `clips`, `sets` and `repetitions`, too |
| `--opensim` | `NAME.trc`: markers; `NAME.mot`: joint angles |
| `--save-landmarks` | `NAME.landmarks.npz`: what the pose model saw, to analyze again without the clip |
| `--video` | `NAME.annotated.mp4` |

The tables are tidy: one row a thing, a header of plain names, the unit at the end of a name, an empty cell
where nothing was measured. Parquet needs `pip install "formcheck[parquet]"`. The history is exported by
`formcheck history export FILE.csv` or `FILE.json`.

What is done with them in Python is shown by the [notebook](notebook.md).

## JSON

Every JSON that is written has a [JSON Schema](https://json-schema.org), draft 2020-12:

| `formcheck schema ...` | describes |
|---|---|
| `result` | `NAME.json`, and what `formcheck count --json` prints |
| `events` | one line of `NAME.events.jsonl` |
| `history` | `formcheck history export FILE.json` |
| `test` | what `formcheck test --json` prints |

`formcheck schema landmarks` and the other names below print the columns of a table, as [Frictionless Table
Schema](https://datapackage.org/standard/table-schema/). What is missing is `null`. A new field does not
change `schema_version`; one that goes or means something else does. [The web app's answers](web_api.md) are
described by OpenAPI.

## OpenSim, Sports2D, Pose2Sim

`NAME.trc` holds the 33 landmarks in metres: x to the right of the picture, y up, z towards the camera. The
middle of the hips moves as it does in the picture; depth is the pose model's and stays about the hips, for
one camera does not see how far away somebody stands. `NAME.mot` holds the bend of knees and hips in
degrees, named as OpenSim names its coordinates: straight is 0, flexion positive. They are angles in the
picture, so the hips' are not told from the front.

What is missing is `nan`. In a MOT file a column that is never measured is left out, and so is a moment
without any value, because the reader behind OpenSim's window (`Storage`) stops at the first `nan`;
`TimeSeriesTable` takes it.

Both were opened by OpenSim 4.6's own package (`TimeSeriesTableVec3`, `MarkerData`, `TimeSeriesTable`,
`Storage`) with every row and value as written, and by `read_trc` and `read_mot` of Pose2Sim 0.10.49, which
Sports2D uses, too. With `pip install opensim` the test `tests/test_interchange.py` does the first again.

## Columns
"""


def files() -> str:
    """The page, in Markdown."""
    return _HEAD + "".join(_table(name, table) for name, table in TABLES.items())


def _table(name: str, table: TableShape) -> str:
    rows = "".join(_row(column) for column in table.columns if not column.name.endswith("_right"))
    note = "\n`..._left` stands for `..._right`, too.\n" if name == "signals" else ""
    return f"\n### {name}\n\n{table.about}.\n{note}\n| column | unit | |\n|---|---|---|\n{rows}"


def _row(column: Column) -> str:
    words = f": {', '.join(column.words)}" if column.words else ""
    meaning = f"{column.meaning}{words}".replace(", left;", ";")
    return f"| `{column.name}` | {column.unit if column.unit != '1' else ''} | {meaning} |\n"
