"""A test in front of the coach: the window of ``formcheck live`` until the protocol is over."""

from pathlib import Path

from formcheck.assess.history import as_plan
from formcheck.assess.outcome import Outcome
from formcheck.assess.run import Who, outcome_of, with_last
from formcheck.assess.spec import Test
from formcheck.coach.plan import Plan
from formcheck.live.start import Wanted, coach
from formcheck.loop import Step
from formcheck.pose.backends import PoseOptions
from formcheck.store import Store


def from_camera(
    test: Test,
    who: Who,
    options: PoseOptions,
    camera: int = 0,
    *,
    is_saved: bool,
    data: Path | None = None,
    store_url: str | None = None,
) -> Outcome:
    """Take a test in a window, until it is over by its own rules or a key ends it.

    Args:
        test: which one.
        who: whose, and under which conditions.
        options: the pose backend.
        camera: its number.
        is_saved: keep it in the history.
        data: folder of the history; the user's own when None.
        store_url: database of the history; a file in that folder when None.

    Raises:
        FormcheckError: no window, no camera, no pose backend, or no history can be opened.
    """
    taken, plan = test.taken(), Plan(hold_s=test.longest_s)

    def is_over(step: Step) -> bool:
        taken(step)
        return test.is_over(taken)

    wanted = Wanted(
        camera=camera, is_saved=is_saved, ground=who.ground, data=data, store_url=store_url, is_over=is_over
    )
    ended = coach(test.declared, plan, options, wanted)
    outcome = outcome_of(test, taken, ended.result, who)
    if ended.session_id is None:
        return outcome
    with Store(store_url, data) as store:
        outcome = with_last(store, test, outcome, ended.session_id)
        store.note(ended.session_id, as_plan(outcome))
    return outcome
