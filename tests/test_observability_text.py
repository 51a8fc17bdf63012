"""The observability map's table and text, from literal rows."""

import json
from pathlib import Path

import pytest

from sweep.document import document, verdict
from sweep.table import Row, by_fault, save

NAN = float("nan")


def row(**changes: object) -> Row:
    values: dict[str, object] = {
        "exercise": "squat",
        "variant": "",
        "fault": "knee_collapse",
        "size": 1.5,
        "yaw_deg": 0.0,
        "height_m": 0.8,
        "distance_m": 2.8,
        "signal": "fppa_deg_left",
        "product_d": 4.0,
        "product_own_d": 4.2,
        "product_share": 1.0,
        "anywhere_d": 4.5,
        "anywhere_own_d": 4.7,
        "exact_d": 8.0,
        "feature": "knee line across trunk",
        "feature_d": 6.0,
        "held_out_d": 5.0,
        "own_feature": "hip line upwards",
        "own_held_out_d": 5.5,
        "good": 12,
        "bad": 12,
        "seen": 1.0,
        "view": "front",
        "view_seen": "front",
        "view_share": 1.0,
    }
    return Row(**(values | changes))  # type: ignore[arg-type]


def test_the_table_has_null_for_what_is_no_number(tmp_path: Path) -> None:
    save([row(product_d=NAN)], tmp_path / "map.json")
    data = json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))
    values = dict(zip(data["columns"], data["rows"][0], strict=True))
    assert (values["product_d"], values["held_out_d"], values["fault"]) == (None, 5.0, "knee_collapse")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "shown where the product looks"),
        ({"product_d": 2.0}, "shown where the product looks, against one's own"),
        ({"product_d": 1.0, "product_own_d": NAN}, "shown, but not where the product looks"),
    ],
)
def test_verdicts_of_what_is_shown(changes: dict[str, float], said: str) -> None:
    found = row(**changes)
    assert verdict(found, found, found) == said


@pytest.mark.parametrize(
    ("feature_d", "said"),
    [(3.3, "shown by another feature"), (2.5, "weak everywhere"), (1.9, "not observable")],
)
def test_verdicts_of_what_the_product_does_not_see(feature_d: float, said: str) -> None:
    low = row(product_d=NAN, product_own_d=1.0, anywhere_d=1.5, anywhere_own_d=1.9)
    assert verdict(low, low, row(held_out_d=feature_d, own_held_out_d=1.0)) == said
    assert verdict(None, None, None) == "not observable"


def test_the_text_names_the_best_place_and_shows_the_map() -> None:
    lean = {"exercise": "lunge", "fault": "trunk_lean"}
    found = [
        row(**lean, yaw_deg=-90.0, view="side_left"),
        row(**lean, product_d=NAN, product_own_d=NAN, product_share=0.0, anywhere_d=1.0, held_out_d=2.0),
    ]
    text = document(found, {key: "observability_lunge_trunk_lean" for key in by_fault(found)})
    assert "| lunge: trunk lean | trunk_lean_deg | side, 0.8 m high (-90) | 4.0 / 4.2 |" in text
    assert "![lunge: trunk lean](plots/observability_lunge_trunk_lean.png)" in text
    assert "| lunge: trunk lean | judged | side left | 4.0 / 4.2 | 4.0 / 4.2 | 100 % | 4.5 / 4.7 |" in text
    assert "not judged" not in text
