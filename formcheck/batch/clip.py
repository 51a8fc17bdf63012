"""What is done with one clip, whoever asks for it and wherever it runs."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from formcheck.analysis import AUTO, STOPPED, Stream, analyze, open_source
from formcheck.batch.book import Book
from formcheck.batch.executor import Progress, Seldom, Tell, nobody_listens
from formcheck.batch.key import key_of
from formcheck.batch.saving import Saving
from formcheck.batch.segments import joined
from formcheck.batch.sessions import estimator
from formcheck.batch.staging import Staging
from formcheck.batch.work import Outcome, Work
from formcheck.errors import FormcheckError, VideoError
from formcheck.exercises import load
from formcheck.loop import Sighting, Step
from formcheck.results import Result
from formcheck.sinks.outlet import Outlet
from formcheck.sinks.tables import SetTable, cannot_write
from formcheck.video.describe import describe

# Recognising the exercise looks at every picture; the judging afterwards only draws.
_LOOK_SHARE = 0.75


def do(work: Work, tell: Tell = nobody_listens) -> Outcome:
    """Analyze one clip and write its files; one that cannot be analyzed is an outcome, too.

    Its files come to their places only when they are whole. Ctrl-C in the main thread ends it at the next
    step, and what was counted until then is kept.

    Args:
        work: what is asked for.
        tell: takes messages about how far it is.
    """
    began_s = time.monotonic()
    with Staging(work.wanted.out, work.stem) as staged:
        try:
            outcome = _once(work, staged, tell, began_s) if work.settings else _done(work, staged, tell)
        except FormcheckError as error:
            outcome = _failed(work, staged.told(str(error)))
        except MemoryError:
            outcome = _failed(work, f"{work.name} needs more memory than there is. Save it in a smaller size")
        except Exception as error:  # native code reports damage in many ways; the other clips go on
            said = f"{type(error).__name__}: {str(error)[:200]}"
            outcome = _failed(work, f"{work.name} cannot be analyzed. {said}")
    return outcome if outcome.is_old else replace(outcome, seconds=time.monotonic() - began_s)


def _once(work: Work, staged: Staging, tell: Tell, began_s: float) -> Outcome:
    """The kept outcome, or else a new one, which is kept."""
    try:
        key, book = key_of(work), Book(work.wanted.out)
    except VideoError:  # why it cannot be read is best told by who reads it
        return _done(work, staged, tell)
    kept = None if work.again else book.find(key)
    if kept is not None:
        return replace(kept, clip=work.clip)
    outcome = replace(_done(work, staged, tell, key), key=key, seconds=time.monotonic() - began_s)
    errors = list[str]()
    with _noted(errors, staged):
        book.keep(outcome)
    return replace(outcome, errors=(*outcome.errors, *errors))


def _failed(work: Work, line: str) -> Outcome:
    return Outcome(clip=work.clip, name=work.name, errors=(" ".join(line.split()),))


def _done(work: Work, staged: Staging, tell: Tell, key: str = "") -> Outcome:
    for file in work.own_exercises:
        load(file)
    lost = list[str]()
    with Saving(work.keep, "landmarks" if work.is_recorded else "clip", tell, key) as saving:
        result = _analyzed(work, staged, saving, tell, lost)
        return _finished(work, staged, saving, result, lost)


def _finished(work: Work, staged: Staging, saving: Saving, result: Result, lost: list[str]) -> Outcome:
    """Write what is known at the end only, and bring all files to their places."""
    errors, moved = list[str](), list[Path]()
    with _noted(errors, staged):
        saving.finish(result)
    with _noted(errors, staged):
        _write_rest(work, staged, result)
    with _noted(errors, staged):
        moved += staged.publish()
    return Outcome(
        clip=work.clip,
        name=work.name,
        result=result,
        errors=tuple(errors),
        files=tuple(path for path in work.files if path in moved),
        session_ids=saving.session_ids,
        is_whole=not (errors or lost or STOPPED in result.warnings),
    )


@contextmanager
def _noted(errors: list[str], staged: Staging) -> Iterator[None]:
    """What fails here is told, and the rest goes on: the result is known."""
    try:
        yield
    except FormcheckError as error:
        errors.append(staged.told(str(error)))


def _analyzed(work: Work, staged: Staging, saving: Saving, tell: Tell, lost: list[str]) -> Result:
    """The result; ``lost`` takes a line for each file that could not be written to its end."""
    pace = Pace(work, tell)

    def sinks(stream: Stream, exercise: str) -> list[Outlet]:
        pace.of = stream.frames_estimate
        made = work.sinks(staged.folder, stream, exercise) if work.wanted.endings else []
        return [Outlet(sink, lost) for sink in (*made, *saving.sinks(stream, exercise))]

    result = analyze(
        Path(work.clip),
        work.exercise,
        targets=work.targets,
        options=work.pose,
        region=work.region,
        sinks=sinks,
        on_look=pace.look,
        on_step=pace.step,
        source=_source(work),
        pictured=work.wanted.video,
    )
    return result.model_copy(update={"warnings": [*result.warnings, *map(staged.told, lost)]})


def _source(work: Work) -> AbstractContextManager[Stream]:
    if not work.parts:
        return open_source(Path(work.clip), work.pose, estimator)
    # where the exercise has to be recognised, the pictures are wanted in the second pass only
    is_drawn = work.wanted.video and work.exercise != AUTO
    return joined(work.parts, work.name, Path(work.clip) if is_drawn else None)


def _write_rest(work: Work, staged: Staging, result: Result) -> None:
    """The files that are known at the end only."""
    if work.wanted.csv:
        with SetTable(staged.folder / f"{work.stem}.sets.csv") as table:
            table.write_all(result.sets)
    if work.wanted.json:
        _write_result(staged.folder / f"{work.stem}.json", result)


def _write_result(path: Path, result: Result) -> None:
    try:
        path.write_text(result.model_dump_json(indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        path.unlink(missing_ok=True)  # half of it can be read by nobody
        raise cannot_write(path, error) from error


class Pace:
    """Tells how far a clip is, now and then.

    Args:
        work: the clip.
        tell: takes the messages.

    Attributes:
        of: frames in all, None when not known.
    """

    def __init__(self, work: Work, tell: Tell) -> None:
        self.of: int | None = None
        self._work, self._tell = work, Seldom(tell)
        self._looked = self._stepped = 0

    def look(self, sighting: Sighting) -> None:
        """Take one pose of the pass that recognises the exercise."""
        if not self._looked:
            self.of = _claimed_frames(self._work)
        self._looked += 1
        self._say(self._looked, _LOOK_SHARE * self._part(self._looked))

    def step(self, step: Step) -> None:
        """Take one judged step."""
        if step.is_last:
            return
        self._stepped += 1
        before = _LOOK_SHARE if self._looked else 0.0
        self._say(max(self._looked, self._stepped), before + (1.0 - before) * self._part(self._stepped))

    def _part(self, frames: int) -> float:
        return frames / max(self.of or 0, self._looked, frames, 1)

    def _say(self, frames: int, share: float) -> None:
        self._tell(Progress(frames=frames, of=self.of, share=min(share, 1.0)))


def _claimed_frames(work: Work) -> int | None:
    if work.is_recorded:
        return None
    with suppress(FormcheckError):
        return describe(Path(work.clip)).frames or None
    return None
