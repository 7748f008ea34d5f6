"""The Dask cluster whose workers run submissions."""

import contextlib
from collections.abc import Iterator

import dask
from dask.distributed import Client, LocalCluster
from distributed.comm.inproc import global_manager

from instructor.grading.worker import all_cores
from instructor.nbgrader_api import GradingError

# Dask's logs for its own developers hold on to what each task was given: notebooks and tests. 1,000 of them.
_DASK = {"distributed.admin.low-level-log-length": 10, "distributed.worker.profile.enabled": False}
# Workers that are threads have an address, too. To learn it, Dask would look for the way to a public
# server, and would warn where there is none.
global_manager._ip = "127.0.0.1"


@contextlib.contextmanager
def connect(workers: int | None = None, scheduler: str | None = None) -> Iterator[Client]:
    """Connect to an existing cluster, or to one of this machine's cores that lives as long as the context.

    Parameters
    ----------
    workers : int, optional
        How many submissions a cluster of its own runs at a time; None is one for each core.
    scheduler : str, optional
        The address of an existing cluster, whose workers have this course and one thread each.

    Raises
    ------
    GradingError
        If that address is none, or if that cluster has no workers.
    OSError
        If that cluster does not answer.
    """
    if scheduler:
        with _existing(scheduler) as client:
            yield client
        return
    # Threads: the work is done in the submissions' own processes.
    with (
        dask.config.set(_DASK),
        LocalCluster(
            n_workers=workers or len(all_cores()),
            processes=False,
            threads_per_worker=1,
            memory_limit=None,
            dashboard_address=":0",
        ) as local,
        Client(local) as client,
    ):
        yield client


@contextlib.contextmanager
def _existing(scheduler: str) -> Iterator[Client]:
    try:
        client = Client(scheduler, timeout=10)
    except ValueError as error:  # no port, say
        raise GradingError(f"{scheduler} is no address of a cluster ({error}).") from error
    with client:
        if not client.nthreads():
            raise GradingError(f"The cluster at {scheduler} has no workers: start some, or leave it out.")
        yield client
