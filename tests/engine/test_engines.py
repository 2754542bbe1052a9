"""Which engine does the work, and what is refused."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from decide.cli import workers as options  # noqa: TC001 - Typer reads annotations while the program runs
from decide.engine import engines
from decide.engine.cluster import Cluster
from decide.engine.engines import engine_for, processors
from decide.engine.processes import Processes
from decide.engine.serial import Serial
from decide.errors import WrongUse

if TYPE_CHECKING:
    from pathlib import Path

    from decide.engine.base import Engine

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None and not os.environ.get("CI"), reason="Dask is not installed"
)


def _workers(engine: Engine) -> int:
    assert isinstance(engine, Serial | Processes)
    return engine.workers if isinstance(engine, Processes) else 0


@pytest.mark.parametrize(
    ("workers", "tasks", "expected"),
    [
        (1, None, 0),
        (1, 100, 0),
        (2, None, 2),
        (2, 0, 0),
        (2, 1, 0),
        (2, 2, 2),
        (8, 3, 3),
        (1024, 2000, 61 if sys.platform == "win32" else 1024),
        (None, None, 6),
        (None, 0, 0),
        (None, 3, 0),
        (None, 4, 4),
        (None, 100, 6),
    ],
)
def test_who_does_the_work(
    monkeypatch: pytest.MonkeyPatch, workers: int | None, tasks: int | None, expected: int
) -> None:
    monkeypatch.setattr(engines, "processors", lambda: 6)
    assert _workers(engine_for(workers, tasks=tasks)) == expected


def test_one_processor_needs_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "processors", lambda: 1)
    assert isinstance(engine_for(tasks=100), Serial)


@needs_dask
@pytest.mark.parametrize("tasks", [None, 1, 100])
def test_a_cluster_that_is_named_does_the_work(tasks: int | None) -> None:
    engine = engine_for(cluster="tcp://10.0.0.5:8786", tasks=tasks)
    assert isinstance(engine, Cluster)
    assert engine.address == "tcp://10.0.0.5:8786"


@pytest.mark.parametrize("workers", [0, -1, 1025])
def test_a_number_of_workers_that_cannot_be_meant_is_refused(workers: int) -> None:
    with pytest.raises(WrongUse, match=f"^{workers} workers") as refused:
        engine_for(workers, tasks=1)
    assert "from 1 to 1024" in refused.value.hint


def test_workers_and_a_cluster_are_not_both_taken() -> None:
    with pytest.raises(WrongUse, match="--workers and --cluster exclude each other"):
        engine_for(2, "tcp://10.0.0.5:8786")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "8786",
        "nobody",
        "tcp://nobody",
        "nobody:",
        "nobody:0",
        "nobody:65536",
        "tcp://:8786",
        "a b:80",
        "inproc://a/b",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(WrongUse, match="no address of a cluster") as refused:
        Cluster(address)
    assert f"'{address}'" in str(refused.value)


@needs_dask
@pytest.mark.parametrize("address", ["nobody:65535", "tls://10.0.0.5:8786", "[::1]:80", "tcp://[fe80::1%eth0]:80"])
def test_what_may_be_one_is_not(address: str) -> None:
    assert Cluster(address).address == address


def test_where_dask_is_missing_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WrongUse, match="not installed") as refused:
        Cluster("tcp://10.0.0.5:8786")
    assert "pip install 'decide[cluster]'" in refused.value.hint


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not bind a process to processors")
def test_processors_that_the_process_may_not_use_do_not_count() -> None:
    before = os.sched_getaffinity(0)
    assert processors() == len(before)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert processors() == 1
    finally:
        os.sched_setaffinity(0, before)


_LOADER = """
import sys
sys.argv = ["decide", *sys.argv[1:]]
try:
    from decide.__main__ import main
    main()
except SystemExit:
    import decide.cli.workers, decide.engine.engines
    print(*{name.split(".")[0] for name in sys.modules}, file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["rank", "--quiet"]], ids=lambda arguments: arguments[0])
def test_dask_is_loaded_only_for_a_cluster(case: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-c", _LOADER, *arguments]
    done = subprocess.run(command, cwd=case, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "decide" in loaded
    assert not loaded & {"dask", "distributed", "tornado"}
    assert ("numpy" in loaded) == (arguments != ["--help"])


def test_options_of_the_command_line() -> None:
    app, said = typer.Typer(), []

    @app.command()
    def work(workers: options.Workers = None, cluster: options.Cluster = None) -> None:
        said.append((workers, cluster))

    for arguments in ([], ["--workers", "2"], ["--cluster", "a:1"]):
        assert CliRunner().invoke(app, arguments).exit_code == 0
    assert said == [(None, None), (2, None), (None, "a:1")]
    assert CliRunner().invoke(app, ["--workers", "two"]).exit_code == 2
    shown = CliRunner().invoke(app, ["--help"]).output
    assert "--workers" in shown
    assert "--cluster" in shown
