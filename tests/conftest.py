"""The command line as a user calls it: the installed program, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests import forked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
_TIMEOUT = 60.0  # seconds
_SCRIPTS = Path(sys.executable).parent
PROGRAM = next((path for path in (_SCRIPTS / "decide", _SCRIPTS / "decide.exe") if path.exists()), None)


_LONG = ("test_oracle.py", "test_fuzz.py")  # begun first, so that no processor waits for them in the end


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first."""
    items.sort(key=lambda item: item.path.name not in _LONG)


class Run(Protocol):
    """Calls the program; text in and out is UTF-8."""

    def __call__(
        self, *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="session", autouse=True)
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the tester keeps of histories stays as it is."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.getbasetemp() / "cache"))
        yield


@pytest.fixture(scope="session")
def program() -> Path:
    """The installed console script."""
    assert PROGRAM is not None, "the program `decide` is not installed beside this Python: pip install -e '.[test]'"
    return PROGRAM


@pytest.fixture
def run(program: Path, tmp_path: Path) -> Run:
    """Call `decide` from an empty folder of its own, in a plain pipe, whatever the tester's environment is."""
    plain = {
        key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM"}
    }

    def call(
        *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [str(program), *map(str, arguments)]
        folder = cwd or tmp_path
        whole = plain | {"PYTHONUTF8": "1"} | dict(env or {})
        if forked.can_fork(env or {}):
            return forked.call(command, folder, whole, _TIMEOUT)
        return subprocess.run(
            command, cwd=folder, env=whole, capture_output=True, encoding="utf-8", timeout=_TIMEOUT, check=False
        )

    return call


@pytest.fixture
def ctrl_c_is_heard() -> Iterator[None]:
    """Who starts the tests in the background has Ctrl-C ignored, and a process begun by them would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def case() -> Path:
    """The shipped workspace."""
    return ROOT
