"""A real cluster on this machine: a scheduler and workers in processes of their own, on ports that are free."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.engine.left import wait

if TYPE_CHECKING:
    from pathlib import Path

_LEFT_ALONE = "120"  # seconds after which what nobody uses ends by itself, should the tests be killed


class LocalCluster:
    """A scheduler, and the workers that were begun for it."""

    def __init__(self, folder: Path, *, gives_up_at_once: bool = False) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self._said = folder / "scheduler.json"
        failures = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"} if gives_up_at_once else {}
        options = ["--scheduler-file", str(self._said), "--port", "0", "--idle-timeout", _LEFT_ALONE]
        self._begin("scheduler", *options, env=failures)

    @property
    def address(self) -> str:
        """Where it listens, as soon as it does."""
        wait(lambda: self._said.exists() and self._said.read_text(encoding="utf-8").endswith("}"), "the scheduler")
        return str(json.loads(self._said.read_text(encoding="utf-8"))["address"])

    def worker(self, *paths: Path) -> subprocess.Popen[bytes]:
        """One more, of one thread; it looks for modules in these folders first."""
        options = ["--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--death-timeout", _LEFT_ALONE]
        path = os.pathsep.join(map(str, [*paths, ROOT]))
        return self._begin("worker", self.address, *options, env={"PYTHONPATH": path})

    def has(self, workers: int) -> None:
        """Wait until it has as many workers."""
        wait(lambda: len(self.workers()) == workers, f"{workers} workers")

    def workers(self) -> set[str]:
        """Their addresses."""
        from distributed import Client  # noqa: PLC0415 - an extra

        with Client(self.address, set_as_default=False) as client:
            return set(client.nthreads())

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def _begin(self, *words: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1", "--no-dashboard"],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(self.folder), **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process


def needed() -> None:
    """Skip the test where Dask is not installed, but never in CI."""
    if importlib.util.find_spec("distributed") is None:
        if os.environ.get("CI"):
            pytest.fail("Dask is not installed: pip install -e '.[test]'")
        pytest.skip("Dask is not installed, so there is no cluster: pip install 'decide[cluster]'")
