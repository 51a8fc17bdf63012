"""Bytes and values that nobody meant: what the fuzz tests are given."""

import json
import math
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

# Half of a pair of UTF-16, which JSON may spell and no file may hold, among every other letter.
LETTERS = st.characters(codec=None, categories=None)
TEXTS = st.one_of(
    st.text(LETTERS, max_size=20),
    st.sampled_from(["", "squat", "both", "a\nb", "\x1b[2J", "\ud800", "ß" * 300]),
)
NUMBERS = st.one_of(
    st.integers(),
    st.floats(),
    st.sampled_from([0, -1, 1, 10**400, -(10**30), 2**63, 0.0, -0.0, 1e308, math.inf, -math.inf, math.nan]),
)
PLAIN = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
VALUES: st.SearchStrategy[Any] = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """Some bytes with a few places changed, lost, doubled, or cut off."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        to = min(len(data), at + draw(st.integers(0, 30)))
        match draw(st.sampled_from(["change", "lose", "double", "cut", "insert"])):
            case "change":
                data[at:to] = draw(st.binary(min_size=to - at, max_size=to - at))
            case "lose":
                del data[at:to]
            case "double":
                data[at:at] = data[at:to]
            case "cut":
                del data[at:]
            case "insert":
                data[at:at] = draw(st.binary(max_size=10))
    return bytes(data)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in a tree of plain data."""
    inner: Sequence[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(way for key, below in inner for way in places(below, (*path, key)))]


@st.composite
def altered(draw: st.DrawFn, good: Any) -> Any:
    """A tree of plain data with one to three of its values exchanged, or taken away."""
    tree = json.loads(json.dumps(good))
    for _ in range(draw(st.integers(1, 3))):
        way = draw(st.sampled_from(places(tree)))
        if not way:
            continue
        *above, last = way
        owner = tree
        for key in above:
            owner = owner[key]
        if draw(st.booleans()):
            owner[last] = draw(VALUES)
        else:
            del owner[last]
    return tree
