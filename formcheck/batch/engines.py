"""The executors there are, by name."""

from collections.abc import Collection, Sequence

from formcheck.batch.addresses import is_address
from formcheck.batch.carrier import Carrier
from formcheck.batch.executor import Executor
from formcheck.batch.local import Local
from formcheck.batch.work import Work
from formcheck.errors import FormcheckError

LOCAL, RAY = "local", "ray"
ENGINES = (LOCAL, RAY)


def engine(
    name: str = LOCAL, address: str | None = None, jobs: int | None = None, *, hide: Collection[str] = ()
) -> Executor:
    """The executor of a name, to be entered.

    Args:
        name: ``local`` or ``ray``.
        address: of a Ray cluster that runs already; one of this machine's own if None.
        jobs: tasks at a time on this machine; as many as it has cores if None.
        hide: environment variables that this machine's worker processes do not get.

    Raises:
        FormcheckError: there is none of this name, or a package for it is missing.
    """
    if name not in ENGINES:
        raise FormcheckError(f"unknown engine {name!r}", mend=f"Choose one of: {', '.join(ENGINES)}")
    if name == RAY:
        # a second and a half for who does not want it
        from formcheck.batch.ray_engine import RayEngine

        return RayEngine(address, jobs=jobs)
    if address is not None:
        raise FormcheckError("an address is that of a Ray cluster", mend="Add --engine ray")
    return Local(jobs, hide=hide)


def engine_for(
    works: Sequence[Work], name: str = LOCAL, address: str | None = None, jobs: int | None = None
) -> Executor:
    """The executor of a name for these clips, all of one batch, which travel where they have to.

    Raises:
        FormcheckError: as for ``engine``; or sessions would be kept where other machines cannot.
    """
    executor = engine(name, address, jobs)
    keep = works[0].keep if works else None
    if address is not None and keep is not None:
        check_history(keep.store_url)
    travel = address is not None or any(is_address(work.clip) for work in works)
    return Carrier(executor) if travel else executor


def check_history(store_url: str | None) -> None:
    """Refuse to keep sessions in a file that other machines do not have.

    Raises:
        FormcheckError: they would be.
    """
    if store_url is None:
        raise FormcheckError(
            "the machines of a cluster cannot write to this machine's history file",
            mend="Keep the history in a database: --store postgresql://user@host/name",
        )
