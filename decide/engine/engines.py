"""The door: which engine does the work."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from decide.engine.cluster import Cluster
from decide.engine.processes import Processes
from decide.engine.serial import Serial
from decide.errors import WrongUse

if TYPE_CHECKING:
    from decide.engine.base import Engine

_MOST = 1024  # workers; beyond that somebody has mistyped
_WORTH_IT = 4  # tasks: fewer are done before the first worker has begun


def engine_for(workers: int | None = None, cluster: str | None = None, tasks: int | None = None) -> Engine:
    """The engine that was asked for; else worker processes for all processors, where there is work for them.

    Raises
    ------
    WrongUse : workers and a cluster together, a number of workers that cannot be meant, or an address that is none
    """
    if workers is not None and cluster is not None:
        raise WrongUse(
            "--workers and --cluster exclude each other", "a cluster has workers of its own; give one of them"
        )
    if cluster is not None:
        return Cluster(cluster)
    if workers is not None and not 1 <= workers <= _MOST:
        raise WrongUse(f"{workers} workers cannot be", f"give a number from 1 to {_MOST}")
    if workers is None:
        workers = 1 if tasks is not None and tasks < _WORTH_IT else processors()
    if tasks is not None:
        workers = min(workers, tasks)
    return Serial() if workers <= 1 else Processes(workers)


def processors() -> int:
    """How many this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1
