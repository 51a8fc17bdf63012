"""What holds for every test, and the databases that the history is tested on."""

import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

import postgres
from formcheck.store import Store

# a developer's own exercises, routines and history are none of the tests'
os.environ.pop("FORMCHECK_STORE", None)
if "FORMCHECK_DATA" not in os.environ:
    os.environ["FORMCHECK_DATA"] = tempfile.mkdtemp(prefix="formcheck-tests-")
    atexit.register(shutil.rmtree, os.environ["FORMCHECK_DATA"], ignore_errors=True)

_number = itertools.count()


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """A worker tells in UTF-8 how a test went, whatever a fuzzed text holds."""
    return _as_utf8((yield))


def _as_utf8(told: Any) -> Any:
    if isinstance(told, str):
        return told.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(told, dict):
        return {_as_utf8(key): _as_utf8(value) for key, value in told.items()}
    return type(told)(map(_as_utf8, told)) if isinstance(told, list | tuple) else told


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A real server, started for the first test that asks for it."""
    if postgres.missing():
        pytest.skip(postgres.missing())
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> str:
    """An empty place of this test's own on the server."""
    schema = f"test{next(_number)}"
    postgres_server.execute(f"CREATE SCHEMA {schema}")
    return postgres_server.url(schema=schema)


@pytest.fixture(params=["file", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str | None:
    """Where the history lies: in a file of the data folder, or on a server."""
    if request.param == "file":
        return None
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def store(store_url: str | None, tmp_path: Path) -> Iterator[Store]:
    """An empty history."""
    with Store(store_url, tmp_path) as opened:
        yield opened
