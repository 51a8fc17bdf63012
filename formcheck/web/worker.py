"""One clip in a process of its own: what its file does to the decoder, it does to this process alone.

    python -m formcheck.web.worker < job.json

Reads one ``Task`` as JSON, writes one JSON object a line: ``{"session": id, "exercise": name}`` for each
exercise once it is known, ``{"progress": 0..1}``, and at the end ``{"done": true}`` or ``{"error": line}``.
"""

import json
import os
import sys
import time
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from formcheck.errors import ExerciseError, FormcheckError
from formcheck.ground import ground_of

if TYPE_CHECKING:
    from formcheck.loop import Sighting, Step
    from formcheck.pose.backends import PoseOptions
    from formcheck.results import Result

# Recognising the exercise looks at every picture; the judging afterwards only draws.
_LOOK_SHARE = 0.75
_TELL_EVERY_S = 0.3
_NICE = 5


class ClipRefused(FormcheckError):
    """A clip beyond the limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a worker is asked to do.

    Attributes:
        clip, out: the file to analyze, and where the annotated clip goes.
        name: shown instead of the file's own.
        exercise: a name, or ``auto``.
        surface, footwear: what it was done on.
        person: whose own limits it is judged by; None for the declared ones.
        pose: fields of ``PoseOptions``.
        store_url, data_folder: of the store.
        clip_s, clip_px, frames: limits of the clip.
        memory_bytes, output_bytes, cpu_s: limits of the process.
    """

    clip: str
    out: str
    name: str
    exercise: str
    surface: str
    footwear: str | None
    person: str | None = None
    pose: dict[str, Any] = field(default_factory=dict)
    store_url: str | None
    data_folder: str
    clip_s: float
    clip_px: int
    frames: int
    memory_bytes: int
    output_bytes: int
    cpu_s: int

    def as_json(self) -> bytes:
        """As the worker reads it."""
        return json.dumps(asdict(self)).encode()


def main() -> None:
    """Do one task; ends without a traceback whatever the clip holds."""
    task = Task(**json.load(sys.stdin))
    pipe = _take_stdout()
    restrict(task)
    try:
        _analyze(task, Teller(pipe))
        last: dict[str, Any] = {"done": True}
    except FormcheckError as error:
        last = {"error": _line(error, task)}
    except MemoryError:
        last = {"error": f"{task.name} needs more memory than a clip may take. Save it in a smaller size"}
    except Exception as error:
        # native code reports damage in many ways; what matters is that one clip has failed
        last = {"error": f"{task.name} cannot be analyzed. {type(error).__name__}: {str(error)[:200]}"}
    _write(pipe, last)


def _take_stdout() -> IO[str]:
    """Keep the pipe for ourselves: what native code prints goes to standard error."""
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return pipe


def restrict(task: Task) -> None:
    """Take away from this process what no clip needs; Windows knows no such limits."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(_NICE)
    limits = {
        resource.RLIMIT_AS: task.memory_bytes,
        resource.RLIMIT_CPU: task.cpu_s,
        resource.RLIMIT_FSIZE: task.output_bytes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 256,
    }
    for kind, wanted in limits.items():
        most = resource.getrlimit(kind)[1]
        value = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        try:
            resource.setrlimit(kind, (value, value))
        except (ValueError, OSError):
            # macOS refuses some of them; the wall clock and the others still hold
            continue


class Teller:
    """Tells how far the work has come, now and then."""

    def __init__(self, pipe: IO[str]) -> None:
        self._pipe, self._told_s = pipe, 0.0

    def session(self, session_id: str, exercise: str) -> None:
        """A session of this exercise is in the store from now on."""
        _write(self._pipe, {"session": session_id, "exercise": exercise})

    def progress(self, share: float) -> None:
        """This share of the work is done."""
        now_s = time.monotonic()
        if now_s - self._told_s >= _TELL_EVERY_S:
            self._told_s = now_s
            _write(self._pipe, {"progress": round(min(share, 1.0), 3)})


def _write(pipe: IO[str], message: dict[str, Any]) -> None:
    pipe.write(json.dumps(message) + "\n")
    pipe.flush()


class Watch:
    """Counts frames and seconds, tells the progress, and ends what is beyond the limits."""

    def __init__(self, task: Task, tell: Teller, frames: int | None) -> None:
        self._task, self._tell, self._frames = task, tell, frames
        self._looked = self._stepped = 0

    def look(self, sighting: "Sighting") -> None:
        """Take one pose of the pass that recognises the exercise."""
        self._looked += 1
        self._check(self._looked, sighting.t_s)
        self._tell.progress(_LOOK_SHARE * self._share(self._looked))

    def step(self, step: "Step") -> None:
        """Take one judged step."""
        self._stepped += 1
        self._check(self._stepped, step.sighting.t_s)
        done = _LOOK_SHARE if self._looked else 0.0
        self._tell.progress(done + (1.0 - done) * self._share(self._stepped))

    def _share(self, frames: int) -> float:
        return frames / max(self._frames or 0, self._looked, frames, 1)

    def _check(self, frames: int, t_s: float) -> None:
        if t_s > self._task.clip_s:
            raise too_long(self._task)
        if frames > self._task.frames:
            raise ClipRefused(f"{self._task.name} has more than {self._task.frames} pictures")


def too_long(task: Task) -> ClipRefused:
    """The refusal of a clip beyond the longest length."""
    return ClipRefused(
        f"{task.name} is longer than {task.clip_s / 60:g} minutes",
        mend="Cut it, or analyze it on the command line: formcheck analyze",
    )


def _analyze(task: Task, tell: Teller) -> None:
    clip = Path(task.clip)
    frames = _checked_frames(task, clip)
    # late, because it takes a second, which most of what is no clip does not cost
    from formcheck.analysis import Stream, analyze
    from formcheck.engine.sets import SEVERAL, UNKNOWN
    from formcheck.exercises import find
    from formcheck.facts import unrecognised
    from formcheck.sinks.annotate import AnnotatedClip
    from formcheck.sinks.sink import Sink
    from formcheck.store import Keeper, Recorder, Store
    from formcheck.targets import load_targets, own

    watch, ground = Watch(task, tell, frames), ground_of(task.surface, task.footwear)
    keepers: list[Keeper] = []

    def begin(exercise: str) -> Recorder:
        recorder = store.begin(exercise, source_kind="clip", source_name=task.name, ground=ground)
        tell.session(recorder.id, exercise)
        return recorder

    def sinks(stream: Stream, exercise: str) -> list[AbstractContextManager[Sink]]:
        if exercise == UNKNOWN:
            raise unrecognised(task.name)
        keepers.append(Keeper(exercise, begin))
        declared = None if exercise == SEVERAL else own(find(exercise), limits)
        return [keepers[0], AnnotatedClip(Path(task.out), declared, stream.size_px)]

    with ExitStack() as stack:
        limits = load_targets(None, task.person, Path(task.data_folder))
        store = stack.enter_context(Store(task.store_url, task.data_folder))
        result = analyze(
            clip,
            task.exercise,
            targets=limits,
            options=_pose_options(task),
            sinks=sinks,
            on_step=watch.step,
            on_look=watch.look,
        )
        if not result.frames_with_person:
            raise ClipRefused(_named(" ".join(result.warnings), task))
        keepers[0].finish(_for_people(result, task))


def _for_people(result: "Result", task: Task) -> "Result":
    """The result, and those of its exercises, with the clip's own name."""
    named = {
        "source": task.name,
        "warnings": [_named(line, task) for line in result.warnings],
        "notes": [_named(line, task) for line in result.notes],
        "parts": [_for_people(part, task) for part in result.parts],
    }
    return result.model_copy(update=named)


def _pose_options(task: Task) -> "PoseOptions":
    from formcheck.pose.backends import PoseOptions

    file = task.pose.get("model_file")
    return PoseOptions(**task.pose | {"model_file": Path(file) if file else None})


def _checked_frames(task: Task, clip: Path) -> int | None:
    """How many pictures the clip claims to have, its other claims being within the limits."""
    from formcheck.video.describe import describe

    claims = describe(clip)
    width, height = claims.size_px
    if width * height > task.clip_px:
        raise ClipRefused(
            f"{task.name} has pictures of {width}x{height} pixels", mend="Save it in a smaller size"
        )
    if claims.duration_s is not None and claims.duration_s > task.clip_s:
        raise too_long(task)
    return claims.frames or None


def _line(error: FormcheckError, task: Task) -> str:
    """An error for somebody who sees a page, not a terminal."""
    if isinstance(error, ExerciseError):
        error = ExerciseError(
            error.what, cause=error.cause, mend="Choose the exercise and send the clip again"
        )
    return _named(str(error), task)


def _named(line: str, task: Task) -> str:
    """A message that names the clip as its owner does, on one line."""
    own = line.replace(task.clip, task.name).replace(Path(task.clip).name, task.name)
    return " ".join(own.split())


if __name__ == "__main__":
    main()
