"""Where repeating itself is all that tells a movement: what is alike, and known only by the one after it."""

from collections.abc import Sequence
from dataclasses import replace

from formcheck.engine.arming import REPEATS_GAP_S, REPEATS_RANGE, alike
from formcheck.engine.events import Raise
from formcheck.engine.track import Judged


def repeat(raises: Sequence[Raise]) -> bool:
    """Whether the last two movements are one that repeats itself."""
    return alike(raises, REPEATS_RANGE, REPEATS_GAP_S)


def known_at(judged: Judged, known_s: float) -> Judged:
    """A movement that was kept back, known only now by the one after it."""
    raise_ = replace(judged.raise_, known_s=known_s)
    flags = tuple(replace(flag, known_s=known_s) for flag in judged.flags)
    return Judged(replace(judged.stats, raise_=raise_), flags)
