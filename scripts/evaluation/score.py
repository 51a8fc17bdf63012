"""One clip's truth against what the product said of it. Pure data in, pure data out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from accuracy.matching import NEAR_S, match
from evaluation.faults import Faults, judge_faults
from evaluation.product import Said
from evaluation.signals import Compared
from evaluation.truth import Hold, Movement, Planted, Truth
from formcheck.engine.spec import Exercise, Kind, Sides

# A repetition that was found may begin and end this much beside the true one.
BESIDE_S = 0.3
# A hold this much too long or short makes its clip inexact.
HOLD_WITHIN_S = 0.3

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partials:
    """Partial repetitions: made, told as such, counted as whole ones; and told where none was made."""

    made: int = 0
    told: int = 0
    counted: int = 0
    false: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """Holds: made, told, and the errors of their length, told minus true, of those that were found."""

    made: int = 0
    told: int = 0
    errors_s: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipScore:
    """One clip, scored.

    Attributes:
        got: repetitions counted; of all exercises together where the clip holds none.
        counted: the same by exercise.
        outside: repetitions counted while nothing may be.
        extra: repetitions counted at rest: in no true one, no partial one, and not outside.
        double: repetitions counted within a true one that was found already, or paired wrongly.
        sided, wrong_side: movements whose side is known, and those counted for the other side.
        times_s: errors of start, peak and end of each repetition found, found minus true.
        dropped: what the product says it saw and did not count.
    """

    truth: Truth
    expected: int
    got: int
    counted: Mapping[str, int] = field(default_factory=dict)
    outside: int = 0
    extra: int = 0
    double: int = 0
    sided: int = 0
    wrong_side: int = 0
    times_s: tuple[tuple[float, float, float], ...] = ()
    partials: Partials = Partials()
    holds: Holds = Holds()
    faults: Faults = field(default_factory=Faults)
    compared: tuple[Compared, ...] = ()
    view: str = ""
    dropped: tuple[str, ...] = ()

    @property
    def error(self) -> int:
        """Repetitions too many."""
        return self.got - self.expected

    @property
    def relative_error(self) -> float:
        """Size of the error in true repetitions."""
        return abs(self.error) / max(1, self.expected)

    @property
    def reasons(self) -> list[str]:
        """Why the clip is not exact, in words; empty when it is."""
        h, p = self.holds, self.partials
        off = [e for e in h.errors_s if abs(e) > HOLD_WITHIN_S]
        reasons = {
            f"{self.got} of {self.expected} repetitions": bool(self.error),
            f"{self.outside} counted where nothing may be": bool(self.outside),
            f"{self.extra} counted at rest": bool(self.extra),
            f"{self.double} counted twice or mispaired": bool(self.double),
            f"{self.wrong_side} on the wrong side": bool(self.wrong_side),
            f"{p.counted} partial counted as whole": bool(p.counted),
            f"{p.made - p.told - p.counted} partial not told": p.made > p.told + p.counted,
            f"{p.false} false partial": bool(p.false),
            f"{h.told} of {h.made} holds": h.told != h.made,
            f"{len(off)} hold lengths": bool(off),
            **{words: True for words in self.faults.reasons},
        }
        return [reason for reason, is_so in reasons.items() if is_so]


def pair(true: Sequence[Movement], got: Sequence[Movement]) -> list[Pair]:
    """Pair repetitions one to one, the nearest peaks first.

    A repetition that was found belongs to a true one if its peak lies within it, or just beside.
    """
    near = match([t.peak_s for t in true], [g.peak_s for g in got], NEAR_S)
    return [(i, j) for i, j in near if true[i].holds(got[j].peak_s, BESIDE_S)]


def score_empty(truth: Truth, said: Mapping[str, Said]) -> ClipScore:
    """Score a clip that holds no exercise by what every exercise counted in it."""
    counted = {name: len(one.reps) for name, one in said.items() if one.reps}
    got = sum(counted.values())
    return ClipScore(truth=truth, expected=0, got=got, counted=counted, outside=got)


def score(
    truth: Truth,
    said: Said,
    exercise: Exercise,
    compared: Sequence[Compared] = (),
    unplanned: Sequence[Planted] = (),
) -> ClipScore:
    """Score a clip by what its own exercise counted and judged in it.

    Args:
        truth: what the clip holds.
        said: what the product said of it.
        exercise: the clip's own.
        compared: its signals, measured and true.
        unplanned: faults that came about without being planted.
    """
    said = of_what_shows(said, truth)
    pairs = pair(truth.reps, said.reps)
    sides = _sides(truth, said, exercise, pairs)
    found = {j for _, j in pairs}
    outside = {j for j, raises in enumerate(said.raises) if any(truth.is_outside(r.peak_s) for r in raises)}
    partials, as_whole = judge_partials(truth, said, found)
    spare = set(range(len(said.reps))) - found - outside - as_whole
    within = {j for j in spare if any(t.holds(said.reps[j].peak_s, BESIDE_S) for t in truth.reps)}
    return ClipScore(
        truth=truth,
        expected=len(truth.reps),
        got=len(said.reps),
        counted={exercise.name: len(said.reps)},
        outside=len(outside),
        extra=len(spare - within),
        double=len(within),
        sided=len(sides),
        wrong_side=sum(true != got for true, got in sides),
        times_s=tuple(_errors_s(truth.reps[i], said.reps[j]) for i, j in pairs),
        partials=partials,
        holds=judge_holds(truth.holds, said.holds) if exercise.kind is not Kind.REPS else Holds(),
        faults=judge_faults(truth, said, exercise, unplanned),
        compared=tuple(compared),
        view=said.view,
        dropped=said.dropped,
    )


def of_what_shows(said: Said, truth: Truth) -> Said:
    """What was said, without the repetitions and flags of a true one that nobody could see."""

    def shows(t_s: float) -> bool:
        return not any(rep.holds(t_s, BESIDE_S) for rep in truth.unseen)

    kept = [j for j, rep in enumerate(said.reps) if shows(rep.peak_s)]
    return replace(
        said,
        reps=tuple(said.reps[j] for j in kept),
        raises=tuple(said.raises[j] for j in kept),
        moves=tuple(move for move in said.moves if shows(move.peak_s)),
        partials=tuple(p for p in said.partials if shows(p.middle_s)),
        holds=tuple(h for h in said.holds if shows(h.middle_s)),
        flags=tuple(flag for flag in said.flags if shows(flag.at_s)),
    )


def _errors_s(true: Movement, got: Movement) -> tuple[float, float, float]:
    return got.start_s - true.start_s, got.peak_s - true.peak_s, got.end_s - true.end_s


def _sides(
    truth: Truth, said: Said, exercise: Exercise, pairs: Sequence[Pair]
) -> list[tuple[str, str | None]]:
    """True and counted side of each movement whose side is known; of a diagonal pair, of both raises."""
    if exercise.sides is not Sides.DIAGONAL:
        both = [(truth.reps[i].side, said.reps[j].side) for i, j in pairs]
    else:
        both = [(hold.side, _side_told(hold, said.moves)) for hold in truth.holds]
        both = [(true, got) for true, got in both if got is not None]
    return [(true, got) for true, got in both if true is not None]


def _side_told(hold: Hold, moves: Sequence[Movement]) -> str | None:
    """The hold's own side if a movement of it was counted then, else that of another one; None for none."""
    sides = [m.side for m in moves if hold.start_s - BESIDE_S <= m.peak_s <= hold.end_s + BESIDE_S]
    return hold.side if hold.side in sides else next(iter(sides), None)


def judge_partials(truth: Truth, said: Said, found: set[int]) -> tuple[Partials, set[int]]:
    """Tell the partial repetitions told as such from those counted as whole.

    Args:
        truth: holds those that were made.
        said: holds those that were told, and what was counted.
        found: the counted repetitions that are true ones, by index.

    Returns:
        The figures, and the indices of the counted repetitions that are partial ones.
    """
    others = [j for j in range(len(said.reps)) if j not in found]
    middles = [p.middle_s for p in said.partials]
    told = {i for i, made in enumerate(truth.partials) if any(made.holds(m, BESIDE_S) for m in middles)}
    wrong = {
        j: i
        for j in others
        for i, made in enumerate(truth.partials)
        if made.holds(said.reps[j].peak_s, BESIDE_S)
    }
    false = sum(not any(made.holds(m, BESIDE_S) for made in truth.partials) for m in middles)
    counted = set(wrong.values()) - told
    return Partials(made=len(truth.partials), told=len(told), counted=len(counted), false=false), set(wrong)


def judge_holds(made: Sequence[Hold], told: Sequence[Hold]) -> Holds:
    """Pair holds of the same side by their middles and take the errors of their lengths."""
    errors: list[float] = []
    for side in {h.side for h in made}:
        true, got = ([h for h in holds if h.side == side] for holds in (made, told))
        pairs = match([h.middle_s for h in true], [h.middle_s for h in got], NEAR_S)
        errors += [got[j].length_s - true[i].length_s for i, j in pairs]
    return Holds(made=len(made), told=len(told), errors_s=tuple(errors))
