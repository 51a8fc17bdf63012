"""The JSON Schema of whole documents: the exported history, and the outcome of a test."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from formcheck.assess.outcome import Outcome
from formcheck.results import Result
from formcheck.schemas.words import closed, titled
from formcheck.store.stored import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported(Summary):
    """One saved session, whole but for its signals and landmarks: its summary, and these.

    Attributes:
        plan: what was asked for, where there was a plan.
        software_version: of the formcheck that counted it.
        result: as in a result file.
    """

    plan: Mapping[str, Any] | None
    software_version: str
    result: Result


def history_schema() -> dict[str, Any]:
    """The JSON schema of an exported history: a list of sessions."""
    shape = TypeAdapter(list[Exported]).json_schema(mode="serialization")
    return titled(closed(shape), "formcheck history")


def test_schema() -> dict[str, Any]:
    """The JSON schema of a test's outcome."""
    return titled(Outcome.model_json_schema(mode="serialization"), "formcheck test")
