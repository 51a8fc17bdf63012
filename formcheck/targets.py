"""Personal targets: a physiotherapist's file that moves an exercise's limits, each within its allowed range.

    [lunge]                  # an exercise, by name or alias
    work = 84.0              # the person's own full range and rest, in the unit of what is counted
    rest = 14.0

    [lunge.trunk_lean_2]     # one of its limits, by its key
    on = 30.0                # from where it is flagged
    cue = "Look ahead"

    [lunge.knee_collapse]    # all the limits of a name: severity, cue, skip
    severity = "caution"

``formcheck exercises lunge --targets`` prints such a file with every limit, its key and its allowed range.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.engine.allowed import (
    Judged,
    Range,
    allowed_for_s,
    allowed_off,
    allowed_on,
    allowed_rest,
    allowed_work,
    limits_of,
    with_changes,
)
from formcheck.engine.personal import RANGE, Change, Personal
from formcheck.engine.spec import Exercise, Fault, Severity, base_name
from formcheck.engine.words import limit_text
from formcheck.errors import ExerciseError, FormcheckError
from formcheck.exercises import find
from formcheck.folder import data_folder
from formcheck.motion.signals import SIGNALS
from formcheck.toml_lines import TomlError, TomlFile, read_toml
from formcheck.toml_scan import KeyPath

FOLDER = "targets"
# A cue is said while the person moves, and shown in one line.
CUE_LETTERS = 60
_WORDS = ("severity", "cue", "skip")
_PERSON = re.compile(r"[\w-]+( [\w-]+)*")


@dataclass(frozen=True, slots=True)
class Targets:
    """What one file changes.

    Attributes:
        file: its name, as results show it.
        personal: of each exercise that it names.
    """

    file: str
    personal: Mapping[str, Personal]

    def apply(self, exercise: Exercise) -> Exercise:
        """The exercise with its personal limits; marked all the same where the file changes none."""
        return with_changes(exercise, self.personal.get(exercise.name, Personal(self.file)))


def file_of(person: str, data: Path | None = None) -> Path:
    """The targets file of a person, in the user's data folder.

    Raises:
        FormcheckError: the name cannot be that of a file.
    """
    if not _PERSON.fullmatch(person):
        raise FormcheckError(f"{person!r} cannot be a person's name here", mend="Use letters and digits")
    return data_folder(data) / FOLDER / f"{person}.toml"


def people(data: Path | None = None) -> list[str]:
    """Everybody whose targets lie in the user's data folder, in alphabetical order."""
    names = (path.stem for path in (data_folder(data) / FOLDER).glob("*.toml"))
    return sorted(name for name in names if _PERSON.fullmatch(name))


def load_targets(file: Path | None, person: str | None, data: Path | None = None) -> Targets | None:
    """The targets that a command line asks for: a file, or a person's; None where it asks for neither.

    Raises:
        FormcheckError: both are given, or the file is not there or wrong.
    """
    if file is not None and person is not None:
        raise FormcheckError("both --targets and --person are given", mend="Leave one of them away")
    if person is None:
        return None if file is None else read_targets(file)
    path = file_of(person, data)
    if not path.is_file():
        raise FormcheckError(
            f"there are no targets of {person}",
            cause=f"No file {path}",
            mend=f"Make one: formcheck calibrate CLIP --exercise NAME --person {person}",
        )
    return read_targets(path)


def read_targets(path: Path) -> Targets:
    """Read and check a targets file.

    Raises:
        TomlError: it cannot be read; an exercise, limit or field is unknown, or a value is not allowed.
    """
    file = read_toml(path)
    found: dict[str, Personal] = {}
    for name in file.values:
        exercise = _exercise(file, name)
        if exercise.name in found:
            raise file.error((name,), f"{exercise.name} has been named before")
        found[exercise.name] = Personal(path.name, tuple(_changes(file, name, exercise)))
    return Targets(path.name, found)


def own(exercise: Exercise, targets: Targets | None) -> Exercise:
    """The exercise with the targets, where there are any."""
    return targets.apply(exercise) if targets else exercise


def personal_again(exercise: Exercise, personal: Personal | None) -> Exercise:
    """The exercise as it was counted by, from what a result says of it; as declared where it says nothing."""
    try:
        return with_changes(exercise, personal) if personal else exercise
    except ValueError:  # counted by another version, with other limits
        return replace(exercise, personal=personal)


def _exercise(file: TomlFile, name: str) -> Exercise:
    try:
        return find(name)
    except ExerciseError as error:
        raise file.error((name,), "is no exercise", error.mend) from error


def _changes(file: TomlFile, name: str, exercise: Exercise) -> Iterator[Change]:
    limits = limits_of(exercise)
    names = {judged.name for judged in limits.values()}
    file.only((name,), {"work", "rest", *limits, *names})
    yield from _range(file, name, exercise)
    done: dict[tuple[str, str], str] = {}
    for key in file.table((name,)):
        if key in names and key not in limits:
            _only_words(file, (name, key), [k for k, j in limits.items() if j.name == key])
        for of in [k for k, judged in limits.items() if key in (k, judged.name)]:
            for change in _limit(file, (name, key), of, limits[of], is_one=of == key):
                if (of, change.field) in done:
                    before = done[of, change.field]
                    raise file.error((name, key, change.field), f"is given for {of} by {before}, too")
                done[of, change.field] = key
                yield change


def _range(file: TomlFile, name: str, exercise: Exercise) -> Iterator[Change]:
    drive = exercise.drive
    unit = SIGNALS[base_name(drive.signal)].unit
    ends = ("rest", drive.rest, allowed_rest(drive)), ("work", drive.work, allowed_work(drive))
    for field, standard, allowed in ends:
        yield from _number(file, (name, field), RANGE, standard, allowed, unit)


def _limit(file: TomlFile, path: KeyPath, key: str, judged: Judged, *, is_one: bool) -> Iterator[Change]:
    """The changes of one limit; numbers only where no other is meant, too."""
    numbers = ("on", "off", "for_s") if isinstance(judged, Fault) else ("on", "off")
    if is_one:
        file.only(path, (*numbers, *_WORDS))
        yield from _numbers(file, path, key, judged)
    severity = file.text((*path, "severity"), [str(s) for s in Severity])
    cue = file.text((*path, "cue"))
    if cue is not None and len(cue) > CUE_LETTERS:
        raise file.error((*path, "cue"), f"has {len(cue)} letters; allowed: {CUE_LETTERS}")
    if severity not in (None, str(judged.severity)):
        yield Change(limit=key, field="severity", standard=str(judged.severity), own=severity)
    if cue not in (None, judged.cue):
        yield Change(limit=key, field="cue", standard=judged.cue, own=cue)
    if file.flag((*path, "skip")):
        yield Change(limit=key, field="skip", standard=False, own=True)


def _numbers(file: TomlFile, path: KeyPath, key: str, judged: Judged) -> Iterator[Change]:
    gate, unit = judged.gate, judged.unit
    on = list(_number(file, (*path, "on"), key, gate.on, allowed_on(judged), unit))
    yield from on
    now = float(on[0].own) if on else gate.on
    yield from _number(file, (*path, "off"), key, gate.off, allowed_off(judged, now), unit)
    if isinstance(judged, Fault):
        yield from _number(file, (*path, "for_s"), key, gate.for_s, allowed_for_s(judged), "s")


def _number(
    file: TomlFile, path: KeyPath, key: str, standard: float, allowed: Range, unit: str
) -> Iterator[Change]:
    own = file.number(path, *allowed, unit)
    if own is not None:
        yield Change(limit=key, field=str(path[-1]), standard=standard, own=own, unit=unit)


def _only_words(file: TomlFile, path: KeyPath, keys: list[str]) -> None:
    """Refuse a number for a name that several limits bear."""
    for field in file.table(path):
        if field not in _WORDS:
            raise _ambiguous(file, (*path, field), keys)


def _ambiguous(file: TomlFile, path: KeyPath, keys: list[str]) -> TomlError:
    return file.error(path, f"{path[-2]} names {len(keys)} limits", f"Choose one of: {', '.join(keys)}")


def template(exercise: Exercise) -> str:
    """A targets file of one exercise that changes nothing yet: every figure with its allowed range."""
    drive = exercise.drive
    unit = SIGNALS[base_name(drive.signal)].unit
    lines = [
        f"# Targets for {exercise.title.lower()}: take away the # before what is to differ; the rest stays.",
        f"# A full range and a rest of one's own: formcheck calibrate CLIP --exercise {exercise.name}",
        f"[{exercise.name}]",
        _line("work", drive.work, allowed_work(drive), unit),
        _line("rest", drive.rest, allowed_rest(drive), unit),
    ]
    for key, judged in limits_of(exercise).items():
        lines += ["", f"# {judged.title}; {limit_text(judged)}", f"[{exercise.name}.{key}]"]
        lines += _lines(judged)
    return "\n".join(lines)


def _lines(judged: Judged) -> Iterator[str]:
    gate = judged.gate
    yield _line("on", gate.on, allowed_on(judged), judged.unit)
    yield _line("off", gate.off, allowed_off(judged, gate.on), judged.unit)
    if isinstance(judged, Fault):
        yield _line("for_s", gate.for_s, allowed_for_s(judged), "s")
    yield f'# severity = "{judged.severity}"  # {" or ".join(Severity)}'
    yield f"# cue = {json.dumps(judged.cue, ensure_ascii=False)}"
    yield "# skip = true"


def _line(field: str, value: float, allowed: Range, unit: str) -> str:
    return f"# {field} = {value:g}  # {unit}, {allowed[0]:g} to {allowed[1]:g}"
