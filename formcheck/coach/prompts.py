"""What is said once and not over and over: how to be seen, how to stand, the countdown."""

import math
from dataclasses import dataclass

from formcheck.coach.framing import Advice
from formcheck.coach.moment import Said, State
from formcheck.coach.voice import Voice, in_words
from formcheck.coach.words import TOO_EARLY

# The same framing advice is not said again before this.
REPEAT_S = 8.0
# A start posture that is taken at once needs no words.
PATIENCE_S = 2.0


@dataclass(slots=True)
class Prompts:
    """Remembers what was said last, and when.

    Args:
        voice: says it.
    """

    voice: Voice
    _advice: str = ""
    _advice_s: float = -math.inf
    _start: str = ""
    _waits_s: float = math.nan
    _number: int = 0
    _early_s: float = -math.inf

    def step(self, t_s: float, state: State, text: str, advice: Advice | None, countdown_s: float) -> None:
        """Take one moment.

        Args:
            t_s: seconds.
            state: where the session stands.
            text: what the state asks for.
            advice: how to be seen better, where that matters now.
            countdown_s: what is left of the countdown; NaN outside one.
        """
        self._tell_advice(t_s, advice)
        number = 0 if math.isnan(countdown_s) else math.ceil(countdown_s)
        if state is State.READY and self._number and t_s - self._early_s >= REPEAT_S:
            # who begins before the countdown is over would wonder why nothing counts
            self._early_s = t_s
            self.voice.say(TOO_EARLY, Said.PROMPT)
        self._count_down(number)
        self._tell_start(t_s, text if state is State.READY else "")

    def _tell_advice(self, t_s: float, advice: Advice | None) -> None:
        if advice is None:
            return
        is_due = advice.blocks and t_s - self._advice_s >= REPEAT_S
        if advice.key != self._advice or is_due:
            self._advice, self._advice_s = advice.key, t_s
            self.voice.say(advice.text, Said.PROMPT)

    def _count_down(self, number: int) -> None:
        if number and number != self._number:
            self.voice.say(in_words(number), Said.COUNT)
        self._number = number

    def _tell_start(self, t_s: float, text: str) -> None:
        if not text:
            self._waits_s = math.nan
        elif math.isnan(self._waits_s):
            self._waits_s, self._start = t_s, ""
        elif text != self._start and t_s - self._waits_s >= PATIENCE_S:
            self._start = text
            self.voice.say(text, Said.PROMPT)
