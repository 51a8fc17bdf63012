"""Standing on one leg for as long as possible (Springer 2007)."""

from collections.abc import Iterable

from formcheck.assess.spec import Attempt, Test
from formcheck.assess.taken import Stay, Taken
from formcheck.engine.events import Flag, Side
from formcheck.norms.single_leg_stance import CAP_S, SINGLE_LEG_STANCE, TRIALS

# What ends a trial before the foot is down.
ENDINGS = {"arms_off": "arms used", "hop": "standing foot moved"}
FOOT_DOWN, STOPPED, PICTURES_END = "raised foot touched", "stopped at the longest time", "the pictures ended"


def stances(taken: Taken, side: Side | None) -> list[Attempt]:
    """The trials of one leg, three at most."""
    return [_trial(stay, taken.flags) for stay in taken.stays_of(side)][:TRIALS]


def _trial(stay: Stay, flags: Iterable[Flag]) -> Attempt:
    ended = [(stay.end_s, PICTURES_END if stay.is_open else FOOT_DOWN), (stay.start_s + CAP_S, STOPPED)]
    ended += [
        (f.t_s, ENDINGS[f.name])
        for f in flags
        if f.name in ENDINGS and f.side in (stay.side, None) and stay.start_s <= f.t_s < stay.end_s
    ]
    end_s, why = min(ended)
    return Attempt(stay.start_s, end_s, round(end_s - stay.start_s, 2), why)


def is_over(taken: Taken) -> bool:
    """Whether a leg's last trial is over: it was put down, or has stood for as long as the test lasts."""
    stays = taken.stays_of(None)
    last = stays[-1] if stays else None
    if last is None or len(taken.stays_of(last.side)) < TRIALS:
        return False
    return not last.is_open or last.end_s - last.start_s >= CAP_S


STANCE = Test(
    name="single_leg_stance",
    title="Single-leg stance",
    aliases=("stance", "balance", "unipedal_stance"),
    exercise="balance",
    unit="s",
    trials=TRIALS,
    longest_s=CAP_S,
    how="Stand on one leg, hands on the hips, the other foot beside the ankle, and look ahead.",
    ends="The trial ends when the arms are used, the raised foot touches, or the standing foot moves.",
    attempts=stances,
    is_over=is_over,
    norms=SINGLE_LEG_STANCE,
    needs_open_eyes=True,
    sways=True,
    source="Springer et al. 2007: best of three, 45 s at most",
)
