"""The program in a process forked from one that has loaded it: as far apart as a new process, without the loading.

Loading its libraries is most of what a short call of the program takes, and the tests call it many hundred times.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AVAILABLE = sys.platform == "linux"  # elsewhere threads of a library may not survive a fork
_AT_START = ("PYTHON", "LC_", "LANG", "TZ")  # what an interpreter reads once, when it starts
_ONE_AT_A_TIME = threading.Lock()  # who starts a process asks after all others, and each can be asked once only


def can_fork(env: Mapping[str, str]) -> bool:
    """Whether a forked process heeds an environment as a new one does."""
    return AVAILABLE and not any(name.startswith(_AT_START) for name in env)


def call(command: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float) -> subprocess.CompletedProcess[str]:
    """What `subprocess.run` gives for the program, its output caught."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.preloaded"])
    with tempfile.TemporaryDirectory(prefix="forked-") as folder:
        streams = [Path(folder) / name for name in ("out", "err")]
        process = context.Process(target=_run, args=(list(command), str(cwd), dict(env), *map(str, streams)))
        with _ONE_AT_A_TIME:
            process.start()
        ended = wait([process.sentinel], timeout)
        with _ONE_AT_A_TIME:
            if not ended:
                process.kill()
            process.join()
        if not ended:
            raise subprocess.TimeoutExpired(list(command), timeout)
        out, err = (stream.read_text(encoding="utf-8") for stream in streams)
        return subprocess.CompletedProcess(list(command), process.exitcode, out, err)


def _run(command: list[str], cwd: str, env: dict[str, str], out: str, err: str) -> None:
    from decide.__main__ import main  # noqa: PLC0415 - where this runs, it is loaded

    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for number, name in ((1, out), (2, err)):
        with Path(name).open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as an interpreter does
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115 - likewise
    sys.argv = command
    main()
