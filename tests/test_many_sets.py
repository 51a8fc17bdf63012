"""Hours of movements: their sets are found as by trying every way, in a time that grows with their number."""

import random
from collections.abc import Sequence

import pytest

from formcheck.recognise.sets import EVIDENCE_S, Claim, sets_of


def movements(seed: int, number: int) -> list[Claim]:
    """Claims of three exercises, overlapping, in sets with pauses."""
    rng, t_s, claims = random.Random(seed), 0.0, list[Claim]()
    for _ in range(number):
        t_s += rng.choice((0.0, 0.5, 2.0, 2.0, 20.0))
        length_s = rng.uniform(0.4, 4.0)
        # rounded, so that some ways are worth the same
        likely = round(rng.choice((0.0, 0.25, 0.5, 0.75, 1.0)), 2)
        claims.append(Claim(rng.choice("abc"), t_s, t_s + length_s, t_s + length_s, likely))
    return claims


def by_trying(claims: Sequence[Claim]) -> float:
    """The most evidence of all ways, each movement held against each one before it."""
    best: list[float] = []
    for i, claim in enumerate(claims):
        ways = [-EVIDENCE_S]
        for j, earlier in enumerate(claims[:i]):
            if claim.follows(earlier):
                ways.append(best[j] - (0.0 if claim.goes_on(earlier) else EVIDENCE_S))
        best.append(max(ways) + claim.evidence_s)
    return max(best, default=0.0)


@pytest.mark.parametrize("seed", range(40))
def test_the_sets_are_those_with_the_most_evidence(seed: int) -> None:
    claims = sorted(movements(seed, 60), key=lambda c: (c.end_s, c.exercise))
    found = sets_of(claims)
    evidence_s = sum(one.evidence_s - EVIDENCE_S for one in found)
    assert evidence_s == pytest.approx(max(0.0, by_trying(claims)), abs=1e-9)


def test_a_day_of_movements_looks_at_few_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = [0]
    plain = Claim.follows

    def counted(self: Claim, before: Claim) -> bool:
        looked[0] += 1
        return plain(self, before)

    monkeypatch.setattr(Claim, "follows", counted)
    sets_of(movements(1, 4000))
    assert looked[0] < 40 * 4000
