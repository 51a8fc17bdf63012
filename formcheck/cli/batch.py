"""Many clips: a line each as they come, then a table of those that failed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.batch.executor import Executor
from formcheck.batch.run import run
from formcheck.batch.staging import tidy
from formcheck.batch.work import Outcome, Work
from formcheck.cli import INTERRUPTED
from formcheck.cli.bars import many_bars
from formcheck.cli.saved import say_saved
from formcheck.cli.show import many, one_line, tell


@dataclass(slots=True)
class Counted:
    """How the clips of a batch went.

    Attributes:
        clips: how many there are.
        outcomes: of those that came to an end.
    """

    clips: int
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def failures(self) -> list[Outcome]:
        """Those that are not all that was asked for."""
        return [outcome for outcome in self.outcomes if outcome.troubles]

    @property
    def words(self) -> str:
        """In one line."""
        old = sum(outcome.is_old and not outcome.troubles for outcome in self.outcomes)
        numbers = {
            "analyzed": len(self.outcomes) - old - len(self.failures),
            "done before": old,
            "failed": len(self.failures),
            "not done": self.clips - len(self.outcomes),
        }
        said = ", ".join(f"{number} {word}" for word, number in numbers.items() if number)
        return f"{many(self.clips, 'clip')}: {said}"


def analyze_all(works: Sequence[Work], executor: Executor, *, fail_fast: bool) -> bool:
    """Have all clips analyzed, each told as it is done; whether every one went well.

    Args:
        works: the clips.
        executor: does them; entered and left here.
        fail_fast: end at the first clip that fails.

    Raises:
        typer.Exit: Ctrl-C; what is done is kept.
    """
    counted = Counted(len(works))
    try:
        with executor, many_bars(len(works)) as bars:
            for outcome in run(works, executor, bars.told):
                bars.ended(outcome)
                counted.outcomes.append(outcome)
                _show(outcome, is_kept=works[0].keep is not None)
                if fail_fast and outcome.troubles:
                    break
    except KeyboardInterrupt:
        typer.echo(f"formcheck: stopped; {counted.words}. Run it again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        tidy(works[0].wanted.out)
    _write_whole(works, counted)
    _sum_up(counted)
    return not counted.failures


def _write_whole(works: Sequence[Work], counted: Counted) -> None:
    """The tables over all clips, in the order in which they were named, where Parquet is asked for."""
    if works[0].wanted.parquet:
        # the package costs a second: only who asks for it waits
        from formcheck.batch.whole import write_whole

        place = {work.clip: number for number, work in enumerate(works)}
        for path in write_whole(works[0].wanted.out, sorted(counted.outcomes, key=lambda o: place[o.clip])):
            typer.echo(f"wrote {path}")


def _show(outcome: Outcome, *, is_kept: bool) -> None:
    result = outcome.result
    if result:
        typer.echo(f"{outcome.name}  {one_line(result)}")
        if is_kept and not outcome.is_old:
            say_saved(outcome.session_ids)
    for line in outcome.errors:
        typer.echo(f"formcheck: {line}", err=True)
    if result:
        tell(result)


def _sum_up(counted: Counted) -> None:
    if counted.failures:
        Console().print(_table(counted.failures))
    typer.echo(counted.words)


def _table(failures: Sequence[Outcome]) -> Table:
    table = Table("failed", "why", box=SIMPLE_HEAD, pad_edge=False)
    for outcome in failures:
        table.add_row(Text(outcome.name), Text("\n".join(outcome.troubles)))
    return table
