"""One clip of a room that is not quiet: who was followed, how soon again, and what was counted."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accuracy import compact, places
from evaluation.truth import Truth, parse
from formcheck.engine.events import Event, Raise, Rep
from formcheck.exercises import find
from formcheck.loop import Session, Sighting, follow
from formcheck.motion.measure import Measuring
from formcheck.pose.landmarks import Landmark as L

Floats = NDArray[np.float64]
_JOINTS = [L[name.upper()] for name in places.JOINTS]
_HIPS = [places.JOINTS.index(f"{side}_hip") for side in ("left", "right")]
_SHOULDERS = [places.JOINTS.index(f"{side}_shoulder") for side in ("left", "right")]
# Tracked again: the joints are this near to their exact places on average, in torso lengths.
NEAR_TORSO = 0.15
# A board slides away for so long once it begins to uncover the person (see evalset/board.py).
UNCOVERS_S = 0.25
# A jump told within this of a real cut is that cut.
SAME_CUT_S = 0.2


@dataclass(frozen=True, kw_only=True)
class Row:
    """What was measured of one clip.

    Attributes:
        happens: in words.
        back_s: seconds from the end of each disturbance until tracked again; infinite = never.
        ours: share of frames on the right person while somebody else is there; None where nobody is.
        expected, got: repetitions.
        cuts: real ones; ``found`` of them, and ``false`` others; ``across``: movements counted across one.
    """

    clip: str
    happens: str
    back_s: Sequence[float] = ()
    ours: float | None = None
    expected: int
    got: int
    cuts: Sequence[float] = ()
    found: int = 0
    false: Sequence[float] = ()
    across: int = 0


@dataclass(frozen=True)
class Clip:
    """A clip's landmarks, truth and exact places."""

    truth: dict[str, Any]
    seen: list[Sighting]
    exact: dict[str, Floats] = field(default_factory=dict)

    @property
    def t_s(self) -> Floats:
        """Of each frame."""
        return np.array([s.t_s for s in self.seen])

    @cached_property
    def told(self) -> Truth:
        """The truth as the evaluation reads it: what was hidden for most of its time is no repetition."""
        return parse(self.truth)

    @property
    def rough(self) -> dict[str, Any]:
        """When it was cut, and when the person was hidden."""
        return dict(self.truth.get("rough", {"cut_s": None, "hidden_s": []}))


def load(folder: Path) -> list[Clip]:
    """Every clip of an evaluation set whose exact places were kept for the same frames."""
    found = []
    for path in sorted((folder / places.FOLDER).glob("*.npz")):
        truth = json.loads((folder / f"{path.stem}.json").read_text(encoding="utf-8"))
        seen, exact = compact.load(folder / path.name)[0], places.load(path)
        if len(seen) == len(exact["joints"]):
            found.append(Clip(truth, seen, exact))
    return found


def measured(clip: Clip) -> Row:
    """Everything about one clip."""
    cut_s = clip.rough["cut_s"]
    real = [] if cut_s is None else [float(cut_s)]
    told, events = watched(clip.seen, clip.truth["exercise"])
    return Row(
        clip=clip.truth["clip"],
        happens=", ".join(_words(clip)),
        back_s=_back_s(clip),
        ours=_ours(clip),
        expected=len(clip.told.reps),
        got=sum(isinstance(e, Rep) and not _was_hidden(e, clip.told) for e in events),
        cuts=real,
        found=sum(any(abs(t - cut) <= SAME_CUT_S for t in told) for cut in real),
        false=[t for t in told if not any(abs(t - cut) <= SAME_CUT_S for cut in real)],
        across=sum(across(events, cut) for cut in real),
    )


def jumps(seen: Iterable[Sighting]) -> list[float]:
    """When the product says that the picture jumped."""
    measuring = Measuring()
    observed = (measuring.step(s.t_s, s.pose)[1] for s in seen)
    return [o.cut_s for o in observed if o.cut_s is not None]


def watched(seen: Iterable[Sighting], exercise: str) -> tuple[list[float], list[Event]]:
    """When the picture jumped, and all events of one exercise: none where the clip holds none."""
    if exercise == "none":
        return jumps(seen), []
    steps = list(follow(seen, Session(find(exercise))))
    told = [s.observation.cut_s for s in steps if s.observation.cut_s is not None and not s.is_last]
    return told, [event for step in steps for event in step.events]


def _was_hidden(rep: Rep, truth: Truth) -> bool:
    """Whether a counted repetition is one that nobody could see, so that counting it is not wrong either."""
    peak_s = rep.raises[-1].peak_s
    return any(hidden.holds(peak_s) for hidden in truth.unseen)


def across(events: Iterable[Event], cut_s: float, margin_s: float = 0.1) -> int:
    """How many movements were counted that began before a cut and ended after it."""
    raises = [e for e in events if isinstance(e, Raise)]
    return sum(r.start_s < cut_s - margin_s and r.end_s > cut_s + margin_s for r in raises)


def _words(clip: Clip) -> list[str]:
    known = {"cut to another place", "cut in the same place", "passer-by", "mirror"}
    hidden = [f"{part} body hidden {to - at:.1f} s" for at, to, part in clip.rough["hidden_s"]]
    return [word for word in clip.truth["conditions"] if word in known] + hidden


# ---- where the product saw the person


def _tracked(clip: Clip) -> Floats:
    missing = np.full((len(_JOINTS), 2), np.nan)
    return np.array([s.pose.xy_px[_JOINTS] if s.pose else missing for s in clip.seen], np.float64)


def error_torso(clip: Clip) -> Floats:
    """Mean error of the joints of each frame in torso lengths; NaN where nobody was seen."""
    exact = clip.exact["joints"]
    trunk = exact[:, _SHOULDERS].mean(1) - exact[:, _HIPS].mean(1)
    # seen from the head or the feet a torso is short: then it is no measure
    torso_px = np.maximum(np.linalg.norm(trunk, axis=1), 0.6 * np.median(np.linalg.norm(trunk, axis=1)))
    return np.asarray(np.linalg.norm(_tracked(clip) - exact, axis=2).mean(1) / torso_px)


def _back_s(clip: Clip) -> list[float]:
    """Seconds until tracked again, from when the person is free to be seen."""
    free_s = [float(to) + UNCOVERS_S for _, to, _ in clip.rough["hidden_s"]]
    free_s += [] if clip.rough["cut_s"] is None else [float(clip.rough["cut_s"])]
    good = error_torso(clip) <= NEAR_TORSO
    return [_first_after(clip.t_s, good, t_s) - t_s for t_s in free_s] + _back_from_passer_s(clip)


def _first_after(t_s: Floats, good: NDArray[np.bool_], from_s: float) -> float:
    after = t_s[(t_s >= from_s - 1e-6) & good]
    return float(after[0]) if len(after) else float("inf")


def _back_from_passer_s(clip: Clip) -> list[float]:
    """How long each stay with the passer-by lasted, until the person is tracked again."""
    on_other, t_s = _on_other(clip), clip.t_s
    good = error_torso(clip) <= NEAR_TORSO
    spans: list[float] = []
    free_s = -np.inf
    for i in np.flatnonzero(on_other):
        if t_s[i] >= free_s:
            free_s = _first_after(t_s, good, float(t_s[i]))
            spans.append(free_s - float(t_s[i]))
    return spans


def _on_other(clip: Clip) -> NDArray[np.bool_]:
    """Frames in which the tracked hips are nearer to the passer-by or mirror image than to the person."""
    hips = _tracked(clip)[:, _HIPS].mean(1)
    others = [clip.exact[name] for name in ("passer", "mirror") if name in clip.exact]
    if not others:
        return np.zeros(len(clip.seen), bool)
    own_px = np.linalg.norm(hips - clip.exact["joints"][:, _HIPS].mean(1), axis=1)
    return np.asarray(np.linalg.norm(hips - others[0], axis=1) < own_px)


def _ours(clip: Clip) -> float | None:
    others = [clip.exact[name] for name in ("passer", "mirror") if name in clip.exact]
    if not others:
        return None
    there = ~np.isnan(others[0][:, 0]) & ~np.isnan(_tracked(clip)[:, 0, 0])
    return float(1 - _on_other(clip)[there].mean()) if there.any() else None
