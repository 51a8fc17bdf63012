"""What the pages take from others: the files that were looked at, and nothing that calls home."""

import hashlib
import re

import pytest

import vendor_web
from formcheck.web.pages import static_folder

TEXT = vendor_web.ORIGIN.read_text(encoding="utf-8")
SUMS = dict(vendor_web.sums_of(TEXT))


@pytest.mark.parametrize("name", SUMS)
def test_each_file_is_the_one_it_should_be(name: str) -> None:
    assert hashlib.sha256((vendor_web.VENDOR / name).read_bytes()).hexdigest() == SUMS[name]


def test_every_file_is_listed_and_the_licence_is_there() -> None:
    found = {p.relative_to(vendor_web.VENDOR).as_posix() for p in vendor_web.VENDOR.rglob("*") if p.is_file()}
    assert found == {*SUMS, "LICENSE", "ORIGIN.md"}
    assert vendor_web.package_of(TEXT)[0] == "@mediapipe/tasks-vision"


def test_the_bundle_names_no_server() -> None:
    bundle = (vendor_web.VENDOR / "vision_bundle.js").read_text(encoding="utf-8")
    assert re.findall(r"(?:https?|wss?)://[\w.-]+\.\w+", bundle) == []


def test_no_page_of_ours_names_another_server() -> None:
    pages = [p for p in static_folder().rglob("*") if p.suffix in (".html", ".js", ".css", ".mjs")]
    ours = [p for p in pages if "vendor" not in p.parts]
    assert len(ours) > 5
    for page in ours:
        named = set(re.findall(r"(?:https?:)?//[\w-]+\.[\w./-]+", page.read_text(encoding="utf-8")))
        # the name of the SVG language, and this machine
        assert named <= {"http://www.w3.org/2000/svg", "http://127.0.0.1"}, page.name
