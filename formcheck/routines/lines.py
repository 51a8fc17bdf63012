"""Where in a TOML file something stands: the standard reader gives values, and no lines for them.

A file is searched as text in which strings and comments are blanked out, so that what only looks like a key
or a table is none. What the search cannot place has the line of what it stands in.
"""

import re

# In this order: three quotes before one, and a comment only outside of strings.
_TOKEN = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'|#[^\n]*",
    re.DOTALL,
)
_QUOTED_KEY = re.compile(r"""(["'])([\w-]+)\1""")
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)


def line_of(text: str, table: str | None, index: int, key: str | None) -> int:
    """The line of a key, of the table it belongs to, or of the file's first line.

    Args:
        text: the whole file.
        table: name of an array of tables, as in ``[[steps]]`` or ``steps = [{...}]``; None for the top.
        index: which of its tables, from 0.
        key: within it; None for the table itself.

    Returns:
        The line's number, from 1.
    """
    bare = _TOKEN.sub(_blank, text)
    start, end = (0, _first_header(bare)) if table is None else _span(bare, table, index)
    if key is not None:
        found = re.compile(rf"(?:^|[{{,\n])[ \t]*{re.escape(key)}[ \t]*=").search(bare, start, end)
        if found:
            start = found.end()
    return bare.count("\n", 0, start) + 1


def _blank(token: re.Match[str]) -> str:
    """Spaces for a string or comment, line by line; a quoted name without its quotes, for it may be a key."""
    quoted = _QUOTED_KEY.fullmatch(token[0])
    if quoted:
        return f" {quoted[2]} "
    return re.sub(r"[^\n]", " ", token[0])


def _first_header(bare: str) -> int:
    header = _HEADER.search(bare)
    return header.start() if header else len(bare)


def _span(bare: str, table: str, index: int) -> tuple[int, int]:
    """From where to where a table reaches."""
    name = re.escape(table)
    headers = list(re.finditer(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", bare, re.MULTILINE))
    if index < len(headers):
        after = _HEADER.search(bare, headers[index].end())
        return headers[index].end(), after.start() if after else len(bare)
    inline = re.search(rf"^[ \t]*{name}[ \t]*=", bare, re.MULTILINE)
    if not inline:
        return 0, 0
    tables = list(re.finditer(r"\{[^}]*\}?", bare[inline.end() :]))
    if index >= len(tables):
        return inline.end(), inline.end()
    return inline.end() + tables[index].start(), inline.end() + tables[index].end()
