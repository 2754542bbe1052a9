"""Timing on a noisy machine: candidates take turns, so that noise hits all of them alike."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Case = TypeVar("Case")


class DidNotRun(Exception):
    """A command under test failed, so that its time says nothing."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One candidate's times over another's, pair by pair."""

    median: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took, in seconds; `cpu` is 0 where it is not known."""

    wall: float
    cpu: float = 0.0


def take_turns(actions: Mapping[str, Callable[[], Spent]], rounds: int) -> dict[str, list[Spent]]:
    """Run A B C A B C …, after one unmeasured round that fills the caches."""
    spent: dict[str, list[Spent]] = {name: [] for name in actions}
    for action in actions.values():
        action()
    for _ in range(rounds):
        for name, action in actions.items():
            spent[name].append(action())
    return spent


def call(function: Callable[[], object]) -> Callable[[], Spent]:
    """An action that calls a function within this process."""

    def action() -> Spent:
        before, start = time.process_time(), time.perf_counter()
        function()
        return Spent(time.perf_counter() - start, time.process_time() - before)

    return action


def each(function: Callable[[Case], object], cases: Sequence[Case]) -> Callable[[], Spent]:
    """An action that calls a function with one case after another, and for the unmeasured round with the first."""
    left = chain(cases[:1], cases)

    def action() -> Spent:
        case = next(left)
        return call(lambda: function(case))()

    return action


def process(command: Sequence[str], folder: Path) -> Callable[[], Spent]:
    """An action that runs a whole process, its output going to pipes; it must succeed."""

    def action() -> Spent:
        before, start = _cpu_of_children(), time.perf_counter()
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, stdin=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            raise DidNotRun(f"{' '.join(command[1:])}: exit code {done.returncode}: {said}")
        return Spent(wall, _cpu_of_children() - before)

    return action


def _cpu_of_children() -> float:
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def walls(spent: Sequence[Spent]) -> list[float]:
    """The wall times."""
    return [one.wall for one in spent]


def ratio(above: Sequence[float], below: Sequence[float]) -> Ratio:
    """The ratio of times that were taken in turns."""
    pairs = [one / other for one, other in zip(above, below, strict=True)]
    return Ratio(median(pairs), min(pairs), max(pairs))


def peak(command: Sequence[str], folder: Path) -> int:
    """The most memory that a command takes, in bytes; where the system does not tell, 0."""
    if not hasattr(os, "wait4"):
        return 0
    begun = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, code, used = os.wait4(begun.pid, 0)
    begun.returncode = code
    if code:
        raise DidNotRun(" ".join(command))
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
