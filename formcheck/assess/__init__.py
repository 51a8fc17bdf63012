"""Tests with norms: a protocol, its score, what others of the same age and sex reach. Never a diagnosis."""

import difflib
from collections.abc import Mapping

from formcheck.assess.bess import BESS
from formcheck.assess.bridge_hold import BRIDGE
from formcheck.assess.heel_raise import HEELS
from formcheck.assess.spec import Test
from formcheck.assess.stance import STANCE
from formcheck.assess.step_down import STEP_DOWN
from formcheck.errors import FormcheckError

__all__ = ["TESTS", "Test", "TestError", "find_test"]

TESTS: Mapping[str, Test] = {t.name: t for t in (STANCE, BESS, HEELS, STEP_DOWN, BRIDGE)}


class TestError(FormcheckError):
    """There is no such test, or it cannot be taken like this."""

    __test__ = False


def find_test(name: str) -> Test:
    """Look up a test by name or alias.

    Raises:
        TestError: there is none; lists the choices.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    known = {alias: test for test in TESTS.values() for alias in (test.name, *test.aliases)}
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
    hint = f"Did you mean {known[near[0]].name}? " if near else ""
    raise TestError(f"unknown test {name!r}", mend=f"{hint}Choose one of: {', '.join(TESTS)}")
