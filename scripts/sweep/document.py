"""The map in words: for each fault the best place, and what the product's own views are worth."""

import math
from collections.abc import Mapping, Sequence

from formcheck.motion.view import ViewKind
from sweep.judged import Judged, judged
from sweep.places import words
from sweep.plan import DISTANCE_M, HEIGHTS_M, OTHER_DISTANCES_M, TAKES, people
from sweep.table import SHOWN, WEAK, Row, best_by, by_fault

Key = tuple[str, str, str, float]

INTRO = """\
# From where the camera shows a fault

Rendered people did each movement well and with each fault, and the product's pose model looked at them \
from all around. **d'** is the distance between faulty and good repetitions in units of their spread: \
(mean of faulty - mean of good) / pooled standard deviation, corrected for small samples. With a limit \
half-way between them, d' 2 finds 84 % and gives 16 false alarms in 100; 90 % found with 3 false alarms in \
100 take 3.2. Below 2 no limit is of use.

{n} good and {n} faulty repetitions a place: {people} people of different builds and clothes, {takes} takes \
each, the camera up to 4 degrees and 5 cm off its place, range 95 to 100 %. Faults are one and a half times \
their limit (a pelvis 12 degrees), "(2.25 x)" a pelvis 18 degrees. Camera 2.8 m away, {heights} m high. \
Where one side works it is the left one. Two frames at rest and two at full range, not a whole clip. These \
people move alike, and their clothes and rooms are plain: read the figures as an upper bound.

- **product**: the signal by which the product judges the fault, where it says that it can be seen.
- **anywhere**: the same measure without that rule.
- **exact**: the same measure on the true joints, projected into the picture: what a pose model without \
error would see.
- **best feature**: the one among some 200 (the product's signals, and lines between joints about the \
trunk and about gravity, as they are at full range and as they changed from rest) that tells best and the \
same way in everybody. Its d' is that of people who had no part in choosing it, so it may be lower than the \
product's own.

A place is rated with its neighbours, for nobody puts a camera down to the degree: the best place is the \
one whose own d' and the mean of its neighbours' are highest together. In brackets the yaw in degrees.

## The best places
"""

VIEWS = """
## What the product's views are worth

Median and best d' as the product reads it over the places of that name, all heights, and the share of \
repetitions in which it reads a number; places of a name that it does not judge from are given where it \
read a number all the same, having taken them for another.
"""

DISTANCES = """
## Nearer and farther

The best places again from other distances: d' of the product / of the same measure from anywhere / of the \
best feature.
"""


def document(found: Sequence[Row], pictures: Mapping[Key, str]) -> str:
    """The whole text in Markdown.

    Args:
        found: all rows.
        pictures: names of the maps by fault.
    """
    faults = by_fault(found)
    heights = ", ".join(f"{h:g}" for h in HEIGHTS_M)
    parts = [
        INTRO.format(n=len(people()) * TAKES, people=len(people()), takes=TAKES, heights=heights),
        _table(_BEST, [_best(key, rows) for key, rows in faults.items()]),
        VIEWS,
        _table(_BY_VIEW, [line for key, rows in faults.items() for line in _by_view(key, rows)]),
        DISTANCES,
        _table(_FAR, [line for key, rows in faults.items() for line in _distances(key, rows)]),
        "\n## The maps\n",
        *(f"\n![{_title(key)}](plots/{name}.png)\n" for key, name in pictures.items()),
    ]
    return "".join(parts)


_BEST = (
    "fault",
    "product's measure",
    "best for the product",
    "d'",
    "best for the measure anywhere",
    "d'",
    "exact",
    "best feature's place",
    "feature",
    "d'",
    "verdict",
)
_BY_VIEW = ("fault", "views", "seen from", "median d'", "best d'", "numbers", "anywhere: best d'")
_METRES = sorted((DISTANCE_M, *OTHER_DISTANCES_M))
_FAR = ("fault", "place", *(f"{metres:g} m" for metres in _METRES))


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _title(key: Key) -> str:
    exercise, variant, fault, size = key
    name = f"{exercise} {variant}".strip().replace("_", " ")
    return f"{name}: {fault.replace('_', ' ')}" + ("" if size == 1.5 else f" ({size:g} x)")


def _d(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.1f}"


def _best(key: Key, found: Sequence[Row]) -> list[str]:
    rule = judged(key[0], key[2])
    own, anywhere, feature = (best_by(found, n) for n in ("product_d", "anywhere_d", "held_out_d"))
    return [
        _title(key),
        rule.title or "none",
        _place(own),
        _d(own.product_d if own else math.nan),
        _place(anywhere),
        _d(anywhere.anywhere_d if anywhere else math.nan),
        _d(anywhere.exact_d if anywhere else math.nan),
        _place(feature),
        feature.feature if feature else "-",
        _d(feature.held_out_d if feature else math.nan),
        verdict(rule, own, anywhere, feature),
    ]


def _place(row: Row | None) -> str:
    return "-" if row is None else f"{words(row.exercise, row.spot)} ({row.yaw_deg:+.0f})"


def verdict(rule: Judged, own: Row | None, anywhere: Row | None, feature: Row | None) -> str:
    """What the map says about the way a fault is judged now."""
    ours = own.product_d if own else math.nan
    other = max((_number(anywhere.anywhere_d) if anywhere else 0.0), _number(ours))
    best = _number(feature.held_out_d) if feature else 0.0
    if ours >= SHOWN:
        return "shown where the product looks"
    if other >= SHOWN:
        return "shown, but not where the product looks"
    if best >= SHOWN:
        return "shown by another feature"
    if max(other, best) >= WEAK:
        return "weak everywhere"
    return "not observable" if rule.signals else "not observable, and not judged"


def _number(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def _by_view(key: Key, found: Sequence[Row]) -> list[list[str]]:
    rule = judged(key[0], key[2])
    lines = []
    for view in sorted({row.view for row in found}):
        there = [row for row in found if row.view == view and row.distance_m == found[0].distance_m]
        own = sorted(row.product_d for row in there if not math.isnan(row.product_d))
        if not own and ViewKind(view) not in rule.views:
            continue
        lines.append(
            [
                _title(key),
                "judged" if ViewKind(view) in rule.views else "not judged",
                view.replace("_", " "),
                _d(own[len(own) // 2] if own else math.nan),
                _d(max(own, default=math.nan)),
                f"{100 * sum(row.product_share for row in there) / len(there):.0f} %",
                _d(
                    max((row.anywhere_d for row in there if not math.isnan(row.anywhere_d)), default=math.nan)
                ),
            ]
        )
    return lines


def _distances(key: Key, found: Sequence[Row]) -> list[list[str]]:
    places: dict[tuple[float, float], dict[float, Row]] = {}
    for row in found:
        places.setdefault((row.yaw_deg, row.height_m), {})[row.distance_m] = row
    return [
        [_title(key), _place(by[DISTANCE_M]), *(_three(by.get(distance)) for distance in _METRES)]
        for by in places.values()
        if len(by) > 1 and max(_number(by[DISTANCE_M].anywhere_d), _number(by[DISTANCE_M].held_out_d)) >= WEAK
    ]


def _three(row: Row | None) -> str:
    return "-" if row is None else " / ".join(map(_d, (row.product_d, row.anywhere_d, row.held_out_d)))
