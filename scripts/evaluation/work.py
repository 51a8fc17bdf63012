"""From an evaluation set to one score a clip, on a few processes."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from accuracy import compact
from accuracy.samples import described
from evaluation.beyond import beyond
from evaluation.product import run
from evaluation.score import ClipScore, score, score_empty
from evaluation.signals import compare, used_by, with_sides
from evaluation.truth import Truth
from formcheck.errors import FormcheckError
from formcheck.exercises import find

Job = tuple[Truth, Path]


def score_all(jobs: Sequence[Job], processes: int) -> list[ClipScore]:
    """Score every clip, in the order given.

    Raises:
        FormcheckError: landmarks cannot be read, or an exercise is unknown.
    """
    if processes <= 1:
        return [score_clip(job) for job in jobs]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(score_clip, jobs, chunksize=4))


def score_clip(job: Job) -> ClipScore:
    """Run the product on one clip's landmarks and hold it against the truth."""
    truth, landmarks = job
    try:
        seen, exact = compact.load(landmarks)
    except (OSError, ValueError, KeyError) as error:
        raise FormcheckError(f"cannot read {landmarks}", cause=str(error)) from error
    if truth.is_empty:
        return score_empty(truth, {name: run(seen, each)[0] for name, each in described().items()})
    exercise = find(truth.exercise)
    names = [name for base in used_by(exercise) for name in with_sides(base)]
    said, listener = run(seen, exercise, names)
    compared = compare(truth, exercise, listener.t_s, listener.values, exact)
    return score(truth, said, exercise, compared, beyond(truth, exercise, listener.t_s, exact))
