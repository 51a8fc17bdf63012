"""Heel raises on one leg at 30 a minute, until they can no longer be done well."""

from formcheck.norms.table import NormTable, Row

PER_MINUTE = 30.0
# Reps between two days that may be no change at all.
DETECTABLE = 6.2
SOURCE = "Hebert-Losier et al. 2017, PubMed 28886865"
# Decade of age, then men's and women's means.
_MEANS = ((20, 37.0, 30.0), (30, 32.0, 27.0), (40, 28.0, 24.0), (50, 23.0, 21.0), (60, 19.0, 19.0))
HEEL_RAISE = NormTable(
    rows=(
        *(Row(age, age + 9, man, "man") for age, man, _ in _MEANS),
        *(Row(age, age + 9, woman, "woman") for age, _, woman in _MEANS),
    ),
    unit="reps",
    source=f"{SOURCE}; 30 raises a minute",
)
