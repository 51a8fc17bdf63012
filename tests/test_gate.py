import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.gate import Edge, Gate, GateState

NAN = math.nan
UP = Gate(on=10.0, off=7.0)
DOWN = Gate(on=-20.0, off=-15.0)
SLOW = Gate(on=10.0, off=7.0, for_s=0.3, off_for_s=0.2)

Steps = list[tuple[float, float]]


def opened(at_s: float, known_s: float) -> Edge:
    return Edge(True, at_s, known_s)


def closed(at_s: float, known_s: float) -> Edge:
    return Edge(False, at_s, known_s)


def edges(gate: Gate, steps: Steps) -> list[Edge]:
    state = GateState(gate)
    return [edge for t_s, value in steps if (edge := state.step(t_s, value))]


@pytest.mark.parametrize(
    ("gate", "steps", "expected"),
    [
        pytest.param(UP, [(0.0, 9.9), (0.1, 9.99)], [], id="below-on"),
        pytest.param(UP, [(0.0, 10.0)], [opened(0.0, 0.0)], id="exactly-on"),
        pytest.param(UP, [(0.0, 12.0), (0.1, 7.1), (0.2, 12.0)], [opened(0.0, 0.0)], id="between-keeps"),
        pytest.param(UP, [(0.0, 12.0), (0.1, 7.0)], [opened(0.0, 0.0), closed(0.1, 0.1)], id="exactly-off"),
        pytest.param(UP, [(0.0, 7.0), (0.1, -99.0)], [], id="off-when-off"),
        pytest.param(DOWN, [(0.0, -19.9), (0.1, 30.0)], [], id="falling-above-on"),
        pytest.param(DOWN, [(0.0, -20.0)], [opened(0.0, 0.0)], id="falling-exactly-on"),
        pytest.param(
            DOWN,
            [(0.0, -25.0), (0.1, -15.1), (0.2, -15.0)],
            [opened(0.0, 0.0), closed(0.2, 0.2)],
            id="falling-off",
        ),
        pytest.param(SLOW, [(0.0, 11.0), (0.2, 11.0)], [], id="dwell-too-short"),
        pytest.param(SLOW, [(0.0, 5.0), (0.1, 11.0), (0.4, 11.0)], [opened(0.1, 0.4)], id="dwell-back-dated"),
        pytest.param(SLOW, [(0.0, 11.0), (0.2, 9.0), (0.3, 11.0), (0.5, 11.0)], [], id="dip-restarts-dwell"),
        pytest.param(
            SLOW,
            [(0.0, 11.0), (0.2, 9.0), (0.3, 11.0), (0.6, 11.0)],
            [opened(0.3, 0.6)],
            id="dip-moves-the-edge",
        ),
        pytest.param(
            SLOW,
            [(0.0, 11.0), (0.3, 11.0), (0.4, 6.0), (0.5, 8.0), (0.6, 6.0), (0.8, 6.0)],
            [opened(0.0, 0.3), closed(0.6, 0.8)],
            id="off-dwell-back-dated",
        ),
        pytest.param(
            SLOW, [(0.1 * i, 11.0) for i in range(4)], [opened(0.0, 0.1 * 3)], id="sum-of-frame-times"
        ),
        pytest.param(UP, [(0.0, NAN), (0.1, NAN)], [], id="nan-opens-nothing"),
        pytest.param(UP, [(0.0, 12.0), (0.1, NAN), (0.2, 12.0)], [opened(0.0, 0.0)], id="nan-closes-nothing"),
        pytest.param(SLOW, [(0.0, 11.0), (0.1, NAN), (0.2, 11.0), (0.4, 11.0)], [], id="nan-breaks-a-dwell"),
        pytest.param(
            UP, [(0.0, math.inf), (0.1, -math.inf)], [opened(0.0, 0.0), closed(0.1, 0.1)], id="infinite"
        ),
    ],
)
def test_edges(gate: Gate, steps: Steps, expected: list[Edge]) -> None:
    assert edges(gate, steps) == expected


@pytest.mark.parametrize(
    ("gate", "value", "beyond", "back"),
    [
        pytest.param(UP, 10.0, True, False, id="rising-on"),
        pytest.param(UP, 8.0, False, False, id="rising-between"),
        pytest.param(UP, 7.0, False, True, id="rising-off"),
        pytest.param(DOWN, -20.0, True, False, id="falling-on"),
        pytest.param(DOWN, -17.0, False, False, id="falling-between"),
        pytest.param(DOWN, -15.0, False, True, id="falling-off"),
        pytest.param(UP, NAN, False, False, id="rising-nan"),
        pytest.param(DOWN, NAN, False, False, id="falling-nan"),
    ],
)
def test_single_values(gate: Gate, value: float, beyond: bool, back: bool) -> None:
    assert (gate.beyond(value), gate.back(value)) == (beyond, back)


@pytest.mark.parametrize(("gate", "rising"), [(UP, True), (DOWN, False), (Gate(on=0.6, off=0.7), False)])
def test_direction_follows_from_the_order(gate: Gate, rising: bool) -> None:
    assert gate.rising is rising


@pytest.mark.parametrize(
    ("gate", "a", "b", "worse"),
    [(UP, 3.0, 5.0, 5.0), (DOWN, 3.0, 5.0, 3.0), (UP, NAN, 5.0, 5.0), (DOWN, 5.0, NAN, 5.0)],
)
def test_worse_of_two(gate: Gate, a: float, b: float, worse: float) -> None:
    assert gate.worse(a, b) == worse


def test_worse_of_nothing_is_nothing() -> None:
    assert math.isnan(UP.worse(NAN, NAN))


@pytest.mark.parametrize(
    ("on", "off", "for_s", "off_for_s", "message"),
    [
        pytest.param(5.0, 5.0, 0.0, 0.0, "on != off, both are 5.0", id="no-hysteresis"),
        pytest.param(5.0, 4.0, -0.1, 0.0, "cannot be negative: -0.1", id="negative-dwell"),
        pytest.param(5.0, 4.0, 0.0, -0.2, "cannot be negative: 0.0, -0.2", id="negative-off-dwell"),
    ],
)
def test_contradictions_are_refused(
    on: float, off: float, for_s: float, off_for_s: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Gate(on=on, off=off, for_s=for_s, off_for_s=off_for_s)


def test_reset_closes_without_an_edge_and_forgets_a_dwell() -> None:
    state = GateState(SLOW)
    state.step(0.0, 11.0)
    state.reset()
    assert state.step(0.3, 11.0) is None
    assert state.step(0.6, 11.0) == opened(0.3, 0.6)
    state.reset()
    assert not state.is_on


LIMITS = st.floats(-100.0, 100.0)
VALUES = st.one_of(LIMITS, st.just(NAN))
DWELL_S = st.floats(0.0, 0.5)


@st.composite
def gates(draw: st.DrawFn) -> Gate:
    on, off = draw(st.lists(LIMITS, min_size=2, max_size=2, unique=True))
    return Gate(on=on, off=off, for_s=draw(DWELL_S), off_for_s=draw(DWELL_S))


@st.composite
def streams(draw: st.DrawFn) -> Steps:
    t_s, steps = 0.0, []
    for value in draw(st.lists(VALUES, max_size=40)):
        t_s += draw(st.floats(0.001, 0.3))
        steps.append((t_s, value))
    return steps


@given(gates(), streams())
def test_edges_take_turns_and_each_has_a_cause(gate: Gate, steps: Steps) -> None:
    values = dict(steps)
    found = edges(gate, steps)
    assert [edge.is_on for edge in found] == [i % 2 == 0 for i in range(len(found))]
    for edge in found:
        crossed = gate.beyond if edge.is_on else gate.back
        dwell_s = gate.for_s if edge.is_on else gate.off_for_s
        assert edge.known_s - edge.at_s >= dwell_s - 1e-9
        assert all(crossed(values[t_s]) for t_s in values if edge.at_s <= t_s <= edge.known_s)


@given(gates(), streams())
def test_times_never_run_back(gate: Gate, steps: Steps) -> None:
    times = [t_s for edge in edges(gate, steps) for t_s in (edge.at_s, edge.known_s)]
    assert times == sorted(times)


@given(gates(), streams())
def test_turned_upside_down_is_the_same(gate: Gate, steps: Steps) -> None:
    down = Gate(on=-gate.on, off=-gate.off, for_s=gate.for_s, off_for_s=gate.off_for_s)
    assert edges(down, [(t_s, -value) for t_s, value in steps]) == edges(gate, steps)


@given(gates(), st.lists(st.floats(0.0, 1.0), max_size=40))
def test_noise_within_the_hysteresis_changes_at_most_once(gate: Gate, shares: list[float]) -> None:
    inside = [gate.off + (gate.on - gate.off) * (0.001 + 0.99 * share) for share in shares]
    assert len(edges(gate, [(0.1 * i, value) for i, value in enumerate(inside)])) <= 1
