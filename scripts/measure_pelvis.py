"""Print what ``build/pelvis/pelvis.onnx`` can tell of people it never saw, as Markdown.

First film them (see ``scripts/make_pelvis_crops.py``)::

    python scripts/make_pelvis_crops.py --trial tuning
    python scripts/make_pelvis_crops.py --trial report
    python scripts/measure_pelvis.py
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from pelvis.figures import MEASURES, Model, Row, rows, takes_of
from pelvis.square import INPUT_PX, MARKS

REPO = Path(__file__).resolve().parent.parent
_HEAD = (
    "yaw",
    "height m",
    "left off by",
    "level",
    "18 planted",
    "error",
    "d' 12 / 18 to own",
    "d' 12 / 18 from rest",
    "d' 12 / 18 landmarks",
    "landmark feature",
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--model", type=Path, default=REPO / "build" / "pelvis" / "pelvis.onnx", metavar="FILE"
    )
    parser.add_argument("--part", choices=("tuning", "report"), default="report")
    parser.add_argument("--kept", type=Path, default=REPO / "build" / "pelvis", metavar="FOLDER")
    given = parser.parse_args()
    network = Model(given.model)
    print(f"{given.model.stat().st_size / 1e6:.2f} MB, {cost_ms(network):.2f} ms a picture on one core")
    for movement in MEASURES:
        people = takes_of(given.kept / given.part, movement)
        if people:
            print(f"\n### {movement}, {len(people)} people\n")
            found = rows(movement, people, takes_of(given.kept / "tuning", movement), network)
            print(*table(found), sep="\n")
    return 0


def cost_ms(network: Model) -> float:
    """Median time of one call."""
    rng = np.random.default_rng(1)
    image, marks = rng.random((1, INPUT_PX, INPUT_PX, 3), np.float32), rng.random((1, MARKS), np.float32)
    took_s = []
    for _ in range(100):
        started_s = time.perf_counter()
        network(image, marks)
        took_s.append(time.perf_counter() - started_s)
    return float(np.median(took_s)) * 1e3


def table(found: list[Row]) -> list[str]:
    """A line a place; angles in degrees."""
    lines = [" | ".join(("", *_HEAD, "")).strip(), " | ".join(("", *["---"] * len(_HEAD), "")).strip()]
    for row in found:
        pairs = [f"{a:.1f} / {b:.1f}" for a, b in (row.own, row.rest, row.marks)]
        numbers = (
            f"{row.off_deg:.0f}",
            f"{row.level_deg:+.0f}",
            f"{row.planted_deg:+.0f}",
            f"{row.error_deg:.1f}",
        )
        place = f"{row.yaw_deg:.0f}", f"{row.height_m:.1f}"
        lines.append(" | ".join(("", *place, *numbers, *pairs, row.feature, "")).strip())
    return lines


if __name__ == "__main__":
    sys.exit(main())
