"""Where each field of a file written by hand stands, and the one line that a wrong one is worth."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from formcheck.toml_lines import TomlError, read_toml, shown
from formcheck.toml_scan import KeyPath, lines_of

TEXT = '''\
# a comment with = and [brackets]
title = "a # that is no comment"
words = """
[not.a.table]
no = "key"
"""   # after it
raw = \'\'\'
x = 1\'\'\'\'

[lunge]                 # header
work = 75.0
a.b . "c.d" = 1
when = 1979-05-27 07:32:00
inline = { on = 1, "of f" = [1, 2] }

[lunge.faults.hip_drop]
on = -5e-1

[[steps]]
reps = 1
[steps.more]
x = 1

[[steps]]
reps = 2
[[steps.parts]]
n = 1
[[steps.parts]]
n = 2
many = [
    { x = 1 }, # first
    # nothing
    { x = 2, y = [
      7 ] },
    "three",
]
'''
EXPECTED: list[tuple[KeyPath, int]] = [
    (("title",), 2),
    (("words",), 3),
    (("raw",), 7),
    (("lunge",), 10),
    (("lunge", "work"), 11),
    (("lunge", "a"), 12),
    (("lunge", "a", "b", "c.d"), 12),
    (("lunge", "when"), 13),
    (("lunge", "inline", "of f", 1), 14),
    (("lunge", "faults"), 16),
    (("lunge", "faults", "hip_drop", "on"), 17),
    (("steps",), 19),
    (("steps", 0, "reps"), 20),
    (("steps", 0, "more", "x"), 22),
    (("steps", 1), 24),
    (("steps", 1, "reps"), 25),
    (("steps", 1, "parts", 0, "n"), 27),
    (("steps", 1, "parts", 1, "many", 0, "x"), 31),
    (("steps", 1, "parts", 1, "many", 1, "x"), 33),
    (("steps", 1, "parts", 1, "many", 1, "y", 0), 34),
    (("steps", 1, "parts", 1, "many", 2), 35),
]


@pytest.mark.parametrize(("path", "line"), EXPECTED, ids=str)
def test_a_field_has_its_line(path: KeyPath, line: int) -> None:
    assert lines_of(TEXT)[path] == line


def all_paths(value: Any, path: KeyPath = ()) -> set[KeyPath]:
    found: set[KeyPath] = {path} if path else set()
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        found |= all_paths(one, (*path, key))
    return found


@pytest.mark.parametrize("text", [TEXT, "", "# only a comment", "a=1", "\n\n[a]\n[b.c]", 'a=[[1,[]],"]"]'])
def test_exactly_the_fields_that_are_there_have_lines(text: str) -> None:
    assert set(lines_of(text)) == all_paths(tomllib.loads(text))


def test_a_field_that_is_not_given_is_looked_for_in_its_table(tmp_path: Path) -> None:
    file = read_toml(written(tmp_path, "\n\n[lunge]\nreps = 1"))
    assert file.line(("lunge", "rest_s")) == 3
    assert file.line(("squat", "rest_s")) == 1


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_bytes(text.encode())
    return path


VALUES = "[t]\r\nnumber = 3\r\nhalf = 2.5\r\nword = 'on'\r\nyes = true\r\nempty = ' '\r\nnone = nan"


def test_values_as_they_stand(tmp_path: Path) -> None:
    file = read_toml(written(tmp_path, VALUES))
    assert (file.number(("t", "number"), 1, 5), file.whole(("t", "number"), 1, 5)) == (3.0, 3)
    assert (file.text(("t", "word"), ("on", "off")), file.flag(("t", "yes"))) == ("on", True)
    assert [file.number(("t", "x"), 1, 5), file.text(("t", "x")), file.flag(("x", "y", 2))] == [None] * 3
    assert (file.table(("x",)), file.table(("t",))["half"]) == ({}, 2.5)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda f: f.number(("t", "half"), 3, 5), "line 3, t.half: is 2.5; allowed: 3 to 5"),
        (lambda f: f.number(("t", "none"), 3, 5), "line 7, t.none: is nan; allowed: 3 to 5"),
        (lambda f: f.number(("t", "yes"), 0, 5), "line 5, t.yes: is true; allowed: 0 to 5"),
        (lambda f: f.number(("t", "word"), 0, 5), "line 4, t.word: is 'on'; allowed: 0 to 5"),
        (lambda f: f.number(("t",), 0, 5), "line 1, t: is a table; allowed: 0 to 5"),
        (lambda f: f.whole(("t", "half"), 1, 5), "line 3, t.half: is 2.5, but a whole number from 1 to 5"),
        (
            lambda f: f.text(("t", "number")),
            "line 2, t.number: is 3, but words in quotation marks are needed",
        ),
        (lambda f: f.text(("t", "empty")), "line 6, t.empty: is ' ', but words"),
        (lambda f: f.text(("t", "word"), ("a", "b")), "line 4, t.word: is 'on'; allowed: a, b"),
        (lambda f: f.flag(("t", "number")), "line 2, t.number: is 3; allowed: true, false"),
        (lambda f: f.table(("t", "half")), "line 3, t.half: is 2.5, but a table is needed"),
        (
            lambda f: f.only(("t",), ["numbers", "half"]),
            "line 2, t.number: is unknown. Did you mean numbers? Known here: half, numbers",
        ),
    ],
)
def test_a_wrong_value_is_one_line_with_its_place(tmp_path: Path, ask: Any, said: str) -> None:
    with pytest.raises(TomlError) as raised:
        ask(read_toml(written(tmp_path, VALUES)))
    assert str(raised.value).startswith(f"{tmp_path / 'mine.toml'}, {said}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a = 1\nb = = 2", "is no valid TOML. Invalid value (at line 2, column 5)"),
        (b"a = 1\na = 2\n", "is no valid TOML. Cannot overwrite a value (at line 2"),
        (b"\xff\xfe\x00", "is no text file"),
        (None, "No such file"),
    ],
)
def test_what_is_no_toml_is_one_line(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TomlError) as raised:
        read_toml(path)
    assert said in str(raised.value)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_long_value_is_cut_short() -> None:
    assert shown("x" * 100) == "'" + "x" * 36 + "..."
