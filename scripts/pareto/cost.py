"""What a variant costs: processor time a picture, all threads, in turns with the others."""

import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import fmean, median

from formcheck.frame import Frame
from formcheck.video.reader import open_clip
from pareto.variants import Variant

FRAMES = 90


def pictures(clips: Sequence[Path]) -> list[list[Frame]]:
    """The first pictures of each clip, decoded before the clock runs."""
    found = []
    for path in clips:
        with open_clip(path) as clip:
            found.append(list(islice(clip, FRAMES)))
    return found


def measure(variants: Sequence[Variant], clips: Sequence[list[Frame]], repeat: int) -> dict[str, float]:
    """Median milliseconds a picture by key, in the quietest of the passes."""
    best: dict[str, float] = {}
    for _ in range(repeat):
        for variant in variants:
            spent_ms = median(_one_pass(variant, frames) for frames in clips)
            best[variant.key] = min(spent_ms, best.get(variant.key, spent_ms))
    return best


def _one_pass(variant: Variant, frames: Sequence[Frame]) -> float:
    """Mean milliseconds of the pictures looked at, spread over all of them."""
    taken_ms = []
    with closing(variant.make()) as estimator:
        for frame in frames[:: variant.every]:
            start_s = time.process_time()
            estimator(frame)
            taken_ms.append(1000 * (time.process_time() - start_s))
    # not the median: a variant may pass over most of them
    return fmean(taken_ms) / variant.every
