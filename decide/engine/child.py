"""A solver in a process of its own, which does not outlive us, whoever asks us to end and however often."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType
    from typing import Self

_TICK = 1.0  # seconds; within one, `Popen` itself looks up twenty times


class Child:
    """While this is entered, Ctrl-C and SIGTERM end the child at once, and reach us when all else is put away.

    An exception at the moment they arrive could fall between the start of the process and our knowing of it, or into
    the clearing up after an earlier one.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: int | None = None
        self._before: dict[int, signal.Handlers | object] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # no other is told of signals
            for number in (signal.SIGINT, signal.SIGTERM):
                before = signal.getsignal(number)
                if before is not None and before != signal.SIG_IGN:
                    self._before[number] = before
                    signal.signal(number, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]  # it came from `getsignal`
        if self._heard is not None:
            signal.raise_signal(self._heard)

    def run(self, command: list[str], folder: str) -> int:
        """Run a command in a folder, in silence, and wait for its end; what it returned."""
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(  # noqa: S603 - a program that PuLP brings along, on a file of ours
            command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        if self._heard is not None:  # while it was being started
            self._end()
        while True:  # in ticks: a signal that another thread is given does not wake us
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(_TICK)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self._heard = number
        self._end()

    def _end(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(OSError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
