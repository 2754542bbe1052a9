"""The same bytes come out whoever does the work."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from decide.engine.cluster import Cluster
from decide.engine.processes import Processes
from decide.engine.serial import Serial
from tests.engine.blocks import Block, block

if TYPE_CHECKING:
    from decide.engine.base import Engine
    from tests.engine.local_cluster import LocalCluster


def _bytes(engine: Engine, count: int) -> list[bytes]:
    advanced: list[None] = []
    found = [pickle.dumps(result) for result in engine.map(block, _tasks(count), lambda: advanced.append(None))]
    assert len(advanced) == len(found) == count
    return found


def _tasks(count: int) -> list[Block]:
    return [Block(number) for number in range(count)]


def test_results_are_those_of_the_function() -> None:
    results = list(Serial().map(block, _tasks(5)))
    assert [result.number for result in results] == list(range(5))
    for task, result in zip(_tasks(5), results, strict=True):
        assert result.scores.tobytes() == block(task).scores.tobytes()
        assert result.scores.flags.writeable
    assert len({result.scores.tobytes() for result in results}) == 5


@pytest.mark.parametrize(("workers", "count"), [(1, 3), (2, 0), (2, 1), (2, 9), (3, 30)])
def test_processes_do_what_one_does(workers: int, count: int) -> None:
    assert _bytes(Processes(workers), count) == _bytes(Serial(), count)


@pytest.mark.parametrize("count", [0, 1, 9, 30])
def test_a_cluster_does_what_one_process_does(cluster: LocalCluster, count: int) -> None:
    assert _bytes(Cluster(cluster.address), count) == _bytes(Serial(), count)


def test_results_of_a_cluster_can_be_written_to(cluster: LocalCluster) -> None:
    (result,) = Cluster(cluster.address).map(block, _tasks(1))
    assert result.scores.flags.writeable
    assert result.scores is result.same


def test_serial_works_only_when_asked_and_tells_of_each() -> None:
    done: list[int] = []
    results = Serial().map(block, _tasks(3), lambda: done.append(len(done)))
    assert done == []
    for number, result in enumerate(results):
        assert result.number == number
        assert len(done) == number + 1
