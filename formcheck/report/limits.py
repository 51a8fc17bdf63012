"""What a fault is judged by, against its limit, in the repetition where it was worst."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from formcheck.engine.events import Side
from formcheck.engine.spec import Exercise, Fault
from formcheck.engine.stats import sided
from formcheck.report.figure import Floats
from formcheck.report.material import Material
from formcheck.report.moments import graveness
from formcheck.report.plot import Curve, against
from formcheck.report.words import Finding, amount
from formcheck.results import FaultFound, RepFound

# Seen before and after the repetition.
MARGIN_S = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """The plot of one kind of fault.

    Attributes:
        fault: where it was worst.
        letter: its mark in the other plots.
        is_relative: whether the line is the change from the posture just before the repetition.
        drawing: the line, the limit and the repetition.
    """

    fault: FaultFound
    letter: str
    is_relative: bool
    drawing: Markup


def against_limits(
    material: Material, worst: Sequence[FaultFound], found: Sequence[Finding], letters: Mapping[str, str]
) -> list[Judged]:
    """A plot for each kind of fault whose signal was kept; what is judged by the repetition has none."""
    plots = []
    for finding in found:
        same = [fault for fault in worst if fault.name == finding.name]
        gravest = sorted(same, key=graveness)[-1:]
        plots += [p for fault in gravest if (p := _judged(material, fault, letters[fault.name]))]
    return plots


def _judged(material: Material, fault: FaultFound, letter: str) -> Judged | None:
    declared = _declared(material.exercise, fault)
    rep = next((r for r in material.result.repetitions if r.number == fault.rep), None)
    if declared is None or rep is None or material.traces is None:
        return None
    values = material.traces.signals.get(sided(declared.signal, _side(fault)))
    if values is None:
        return None
    curve = _curve(material.traces.t_s, values, rep, is_relative=declared.relative)
    if not np.isfinite(curve.values).any():
        return None
    return Judged(fault, letter, declared.relative, _drawing(curve, fault, rep))


def _declared(exercise: Exercise, fault: FaultFound) -> Fault | None:
    """The declaration, of several under one name the one with this very limit."""
    same = (f for f in exercise.faults if (f.name, f.title) == (fault.name, fault.title))
    return next((f for f in same if fault.limit is not None and math.isclose(f.gate.on, fault.limit)), None)


def _side(fault: FaultFound) -> Side | None:
    match fault.side:
        case "left" | "right" as side:
            return side
        case _:
            return None


def _curve(t_s: Floats, values: Floats, rep: RepFound, *, is_relative: bool) -> Curve:
    """The signal in and around the repetition; what is judged by its change, as the change."""
    before = values[(t_s >= rep.start_s - MARGIN_S) & (t_s < rep.start_s)]
    before = before[np.isfinite(before)]
    rest = (float(np.median(before)) if len(before) else math.nan) if is_relative else 0.0
    inside = (t_s >= rep.start_s - MARGIN_S) & (t_s <= rep.end_s + MARGIN_S)
    return Curve("", t_s[inside].tolist(), (values[inside] - rest).tolist(), "one")


def _drawing(curve: Curve, fault: FaultFound, rep: RepFound) -> Markup:
    limit = fault.limit if fault.limit is not None else math.nan
    said = f"limit {amount(limit, fault.unit)}, worst {amount(fault.value, fault.unit)}"
    label = f"{fault.title} in repetition {rep.number}: {said}"
    return against(curve, (rep.start_s, rep.end_s), limit, amount(limit, fault.unit), fault.unit, label)
