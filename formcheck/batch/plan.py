"""Which clips are cut into segments, so that all cores have work until the end."""

import heapq
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from formcheck.analysis import AUTO
from formcheck.batch.work import Work
from formcheck.errors import FormcheckError
from formcheck.exercises import find
from formcheck.motion.signals_picture import PICTURE_MOTION
from formcheck.video.describe import describe

# The lead of a segment is seen twice; at this length that is a fifteenth.
SEGMENT_S = 30.0
# Cutting goes on until no core is done with less than this share of the time of the last one.
_EVEN = 0.9
# More pieces of a clip than this a core even nothing out; and a damaged file may claim to last for centuries.
_MOST_A_JOB = 8
# The size of a file stands for its length; landmarks are read, not estimated.
_RECORDED = 0.02


def size_bytes(work: Work) -> int:
    """Of the clip's file; 0 for one that cannot be seen from here."""
    with suppress(OSError):
        return Path(work.clip).stat().st_size
    return 0


def cost(work: Work) -> float:
    """What a clip costs, roughly, in bytes of video."""
    return size_bytes(work) * (_RECORDED if work.is_recorded else 1.0)


def ends_s(works: Sequence[Work], jobs: int) -> dict[str, list[float]]:
    """Where to cut, by the names of the clips that are worth it: the end of each segment but the last.

    Args:
        works: all clips of a batch.
        jobs: how many tasks run at the same time.
    """
    costs = {work.name: cost(work) for work in works}
    pieces, lengths_s = dict.fromkeys(costs, 1), dict[str, float]()
    best, busy = dict(pieces), _busy(costs, pieces, jobs)
    largest = [(-cost(work), work.name, work) for work in works if _can_be_cut(work)]
    heapq.heapify(largest)
    while largest and busy < _EVEN:
        _, name, work = heapq.heappop(largest)
        length_s = lengths_s[name] = lengths_s.get(name) or _length_s(work)
        if length_s / (pieces[name] + 1) >= SEGMENT_S and pieces[name] < _MOST_A_JOB * jobs:
            pieces[name] += 1
            heapq.heappush(largest, (-costs[name] / pieces[name], name, work))
            if (now := _busy(costs, pieces, jobs)) > busy:
                best, busy = dict(pieces), now
    return {name: [lengths_s[name] * i / n for i in range(1, n)] for name, n in best.items() if n > 1}


def _busy(costs: Mapping[str, float], pieces: Mapping[str, int], jobs: int) -> float:
    """Share of the time in which the cores have work, the largest pieces being done first."""
    each = sorted((costs[name] / n for name, n in pieces.items() for _ in range(n)), reverse=True)
    cores = [0.0] * jobs
    for size in each:
        heapq.heapreplace(cores, cores[0] + size)
    longest = max(cores)
    return sum(cores) / (jobs * longest) if longest else 1.0


def _can_be_cut(work: Work) -> bool:
    if work.is_recorded:
        return False
    # what is counted in the picture itself has to see all pictures in order
    return work.exercise == AUTO or PICTURE_MOTION not in find(work.exercise).signals


def _length_s(work: Work) -> float:
    with suppress(FormcheckError):
        return describe(Path(work.clip)).duration_s or 0.0
    return 0.0
