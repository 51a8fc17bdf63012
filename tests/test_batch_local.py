"""Worker processes: each task comes back once, whatever becomes of the process that it ran in."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, as_completed
from concurrent.futures import wait as all_of
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from formcheck.batch.executor import UNLIMITED, Limits, Message, Progress, TaskFailed, Tell
from formcheck.batch.local import Local
from formcheck.errors import FormcheckError, VideoError

HERE = Path(__file__).parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits as POSIX has them")
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Deed:
    """A task of a few words, done by a worker process."""

    what: str
    about: str = ""
    limits: Limits = UNLIMITED
    name: str = "deed.mp4"

    def __call__(self, tell: Tell) -> int:
        match self.what:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "die once":
                if not Path(self.about).exists():
                    Path(self.about).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            case "fail":
                raise VideoError("it cannot be read", mend="Try another")
            case "stumble":
                raise LookupError("lost")
            case "sleep":
                tell(Progress(frames=1, of=None, share=0.5))
                time.sleep(PATIENCE_S)
            case "hoard":
                return len(bytearray(1 << 31))
            case "look":
                return int("SECRET" in os.environ)
        return os.getpid()


@pytest.fixture(scope="module")
def two() -> Iterator[Local]:
    """Two workers, which import the tasks of this very file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(HERE.parent)]))
        patch.setenv("SECRET", "1")
        with Local(2, hide=("SECRET",)) as local:
            yield local


def test_workers_are_other_processes_that_go_on(two: Local) -> None:
    tickets = [two.submit(Deed("say")) for _ in range(6)]
    pids = {ticket.result(PATIENCE_S) for ticket in as_completed(tickets)}
    assert os.getpid() not in pids
    assert 1 <= len(pids) <= 2
    assert two.submit(Deed("look")).result(PATIENCE_S) == 0, "it was given what is hidden"


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        pytest.param(Deed("fail"), "it cannot be read. Try another", id="its own error"),
        pytest.param(Deed("stumble"), "deed.mp4 cannot be analyzed. LookupError: lost", id="any error"),
        pytest.param(Deed("die"), "ended by SIGKILL", id="killed twice", marks=POSIX),
        pytest.param(Deed("sleep", limits=Limits(wall_s=0.2)), "longer than a clip may take", id="too long"),
        pytest.param(Deed("sleep", limits=Limits(silent_s=2.0)), "got no further", id="silent"),
        pytest.param(
            Deed("hoard", limits=Limits(memory_bytes=1 << 30)), "more memory than", id="memory", marks=POSIX
        ),
    ],
)
def test_a_failure_is_one_line_and_costs_one_task(two: Local, deed: Deed, says: str) -> None:
    failing, good = two.submit(deed), two.submit(Deed("say"))
    with pytest.raises(FormcheckError, match=says):
        failing.result(PATIENCE_S)
    assert good.result(PATIENCE_S) > 0


@POSIX
def test_a_task_whose_worker_died_is_tried_once_more(two: Local, tmp_path: Path) -> None:
    assert two.submit(Deed("die once", str(tmp_path / "tried"))).result(PATIENCE_S) > 0
    once = Deed("die once", str(tmp_path / "again"), limits=Limits(tries=1))
    with pytest.raises(TaskFailed, match="cannot be analyzed"):
        two.submit(once).result(PATIENCE_S)


def test_a_running_task_can_be_cancelled(two: Local) -> None:
    told: list[Message] = []
    ticket = two.submit(Deed("sleep"), told.append)
    end_s = time.monotonic() + PATIENCE_S
    while not told and time.monotonic() < end_s:
        time.sleep(0.01)
    assert told == [Progress(frames=1, of=None, share=0.5)]
    assert ticket.cancel()
    with pytest.raises(CancelledError):
        ticket.result(PATIENCE_S)
    assert two.submit(Deed("say")).result(PATIENCE_S) > 0


def test_leaving_ends_all_and_cancels_what_waits() -> None:
    before = set(psutil.Process().children())
    with Local(1) as local:
        tickets = [local.submit(Deed("sleep")) for _ in range(3)]
    done, waiting = all_of(tickets, PATIENCE_S)
    assert not waiting
    assert all(ticket.cancelled() for ticket in done)
    assert set(psutil.Process().children()) <= before
    with pytest.raises(RuntimeError, match="closed"):
        local.submit(Deed("say"))
