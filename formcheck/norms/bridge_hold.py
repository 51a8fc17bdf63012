"""Seconds of a bridge on one leg, until the pelvis leaves the line. No table by age or sex was found."""

from formcheck.norms.table import Norm, NormTable, of_all

_YOUNG = "a study of 2026, means of two groups, as quoted elsewhere"
BRIDGE_HOLD = NormTable(
    rows=(of_all(23.0),),
    unit="s",
    source="Butowicz 2016, as quoted elsewhere; a mean of all, no ages and no sexes",
    besides=(Norm(65.0, "young adults", _YOUNG), Norm(64.0, "young adults", _YOUNG)),
)
