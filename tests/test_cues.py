import pytest

from formcheck.coach.cues import COOLDOWN_S, SHOW_S, CueBoard
from formcheck.engine.events import Event, Flag, Noticed, Rep
from formcheck.engine.spec import Severity

FAULT, CAUTION = Severity.FAULT, Severity.CAUTION
KNEE, CHEST, SLOW = "Knee out", "Chest up", "Slower"

Said = tuple[float, str, Severity]


def noticed(cue: str, severity: Severity, t_s: float = 0.0) -> Noticed:
    return Noticed(t_s, t_s, "some_fault", "left", severity, cue)


def flag(cue: str, severity: Severity) -> Flag:
    return Flag(0.0, 0.0, "some_fault", "some fault", None, 1, 12.0, 10.0, "deg", 3.0, severity, cue)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        pytest.param([(0.0, KNEE, FAULT)], [KNEE], id="the-first-at-once"),
        pytest.param([(0.0, KNEE, FAULT), (0.5, CHEST, FAULT)], [KNEE], id="one-at-a-time"),
        pytest.param(
            [(0.0, KNEE, FAULT), (SHOW_S + 0.1, CHEST, FAULT)], [KNEE, CHEST], id="the-next-when-heard"
        ),
        pytest.param(
            [(0.0, SLOW, CAUTION), (0.5, KNEE, FAULT)], [SLOW, KNEE], id="a-fault-interrupts-a-caution"
        ),
        pytest.param([(0.0, KNEE, FAULT), (0.5, SLOW, CAUTION)], [KNEE], id="a-caution-interrupts-no-fault"),
        pytest.param([(0.0, SLOW, CAUTION), (0.5, CHEST, CAUTION)], [SLOW], id="nor-a-caution"),
        pytest.param([(0.0, KNEE, FAULT), (COOLDOWN_S - 0.1, KNEE, FAULT)], [KNEE], id="no-nagging"),
        pytest.param(
            [(0.0, KNEE, FAULT), (COOLDOWN_S, KNEE, FAULT)], [KNEE, KNEE], id="again-after-the-cooldown"
        ),
        pytest.param(
            [(0.0, KNEE, FAULT), (3.0, CHEST, FAULT), (5.5, KNEE, FAULT), (6.0, KNEE, FAULT)],
            [KNEE, CHEST, KNEE],
            id="each-cue-has-its-own-cooldown",
        ),
        pytest.param(
            [(0.0, KNEE, FAULT), (0.5, CHEST, FAULT), (2.5, CHEST, FAULT)],
            [KNEE, CHEST],
            id="unheard-is-not-cooling",
        ),
    ],
)
def test_what_is_heard(said: list[Said], heard: list[str]) -> None:
    board = CueBoard()
    cues = [board.add(noticed(cue, severity, t_s), t_s) for t_s, cue, severity in said]
    assert [cue.text for cue in cues if cue] == heard


@pytest.mark.parametrize(
    ("t_s", "shown"), [(0.9, None), (1.0, KNEE), (1.0 + SHOW_S, KNEE), (1.01 + SHOW_S, None)]
)
def test_how_long_it_is_shown(t_s: float, shown: str | None) -> None:
    board = CueBoard()
    if t_s >= 1.0:
        board.add(noticed(KNEE, FAULT), 1.0)
    cue = board.now(t_s)
    assert (cue.text if cue else None) == shown


def test_a_flag_at_the_end_of_a_repetition_is_said_too() -> None:
    cue = CueBoard().add(flag("Go deeper", CAUTION), 4.0)
    assert cue is not None
    assert (cue.text, cue.severity, cue.since_s) == ("Go deeper", CAUTION, 4.0)


@pytest.mark.parametrize("event", [Event(0.0, 0.0), Rep(0.0, 0.0, 1, (), None, (), 100.0)])
def test_other_events_say_nothing(event: Event) -> None:
    board = CueBoard()
    assert board.add(event, 0.0) is None
    assert board.now(0.0) is None


def test_nothing_is_shown_before_anything_was_said() -> None:
    assert CueBoard().now(5.0) is None
