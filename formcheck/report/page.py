"""Puts the page together: everything is computed here, the template only lays it out."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from formcheck.engine.words import limit_text, views_text
from formcheck.report import words
from formcheck.report.limits import against_limits
from formcheck.report.material import Material
from formcheck.report.moments import best_and_worst, chosen, moments, pair_plot
from formcheck.report.pictures import pictures
from formcheck.report.plot import curves, strips
from formcheck.report.words import Finding
from formcheck.results import Result
from formcheck.store import Trends

TEMPLATE = "report.html.j2"


def render(material: Material) -> str:
    """The report as one HTML file that needs nothing from elsewhere.

    Raises:
        ExerciseError: the exercise of the result is not installed.
        VideoError: the clip cannot be read.
    """
    found = words.findings(material.result)
    page: str = _template().render(
        **_top(material, found),
        **_movement(material, found),
        **_details(material, found),
        style=style(),
        policy=content_policy(),
    )
    return page


def content_policy() -> str:
    """The Content-Security-Policy that the page carries and needs: its own style and pictures only."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"


@cache
def style() -> str:
    """The style sheet, as it stands in the page."""
    return (files("formcheck.report") / "templates" / "report.css").read_text(encoding="utf-8")


@cache
def _template() -> Any:
    environment = Environment(
        loader=PackageLoader("formcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(amount=words.amount, beyond=words.beyond)
    environment.globals.update(limit_text=limit_text, views_text=views_text)
    return environment.get_template(TEMPLATE)


def _top(material: Material, found: list[Finding]) -> dict[str, Any]:
    result, exercise = material.result, material.exercise
    began = material.started_at
    return {
        "result": result,
        "exercise": exercise,
        "title": exercise.title,
        "began": f"{began.day} {began:%B %Y, %H:%M}" if began else "",
        "ground": material.ground,
        "version": material.software_version,
        "camera": words.view_words(result.view),
        "headline": words.headline(result),
        "findings": found,
        "clean": words.clean(exercise, result),
        "unit": _unit(result),
    }


def _unit(result: Result) -> str:
    return result.repetitions[0].range_unit if result.repetitions else ""


def _movement(material: Material, found: list[Finding]) -> dict[str, Any]:
    result, letters = material.result, {finding.name: finding.letter for finding in found}
    shown = chosen(result.faults, found)
    taken = pictures(material.clip, [f.t_s for f in shown]) if material.clip and shown else {}
    lines = curves(result, material.traces)
    pair = best_and_worst(material)
    return {
        "letters": letters,
        "has_traces": material.traces is not None,
        "has_landmarks": material.landmarks is not None,
        "two_sides": len(lines) > 1,
        "strips": strips(result, lines, letters, _unit(result)) if result.repetitions else [],
        "moments": moments(material, shown, letters, taken),
        "limits": against_limits(material, shown, found, letters),
        "pair": pair,
        "pair_plot": pair_plot(material, pair, _unit(result)) if pair else "",
    }


def _details(material: Material, found: list[Finding]) -> dict[str, Any]:
    result, exercise = material.result, material.exercise
    titles = {judged.name: judged.title for judged in (*exercise.judged, *exercise.unseen)}
    reasons: dict[str, list[str]] = {}
    for missing in result.not_checked:
        title = titles.get(missing.name, missing.name.replace("_", " "))
        reasons.setdefault(missing.reason, []).append(title)
    return {
        "not_checked": reasons,
        "difference": words.difference(result.side_difference) if result.side_difference else "",
        "changes": _changes(material.trends, titles) if material.trends else [],
        "trends": material.trends,
        "severities": {finding.name: finding.severity for finding in found},
    }


_MEASURES = {
    "range": "Range of the movement (mean)",
    "hold_s": "Hold (mean)",
    "difference": "Difference, left less right",
    "good_share": "Repetitions without a fault",
}


def _changes(trends: Trends, titles: dict[str, str]) -> list[dict[str, Any]]:
    """The changes since the first like session that are worth a row: shares that were always 0 are not."""
    rows = []
    for change in trends.changes:
        if change.unit or change.before or change.now:
            rows.append(
                {
                    "name": _MEASURES.get(change.measure, titles.get(change.measure, change.measure)),
                    "before": _shown(change.before, change.unit),
                    "now": _shown(change.now, change.unit),
                    "detectable": _shown(change.detectable, change.unit),
                    "is_real": change.is_real,
                }
            )
    return rows


def _shown(value: float, unit: str) -> str:
    return words.amount(value, unit) if unit else f"{100.0 * value:.0f} %"
