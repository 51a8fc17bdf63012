"""Seconds on one leg, eyes open, the best of three trials, stopped at 45 s."""

from formcheck.norms.table import NormTable, Row, from_age

CAP_S = 45.0
TRIALS = 3
SINGLE_LEG_STANCE = NormTable(
    rows=(
        Row(18, 39, 44.0),
        Row(40, 49, 41.0),
        Row(50, 59, 41.0),
        Row(60, 69, 32.0),
        Row(70, 79, 21.0),
        from_age(80, 9.0),
    ),
    unit="s",
    source="Springer et al. 2007, J Geriatr Phys Ther 30:8, as quoted elsewhere; eyes open, best of 3, 45 s"
    " at most",
)
