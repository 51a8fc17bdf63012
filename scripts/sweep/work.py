"""The places still to be filmed, shared out among processes."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from sweep.plan import Group, Spot, people
from sweep.store import path_of, save

# Filmed by one process without a break: setting up costs as much as filming three of them.
_PLACES = 12


class Job(NamedTuple):
    """Places from which one person is filmed doing one movement."""

    group: Group
    person: str
    spots: tuple[Spot, ...]


def jobs(wanted: Iterable[tuple[Group, Sequence[Spot]]], folder: Path) -> Iterator[Job]:
    """What is missing in the folder."""
    for group, spots in wanted:
        for person in people():
            todo = [s for s in spots if not path_of(folder, group, person, s).exists()]
            for i in range(0, len(todo), _PLACES):
                yield Job(group, person, tuple(todo[i : i + _PLACES]))


def film(job: Job, folder: Path, root: Path) -> str:
    """Film a job's places, saving each; return what was done in words."""
    from sweep.shoot import Shooting

    with Shooting(job.group, job.person, root) as shooting:
        for spot in job.spots:
            save(path_of(folder, job.group, job.person, spot), shooting.at(spot))
    return f"{job.group.name} {job.person} {len(job.spots)} places"


def film_all(todo: Sequence[Job], folder: Path, root: Path, processes: int) -> Iterator[str]:
    """Film all jobs, several at a time, and say which is done."""
    with ProcessPoolExecutor(processes) as pool:
        tasks = [pool.submit(film, job, folder, root) for job in todo]
        for task in as_completed(tasks):
            yield task.result()
