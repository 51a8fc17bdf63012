"""Which of the things that were found is which of those that happened."""

from collections.abc import Sequence

Times = Sequence[float]
# Further away it is another repetition.
NEAR_S = 1.5


def match(expected_s: Times, got_s: Times, within_s: float = NEAR_S) -> list[tuple[int, int]]:
    """Pair moments one to one, the nearest first.

    Returns:
        Pairs (index in ``expected_s``, index in ``got_s``) in order; what has no partner is left out.
    """
    near = sorted(
        (abs(e - g), i, j)
        for i, e in enumerate(expected_s)
        for j, g in enumerate(got_s)
        if abs(e - g) <= within_s
    )
    pairs: dict[int, int] = {}
    for _, i, j in near:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())


def errors_s(expected: Sequence[Times], got: Sequence[Times]) -> list[tuple[float, float, float]]:
    """Errors of start, peak and end, found minus expected, of repetitions paired by their peaks."""
    pairs = match([e[1] for e in expected], [g[1] for g in got])
    return [
        (got[j][0] - expected[i][0], got[j][1] - expected[i][1], got[j][2] - expected[i][2]) for i, j in pairs
    ]
