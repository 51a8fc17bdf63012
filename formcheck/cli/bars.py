"""Live progress on standard error: of one clip, or of many at a time."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from formcheck.batch import executor
from formcheck.batch.executor import Message
from formcheck.batch.work import Outcome, Work


class _Speed(ProgressColumn):
    """Frames a second."""

    def render(self, task: Task) -> Text:
        """Draw the column."""
        return Text(f"{task.speed:.0f} fps" if task.speed else "")


class Bar:
    """The progress of one clip: frames, frames a second, time left."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress = progress
        self._task = progress.add_task(name, total=None)

    def __call__(self, message: Message) -> None:
        """Take a message."""
        if isinstance(message, executor.Progress):
            self._progress.update(self._task, completed=message.frames, total=message.of)


@contextmanager
def one_bar(name: str) -> Iterator[Bar]:
    """While open, shows how far one clip is."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(),
        TimeRemainingColumn(),
    )
    with _shown(*columns) as progress:
        yield Bar(progress, name)


class Bars:
    """The progress of a batch: a line for all clips, and one for each that is under way."""

    def __init__(self, progress: Progress, clips: int) -> None:
        self._progress, self._clips = progress, clips
        self._all = progress.add_task("all clips", total=clips, about=f"0/{clips}")
        self._each: dict[str, TaskID] = {}
        self._shares: dict[str, float] = {}
        self._frames: dict[str, int] = {}
        self._done, self._began_s = 0, time.monotonic()

    def told(self, work: Work, message: Message) -> None:
        """Take a message of one clip; called in any thread."""
        if not isinstance(message, executor.Progress):
            return
        line = self._each.get(work.name)
        if line is None:
            line = self._each[work.name] = self._progress.add_task(work.name, total=1.0, about="")
        about = f"{message.frames}/{message.of or '?'}"
        self._progress.update(line, completed=message.share, about=about)
        self._shares[work.name], self._frames[work.name] = message.share, message.frames
        self._sum_up()

    def ended(self, outcome: Outcome) -> None:
        """A clip is done."""
        self._done += 1
        self._shares.pop(outcome.name, None)
        if outcome.result and not outcome.is_old:
            self._frames[outcome.name] = outcome.result.frames
        line = self._each.pop(outcome.name, None)
        if line is not None:
            self._progress.remove_task(line)
        self._sum_up()

    def _sum_up(self) -> None:
        seconds = max(time.monotonic() - self._began_s, 0.1)
        fps = sum(list(self._frames.values())) / seconds
        about = f"{self._done}/{self._clips} {fps:.0f} fps"
        share = self._done + sum(list(self._shares.values()))
        self._progress.update(self._all, completed=share, about=about)


@contextmanager
def many_bars(clips: int) -> Iterator[Bars]:
    """While open, shows how far a batch is; what is printed meanwhile stays above it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[about]}"),
        TimeRemainingColumn(),
    )
    with _shown(*columns) as progress:
        yield Bars(progress, clips)


def _shown(*columns: ProgressColumn) -> Progress:
    console = Console(stderr=True)
    return Progress(
        *columns,
        console=console,
        transient=True,
        # into a file or a pipe it would write blank lines between the messages
        disable=not console.is_terminal,
        # what goes to a file must not be shown above the bars instead
        redirect_stdout=sys.stdout.isatty(),
    )
