"""A test in the history: kept with its session, and held against the same person's last one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from formcheck.assess.outcome import Change, Outcome, Score
from formcheck.assess.spec import Test
from formcheck.store import StoredSession

# Where a session's plan keeps the test that it was.
KEY = "test"


def as_plan(outcome: Outcome) -> Mapping[str, Any]:
    """An outcome as a session keeps it."""
    return {KEY: outcome.model_dump(mode="json")}


def against_last(test: Test, outcome: Outcome, sessions: Iterable[StoredSession]) -> Outcome:
    """The outcome with each side held against the last one of the same side, eyes, surface and footwear.

    Args:
        test: which one it is.
        outcome: what it came to.
        sessions: those of the same exercise, the newest first, without this one.
    """
    earlier = [(s.summary.started_at, kept) for s in sessions if (kept := _kept(s, outcome)) is not None]
    held = [_held(test, score, earlier) for score in outcome.scores]
    return outcome.model_copy(update={"scores": held})


def _kept(session: StoredSession, outcome: Outcome) -> Mapping[str, Any] | None:
    """A session's own outcome, where it was the same test under the same conditions."""
    kept = (session.plan or {}).get(KEY)
    if not isinstance(kept, Mapping):
        return None
    alike = all(kept.get(name) == getattr(outcome, name) for name in ("test", "eyes", "surface", "footwear"))
    return kept if alike else None


def _held(test: Test, score: Score, earlier: Iterable[tuple[datetime, Mapping[str, Any]]]) -> Score:
    for at, kept in earlier:
        for before in kept.get("scores", ()):
            if before.get("side") == score.side and before.get("score") is not None:
                return _compared(test, score, before, at)
    return score


def _compared(test: Test, score: Score, before: Mapping[str, Any], at: datetime) -> Score:
    now, was = score.score, float(before["score"])
    if now is None:
        return score
    change = Change(
        before=was,
        at=at,
        difference=now - was,
        detectable=test.detectable,
        is_more_than_error=None if test.detectable is None else abs(now - was) > test.detectable,
        source=test.detectable_source,
    )
    swayed = (before.get("sway") or {}).get("path_pct_per_s")
    sway = score.sway and score.sway.model_copy(update={"before_pct_per_s": swayed})
    return score.model_copy(update={"change": change, "sway": sway})
