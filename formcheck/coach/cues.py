"""One cue at a time: the graver first, none repeated before the last was heard."""

import math
from dataclasses import dataclass, field

from formcheck.engine.events import Event, Flag, Noticed
from formcheck.engine.spec import Severity

# A short sentence takes two seconds to say; the same one again within three is nagging.
SHOW_S = 2.0
COOLDOWN_S = 3.0


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to say.

    Attributes:
        text: the words.
        severity: ``caution`` or ``fault``.
        since_s: when it was first shown.
    """

    text: str
    severity: Severity
    since_s: float


@dataclass(slots=True)
class CueBoard:
    """Chooses the cue that is shown or said at each moment."""

    _shown: Cue | None = None
    _last_s: dict[str, float] = field(default_factory=dict)

    def add(self, event: Event, t_s: float) -> Cue | None:
        """Take one event; return a cue that has just become the one to say."""
        if not isinstance(event, Noticed | Flag):
            return None
        return self.offer(event.cue, event.severity, t_s)

    def offer(self, text: str, severity: Severity, t_s: float) -> Cue | None:
        """Propose words to say; return them as a cue if they are the ones to say now."""
        if t_s - self._last_s.get(text, -math.inf) < COOLDOWN_S:
            return None
        now = self.now(t_s)
        if now and not (severity is Severity.FAULT and now.severity is Severity.CAUTION):
            return None
        self._shown = Cue(text, severity, t_s)
        self._last_s[text] = t_s
        return self._shown

    def now(self, t_s: float) -> Cue | None:
        """The cue to show at this moment."""
        shown = self._shown
        return shown if shown and t_s - shown.since_s <= SHOW_S else None
