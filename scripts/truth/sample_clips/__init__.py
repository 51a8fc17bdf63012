"""The sample clips: one exercise a file, each holding one constant ``RECIPES``."""

import importlib
import pkgutil

from truth.recipes import Recipe


def recipes() -> list[Recipe]:
    """Every sample clip, in order of their names."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    found: list[Recipe] = []
    for name in names:
        found += importlib.import_module(f"{__name__}.{name}").RECIPES
    return sorted(found, key=lambda recipe: recipe.name)
