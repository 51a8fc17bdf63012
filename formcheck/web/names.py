"""Names of uploaded clips, made harmless: they are shown and exported, and never touch the file system."""

import re
import unicodedata

_LONGEST, _TAIL = 80, 16
# What HTML reads as markup, and what a table program takes for a formula at the head of a cell.
_MARKUP = str.maketrans("<>&\"'`", "______")
_FORMULA = "=+-@ ."


def shown_name(given: str) -> str:
    """A name to show for a clip: its last part, printable, at most 80 characters; never empty."""
    last = re.split(r"[/\\]", given)[-1]
    text = unicodedata.normalize("NFC", last).translate(_MARKUP)
    # not printable: control characters, also those that turn the direction of writing
    text = "".join(c for c in text if c.isprintable()).lstrip(_FORMULA).rstrip(" .")
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - _TAIL - 1]}…{text[-_TAIL:]}"
    return text or "clip"
