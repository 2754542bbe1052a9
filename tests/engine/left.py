"""What is left of a program: looks for processes in the places where a system tells of them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 60.0  # seconds until a test gives up

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="this system has no /proc in which to look for what is left"
)
needs_signals = pytest.mark.skipif(os.name == "nt", reason="Windows cannot send one process the SIGINT of Ctrl-C")


def wait(happened: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)


def alive(session: int) -> list[str]:
    """Commands of the processes of a session that have not ended."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, its, *_ = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has ended
            continue
        if int(its) == session and state not in "ZX":
            found.append(command)
    return found


def is_gone(process: int) -> bool:
    """Ended, though perhaps nobody has asked how."""
    try:
        return (Path("/proc") / str(process) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True
