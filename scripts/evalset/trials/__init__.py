"""One exercise of the evaluation set a file, each holding one constant ``TRIAL``."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from evalset.trial import Trial


@cache
def trials() -> Mapping[str, Trial]:
    """Every exercise by the product's name; ``none`` holds the movements in which nothing may be counted."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").TRIAL for name in names}
