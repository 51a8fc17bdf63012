"""The flagged moments as figures, and the best repetition beside the worst."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from formcheck.joints import fault_joints
from formcheck.pose.landmarks import Landmark
from formcheck.report.figure import Floats, Frame, Picture, around, figure, nearest
from formcheck.report.material import Material
from formcheck.report.plot import Curve, curves, overlaid
from formcheck.report.words import Finding, amount
from formcheck.results import FaultFound, RepFound

EACH, MOST = 2, 6
# Of a hundred points; less is told apart by nobody.
ALIKE = 5.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A flagged moment.

    Attributes:
        fault: what was found.
        letter: its mark in the plots.
        label: for who cannot see the picture.
        drawing: a figure, over the picture where there is one; empty when neither is at hand.
        picture: a picture without a figure, as a data URI.
    """

    fault: FaultFound
    letter: str
    label: str
    drawing: Markup
    picture: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A repetition of the pair.

    Attributes:
        name: ``Best`` or ``Worst``.
        rep: the repetition.
        drawings: it at the start and at its furthest; empty without landmarks.
    """

    name: str
    rep: RepFound
    drawings: tuple[Markup, ...]


def chosen(faults: Sequence[FaultFound], found: Sequence[Finding]) -> list[FaultFound]:
    """The worst of each kind, at most ``MOST`` in all, in time order."""
    worst: list[FaultFound] = []
    for finding in found:
        same = [f for f in faults if f.name == finding.name]
        worst += sorted(same, key=graveness, reverse=True)[:EACH]
    return sorted(worst[:MOST], key=lambda f: f.t_s)


def graveness(fault: FaultFound) -> tuple[bool, float]:
    """A key that sorts faults: one before any caution, then by how far past its limit."""
    return fault.severity == "fault", abs((fault.value or 0.0) - (fault.limit or 0.0))


def moments(
    material: Material, faults: Sequence[FaultFound], letters: Mapping[str, str], taken: Mapping[float, str]
) -> list[Moment]:
    """The flagged moments, each with what there is to see of it."""
    return [_moment(material, fault, letters[fault.name], taken.get(fault.t_s, "")) for fault in faults]


def _moment(material: Material, fault: FaultFound, letter: str, picture: str) -> Moment:
    label = f"Repetition {fault.rep} at {fault.t_s:.1f} seconds: {fault.title}"
    marks = material.landmarks
    pose = nearest(marks, fault.t_s) if marks else None
    if marks is None or pose is None:
        return Moment(fault, letter, label, Markup(), picture)
    frame, joints = _frame(material, fault, pose), fault_joints(material.exercise, fault.name, fault.side)
    drawn = figure(pose, frame, label, joints, Picture(picture, marks.size_px) if picture else None)
    return Moment(fault, letter, label, drawn, "")


def _frame(material: Material, fault: FaultFound, pose: Floats) -> Frame:
    """Of its whole repetition: the figures of one repetition are of one size."""
    reps = [rep for rep in material.result.repetitions if rep.number == fault.rep]
    return around([pose, *(_poses(material, reps[0]) if reps else [])])


def _poses(material: Material, rep: RepFound) -> list[Floats]:
    if material.landmarks is None:
        return []
    found = [nearest(material.landmarks, t_s) for t_s in (rep.start_s, rep.peak_s)]
    return [pose for pose in found if pose is not None]


def best_and_worst(material: Material) -> list[Compared]:
    """The two repetitions of the highest and the lowest score; none when they are alike."""
    scored = [rep for rep in material.result.repetitions if rep.quality is not None]
    if len(scored) < 2:
        return []
    best, worst = max(scored, key=_score), min(scored, key=_score)
    if _score(best) - _score(worst) < ALIKE:
        return []
    frame_of = [*_poses(material, best), *_poses(material, worst)]
    frame = around(frame_of) if frame_of else None
    return [_compared(material, name, rep, frame) for name, rep in (("Best", best), ("Worst", worst))]


def _score(rep: RepFound) -> float:
    return rep.quality or 0.0


def _compared(material: Material, name: str, rep: RepFound, frame: Frame | None) -> Compared:
    drawings = []
    stages = (("start", rep.start_s), ("furthest", rep.peak_s))
    for stage, t_s in stages:
        pose = nearest(material.landmarks, t_s) if material.landmarks else None
        if pose is not None and frame is not None:
            marked = _joints_at(material, rep) if stage == "furthest" else frozenset[Landmark]()
            drawings.append(figure(pose, frame, f"{name} repetition, {rep.number}, at its {stage}", marked))
    return Compared(name, rep, tuple(drawings))


def _joints_at(material: Material, rep: RepFound) -> frozenset[Landmark]:
    faults = [f for f in material.result.faults if f.rep == rep.number]
    return frozenset(joint for f in faults for joint in fault_joints(material.exercise, f.name, f.side))


def pair_plot(material: Material, pair: Sequence[Compared], unit: str) -> Markup:
    """The counted signal of both repetitions, each from its own start; empty where each side has its own."""
    line, *other = curves(material.result, material.traces)
    if other:
        return Markup()
    shapes = [(style, _cut(line, one.rep)) for style, one in zip(("one", "two"), pair, strict=True)]
    if any(len(curve.t_s) < 2 for _, curve in shapes):
        return Markup()
    best, worst = (f"{c.name.lower()}, repetition {c.rep.number}, {amount(c.rep.range, unit)}" for c in pair)
    return overlaid(shapes, unit, f"The movement of both: {best}; {worst}")


def _cut(line: Curve, rep: RepFound) -> Curve:
    t_s, values = np.asarray(line.t_s, float), np.asarray(line.values, float)
    inside = (t_s >= rep.start_s) & (t_s <= rep.end_s)
    return Curve(line.name, t_s[inside].tolist(), values[inside].tolist(), line.style)
