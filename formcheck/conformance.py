"""``python -m formcheck.conformance FILE``: an exercise of your own against what holds of every exercise.

The tests are made from the declaration alone: people who move exactly as it says, at 8 to 60 pictures a
second, half-way, hidden, mirrored, with each fault in turn. The project's own exercises pass the same.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.engine.spec import Exercise
from formcheck.errors import ExerciseError, FormcheckError
from formcheck.exercises import find, load

if TYPE_CHECKING:
    import pytest

SUITE = ("always", "counting", "faults")
_HERE = Path(__file__).parent
# In a checkout the tests lie beside the package; an installed package brings a copy of them.
FOLDERS = (_HERE.parent / "tests", _HERE / "conformance_tests")


class Only:
    """Leaves of the tests of all exercises those of one.

    Args:
        exercise: the one.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise

    def pytest_collection_modifyitems(self, items: "list[pytest.Item]") -> None:
        """Called by pytest once all tests are known."""
        items[:] = [item for item in items if self._is_about(item)]

    def _is_about(self, item: "pytest.Item") -> bool:
        made_from = getattr(item, "callspec", None)
        return made_from is None or made_from.params.get("exercise") is self._exercise


def conform(exercise: Exercise) -> int:
    """Run the tests of one exercise, which is among the discovered ones; return pytest's exit status.

    Raises:
        FormcheckError: pytest or the tests are not installed.
    """
    try:
        import pytest
    except ImportError as error:
        raise FormcheckError("the conformance tests need pytest", mend="pip install pytest") from error
    return int(pytest.main(["-q", "-p", "no:cacheprovider", *map(str, suite())], plugins=[Only(exercise)]))


def suite() -> list[Path]:
    """The files of the tests.

    Raises:
        FormcheckError: this installation has none.
    """
    for folder in FOLDERS:
        files = [folder / f"test_conformance_{name}.py" for name in SUITE]
        if all(path.is_file() for path in files):
            return files
    raise FormcheckError(
        "this installation brings no conformance tests", mend="Run it in a checkout of formcheck"
    )


def main(words: list[str]) -> int:
    """Test the exercise that a command line names, by its file or its name; return the exit status."""
    if len(words) != 1:
        raise ExerciseError("one exercise is needed", mend="python -m formcheck.conformance FILE.py")
    return conform(load(Path(words[0])) if words[0].endswith(".py") else find(words[0]))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except FormcheckError as error:
        sys.exit(f"formcheck: {error}")
