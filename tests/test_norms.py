"""The tables of norms: who belongs where, and what they say."""

from pathlib import Path

import pytest

from formcheck.norms.bridge_hold import BRIDGE_HOLD
from formcheck.norms.heel_raise import HEEL_RAISE
from formcheck.norms.single_leg_stance import SINGLE_LEG_STANCE
from formcheck.norms.table import SEXES, NormError, NormTable, Row, Sex

TABLES = {"stance": SINGLE_LEG_STANCE, "heel raise": HEEL_RAISE, "bridge": BRIDGE_HOLD}


@pytest.mark.parametrize(
    ("table", "age", "sex", "value", "who"),
    [
        pytest.param("stance", 34, "woman", 44.0, "people aged 18 to 39", id="stance at 34"),
        pytest.param("stance", 39, None, 44.0, "people aged 18 to 39", id="stance, the last year of a group"),
        pytest.param(
            "stance", 40, None, 41.0, "people aged 40 to 49", id="stance, the first year of a group"
        ),
        pytest.param("stance", 95, "man", 9.0, "people aged 80 and over", id="stance at 95"),
        pytest.param("heel raise", 34, "woman", 27.0, "women aged 30 to 39", id="heel raise, woman"),
        pytest.param("heel raise", 34, "man", 32.0, "men aged 30 to 39", id="heel raise, man"),
        pytest.param("heel raise", 69, "woman", 19.0, "women aged 60 to 69", id="heel raise at 69"),
        pytest.param("bridge", None, None, 23.0, "healthy adults", id="bridge, nothing told"),
    ],
)
def test_the_norm_of_a_person(table: str, age: int | None, sex: Sex | None, value: float, who: str) -> None:
    norm = TABLES[table].find(age, sex)
    assert norm is not None
    assert (norm.value, norm.who) == (value, who)
    assert norm.source == TABLES[table].source


@pytest.mark.parametrize(
    ("table", "age", "sex"),
    [
        pytest.param("stance", 17, "woman", id="younger than anyone measured"),
        pytest.param("stance", None, "woman", id="no age told"),
        pytest.param("heel raise", 34, None, id="no sex told"),
        pytest.param("heel raise", 70, "man", id="older than anyone measured"),
    ],
)
def test_nobody_is_put_into_a_group_that_was_not_measured(
    table: str, age: int | None, sex: Sex | None
) -> None:
    assert TABLES[table].find(age, sex) is None


@pytest.mark.parametrize("age", [0, -3, 121])
def test_an_age_that_nobody_has(age: int) -> None:
    with pytest.raises(NormError, match=f"from 1 to 120, not {age}"):
        SINGLE_LEG_STANCE.find(age, None)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_two_groups_hold_the_same_person(table: NormTable) -> None:
    for age in range(1, 121):
        for sex in SEXES:
            assert sum(row.holds(age, sex) for row in table.rows) <= 1
    assert table.source


PAGE = (Path(__file__).parents[1] / "docs" / "tests.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("row", SINGLE_LEG_STANCE.rows, ids=lambda row: row.who)
def test_the_page_says_what_the_table_says(row: Row) -> None:
    assert f"| {row.who} | {row.value:g} s |" in PAGE


@pytest.mark.parametrize("age", [20, 30, 40, 50, 60])
def test_the_page_says_what_the_table_of_heel_raises_says(age: int) -> None:
    woman, man = (HEEL_RAISE.find(age, sex) for sex in SEXES)
    assert woman is not None
    assert man is not None
    assert f"| {age} to {age + 9} | {woman.value:g} | {man.value:g} |" in PAGE
