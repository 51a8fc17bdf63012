"""From movements that several exercises claim to sets of one exercise each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from formcheck.engine.sets import SET_GAP_S

# Movement that must speak for an exercise before it is believed: two quick repetitions, or one that is clear.
EVIDENCE_S = 1.0
# A hold of a minute is one movement all the same: more than this it does not count for.
MOST_S = 4.0


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


@dataclass(frozen=True, slots=True)
class FoundSet:
    """Movements of one exercise, one after the other.

    Attributes:
        exercise: its name.
        start_s, end_s: of its first and last movement.
        known_s: when it was first believed.
        movements: how many.
        evidence_s: seconds of movement that speak for the exercise.
    """

    exercise: str
    start_s: float
    end_s: float
    known_s: float
    movements: int
    evidence_s: float

    def overlaps(self, claim: Claim) -> bool:
        """Whether a movement lies in this set, for more than its edges."""
        shared_s = min(self.end_s, claim.end_s) - max(self.start_s, claim.start_s)
        return shared_s > EDGE_S


# The ends of a movement are read off its curve, and two exercises read them differently.
EDGE_S = 0.3


def sets_of(claims: Iterable[Claim]) -> list[FoundSet]:
    """Give the time to the exercises that explain most of the movement in it.

    The set with the most evidence is taken first; what other exercises claim of its time is given up; and so
    on with what is left. Movements that too little speaks for belong to no set: they are unknown.

    Returns:
        The sets in order of time.
    """
    left, found = sorted(claims, key=lambda c: c.start_s), list[FoundSet]()
    while best := max(_candidates(left, found), key=lambda s: s.evidence_s, default=None):
        if best.evidence_s < EVIDENCE_S:
            break
        found.append(best)
        left = [claim for claim in left if not best.overlaps(claim)]
    return sorted(found, key=lambda s: s.start_s)


def _candidates(claims: Sequence[Claim], taken: Sequence[FoundSet]) -> Iterator[FoundSet]:
    """The best stretch of every run of one exercise's movements."""
    for name in dict.fromkeys(claim.exercise for claim in claims):
        for run in _runs([claim for claim in claims if claim.exercise == name], taken):
            yield _best(run)


def _runs(claims: Sequence[Claim], taken: Sequence[FoundSet]) -> Iterator[list[Claim]]:
    """Movements of one exercise, parted where there is a rest or another set."""
    run = [claims[0]]
    for before, claim in pairwise(claims):
        is_parted = any(before.end_s - EDGE_S < s.end_s and s.start_s < claim.start_s + EDGE_S for s in taken)
        if is_parted or claim.start_s - before.end_s > SET_GAP_S:
            yield run
            run = []
        run.append(claim)
    yield run


def _best(run: Sequence[Claim]) -> FoundSet:
    """The stretch with the most evidence: what is doubtful stays in between good movements, not at an end."""
    best, first, total = (0, 0, -1e9), 0, 0.0
    for i, claim in enumerate(run):
        first, total = (i, 0.0) if total < 0 else (first, total)
        total += claim.evidence_s
        best = max(best, (first, i, total), key=lambda b: b[2])
    return _as_set(run[best[0] : best[1] + 1])


def _as_set(claims: Sequence[Claim]) -> FoundSet:
    believed, total_s = claims[-1].known_s, 0.0
    for claim in claims:
        total_s += claim.evidence_s
        if total_s >= EVIDENCE_S:
            believed = claim.known_s
            break
    return FoundSet(
        exercise=claims[0].exercise,
        start_s=claims[0].start_s,
        end_s=max(claim.end_s for claim in claims),
        known_s=believed,
        movements=len(claims),
        evidence_s=sum(claim.evidence_s for claim in claims),
    )
