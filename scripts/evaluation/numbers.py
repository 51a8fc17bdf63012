"""The few statistics the report gives, each with its number of cases."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# of the normal distribution, for 95 %
Z = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many.

    Attributes:
        k: the cases that are so.
        n: all cases.
    """

    k: int
    n: int

    @classmethod
    def of(cls, cases: Iterable[bool]) -> "Share":
        """Count the cases that are so."""
        seen = list(cases)
        return cls(sum(seen), len(seen))

    @property
    def value(self) -> float:
        """0 to 1; NaN without a case."""
        return self.k / self.n if self.n else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval, which is right at 0 and 1 too; NaN without a case."""
        if not self.n:
            return math.nan, math.nan
        p, n, z2 = self.value, self.n, Z * Z
        centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Spread:
    """Sizes of some errors: their median and 95th percentile; NaN without a case."""

    n: int
    median: float
    p95: float

    @classmethod
    def of(cls, errors: Iterable[float], *, signed: bool = False) -> "Spread":
        """Take errors; their sizes count unless ``signed``."""
        values = np.array([e for e in errors if not math.isnan(e)])
        if not values.size:
            return cls(0, math.nan, math.nan)
        sizes = values if signed else np.abs(values)
        return cls(values.size, float(np.median(sizes)), float(np.percentile(sizes, 95)))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Measured against true values: mean size of the error, bias, and 95 % limits of agreement.

    Attributes:
        n: moments compared; those of one clip are alike, so ``clips`` says more about how sure it is.
        low, high: bias -+ 1.96 standard deviations (Bland and Altman 1986).
    """

    n: int
    clips: int
    mean_size: float
    bias: float
    low: float
    high: float

    @classmethod
    def of(cls, errors: Sequence[Floats]) -> "Agreement":
        """Take the errors of each clip, measured minus true."""
        seen = [e for e in errors if e.size]
        if not seen:
            return cls(0, 0, math.nan, math.nan, math.nan, math.nan)
        every = np.concatenate(seen)
        bias = float(every.mean())
        half = Z * float(every.std(ddof=1)) if every.size > 1 else math.nan
        mean_size = float(np.abs(every).mean())
        return cls(every.size, len(seen), mean_size, bias, bias - half, bias + half)


def mean(values: Iterable[float]) -> float:
    """Mean; NaN without a value."""
    seen = list(values)
    return sum(seen) / len(seen) if seen else math.nan
