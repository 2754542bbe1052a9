"""A real cluster: workers that die, and every way in which a cluster cannot be used; nobody sees a trace of Dask."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import socket
import subprocess
import sys
import threading
import warnings
from concurrent import futures
from typing import TYPE_CHECKING

import pytest

from decide import __version__
from decide.engine import cluster as engine
from decide.engine.cluster import Cluster
from decide.errors import WrongUse
from tests.conftest import ROOT
from tests.engine import deeds
from tests.engine.deeds import Place, attempts
from tests.engine.left import PATIENCE, wait
from tests.engine.local_cluster import LocalCluster, needed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("ctrl_c_is_heard")

# Does several things with clusters, and tells how each ended, and which threads are left.
PROGRAM = """
import atexit, os, signal, sys, threading
from decide.engine.cluster import Cluster
from decide.errors import WrongUse
from tests.engine import deeds
from tests.engine.blocks import Block, block

def interrupt():
    signal.raise_signal(signal.SIGINT)

def end(process):
    os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))

def run(what, address):
    if what == "works":
        return len(list(Cluster(address).map(block, [Block(number) for number in range(9)])))
    if what == "fails":
        return list(Cluster(address).map(deeds.fails_unsendably, range(9)))
    if what == "is interrupted":
        return list(Cluster(address).map(deeds.itself, range(9), interrupt))
    if what == "is left":
        left.append(Cluster(address).map(deeds.itself, range(99)))
        return next(left[0])
    if what.startswith("ends"):
        return list(Cluster(address).map(deeds.itself, range(99), lambda: end(int(what.split()[1]))))
    return list(Cluster(address, 0.5).map(deeds.itself, range(9)))

left = []
atexit.register(lambda: print([thread.name for thread in threading.enumerate()]))
signal.signal(signal.SIGINT, signal.default_int_handler)
for what, address in zip(sys.argv[1::2], sys.argv[2::2]):
    try:
        print(run(what, address))
    except WrongUse as error:
        print("refused:", error)
    except RuntimeError as error:
        print("raised:", str(error).splitlines()[0])
    except KeyboardInterrupt:
        print("interrupted")
    assert left or threading.enumerate() == [threading.main_thread()]
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A scheduler without workers, which gives a task up when one worker has died over it."""
    needed()
    found = LocalCluster(tmp_path_factory.mktemp("other"), gives_up_at_once=True)
    try:
        yield found
    finally:
        found.end()


@pytest.fixture(scope="module", autouse=True)
def begun_together(other: LocalCluster, cluster: LocalCluster) -> None:
    """Both take a while to start."""


def _program(*things: tuple[str, str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *(word for thing in things for word in thing)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    *said, threads = done.stdout.splitlines()
    assert threads == "['MainThread']", "when the program ends"
    return said


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"tcp://127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def silent() -> Iterator[str]:
    """An address at which somebody listens and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def stranger() -> Iterator[str]:
    """An address at which somebody speaks another language."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def speak() -> None:
            with listening.accept()[0] as connection:
                connection.recv(1)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

        speaker = threading.Thread(target=speak, daemon=True)
        speaker.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        speaker.join(PATIENCE)


def test_a_cluster_at_work_says_nothing_of_itself(cluster: LocalCluster) -> None:
    at = cluster.address
    assert _program(("works", at), ("fails", at), ("is interrupted", at), ("works", at), ("is left", at)) == [
        "9",
        "raised: tests.engine.deeds.Unsendable: so it was",
        "interrupted",
        "9",
        "0",
    ]


def test_where_nobody_is_or_nobody_works_that_is_said_once(nobody: str, silent: str, other: LocalCluster) -> None:
    assert _program(("is tried", nobody), ("is tried", silent), ("works", other.address)) == [
        f"refused: no Dask scheduler answers at {nobody}",
        f"refused: no Dask scheduler answers at {silent}",
        f"refused: the cluster at {other.address} has no workers",
    ]


def test_somebody_else_is_no_scheduler(stranger: str) -> None:
    with pytest.raises(WrongUse, match=f"^no Dask scheduler answers at {stranger}$") as refused:
        list(Cluster(stranger).map(deeds.itself, range(2)))
    assert "dask scheduler" in refused.value.hint


def test_a_scheme_that_dask_does_not_know_is_named(cluster: LocalCluster) -> None:
    address = cluster.address.replace("tcp://", "http://")
    with pytest.raises(WrongUse, match=f"at {address}: unknown address scheme 'http'"):
        list(Cluster(address).map(deeds.itself, range(2)))


def test_a_worker_is_no_scheduler(cluster: LocalCluster) -> None:
    address = min(cluster.workers())
    with pytest.raises(WrongUse, match=f"^no Dask scheduler answers at {address}: a worker does$"):
        list(Cluster(address).map(deeds.itself, range(2)))


def _decide(folder: Path, version: str, *rooms: str) -> Path:
    """A folder with another version of decide, or with parts of it."""
    package = folder / "decide"
    package.mkdir()
    (package / "__init__.py").write_text(f'__version__ = "{version}"\n', encoding="utf-8")
    shutil.copy(ROOT / "decide" / "errors.py", package)
    for room in rooms:
        shutil.copytree(ROOT / "decide" / room, package / room)
    return folder


@pytest.fixture
def worker(other: LocalCluster) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Begin a worker of the other cluster; all of them are gone afterwards."""
    begun = []

    def begin(*paths: Path) -> subprocess.Popen[bytes]:
        begun.append(other.worker(*paths))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.wait()
    other.has(0)


def test_a_worker_that_lacks_decide_or_has_another_version_is_refused(
    other: LocalCluster, worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    for name, rooms, fault in (
        ("none", (), f"lacks decide {__version__}: .*decide.engine.*"),
        ("old", ("engine",), "has decide 0.0.7"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        process = worker(_decide(folder, "0.0.7", *rooms))
        other.has(1)
        with pytest.raises(WrongUse, match=rf"{other.address} cannot .*: worker tcp://[0-9.:]+ {fault}$") as refused:
            next(Cluster(other.address).map(deeds.process, [Place(str(tmp_path), 0)]))
        assert f"decide {__version__}" in refused.value.hint
        assert attempts(tmp_path, 0) == [], "refused before the work begins"
        process.kill()
        other.has(0)


def test_a_worker_of_another_version_that_comes_later_does_no_work() -> None:
    with pytest.raises(RuntimeError, match=f"^a worker has decide {__version__}$"):
        engine.work({**engine.installed(), "decide": "0.0.7"}, b"")


def _interrupted(cluster: LocalCluster, victim: subprocess.Popen[bytes], folder: Path) -> list[int]:
    """Results, though a worker is killed while it works; nobody ends a task before that."""
    results = Cluster(cluster.address).map(deeds.waits_for_leave, [Place(str(folder), number) for number in range(9)])
    found = [next(results)]
    wait(lambda: any(victim.pid in attempts(folder, number) for number in range(1, 9)), "it to be at work")
    victim.kill()
    victim.wait()
    (folder / "leave").touch()
    return [*found, *results]


def _assert_done_again(victim: int, folder: Path) -> None:
    (begun,) = [begun for number in range(1, 9) if victim in (begun := attempts(folder, number))]
    assert begun[0] == victim
    assert victim not in begun[1:]
    assert len(begun) == 2


def test_long_tasks_are_waited_for_as_long_as_there_are_workers(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, looks = engine._Crew._look_for_workers, []  # noqa: SLF001 - how often does not show

    def looked(crew: engine._Crew) -> None:
        look(crew)
        looks.append(crew)
        if len(looks) == 4:
            (tmp_path / "leave").touch()

    monkeypatch.setattr(engine._Crew, "_look_for_workers", looked)  # noqa: SLF001 - likewise
    monkeypatch.setattr(engine, "_TICK", 0.05)
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    tasks = [Place(str(tmp_path), number) for number in range(5)]
    assert list(Cluster(cluster.address).map(deeds.waits_for_leave, tasks)) == list(range(5))
    assert len(looks) >= 4


def test_a_worker_that_is_killed_changes_nothing(cluster: LocalCluster, tmp_path: Path) -> None:
    victim = cluster.worker()
    cluster.has(3)
    assert _interrupted(cluster, victim, tmp_path) == list(range(9))
    _assert_done_again(victim.pid, tmp_path)


def test_nor_where_dask_gives_up_at_once_but_workers_there_must_be(
    other: LocalCluster,
    worker: Callable[..., subprocess.Popen[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    victim, last = worker(), worker()
    other.has(2)
    assert _interrupted(other, victim, tmp_path) == list(range(9))
    _assert_done_again(victim.pid, tmp_path)

    monkeypatch.setattr(engine, "PATIENCE", 1.0)
    results = Cluster(other.address).map(deeds.process, [Place(str(tmp_path), number) for number in range(10, 40)])
    assert next(results) == last.pid
    last.kill()
    with pytest.raises(WrongUse, match=f"^the cluster at {other.address} has lost all its workers$"):
        list(results)


class _Told:
    """A client that was told what others have."""

    def __init__(self, workers: dict[str, object], scheduler: object) -> None:
        self.workers, self.scheduler = workers, scheduler

    def nthreads(self) -> dict[str, int]:
        return dict.fromkeys(self.workers, 2)

    def run(self, asked: object, on_error: str) -> dict[str, object]:
        assert (asked, on_error) == (engine.installed, "return")
        return self.workers

    def run_on_scheduler(self, asked: object) -> object:
        assert asked is engine.installed
        if isinstance(self.scheduler, Exception):
            raise self.scheduler
        return self.scheduler


def test_all_must_have_the_same_versions() -> None:
    ours = engine.installed()
    assert set(ours) == {"decide", "NumPy"}
    assert engine._agreed("here", _Told({"one": ours, "two": ours}, ours)) == (ours, 4)  # noqa: SLF001 - of cases that are hard to set up
    for workers, scheduler, fault in [
        ({"one": ours, "two": {**ours, "NumPy": "1.0"}}, ours, "worker two has NumPy 1.0"),
        (
            {"b": {"decide": "1", "NumPy": "2"}, "a": {"decide": "3", "NumPy": "4"}},
            ours,
            "worker a has decide 3 and NumPy 4",
        ),
        ({"one": OSError("gone")}, ours, "worker one does not answer"),
        (
            {"one": ours},
            ModuleNotFoundError("No module named 'decide'"),
            "the scheduler lacks decide .*: No module named 'decide'",
        ),
        ({"one": ours}, {**ours, "decide": "0.0.7"}, "the scheduler has decide 0.0.7"),
    ]:
        with pytest.raises(WrongUse, match=f"^the cluster at here cannot do this work: {fault}$") as refused:
            engine._agreed("here", _Told(workers, scheduler))  # noqa: SLF001 - likewise
        assert refused.value.hint == f"install decide {ours['decide']} and NumPy {ours['NumPy']} throughout it"


class _Killed:
    """A future that Dask has given up."""

    def __init__(self, allowed: int) -> None:
        self.allowed = allowed

    def done(self) -> bool:
        return True

    def result(self, timeout: float) -> bytes:
        assert timeout > 0
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        raise KilledWorker("task", None, self.allowed)


class _Client:
    """Gives up every task as soon as it is asked for one."""

    def __init__(self, allowed: int) -> None:
        self.allowed = allowed
        self.asked: list[tuple[object, ...]] = []
        self.cancelled: list[object] = []

    def submit(self, *asked: object, pure: bool) -> _Killed:
        assert not pure
        self.asked.append(asked)
        return _Killed(self.allowed)

    def cancel(self, futures: list[object]) -> None:
        self.cancelled += futures


@pytest.mark.parametrize(("allowed", "submitted", "deaths"), [(0, 4, 4), (1, 2, 4), (2, 2, 6), (3, 1, 4)])
def test_deaths_over_one_task_are_counted_however_soon_dask_gives_up(allowed: int, submitted: int, deaths: int) -> None:
    client = _Client(allowed)
    with contextlib.closing(engine._Crew("here", client, lambda number: ({}, b"%d" % number))) as crew:  # noqa: SLF001 - workers that die by the dozen take long
        crew.begin(5)
        for _ in range(submitted - 1):
            assert list(crew._answers()) == []  # noqa: SLF001 - likewise
        with pytest.raises(WrongUse, match=f"^workers of the cluster at here died {deaths} times over the same task$"):
            list(crew._answers())  # noqa: SLF001 - likewise
    assert client.asked == [(engine.work, {}, b"5")] * submitted
    assert len(client.cancelled) == 1, "what nobody waits for"


def test_a_scheduler_that_is_gone_ends_the_work(tmp_path: Path) -> None:
    lost = LocalCluster(tmp_path)
    try:
        lost.worker()
        lost.has(1)
        (said,) = _program((f"ends {lost.processes[0].pid}", lost.address))
        assert said.startswith(f"refused: the cluster at {lost.address} cannot go on: its scheduler is gone")
    finally:
        lost.end()


@pytest.mark.parametrize("error", [OSError("the stream is closed"), futures.CancelledError("two of them")], ids=repr)
def test_a_connection_that_is_lost_is_told_in_one_way(
    cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def lost(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr("distributed.wait", lost)
    told = f"^the cluster at {cluster.address} cannot go on: its scheduler is gone, or has dropped the tasks$"
    with pytest.raises(WrongUse, match=told):
        list(Cluster(cluster.address).map(deeds.itself, range(3)))


def test_what_else_dask_raises_is_told_in_its_words(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise ValueError("something else\nand more of it")

    monkeypatch.setattr("distributed.wait", broken)
    with pytest.raises(WrongUse, match=f"^the cluster at {cluster.address} cannot go on: something else$"):
        list(Cluster(cluster.address).map(deeds.itself, range(3)))


def test_what_dask_warns_of_is_not_passed_on(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import Client  # noqa: PLC0415 - an extra

    whole = Client.submit

    def warning(client: Client, *arguments: object, **options: object) -> object:
        warnings.warn("a large graph", stacklevel=2)
        return whole(client, *arguments, **options)

    monkeypatch.setattr(Client, "submit", warning)
    assert list(Cluster(cluster.address).map(deeds.itself, range(3))) == [0, 1, 2]


def test_loggers_warnings_and_the_client_of_others_are_what_they_were(
    cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import default_client  # noqa: PLC0415 - an extra

    logger, louder = logging.getLogger("distributed"), logging.getLogger("distributed.worker")
    monkeypatch.setattr(louder, "level", logging.DEBUG)
    before = (logger.level, louder.level, list(warnings.filters))
    results = Cluster(cluster.address).map(deeds.itself, range(9))
    assert next(results) == 0
    assert not louder.isEnabledFor(logging.CRITICAL)
    assert not logging.getLogger("distributed.made.up.just.now").isEnabledFor(logging.CRITICAL)
    assert list(warnings.filters) == before[2], "while somebody else is at work"
    with pytest.raises(ValueError, match="No client"):
        default_client()
    assert list(results) == list(range(1, 9))
    assert (logger.level, louder.level, list(warnings.filters)) == before


def test_where_dask_gives_up_half_way_no_thread_is_left(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import Client  # noqa: PLC0415 - an extra

    async def fails(_client: object, timeout: float) -> None:  # noqa: ASYNC109 - as Dask calls it
        raise OSError(f"not within {timeout}")

    before = threading.enumerate()
    monkeypatch.setattr(Client, "_ensure_connected", fails)
    with pytest.raises(WrongUse, match=f"^no Dask scheduler answers at {cluster.address}$"):
        list(Cluster(cluster.address).map(deeds.itself, range(2)))
    assert threading.enumerate() == before
