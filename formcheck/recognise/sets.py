"""From movements that several exercises claim to sets of one exercise each."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from formcheck.engine.sets import SET_GAP_S

# Movement that must speak for a set before it is believed: two quick repetitions, or one that is clear. One
# repetition that looks like another exercise is therefore no set of its own between others.
EVIDENCE_S = 1.0
# A hold of a minute is one movement all the same: more than this it does not count for.
MOST_S = 4.0
# What is doubtful at the end of a set is left to its exercise to count; what is all but impossible is not.
UNLIKELY = 0.02
# The ends of a movement are read off its curve, and two exercises read them differently.
EDGE_S = 0.3


@dataclass(frozen=True, slots=True)
class Claim:
    """A movement that one exercise counted.

    Attributes:
        exercise: its name.
        start_s, end_s: when it began and was over.
        known_s: when it could be known.
        likely: 0 to 1, how well the movement fits the exercise, against all others and against none.
    """

    exercise: str
    start_s: float
    end_s: float
    known_s: float
    likely: float

    @property
    def evidence_s(self) -> float:
        """Seconds of movement that speak for the exercise; negative where more speaks against it."""
        return min(self.end_s - self.start_s, MOST_S) * (2.0 * self.likely - 1.0)

    def follows(self, before: "Claim") -> bool:
        """Whether both may be true: one was over when the other began."""
        return self.start_s >= before.end_s - EDGE_S

    def goes_on(self, before: "Claim") -> bool:
        """Whether both are of one set."""
        return self.exercise == before.exercise and self.start_s - before.end_s <= SET_GAP_S


@dataclass(frozen=True, slots=True)
class FoundSet:
    """Movements of one exercise, one after the other.

    Attributes:
        exercise: its name.
        start_s, end_s: of its first and last movement.
        known_s: when it was first believed.
        movements: how many.
        evidence_s: seconds of movement that speak for the exercise.
        from_s, to_s: between the movements before and after that its exercise counted, and that were none.
    """

    exercise: str
    start_s: float
    end_s: float
    known_s: float
    movements: int
    evidence_s: float
    from_s: float = -math.inf
    to_s: float = math.inf


def sets_of(claims: Iterable[Claim]) -> list[FoundSet]:
    """Give the time to the exercises that explain most of the movement in it.

    Of all ways to choose movements that do not overlap, the one with the most evidence, where each new set
    costs some. Movements that too little speaks for are chosen by none: they are unknown.

    Returns:
        The sets in order of time.
    """
    claims = sorted(claims, key=lambda c: (c.end_s, c.exercise))
    runs: list[list[Claim]] = []
    for claim in _chosen(claims):
        if not runs or not claim.goes_on(runs[-1][-1]):
            runs.append([])
        runs[-1].append(claim)
    unlikely = [claim for claim in claims if claim.likely < UNLIKELY]
    return [_as_set(run, [c for c in unlikely if c.exercise == run[0].exercise]) for run in runs]


def _chosen(claims: Sequence[Claim]) -> list[Claim]:
    """The best way: the best one that ends with a movement goes on from the best to an earlier one.

    Of the earlier ones only the best of all matters, and those of the same set: the time it takes grows with
    the number of movements, and not with its square.
    """
    best, before, leading = list[float](), list[int | None](), list[int]()
    ends_s = [claim.end_s for claim in claims]
    for i, claim in enumerate(claims):
        evidence_s, last = _way_to(claim, claims, best, leading[: _followed(claim, ends_s, i)][-1:], i)
        best.append(evidence_s + claim.evidence_s)
        before.append(last)
        leading.append(leading[-1] if leading and best[leading[-1]] >= best[i] else i)
    if not best or max(best) < 0:
        return []
    way: list[Claim] = []
    at: int | None = leading[-1]
    while at is not None:
        way.append(claims[at])
        at = before[at]
    return way[::-1]


def _followed(claim: Claim, ends_s: Sequence[float], before: int) -> int:
    """How many of the movements, in order of their ends, a later one may follow."""
    return bisect_right(ends_s, claim.start_s + EDGE_S, 0, before)


def _way_to(
    claim: Claim, claims: Sequence[Claim], best: Sequence[float], leader: Sequence[int], before: int
) -> tuple[float, int | None]:
    """The most evidence of a way to a movement, and the movement it comes from; the first of equal ones."""
    ways: list[tuple[float, int]] = [(-EVIDENCE_S, -1), *((best[j] - EVIDENCE_S, j) for j in leader)]
    for j in range(before - 1, -1, -1):
        if claim.start_s - claims[j].end_s > SET_GAP_S:
            break
        if claim.follows(claims[j]) and claim.goes_on(claims[j]):
            ways.append((best[j], j))
    evidence_s, last = max(ways, key=lambda way: (way[0], -way[1]))
    return evidence_s, None if last < 0 else last


def _as_set(run: Sequence[Claim], none: Sequence[Claim]) -> FoundSet:
    total_s = list(accumulate(claim.evidence_s for claim in run))
    believed = next((c for c, s in zip(run, total_s, strict=True) if s >= EVIDENCE_S), run[-1])
    return FoundSet(
        exercise=run[0].exercise,
        start_s=run[0].start_s,
        end_s=max(claim.end_s for claim in run),
        known_s=believed.known_s,
        movements=len(run),
        evidence_s=total_s[-1],
        from_s=max((c.end_s for c in none if c.end_s <= run[0].start_s + EDGE_S), default=-math.inf),
        to_s=min((c.start_s for c in none if c.start_s >= run[-1].end_s - EDGE_S), default=math.inf),
    )
