"""What workers are told to do where it matters what becomes of them; loads nothing that is heavy."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

PATIENCE = 60.0  # seconds until somebody who waits gives up


class Place(NamedTuple):
    """A task, and a folder in which it leaves traces."""

    folder: str
    number: int
    deaths: int = 0


class Unsendable(Exception):
    """Cannot be opened again where it arrives: it asks for more than it hands on."""

    def __init__(self, text: str, more: int) -> None:
        super().__init__(text)
        self.more = more


def attempts(folder: Path, number: int) -> list[int]:
    """The processes that have begun a task, one after the other."""
    path = folder / f"{number}.begun"
    return [int(line) for line in path.read_text(encoding="utf-8").split()] if path.exists() else []


def _begin(task: Place) -> int:
    with Path(task.folder, f"{task.number}.begun").open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    return len(attempts(Path(task.folder), task.number))


def _wait_for(path: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > end:
            raise TimeoutError(f"waited in vain for {path.name}")
        time.sleep(0.01)


def itself(task: int) -> int:
    return task


def process(task: Place) -> int:
    """Who did it."""
    _begin(task)
    return os.getpid()


def is_killed(task: Place) -> int:
    """As often as the task says."""
    if _begin(task) <= task.deaths:
        (os.kill(os.getpid(), signal.SIGKILL) if sys.platform != "win32" else os._exit(1))
    return task.number


def ends(task: Place) -> int:
    """As often as the task says."""
    if _begin(task) <= task.deaths:
        os._exit(0)
    return task.number


def one_fails(task: Place) -> int:
    """The second; the first waits for what does not come."""
    _begin(task)
    if task.number == 0:
        _wait_for(Path(task.folder, "never"))
    if task.number == 1:
        raise ZeroDivisionError("in the second task")
    return task.number


def fails_unsendably(_task: int) -> int:
    raise Unsendable("so it was", 3)


def returns_what_cannot_be_packed(_task: int) -> object:
    return lambda: None


def first_comes_late(task: Place) -> int:
    """The first waits until the eighth has begun."""
    _begin(task)
    if task.number == 0:
        _wait_for(Path(task.folder, "7.begun"))
    return task.number


def waits_for_leave(task: Place) -> int:
    """All but the first wait until they may end."""
    _begin(task)
    if task.number > 0:
        _wait_for(Path(task.folder, "leave"))
    return task.number


def interrupts_itself(task: int) -> int:
    """As Ctrl-C does, which every process of a terminal is sent."""
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.01)
    return task


def surroundings(_task: int) -> tuple[str | None, bool, bool, bool]:
    """Threads that BLAS may have, whether NumPy was there before us, whether Ctrl-C is withheld, and ignored."""
    withheld = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()) if sys.platform != "win32" else True
    ignored = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    return os.environ.get("OPENBLAS_NUM_THREADS"), "numpy" in sys.modules, withheld, ignored


class Weighty:
    """A result of which somebody can tell whether it is still kept."""


def weighty(_task: int) -> Weighty:
    return Weighty()
