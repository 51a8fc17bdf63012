"""Whatever numbers come, at whatever times: no exception, no negative duration, nothing counted backwards."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import synthetic as syn
from formcheck.engine.engine import Engine
from formcheck.engine.events import Event, Held, Partial, Raise, Rep
from formcheck.engine.spec import Exercise, base_name
from formcheck.exercises import discovered
from formcheck.motion.observe import Observation
from formcheck.motion.view import Posture, View, ViewKind

NAN, INF = math.nan, math.inf
# Anything a camera's clock may do: stand still, jump, run at 240 frames a second or at one in three.
STEPS_S = st.one_of(st.just(0.0), st.floats(1e-6, 3.0))
# From far below rest to far beyond full range, and what no body gives.
PROGRESS = st.one_of(st.floats(-1.5, 2.5), st.sampled_from([NAN, INF, -INF, 1e300, -1e300]))
NUMBERS = st.one_of(st.floats(-400, 400), st.sampled_from([NAN, INF, -INF, 1e300]))


class Moment(NamedTuple):
    """What happens from one frame to the next."""

    dt_s: float
    progress: float
    other: float
    seen: bool
    in_posture: bool
    view: ViewKind
    cut: bool
    is_back: bool


MOMENTS = st.builds(
    Moment,
    dt_s=STEPS_S,
    progress=PROGRESS,
    other=NUMBERS,
    seen=st.sampled_from([True] * 9 + [False]),
    in_posture=st.sampled_from([True] * 5 + [False]),
    view=st.sampled_from(sorted(ViewKind)),
    cut=st.sampled_from([False] * 30 + [True]),
    is_back=st.sampled_from([False] * 30 + [True]),
)
# What holds still for a while is what counts: each moment is repeated some times.
Film = Sequence[tuple[Moment, int]]
CHAOS = st.lists(st.tuples(MOMENTS, st.integers(1, 12)), max_size=20)
UP_AND_DOWN = (0.0, 0.2, 0.5, 0.8, 1.0, 0.8, 0.5, 0.2, 0.0)


def cycle(dt_s: float, reach: float, view: ViewKind, other: float) -> Film:
    """Somebody at rest for a second or more, all the way out and back, as the real thing."""
    still = Moment(dt_s, 0.0, other, True, True, view, False, False)
    there = [(still._replace(progress=reach * p), 6) for p in UP_AND_DOWN]
    return [(still, round(1.5 / dt_s)), *there]


CYCLES = st.builds(
    cycle, st.sampled_from([0.02, 0.04, 0.1]), st.floats(0.5, 1.6), st.sampled_from(sorted(ViewKind)), NUMBERS
)
FILMS = st.lists(st.one_of(CYCLES, CYCLES, CHAOS), max_size=6).map(
    lambda parts: [m for p in parts for m in p]
)


def observed(exercise: Exercise, film: Film) -> list[Observation]:
    names = sorted({n for signal in exercise.signals for n in syn.names_of(signal)})
    drive = set(syn.names_of(exercise.drive.signal))
    found, t_s = [], 0.0
    for moment, times in film:
        for _ in range(times):
            t_s += moment.dt_s
            moving = syn.drive_value(exercise, moment.progress)
            values = {name: moving if name in drive else moment.other for name in names}
            posture = min(exercise.postures) if moment.in_posture else Posture.UNKNOWN
            found.append(
                Observation(
                    t_s,
                    values if moment.seen else {},
                    View(moment.view, moment.other),
                    posture,
                    seen=moment.seen,
                    cut_s=t_s if moment.cut else None,
                    is_back=moment.is_back,
                )
            )
    return found


def durations_s(event: Event) -> list[float]:
    """Every stretch of time that an event tells."""
    match event:
        case Raise():
            return [
                event.end_s - event.start_s,
                event.hold_end_s - event.hold_start_s,
                event.known_s - event.t_s,
            ]
        case Held():
            return [event.end_s - event.start_s]
        case Partial():
            return [event.t_s - event.start_s]
        case Rep():
            return [d for raise_ in event.raises for d in durations_s(raise_)]
    return []


def run(engine: Engine, film: Sequence[Observation]) -> list[Event]:
    said = [event for o in film for event in engine.step(o)]
    return said + (engine.finish(film[-1].t_s) if film else [])


@pytest.mark.parametrize("exercise", discovered().values(), ids=lambda e: e.name)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(film=FILMS)
def test_any_numbers_at_any_times_end_in_sane_events(exercise: Exercise, film: Film) -> None:
    seen = observed(exercise, film)
    said = run(Engine(exercise), seen)
    assert all(d >= 0.0 for event in said for d in durations_s(event))
    assert [e.number for e in said if isinstance(e, Rep)] == list(
        range(1, 1 + sum(isinstance(e, Rep) for e in said))
    )
    assert all(not math.isnan(e.t_s) and e.t_s <= e.known_s for e in said)


@pytest.mark.parametrize("exercise", discovered().values(), ids=lambda e: e.name)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(film=FILMS)
def test_waiting_counts_nothing(exercise: Exercise, film: Film) -> None:
    engine = Engine(exercise)
    said = [event for o in observed(exercise, film) for event in engine.wait(o)]
    assert not [e for e in said if isinstance(e, Rep | Held) and base_name(exercise.drive.signal)]


@pytest.mark.parametrize("exercise", discovered().values(), ids=lambda e: e.name)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(film=FILMS)
def test_a_used_engine_begins_anew(exercise: Exercise, film: Film) -> None:
    seen, used = observed(exercise, film), Engine(exercise)
    run(used, seen)
    used.reset()
    assert repr(run(used, seen)) == repr(run(Engine(exercise), seen))
