"""A test in front of the coach ends by its own rules, and is scored as one from a clip."""

import pytest

import figure
from figure import STANDING
from formcheck.assess.run import Who, outcome_of
from formcheck.assess.stance import STANCE
from formcheck.coach.plan import Plan
from formcheck.coached import Coached
from formcheck.frame import Frame
from formcheck.live.run import LiveSession
from formcheck.live.screen import size_shown
from formcheck.live.sound import RepSound
from formcheck.live.speech import Speaker
from formcheck.live.window import Window
from formcheck.loop import Step
from formcheck.pose.pose import Pose
from test_live import SIZE_PX, Pictures, Watching

FACING_US = figure.axes(up=(0, -1, 0), front=(0, 0, -1))
UP = {"right_knee": (90.0, 125.0), "right_ankle": (90.0, 160.0), "right_heel": (90.0, 164.0)}
UP |= {"right_foot_index": (88.0, 170.0)}
FIRST_S, HELD_S, EVERY_S = 3.0, 4.0, 6.0


class Stances:
    """A pose backend that sees somebody lift the right foot again and again."""

    def __call__(self, frame: Frame) -> Pose | None:
        since_s = frame.t_s - FIRST_S
        is_up = since_s >= 0.0 and since_s % EVERY_S < HELD_S
        return figure.pose({**STANDING, **UP} if is_up else STANDING, FACING_US, frame.t_s)

    def close(self) -> None: ...


def test_a_test_ends_after_its_last_trial_and_not_before() -> None:
    taken, source = STANCE.taken(), Pictures(2000)

    def is_over(step: Step) -> bool:
        taken(step)
        return STANCE.is_over(taken)

    coached = Coached(STANCE.declared, Plan(hold_s=STANCE.longest_s, countdown_s=0.5), source=source.name)
    parts = (coached, source, Stances(), Window("test", size_shown(SIZE_PX)), Watching())
    result = LiveSession(*parts, Speaker(None), RepSound(), None, is_over=is_over).run()
    assert source.given / 20 == pytest.approx(FIRST_S + 2 * EVERY_S + HELD_S, abs=1.0)
    (score,) = outcome_of(STANCE, taken, result, Who(age=34)).scores
    assert score.side == "left"
    assert [t.value for t in score.trials] == pytest.approx([HELD_S] * 3, abs=0.3)
