"""Where each value of a TOML text stands, which ``tomllib`` forgets."""

import re
import tomllib

KeyPath = tuple[str | int, ...]

_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'", re.DOTALL
)
_BARE_KEY, _SCALAR = re.compile(r"[\w-]+"), re.compile(r"[^,\]}#\n]+")
_SPACE, _NOTHING = re.compile(r"[ \t]*"), re.compile(r"(?:\s|#[^\n]*)*")


def lines_of(text: str) -> dict[KeyPath, int]:
    """Line of every key and array element of a valid TOML text, from 1."""
    return _Scanner(text).scan()


class _Scanner:
    """Walks over a text that ``tomllib`` has accepted, so it need not check anything."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._lines: dict[KeyPath, int] = {}
        # elements of [[tables]] so far
        self._elements: dict[KeyPath, int] = {}

    def scan(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        self._skip(_NOTHING)
        while self._at < len(self._text):
            if self._next() == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_NOTHING)
        return self._lines

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self, what: re.Pattern[str]) -> str:
        match = what.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match.group()

    def _note(self, path: KeyPath) -> None:
        self._lines.setdefault(path, self._text.count("\n", 0, self._at) + 1)

    def _header(self) -> KeyPath:
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        *above, last = self._keys()
        path: KeyPath = ()
        for key in above:
            path = self._latest((*path, key))
            self._note(path)
        path = (*path, last)
        self._note(path)
        if is_array:
            self._elements[path] = self._elements.get(path, -1) + 1
        path = self._latest(path)
        self._note(path)
        self._at += 2 if is_array else 1
        return path

    def _latest(self, path: KeyPath) -> KeyPath:
        return (*path, self._elements[path]) if path in self._elements else path

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._next() == ".":
            self._at += 1
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._skip(_SPACE)
        quoted = self._skip(_STRING)
        key = str(tomllib.loads(f"key = {quoted}")["key"]) if quoted else self._skip(_BARE_KEY)
        self._skip(_SPACE)
        return key

    def _pair(self, table: KeyPath) -> None:
        begin = self._at
        keys = self._keys()
        end, self._at = self._at, begin
        for i in range(len(keys)):
            self._note((*table, *keys[: i + 1]))
        self._at = end + 1  # the sign =
        self._skip(_SPACE)
        self._value((*table, *keys))

    def _value(self, path: KeyPath) -> None:
        if self._next() == "[":
            self._inside("]", path)
        elif self._next() == "{":
            self._inside("}", path)
        elif not self._skip(_STRING):
            self._skip(_SCALAR)

    def _inside(self, end: str, path: KeyPath) -> None:
        """Elements of an array, or pairs of an inline table."""
        self._at += 1
        self._skip(_NOTHING)
        element = 0
        while self._next() != end:
            if end == "]":
                self._note((*path, element))
                self._value((*path, element))
            else:
                self._pair(path)
            element += 1
            self._skip(_NOTHING)
            self._at += self._next() == ","
            self._skip(_NOTHING)
        self._at += 1
