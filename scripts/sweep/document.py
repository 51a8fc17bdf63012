"""The map in words: for each fault the best place, and what the product's own views are worth."""

import math
from collections.abc import Mapping, Sequence
from statistics import median

from formcheck.motion.view import ViewKind
from sweep.judged import judged
from sweep.places import words
from sweep.plan import DISTANCE_M, GOOD, HEIGHTS_M, OTHER_DISTANCES_M, TAKES, people
from sweep.table import FEATURE, MEASURE, PRODUCT, SHOWN, WEAK, Row, best_by, by_fault, largest

Key = tuple[str, str, str, float]

INTRO = """\
# From where the camera shows a fault

Rendered people did each movement well and with each fault, and the product's pose model looked at them \
from all around. **d'** is the distance between faulty and good repetitions in units of their spread: \
(mean of faulty - mean of good) / pooled standard deviation, corrected for small samples. With a limit \
half-way between them, d' 2 finds 84 % and gives 16 false alarms in 100; 90 % found with 3 false alarms in \
100 take 3.2. Below 2 no limit is of use.

{people} people of different builds and clothes did {takes} sets each: {good} good repetitions and one with \
each fault, at 95 to 100 % of the range, the camera up to 4 degrees and 5 cm off its place from set to set. \
Faults are one and a half times their limit (a pelvis 12 degrees), "(2.25 x)" a pelvis 18 degrees. Camera \
2.8 m away, {heights} m high. Where one side works it is the left one: with a yaw below zero that side is \
nearer, in a clamshell the feet. Two frames at rest and two at full range, not a whole clip. These people \
move alike, lie and stand perfectly still between repetitions, and their clothes and rooms are plain: read \
the figures as an upper bound (stirring by a centimetre costs the landmarks of the pelvis on the floor a \
third of their d': pelvis.md).

- **product**: the signal by which the product judges the fault, where it says that it can be seen.
- **anywhere**: the same measure without that rule; with either sign, for seen from behind it may be turned \
round.
- **exact**: the same on the true joints, projected into the picture: what a pose model without error would \
see.
- **best feature**: the one among some 200 (the product's signals, and lines between joints about the \
trunk and about gravity, as they are at full range and as they changed from rest) that tells best and the \
same way in everybody. Its d' is that of people who had no part in choosing it, so it may be lower than the \
product's own.

Each d' is given twice: of the readings of all people together, as one limit for everybody needs it / of \
the difference to a good repetition of the same set, as a comparison with one's own best needs it. Two \
warnings: the rendered chest follows a rolling pelvis by about half, and a raised leg goes with a dropping \
one, so features of shoulders and legs may tell less of real people.

A place is rated with its neighbours, for nobody puts a camera down to the degree: the best place is the \
one whose own d' and the mean of its neighbours' are highest together. In brackets the yaw in degrees.

## The best places
"""

VIEWS = """
## What the product's views are worth

Median and largest d' as the product reads it over the places of that name, all heights, and the share of \
repetitions in which it reads a number; places of a name that it does not judge from are given where it \
read a number all the same, having taken them for another.
"""

DISTANCES = """
## Nearer and farther

The best places again from other distances: d' of the product; of the same measure from anywhere; of the \
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
        INTRO.format(people=len(people()), takes=TAKES, good=GOOD, heights=heights),
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
    "features",
    "d'",
    "verdict",
)
_BY_VIEW = (
    "fault",
    "views",
    "seen from",
    "median d'",
    "largest d'",
    "numbers",
    "anywhere: largest d'",
    "best feature: largest d'",
)
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


def _two(row: Row | None, names: Sequence[str]) -> str:
    return " / ".join(_d(getattr(row, name) if row else math.nan) for name in names)


def _best(key: Key, found: Sequence[Row]) -> list[str]:
    rule = judged(key[0], key[2])
    own, anywhere, feature = (best_by(found, *names) for names in (PRODUCT, MEASURE, FEATURE))
    return [
        _title(key),
        rule.title or "none",
        _place(own),
        _two(own, PRODUCT),
        _place(anywhere),
        _two(anywhere, MEASURE),
        _d(largest(anywhere, "exact_d")),
        _place(feature),
        f"{feature.feature or 'none'} / {feature.own_feature or 'none'}" if feature else "-",
        _two(feature, FEATURE),
        verdict(own, anywhere, feature),
    ]


def _place(row: Row | None) -> str:
    return "-" if row is None else f"{words(row.exercise, row.spot)} ({row.yaw_deg:+.0f})"


def verdict(own: Row | None, anywhere: Row | None, feature: Row | None) -> str:
    """What the map says about the way a fault is judged now, given its best places."""
    limits = (
        ("shown where the product looks", own, PRODUCT[:1]),
        ("shown where the product looks, against one's own", own, PRODUCT),
        ("shown, but not where the product looks", anywhere, MEASURE),
        ("shown by another feature", feature, FEATURE),
    )
    for said, row, names in limits:
        if largest(row, *names) >= SHOWN:
            return said
    most = [largest(row, *names) for _, row, names in limits]
    return "weak everywhere" if any(d >= WEAK for d in most) else "not observable"


def _by_view(key: Key, found: Sequence[Row]) -> list[list[str]]:
    views, usual = judged(key[0], key[2]).views, found[0].distance_m
    here = [row for row in found if row.distance_m == usual]
    lines = []
    for view in sorted({row.view for row in here}):
        there, declared = [row for row in here if row.view == view], ViewKind(view) in views
        if declared or any(not math.isnan(row.product_d) for row in there):
            lines.append([_title(key), "judged" if declared else "not judged", *_worth(view, there)])
    return lines


def _worth(view: str, there: Sequence[Row]) -> list[str]:
    share = sum(row.product_share for row in there) / len(there)
    return [
        view.replace("_", " "),
        " / ".join(_d(_median(there, name)) for name in PRODUCT),
        " / ".join(_d(_most(there, name)) for name in PRODUCT),
        f"{100 * share:.0f} %",
        " / ".join(_d(_most(there, name)) for name in MEASURE),
        " / ".join(_d(_most(there, name)) for name in FEATURE),
    ]


def _median(there: Sequence[Row], name: str) -> float:
    return median([v for row in there if not math.isnan(v := largest(row, name))] or [math.nan])


def _most(there: Sequence[Row], name: str) -> float:
    return max((v for row in there if not math.isnan(v := largest(row, name))), default=math.nan)


def _distances(key: Key, found: Sequence[Row]) -> list[list[str]]:
    places: dict[tuple[float, float], dict[float, Row]] = {}
    for row in found:
        places.setdefault((row.yaw_deg, row.height_m), {})[row.distance_m] = row
    return [
        [_title(key), _place(by[DISTANCE_M]), *(_three(by.get(distance)) for distance in _METRES)]
        for by in places.values()
        if len(by) > 1 and largest(by[DISTANCE_M], *MEASURE, *FEATURE) >= WEAK
    ]


def _three(row: Row | None) -> str:
    return "-" if row is None else "; ".join(_two(row, names) for names in (PRODUCT, MEASURE, FEATURE))
