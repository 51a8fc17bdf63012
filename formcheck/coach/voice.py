"""One voice: what is said, what gives way, and the caption of every word."""

from dataclasses import dataclass, field

from formcheck.coach.moment import Said, Spoken

_RANK = {Said.COUNT: 0, Said.CUE: 1, Said.PROMPT: 2}
# A sentence takes about this long to say (English at 165 words a minute); a number would cut it off.
_FIRST_S, _LETTER_S = 0.35, 0.065
# Long enough to be read after it was heard.
CAPTION_S = 3.0

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int) -> str:
    """A count as it is spoken; above 99 the digits, which every voice can read."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if number < len(_SMALL):
        return _SMALL[number]
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")


def spoken_s(text: str) -> float:
    """About how long a text takes to say."""
    return _FIRST_S + _LETTER_S * len(text)


@dataclass(slots=True)
class Voice:
    """Collects what a moment wants to say and lets through what the listener can follow.

    Attributes:
        caption: the words last said, while they are fresh; numbers are shown where they are counted.
    """

    caption: str = ""
    _wanted: list[Spoken] = field(default_factory=list)
    _said: Spoken | None = None
    _until_s: float = 0.0
    _caption_until_s: float = 0.0

    def say(self, text: str, kind: Said) -> None:
        """Want something said at this moment."""
        self._wanted.append(Spoken(text, kind))

    def take(self, t_s: float) -> tuple[Spoken, ...]:
        """What is heard at this moment: every sound, and at most one sentence."""
        sounds = [s for s in self._wanted if s.kind is Said.REP]
        words = [s for s in self._wanted if s.kind is not Said.REP]
        self._wanted = []
        said = max(words, key=lambda s: _RANK[s.kind], default=None)
        if said is not None and self._gives_way(said, t_s):
            said = None
        if said is not None:
            self._said, self._until_s = said, t_s + spoken_s(said.text)
        if said is not None and said.kind is not Said.COUNT:
            self.caption, self._caption_until_s = said.text, t_s + max(CAPTION_S, spoken_s(said.text))
        elif t_s >= self._caption_until_s:
            self.caption = ""
        return (*sounds, *([said] if said else []))

    def _gives_way(self, new: Spoken, t_s: float) -> bool:
        """Whether something graver is still being said."""
        if self._said is None or t_s >= self._until_s:
            return False
        # a number is only true at its moment; everything else may take the place of its own kind
        return _RANK[new.kind] < _RANK[self._said.kind]
